"""The program's side of the language model process, against a process that misbehaves as told."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from assistant.engine.models.local import LocalModel
from assistant.engine.models.model import ChatModel, Constraint, Message
from assistant.engine.models.token_estimate import estimated_tokens
from assistant.errors import ModelCrashed, ModelError
from tests.fakes import worker as fake

FAKE = Path(fake.__file__)
Make = Callable[[str], LocalModel]
SOON = 0.3
"""Seconds: the contract's 0.1 with room for a busy machine."""


@pytest.fixture
def gguf(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"GGUF and then nothing")
    return path


@pytest.fixture
def make(gguf: Path, tmp_path: Path) -> Iterator[Make]:
    made: list[LocalModel] = []

    def build(scenario: str) -> LocalModel:
        command = (sys.executable, "-P", str(FAKE), scenario, str(tmp_path / "starts"))
        made.append(LocalModel(gguf, worker=command))
        return made[-1]

    yield build
    for model in made:
        model.close()


def starts(tmp_path: Path) -> int:
    counter = tmp_path / "starts"
    return counter.stat().st_size if counter.exists() else 0


def answer(model: LocalModel, text: str = "one two three", cancelled: Event | None = None) -> Iterator[str]:
    return model.stream([Message("system", "be kind"), Message("user", text)], Constraint(), cancelled or Event())


def gone(pid: int) -> bool:
    """No process and no zombie has this id."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_is_a_chat_model(make: Make) -> None:
    model: ChatModel = make("echo")
    assert model.context_tokens == 4096


def test_streams_pieces_and_reports_timings(make: Make) -> None:
    model = make("echo")
    assert list(answer(model)) == ["one ", "two ", "three "]
    assert model.last_timings == fake.TIMINGS
    assert model.context_tokens == 2048
    assert "llama_cpp" not in sys.modules


def test_nothing_starts_before_it_is_needed(make: Make, tmp_path: Path) -> None:
    model = make("echo")
    assert model.worker_pid is None
    assert model.count_tokens("four words of text") == estimated_tokens("four words of text")
    assert model.worker_pid is None
    assert starts(tmp_path) == 0


def test_one_process_serves_many_questions(make: Make, tmp_path: Path) -> None:
    model = make("echo")
    model.warm()
    pid = model.worker_pid
    assert ["".join(answer(model, text)) for text in ("a", "b", "c d")] == ["a ", "b ", "c d "]
    assert model.worker_pid == pid
    assert model.restarts == 0
    assert starts(tmp_path) == 1


@pytest.mark.parametrize("scenario", ["killed_loading_once", "segfaults_reading_once"])
def test_a_death_before_any_text_is_repaired_in_silence(make: Make, scenario: str, tmp_path: Path) -> None:
    model = make(scenario)
    assert "".join(answer(model)) == "one two three "
    assert model.restarts == 1
    assert starts(tmp_path) == 2


@pytest.mark.parametrize(
    ("scenario", "cause"),
    [
        ("always_segfaults_loading", "was ended by SIGSEGV while loading the model (tiny.gguf)"),
        ("always_aborts_reading", "was ended by SIGABRT while reading the prompt (tiny.gguf)"),
        ("exits_loading", "ended with status 3 while loading the model (tiny.gguf)"),
    ],
)
def test_a_second_death_is_reported_with_signal_and_stage(
    make: Make, scenario: str, cause: str, tmp_path: Path
) -> None:
    with pytest.raises(ModelCrashed) as caught:
        list(answer(make(scenario)))
    assert cause in caught.value.title
    assert starts(tmp_path) == 2


def test_the_last_words_of_the_process_are_in_the_hint(make: Make) -> None:
    with pytest.raises(ModelCrashed, match="SIGSEGV") as caught:
        list(answer(make("always_segfaults_loading")))
    assert caught.value.hint.endswith("it last said: about to get SIGSEGV")
    with pytest.raises(ModelCrashed) as caught:
        list(answer(make("exits_loading")))
    assert "libgomp.so.1 is missing" in caught.value.hint


def test_a_death_after_text_is_for_the_caller_to_judge(make: Make) -> None:
    model = make("killed_writing_once")
    pieces = answer(model)
    assert next(pieces) == "half an "
    with pytest.raises(ModelCrashed, match="SIGKILL while writing") as caught:
        list(pieces)
    assert "memory" in caught.value.hint
    assert "".join(answer(model)) == "one two three "


def test_a_model_that_cannot_be_loaded_is_no_crash(make: Make, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load it") as caught:
        list(answer(make("cannot_load")))
    assert not isinstance(caught.value, ModelCrashed)
    assert "not within the file bounds" in caught.value.hint
    assert starts(tmp_path) == 1


def test_a_refused_request_leaves_the_process_alone(make: Make) -> None:
    model = make("refuses")
    for _ in range(2):
        with pytest.raises(ModelError, match="the prompt has 9 tokens"):
            list(answer(model))
    assert model.restarts == 0


def test_noise_on_stderr_neither_blocks_nor_shows(make: Make, capfd: pytest.CaptureFixture[str]) -> None:
    assert "".join(answer(make("noisy"))) == "one two three "
    assert capfd.readouterr() == ("", "")


def test_a_process_that_babbles_is_a_crash(make: Make) -> None:
    with pytest.raises(ModelCrashed) as caught:
        list(answer(make("babbles")))
    assert "not a message" in caught.value.hint


def cancel_after(seconds: float, cancelled: Event) -> list[float]:
    """Set `cancelled` later; the list gets the moment."""
    moment: list[float] = []

    def act() -> None:
        time.sleep(seconds)
        moment.append(time.monotonic())
        cancelled.set()

    threading.Thread(target=act).start()
    return moment


def test_a_cancelled_process_that_obeys_is_kept(make: Make) -> None:
    model = make("obedient")
    cancelled = Event()
    pieces = answer(model, "first", cancelled)
    assert next(pieces) == "first "
    pid = model.worker_pid
    moment = cancel_after(0.1, cancelled)
    assert list(pieces) == []
    assert time.monotonic() - moment[0] < SOON
    second = answer(model, "second")
    assert next(second) == "second "
    second.close()
    assert model.worker_pid == pid


def test_a_cancelled_process_that_is_deaf_is_replaced(make: Make) -> None:
    model = make("deaf")
    cancelled = Event()
    pieces = answer(model, "first", cancelled)
    assert next(pieces) == "something "
    pid = model.worker_pid
    assert pid is not None
    moment = cancel_after(0.1, cancelled)
    assert list(pieces) == []
    assert time.monotonic() - moment[0] < SOON
    assert gone(pid)
    assert "".join(answer(model)) == "one two three "
    assert model.worker_pid != pid


def test_a_closed_stream_leaves_nothing_behind_for_the_next(make: Make) -> None:
    model = make("obedient")
    for text in ("first", "second", "third"):
        pieces = answer(model, text)
        assert next(pieces) == f"{text} "
        pieces.close()
    assert model.restarts == 0


def test_cancelling_while_loading_keeps_the_loading_process(make: Make) -> None:
    model = make("late_echo")
    cancelled = Event()
    moment = cancel_after(0.1, cancelled)
    assert list(answer(model, "unwanted", cancelled)) == []
    assert time.monotonic() - moment[0] < SOON
    assert "".join(answer(model, "wanted")) == "wanted "
    assert model.restarts == 0


def test_cancelled_beforehand_starts_nothing(make: Make, tmp_path: Path) -> None:
    cancelled = Event()
    cancelled.set()
    assert list(answer(make("echo"), "x", cancelled)) == []
    assert starts(tmp_path) == 0


def test_requests_take_turns_and_a_waiting_one_can_be_cancelled(make: Make) -> None:
    model = make("obedient")
    first = answer(model, "first")
    assert next(first) == "first "
    cancelled = Event()
    moment = cancel_after(0.1, cancelled)
    assert list(answer(model, "second", cancelled)) == []
    assert time.monotonic() - moment[0] < SOON
    first.close()
    assert next(answer(model, "third")) == "third "


def test_counting_asks_a_running_process_once(make: Make) -> None:
    model = make("late_echo")
    model.warm()
    assert model.count_tokens("abc") == 1003
    model.close()
    assert model.count_tokens("abc") == 1003
    assert model.count_tokens("abcd") == estimated_tokens("abcd")


def test_close_leaves_no_process_and_no_zombie(make: Make) -> None:
    model = make("deaf")
    model.warm()
    pid = model.worker_pid
    assert pid is not None
    model.close()
    model.close()
    assert gone(pid)
    assert model.worker_pid is None


def test_close_ends_an_answer_in_another_thread(make: Make) -> None:
    model = make("deaf")
    pieces = answer(model)
    next(pieces)
    model.close()
    with pytest.raises(ModelCrashed):
        list(pieces)


def test_a_process_that_ended_by_itself_is_no_zombie(make: Make) -> None:
    model = make("killed_writing_once")
    pieces = answer(model)
    next(pieces)
    pid = model.worker_pid
    assert pid is not None
    with pytest.raises(ModelCrashed):
        list(pieces)
    assert gone(pid)


def test_a_process_that_dies_idle_is_no_zombie_and_is_replaced(make: Make) -> None:
    model = make("echo")
    list(answer(model))
    pid = model.worker_pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 2
    while not gone(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert gone(pid)
    assert model.worker_pid is None
    assert "".join(answer(model)) == "one two three "


def test_a_process_that_closes_its_pipe_but_lives_is_ended(make: Make, tmp_path: Path) -> None:
    model = make("falls_silent")
    with pytest.raises(ModelCrashed, match="SIGKILL while loading"):
        list(answer(model))
    assert model.worker_pid is None
    assert starts(tmp_path) == 2


def test_closing_while_an_answer_is_awaited_starts_nothing_new(make: Make, tmp_path: Path) -> None:
    model = make("late_echo")

    def close_once_started() -> None:
        while starts(tmp_path) == 0:
            time.sleep(0.01)
        model.close()

    closing = threading.Thread(target=close_once_started)
    closing.start()
    with pytest.raises(ModelCrashed):
        list(answer(model))
    closing.join()
    assert model.worker_pid is None
    assert starts(tmp_path) == 1


@pytest.mark.parametrize(("variable", "value"), [("GGML_NO_BACKTRACE", "1"), ("GOMP_SPINCOUNT", "20000")])
def test_the_process_starts_no_debugger_and_spins_briefly(make: Make, variable: str, value: str) -> None:
    assert "".join(answer(make("environment"), variable)) == value


def test_the_person_decides_how_long_threads_spin(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOMP_SPINCOUNT", "7")
    assert "".join(answer(make("environment"), "GOMP_SPINCOUNT")) == "7"


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (None, "there is no model file at"),
        (b"", "is empty"),
        (b"version https://git-lfs.github.com/spec/v1", "is not a GGUF model file"),
    ],
)
def test_a_bad_file_is_told_before_a_process_starts(tmp_path: Path, content: bytes | None, title: str) -> None:
    path = tmp_path / "model.gguf"
    if content is not None:
        path.write_bytes(content)
    model = LocalModel(path)
    model.warm()
    with pytest.raises(ModelError, match=title):
        list(answer(model))
    assert model.worker_pid is None
    with pytest.raises(ModelError, match=title):
        _ = model.identity


def test_a_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        list(answer(LocalModel(tmp_path)))


def test_identity_names_the_file_and_its_checksum(make: Make, gguf: Path) -> None:
    identity = make("echo").identity
    assert identity.name == "tiny"
    assert identity.sha256 == "f14493d4e61d45ab9343b1be3727c80697d943da869496a08e05ae817a6a9ca4"


def test_the_real_process_reports_a_damaged_file(gguf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python files in the current folder must not run in the process: it may be a folder of articles."""
    (tmp_path / "json.py").write_text("raise SystemExit('the folder of articles was imported')")
    monkeypatch.chdir(tmp_path)
    model = LocalModel(gguf)
    with pytest.raises(ModelError, match="cannot load") as caught:
        list(answer(model))
    assert not isinstance(caught.value, ModelCrashed)
    model.close()
