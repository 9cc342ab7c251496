"""Asking, stopping, asking again: what a person does all day."""

import threading

import pytest
from textual.events import Paste
from textual.widgets import Input

from assistant.conversations import TurnState
from assistant.errors import ModelError
from assistant.events import Shown
from assistant.tui.messages import QuestionAsked, TurnEvent
from assistant.tui.widgets.chip_bar import ChipBar
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.turn import TurnView
from assistant.tui.widgets.turn_status import TurnStatus
from assistant.tui.widgets.welcome import SuggestionList
from index.types import Filters
from tests.assistant.tui.conftest import Chat
from tests.fakes.assistant import (
    CRASHING,
    FIRST_QUESTION,
    FOLLOW_UP,
    HARBOUR,
    UNANSWERABLE,
    answer,
    cite,
    injured,
    supported,
)


async def test_a_question_is_typed_asked_answered_and_kept(chat: Chat) -> None:
    async with chat.running():
        await chat.press(*"Hi?", "enter")
        await chat.until(lambda: bool(chat.view.views) and chat.turn.record is not None)
        assert chat.assistant.asked[0][0] == "Hi?"
        assert chat.shows("The articles do not say.")
        assert chat.screen.query_one(Prompt).text == ""
    assert chat.store.turns(1)[0].state is TurnState.FINISHED


async def test_only_checked_sentences_are_shown(chat: Chat) -> None:
    chat.assistant.hold_at = 6  # some words are drafted, nothing is checked
    async with chat.running():
        chat.screen.post_message(QuestionAsked(FIRST_QUESTION))
        await chat.until(lambda: chat.shows("writing and checking"))
        assert not chat.shows("The fire service said")
        chat.assistant.released.set()
        await chat.until(lambda: chat.turn.record is not None)
        assert chat.shows("The fire service said")
        assert chat.shows("Sources disagree · people treated")
        assert chat.shows("2 independent origins · 2 publishers")
        assert not chat.shows("Nobody was hurt")


async def test_a_follow_up_has_a_history_and_shows_its_standalone_question(chat: Chat) -> None:
    async with chat.running():
        await chat.ask(FIRST_QUESTION)
        await chat.ask(FOLLOW_UP)
        (turn,) = chat.assistant.asked[1][1]
        assert turn.question == FIRST_QUESTION
        assert chat.shows("↳ Who is to blame for the fire")


async def test_escape_stops_at_once_and_keeps_what_was_shown(chat: Chat) -> None:
    chat.assistant.hold_at = 16  # the first sentence is shown, the second is being written
    async with chat.running():
        chat.screen.post_message(QuestionAsked(FIRST_QUESTION))
        await chat.until(lambda: chat.shows("The fire service said"))
        await chat.press("escape")
        assert chat.shows("■ stopped")
        await chat.until(lambda: chat.turn.record is not None)
        assert chat.shows("The fire service said")
        assert not chat.shows("A day later")
    (kept,) = chat.store.turns(1)
    assert kept.state is TurnState.STOPPED
    assert kept.answer is not None
    assert len(kept.answer.sentences) == 1


async def test_late_messages_of_a_stopped_turn_are_ignored(chat: Chat) -> None:
    chat.assistant.hold_at = 2
    async with chat.running():
        chat.screen.post_message(QuestionAsked(FIRST_QUESTION))
        await chat.until(lambda: bool(chat.assistant.asked) and bool(chat.view.views))
        stopped = chat.turn
        await chat.press("escape")
        late = injured()
        chat.screen.post_message(TurnEvent(stopped.number, Shown(late.sentences[0], late.citations[:1])))
        await chat.until(lambda: stopped.record is not None)
        chat.screen.post_message(TurnEvent(stopped.number, Shown(late.sentences[0], late.citations[:1])))
        await chat.pilot.pause()
        assert not chat.shows("The fire service said")


async def test_questions_are_accepted_before_the_corpus_is_open(chat: Chat) -> None:
    gate = threading.Event()
    opened = chat.open_corpus

    def slow() -> object:
        gate.wait(5)
        return opened()

    chat.open_corpus = slow  # type: ignore[method-assign,assignment]
    async with chat.running(opened=False):
        await chat.press(*"Why?", "enter")
        assert chat.shows("waiting …")
        assert chat.shows("opening the articles")
        gate.set()
        await chat.until(lambda: chat.turn.record is not None)
        assert chat.assistant.asked[0][0] == "Why?"


async def test_questions_queue_while_one_is_answered(chat: Chat) -> None:
    chat.assistant.hold_at = 2
    async with chat.running():
        chat.screen.post_message(QuestionAsked(FIRST_QUESTION))
        chat.screen.post_message(QuestionAsked(FOLLOW_UP))
        await chat.until(lambda: len(chat.view.views) == 2 and bool(chat.assistant.asked))
        assert len(chat.assistant.asked) == 1
        chat.assistant.released.set()
        await chat.until(lambda: chat.turn.record is not None)
        assert [asked[0] for asked in chat.assistant.asked] == [FIRST_QUESTION, FOLLOW_UP]
        assert len(chat.assistant.asked[1][1]) == 1


async def test_a_crashed_model_shows_its_cure_and_the_conversation_goes_on(chat: Chat) -> None:
    async with chat.running():
        await chat.ask(FIRST_QUESTION)
        await chat.ask(CRASHING)
        assert chat.shows("The language model stopped unexpectedly")
        assert chat.shows("Ask again; it has been restarted")
        await chat.ask(FOLLOW_UP)
        assert chat.shows("The port authority rejects the claim.")
    states = [turn.state for turn in chat.store.turns(1)]
    assert states == [TurnState.FINISHED, TurnState.FAILED, TurnState.FINISHED]


async def test_an_error_nobody_planned_for_ends_the_turn_only(chat: Chat) -> None:
    def broken() -> None:
        raise RuntimeError("surprise")

    chat.assistant.script["Break"] = broken  # type: ignore[assignment]
    async with chat.running():
        await chat.ask("Break")
        assert chat.shows("The answer ended unexpectedly")
        await chat.ask(FIRST_QUESTION)
        assert chat.shows("Sources disagree")


async def test_a_corpus_that_cannot_be_opened_says_why(chat: Chat) -> None:
    chat.failure = ModelError("The index was written by a newer Byline", "Update Byline")
    async with chat.running():
        assert chat.shows("The index was written by a newer Byline")
        assert chat.shows("Update Byline")
        assert chat.shows("✗ not open")


async def test_a_suggested_question_is_asked_with_two_keys(chat: Chat) -> None:
    async with chat.running():
        await chat.press("escape")
        assert chat.screen.query_one(SuggestionList).has_focus
        await chat.press("enter")
        await chat.until(lambda: bool(chat.view.views) and chat.turn.record is not None)
        assert chat.assistant.asked[0][0] == FIRST_QUESTION


async def test_ask_again_and_edit(chat: Chat) -> None:
    async with chat.running():
        await chat.ask("source:SANA " + FIRST_QUESTION)
        await chat.press("ctrl+r")
        await chat.until(lambda: len(chat.assistant.asked) == 2)
        assert chat.assistant.asked[0] == (FIRST_QUESTION, (), Filters(("SANA",)))
        assert chat.assistant.asked[1][0] == FIRST_QUESTION
        await chat.until(lambda: chat.turn.record is not None)
        await chat.press("escape", "r")
        await chat.until(lambda: len(chat.assistant.asked) == 3)
        await chat.until(lambda: chat.turn.record is not None)
        await chat.press("e")
        assert chat.screen.query_one(Prompt).text == FIRST_QUESTION
        assert chat.screen.query_one(Prompt).has_focus


async def test_history_of_the_question_line(chat: Chat) -> None:
    async with chat.running():
        await chat.ask(FIRST_QUESTION)
        prompt = chat.screen.query_one(Prompt)
        await chat.press(*"one", "enter", *"two", "enter", *"dra")
        await chat.press("up")
        assert prompt.text == "two"
        await chat.press("up", "up")
        assert prompt.text == "one"
        await chat.press("down", "down")
        assert prompt.text == "dra"
        await chat.press("shift+enter", "f", "t")
        assert prompt.text == "dra\nft"
        await chat.press("up")
        assert prompt.text == "dra\nft"


async def test_filters_become_chips_that_are_taken_away(chat: Chat) -> None:
    async with chat.running():
        await chat.ask('source:"National Wire" after:2024 Who?')
        bar = chat.screen.query_one(ChipBar)
        assert chat.assistant.asked[0][2].sources == ("National Wire",)
        assert chat.shows("source: National Wire ×")
        assert chat.shows("only source: National Wire · from 1 Jan 2024")
        await chat.press("backspace")
        assert chat.screen.filters == Filters(("National Wire",))
        bar.focus()
        await chat.press("right", "left", "delete")
        assert not chat.screen.filters
        assert not bar.display
        assert chat.screen.query_one(Prompt).has_focus


async def test_a_wrong_date_is_named_and_the_question_stays(chat: Chat) -> None:
    async with chat.running():
        chat.screen.query_one(Prompt).put("after:yesterday Who?")
        await chat.press("enter")
        await chat.until(lambda: chat.screen.query_one(Prompt).text == "after:yesterday Who?")
        assert chat.assistant.asked == []


async def test_the_filter_form(chat: Chat) -> None:
    async with chat.running():
        await chat.press("ctrl+f")
        await chat.until(lambda: chat.app.screen.query_one("#publishers", Input).suggester is not None)
        await chat.press(*"nat")
        await chat.until(lambda: chat.shows("ional Wire"))
        await chat.press("right", "tab", *"2024-13", "enter")
        assert chat.shows("is not a date")
        await chat.press("backspace", "backspace", *"03", "tab", *"2023", "enter")
        assert chat.shows("ends before it begins")
        await chat.press(*["backspace"] * 4, "enter")
        await chat.until(lambda: bool(chat.screen.filters))
        assert chat.screen.filters.sources == ("National Wire",)
        await chat.press("ctrl+f", "escape")
        assert chat.screen.filters.sources == ("National Wire",)


async def test_leaving_while_an_answer_streams_breaks_nothing(chat: Chat) -> None:
    sentences = [supported(f"Sentence {n}.", 1) for n in range(200)]
    chat.assistant.script["long"] = lambda: answer("long", sentences, [cite(1, HARBOUR, "Eleven")])
    chat.assistant.pause = 0.02
    async with chat.running():
        chat.screen.post_message(QuestionAsked("long"))
        await chat.until(lambda: chat.shows("Sentence 3."))
        await chat.press("ctrl+n")
        await chat.until(lambda: not chat.view.views)
        chat.assistant.pause = 0
        await chat.ask(UNANSWERABLE)
        assert chat.shows("The articles do not say.")
    assert [len(chat.store.turns(conversation)) for conversation in (1, 2)] == [1, 1]
    assert chat.store.turns(1)[0].state is TurnState.STOPPED


def test_turn_views_have_numbers_of_their_own() -> None:
    assert TurnView(3, "q", Filters()).id == "turn-3"


async def test_the_seconds_of_a_long_wait_are_counted(chat: Chat) -> None:
    chat.assistant.hold_at = 1
    async with chat.running():
        chat.screen.post_message(QuestionAsked(FIRST_QUESTION))
        await chat.until(lambda: chat.shows("searching …"))
        line = chat.turn.query_one(TurnStatus)
        line._since -= 70
        line._count()
        await chat.until(lambda: chat.shows("searching … 70 s"))
        chat.assistant.released.set()
        await chat.until(lambda: chat.turn.record is not None)
        assert line._timer is None


async def test_a_stopped_question_says_how_to_ask_it_again(chat: Chat) -> None:
    chat.assistant.hold_at = 1
    async with chat.running():
        chat.screen.post_message(QuestionAsked(FIRST_QUESTION))
        await chat.until(lambda: chat.shows("searching …"))
        await chat.press("escape")
        await chat.until(lambda: chat.shows("^r asks again"))
        chat.assistant.hold_at = None
        await chat.press("ctrl+r")
        await chat.until(lambda: len(chat.view.views) == 2 and chat.turn.record is not None)
        assert chat.shows("2 independent origins")


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
async def test_pasted_lines_stand_once_and_as_lines(chat: Chat, end: str) -> None:
    async with chat.running():
        prompt = chat.screen.query_one(Prompt)
        prompt.focus()
        chat.app.post_message(Paste(f"Who said\x1b[2J{end}“no”?"))
        await chat.until(lambda: bool(prompt.text))
        await chat.press("end", "!")
        assert prompt.text == "Who said␛[2J\n“no”?!"
