"""`byline export`, `models` and what `chat` refuses before its screen opens."""

import json
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.conversations import ConversationStore, TurnState
from index.types import Filters
from tests.fakes.assistant import FIRST_QUESTION, injured


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "articles"
    store = ConversationStore(folder / ".byline" / "conversations.db")
    turn = store.begin(None, FIRST_QUESTION + "\x1b[2J", Filters())
    store.save(turn.id, TurnState.FINISHED, injured())
    store.close()
    return folder


def test_without_a_number_the_conversations_are_listed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--corpus", str(corpus)]) == 0
    line = capsys.readouterr().out
    assert line.startswith("   1  ")
    assert line.endswith("How many people were injured in the harbour fire?[2J (1 question)\n")
    assert main(["export", "--json", "--corpus", str(corpus)]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert (listed["schema"], listed["conversations"][0]["number"]) == (1, 1)


def test_a_conversation_is_printed_with_its_quotations(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "1", "--corpus", str(corpus)]) == 0
    printed = capsys.readouterr().out
    assert "> “At least 46 people were taken to hospital with burns or smoke poisoning, the fire" in printed
    assert "\x1b" not in printed
    assert main(["export", "1", "--json", "--corpus", str(corpus)]) == 0
    assert json.loads(capsys.readouterr().out)["turns"][0]["answer"]["citations"][0]["number"] == 1


@pytest.mark.parametrize("arguments", [["export", "7"], ["chat", "--conversation", "7"]])
def test_an_unknown_conversation_is_named(
    corpus: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main([*arguments, "--corpus", str(corpus)]) == 1
    assert "There is no conversation 7" in capsys.readouterr().err


def test_export_makes_no_file_where_nothing_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--corpus", str(tmp_path)]) == 1
    assert "no conversation is kept" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_models_are_listed_added_and_used(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = corpus / "mine.gguf"
    model.write_bytes(b"GGUF" + bytes(1_000_000))
    assert main(["models", "add", str(model)]) == 0
    assert main(["models", "use", "mine", "--corpus", str(corpus)]) == 0
    capsys.readouterr()
    assert main(["models", "--corpus", str(corpus)]) == 0
    assert capsys.readouterr().out.splitlines()[0].split() == ["*", "mine", "1", "MB,", str(model)]
    assert main(["models", "use", "zebra", "--corpus", str(corpus)]) == 1
    assert 'no model is called "zebra"' in capsys.readouterr().err


def test_a_model_is_not_used_where_an_endpoint_answers(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = 'endpoint = "http://127.0.0.1:1/v1"\nmodel = "qwen3"\n'
    (corpus / "byline.toml").write_text(settings)
    assert main(["models", "use", "embedded", "--corpus", str(corpus)]) == 1
    assert "http://127.0.0.1:1/v1 answers here" in capsys.readouterr().err
    assert (corpus / "byline.toml").read_text() == settings


def test_the_home_folder_may_be_abbreviated(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(corpus.parent))
    for arguments in (["--corpus", "~/articles"], ["--index", "~/articles/.byline"]):
        assert main(["export", *arguments]) == 0
        assert "injured in the harbour fire" in capsys.readouterr().out


def test_json_cannot_steer_the_terminal(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = "Who\x9b2J said \u202ethat?"
    store = ConversationStore(corpus / ".byline" / "conversations.db")
    turn = store.begin(None, question, Filters())
    store.close()
    assert main(["export", str(turn.conversation), "--json", "--corpus", str(corpus)]) == 0
    printed = capsys.readouterr().out
    assert not {"\x9b", "\u202e"}.intersection(printed)
    assert json.loads(printed)["turns"][0]["question"] == question
    assert main(["export", "--json", "--corpus", str(corpus)]) == 0
    assert "\x9b" not in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_not_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(tmp_path / "nowhere")]) == 1
    assert "no such folder" in capsys.readouterr().err
