"""Conversations survive: closing, killing, changed articles, two programs, odd characters."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.conversations import ConversationStore, TurnState, to_json, to_markdown
from assistant.conversations.codec import decode_answer, digest, encode
from assistant.conversations.export import escape
from assistant.conversations.store import is_current
from assistant.errors import ConversationError
from index.types import Article, Filters
from tests.fakes.assistant import (
    FIRST_QUESTION,
    FOLLOW_UP,
    HARBOUR,
    HOSTILE,
    MINISTRY,
    UNANSWERABLE,
    answer,
    blame,
    cite,
    injured,
    quoted,
    silence,
)

NO_FILTERS = Filters()
START = datetime(2024, 3, 9, 12, 0, tzinfo=UTC)


class Clock:
    """Goes on by one minute each time it is looked at."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    opened = ConversationStore(tmp_path / "kept" / "conversations.db", Clock())
    yield opened
    opened.close()


def finished(store: ConversationStore, conversation: int | None = None) -> int:
    turn = store.begin(conversation, FIRST_QUESTION, NO_FILTERS)
    store.save(turn.id, TurnState.FINISHED, injured())
    return turn.conversation


@pytest.mark.parametrize("made", [injured, blame, silence])
def test_an_answer_comes_back_as_it_was(made: object) -> None:
    original = made()  # type: ignore[operator]
    articles = {digest(item.article): item.article for item in original.citations + original.nearest}
    data = json.loads(json.dumps(encode(original)))
    assert decode_answer(data, articles.__getitem__) == original


def test_a_turn_keeps_its_evidence_when_the_program_starts_again(tmp_path: Path) -> None:
    path = tmp_path / "conversations.db"
    first = ConversationStore(path, Clock())
    conversation = finished(first)
    first.close()
    (turn,) = ConversationStore(path).turns(conversation)
    assert turn.state is TurnState.FINISHED
    assert turn.answer is not None
    assert [citation.quote for citation in turn.answer.citations] == [c.quote for c in injured().citations]
    for citation in turn.answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote
    assert turn.answer.citations[0].article.metadata.publisher == "The Ansel Courier"


def test_quotations_stay_when_the_article_changes_and_the_change_is_seen(store: ConversationStore) -> None:
    (turn,) = store.turns(finished(store))
    assert turn.answer is not None
    citation = turn.answer.citations[0]
    assert is_current(citation, HARBOUR)
    assert not is_current(citation, replace(HARBOUR, text=HARBOUR.text.replace("46", "48")))
    assert not is_current(citation, None)
    assert "46" in citation.quote


def test_two_versions_of_an_article_are_both_kept(store: ConversationStore) -> None:
    conversation = finished(store)
    newer = replace(HARBOUR, text=HARBOUR.text.replace("46", "48"))
    quote = "At least 48 people"
    turn = store.begin(conversation, "Again?", NO_FILTERS)
    store.save(turn.id, TurnState.FINISHED, answer("Again?", [quoted(quote + ".", 1)], [cite(1, newer, quote)]))
    texts = [record.answer.citations[0].article.text for record in store.turns(conversation) if record.answer]
    assert texts == [HARBOUR.text, newer.text]


def test_filters_and_errors_come_back(store: ConversationStore) -> None:
    filters = Filters(("Press TV", "SANA"), START.date(), None, ("gas",), ("sport",))
    turn = store.begin(None, "q", filters)
    store.save(turn.id, TurnState.FAILED, None, "It broke", "Mend it")
    (read,) = store.turns(turn.conversation)
    assert (read.filters, read.error_title, read.error_hint) == (filters, "It broke", "Mend it")


def test_an_unfinished_turn_is_not_history_without_sentences(store: ConversationStore) -> None:
    turn = store.begin(None, FIRST_QUESTION, NO_FILTERS)
    assert store.turns(turn.conversation)[0].as_history is None
    store.save(turn.id, TurnState.FINISHED, injured())
    kept = store.turns(turn.conversation)[0].as_history
    assert kept is not None
    assert "46 people" in kept.answer


def test_the_list_is_latest_first_and_counts(store: ConversationStore) -> None:
    first = finished(store)
    second = store.begin(None, "x" * 200, NO_FILTERS).conversation
    finished(store, first)
    listed = store.conversations()
    assert [(item.id, item.turns) for item in listed] == [(first, 2), (second, 1)]
    assert len(listed[1].title) <= 72
    assert listed[1].title.endswith("…")


@pytest.mark.parametrize(
    ("words", "found"),
    [("HARBOUR", True), ("ministry of health", True), ("Renamed", False), ("%", False), ("'", False), ("", True)],
)
def test_search_looks_into_titles_questions_and_answers(store: ConversationStore, words: str, found: bool) -> None:
    finished(store)
    assert bool(store.conversations(words)) is found


def test_search_knows_capitals_of_other_scripts(store: ConversationStore) -> None:
    store.begin(None, "Что сказал ПРЕЗИДЕНТ?", NO_FILTERS)
    assert store.conversations("президент")


def test_rename(store: ConversationStore) -> None:
    conversation = finished(store)
    store.rename(conversation, "  The\n fire ")
    assert store.conversation(conversation).title == "The fire"
    with pytest.raises(ConversationError):
        store.rename(conversation, "  ")


def test_delete_takes_turns_and_articles_that_nothing_else_cites(store: ConversationStore, tmp_path: Path) -> None:
    first, second = finished(store), finished(store)
    store.delete(first)
    assert store.turns(first) == []
    assert store.turns(second)[0].answer is not None
    store.delete(second)
    counts = store._db.execute("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM cited)").fetchone()
    assert counts == (0, 0)


def test_an_unknown_conversation_is_named(store: ConversationStore) -> None:
    with pytest.raises(ConversationError, match="no conversation 99"):
        store.conversation(99)


def test_lone_surrogates_do_not_break_the_store(store: ConversationStore) -> None:
    article = Article("f" * 12, "odd.txt", "odd \ud800 text", MINISTRY.metadata)
    turn = store.begin(None, "odd \udfff question", NO_FILTERS)
    store.save(turn.id, TurnState.FINISHED, answer("q", [quoted("odd \ud800", 1)], [cite(1, article, "odd \ud800")]))
    read = store.turns(turn.conversation)[0]
    assert read.answer is not None
    assert read.answer.citations[0].article.text == article.text


def test_two_programs_write_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "conversations.db"
    stores = [ConversationStore(path) for _ in range(2)]
    threads = [threading.Thread(target=lambda one=one: [finished(one) for _ in range(5)]) for one in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stores[0].conversations()) == 10


def test_one_store_is_used_by_many_threads(store: ConversationStore) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(5):
                store.turns(finished(store))
                store.conversations("fire")
        except BaseException as error:  # handed to the test
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(store.conversations()) == 20


def test_a_damaged_file_and_a_newer_one_are_named(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"not a database" * 100)
    with pytest.raises(ConversationError, match="damaged"):
        ConversationStore(damaged)
    newer = ConversationStore(tmp_path / "newer.db")
    newer._db.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(ConversationError, match="newer Byline"):
        ConversationStore(tmp_path / "newer.db")


_KILLED = """
import sys, time
from pathlib import Path
from assistant.conversations import ConversationStore, TurnState
from assistant.tui.asking import AnswerSoFar
from assistant.events import Shown
from index.types import Filters
from tests.fakes.assistant import FIRST_QUESTION, FOLLOW_UP, blame, injured
store = ConversationStore(Path(sys.argv[1]))
turn = store.begin(None, FIRST_QUESTION, Filters())
store.save(turn.id, TurnState.FINISHED, injured())
second = store.begin(turn.conversation, FOLLOW_UP, Filters())
so_far = AnswerSoFar(FOLLOW_UP)
whole = blame()
so_far.add(Shown(whole.sentences[0], whole.citations[:1]))
store.save(second.id, TurnState.ASKED, so_far.answer)
print("ready", flush=True)
time.sleep(60)
"""


def test_killed_during_a_turn_the_finished_turn_is_there_and_the_other_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "conversations.db"
    process = subprocess.Popen([sys.executable, "-c", _KILLED, str(path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    store = ConversationStore(path)
    first, second = store.turns(store.conversations()[0].id)
    assert (first.state, second.state) == (TurnState.FINISHED, TurnState.ASKED)
    assert first.answer is not None
    assert first.answer.sentences == injured().sentences
    assert second.answer is not None
    assert second.answer.sentences == blame().sentences[:1]
    store.close()


def test_markdown_export_holds_questions_answers_and_quotations(store: ConversationStore) -> None:
    conversation = finished(store)
    stopped = store.begin(conversation, FOLLOW_UP, NO_FILTERS)
    store.save(stopped.id, TurnState.STOPPED, blame())
    silent = store.begin(conversation, UNANSWERABLE, NO_FILTERS)
    store.save(silent.id, TurnState.FINISHED, silence())
    text = to_markdown(store.conversation(conversation), store.turns(conversation))
    plain = text.replace("\\", "")
    for citation in injured().citations:
        assert f"“{citation.quote}”" in plain
    assert "Understood as: Who is to blame" in plain
    assert "Stopped before it was finished" in plain
    assert "The articles do not say." in plain
    assert "### Nearest passages" in plain
    assert "| at least 46 | the fire service | 2024-03-05 | [1] |" in plain


def test_an_answer_stopped_before_anything_was_shown_is_no_refusal(store: ConversationStore) -> None:
    turn = store.begin(None, FOLLOW_UP, NO_FILTERS)
    store.save(turn.id, TurnState.STOPPED, replace(blame(), sentences=(), stopped=True))
    text = to_markdown(store.conversation(turn.conversation), store.turns(turn.conversation))
    assert "Stopped before it was finished" in text
    assert "do not say" not in text


def test_json_export_can_be_read_and_its_offsets_hold(store: ConversationStore) -> None:
    conversation = finished(store)
    data = json.loads(to_json(store.conversation(conversation), store.turns(conversation)))
    (turn,) = data["turns"]
    assert turn["state"] == "finished"
    first = turn["answer"]["citations"][0]
    assert HARBOUR.text[first["start"] : first["end"]] == first["quote"]
    assert first["article"]["publisher"] == "The Ansel Courier"


def test_export_obeys_no_markdown_of_an_article(store: ConversationStore) -> None:
    turn = store.begin(None, "<script>alert(1)</script> [x](y)", NO_FILTERS)
    store.save(
        turn.id, TurnState.FINISHED, answer("q", [quoted("[link](cite:1)", 1)], [cite(1, HOSTILE, "<b>html</b>")])
    )
    kept = store.turns(turn.conversation)[0]
    html = MarkdownIt("commonmark").render(to_markdown(store.conversation(turn.conversation), [kept]))
    assert "<script" not in html
    assert "<a " not in html
    assert "<b>" not in html


@given(st.text())
@settings(max_examples=200)
def test_escaped_text_is_read_back_as_the_same_words(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse("x " + escape(text.replace("\0", "")) + " x")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    shown = "".join(child.content for child in tokens[1].children or [])
    assert shown.split() == ["x", *text.replace("\0", "").split(), "x"]
