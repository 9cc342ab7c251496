"""Questions run one after the other, whatever is stopped in between."""

from dataclasses import replace
from datetime import UTC, datetime

from assistant.conversations import TurnRecord, TurnState
from assistant.tui.asking import Question
from assistant.tui.session import HISTORY, Session
from index.types import Filters
from tests.fakes.assistant import injured

RECORD = TurnRecord(1, 1, "q", datetime.now(UTC), TurnState.FINISHED, answer=injured())


def test_questions_wait_until_the_corpus_is_open_and_then_run_in_order() -> None:
    started: list[Question] = []
    session = Session(started.append)
    first, second = session.ask("one", Filters()), session.ask("two", Filters())
    assert started == []
    session.ready()
    assert started == [first]
    session.ended(first.turn, RECORD)
    assert started == [first, second]
    session.ended(second.turn, RECORD)
    assert not session.busy


def test_stop_ends_what_runs_and_drops_what_waits() -> None:
    started: list[Question] = []
    session = Session(started.append)
    session.ready()
    first, second = session.ask("one", Filters()), session.ask("two", Filters())
    assert session.stop() == [first, second]
    assert first.cancelled.is_set()
    session.ended(first.turn, RECORD)
    assert started == [first]


def test_the_end_of_a_turn_that_was_left_changes_nothing() -> None:
    started: list[Question] = []
    session = Session(started.append)
    session.ready()
    old = session.ask("one", Filters())
    session.reset(None, [])
    new = session.ask("two", Filters())
    session.ended(old.turn, RECORD)
    assert session.running is new
    assert session.records == []


def test_history_is_the_last_turns_with_an_answer() -> None:
    session = Session(lambda question: None)
    session.reset(1, [replace(RECORD, answer=None)] + [replace(RECORD, question=str(n)) for n in range(HISTORY + 3)])
    assert [turn.question for turn in session.history] == [str(n) for n in range(3, HISTORY + 3)]
