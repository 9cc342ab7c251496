"""Asking, reading, stopping: what a person does all day."""

import threading
from dataclasses import replace

import pytest
from textual.events import Paste
from textual.widgets import Input, Markdown

from assistant.conversations import TurnState
from assistant.errors import ModelError
from assistant.events import Shown
from assistant.tui.messages import TurnChosen, TurnEvent
from assistant.tui.widgets.chip_bar import ChipBar
from assistant.tui.widgets.conversation import MOST, PAGE
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.reader import ReaderText
from assistant.tui.widgets.side import Side
from assistant.tui.widgets.sources_pane import SourceList
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
    HOSTILE,
    MINISTRY,
    UNANSWERABLE,
    answer,
    cite,
    injured,
    quoted,
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
        chat.screen.post_message(_asked(FIRST_QUESTION))
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
        chat.screen.post_message(_asked(FIRST_QUESTION))
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
        chat.screen.post_message(_asked(FIRST_QUESTION))
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
        chat.screen.post_message(_asked(FIRST_QUESTION))
        chat.screen.post_message(_asked(FOLLOW_UP))
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


async def test_a_source_is_read_with_two_keys_at_its_quotation(chat: Chat) -> None:
    async with chat.running():
        await chat.ask(FIRST_QUESTION)
        await chat.press("escape", "2")
        await chat.until(lambda: chat.screen.query_one(ReaderText).has_focus)
        assert chat.shows("Ministry: 107 treated after harbour fire")
        assert chat.shows("[2] of 3")
        await chat.press("n")
        await chat.until(lambda: chat.shows("[3] of 3"))
        await chat.press("n")
        await chat.until(lambda: chat.shows("[1] of 3"))
        await chat.press("p")
        await chat.until(lambda: chat.shows("[3] of 3"))
        await chat.press("escape")
        assert chat.screen.query_one(SourceList).has_focus
        await chat.press("escape")
        assert chat.view.has_focus
        await chat.press("escape")
        assert chat.screen.query_one(Prompt).has_focus


async def test_the_reader_scrolls_to_a_quotation_far_down(chat: Chat) -> None:
    text = "".join(f"Paragraph {n} says something.\n\n" for n in range(400)) + "The needle is here."
    article = replace(HARBOUR, text=text)
    chat.assistant.script["q"] = lambda: answer("q", [quoted("The needle is here.", 1)], [cite(1, article, "needle")])
    async with chat.running(size=(80, 24)):
        await chat.ask("q")
        await chat.press("escape", "1")
        await chat.until(lambda: chat.shows("The needle is here."))
        assert chat.screen.query_one(ReaderText).scroll_y > 100


async def test_a_marker_is_clicked(chat: Chat) -> None:
    async with chat.running():
        await chat.ask(FIRST_QUESTION)
        chat.turn.query_one(Markdown).post_message(Markdown.LinkClicked(chat.turn.query_one(Markdown), "cite:1"))
        await chat.until(lambda: chat.shows("[1] of 3"))


async def test_two_digits_choose_a_source_beyond_nine(chat: Chat) -> None:
    words = [f"Word{n}" for n in range(12)]
    article = replace(HARBOUR, text=". ".join(words) + ".")
    citations = [cite(n + 1, article, word) for n, word in enumerate(words)]
    chat.assistant.script["q"] = lambda: answer("q", [quoted(w, n + 1) for n, w in enumerate(words)], citations)
    async with chat.running():
        await chat.ask("q")
        await chat.press("escape", "1", "2")
        await chat.until(lambda: chat.shows("[12] of 12"))
        await chat.press("escape", "escape", "7")
        await chat.until(lambda: chat.shows("[7] of 12"))


async def test_escape_sequences_and_markup_of_articles_are_shown_not_obeyed(chat: Chat) -> None:
    quote = HOSTILE.text.partition("\n")[0]
    made = answer(
        "q [b]x[/b]\x1b[2J",
        [quoted(quote, 1), supported("Model \x1b[31m says [red]hi[/red].", 1)],
        [cite(1, HOSTILE, quote)],
    )
    chat.assistant.script["q"] = lambda: made
    async with chat.running(size=(200, 50)):
        await chat.ask("q")
        await chat.press("escape", "1")
        await chat.until(lambda: chat.screen.query_one(ReaderText).has_focus)
        assert chat.shows("␛[31mRed␛[0m")
        assert chat.shows("[bold]markup[/bold]")
        assert chat.shows("[link](cite:1)")
        assert chat.shows("␛[2JTitle [red]with[/red] controls")
        assert chat.shows("Evil␛[0m Press")
        strips = chat.app.screen._compositor.render_strips()
        text = "".join(segment.text for line in strips for segment in line)
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in text)
    assert "\u202e" not in text


async def test_copying(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    async with chat.running():
        copied: list[str] = []
        monkeypatch.setattr(chat.app, "copy_to_clipboard", copied.append)
        await chat.ask(FIRST_QUESTION)
        await chat.press("escape", "c")
        await chat.press("ctrl+o", "c", "y")
        await chat.press("down", "c")
    assert copied[0].startswith("The fire service said at least 46 people were taken to hospital. [1]")
    assert "[2] “The Ministry of Health" in copied[0]
    assert copied[1] == injured().citations[0].quote
    assert "The Ansel Courier" in copied[2]
    assert "2024-03-05" in copied[2]
    assert "characters 89 to 184" in copied[2]
    assert copied[3] == injured().citations[1].quote


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


async def test_what_was_withheld_is_folded(chat: Chat) -> None:
    async with chat.running():
        await chat.ask(FIRST_QUESTION)
        await chat.press("escape", "w")
        assert chat.shows("Nobody was hurt in the fire.")
        assert chat.shows("the source says the opposite")
        await chat.press("w")
        assert not chat.shows("Nobody was hurt")


async def test_turns_are_selected_and_their_sources_follow(chat: Chat) -> None:
    async with chat.running():
        await chat.ask(FIRST_QUESTION)
        await chat.ask(FOLLOW_UP)
        assert chat.shows("Labour Review")
        await chat.press("escape", "up")
        assert chat.shows("National Wire")
        assert not chat.shows("Labour Review")
        await chat.press("down")
        assert chat.shows("Labour Review")
        await chat.press("home", "end", "slash")
        assert chat.screen.query_one(Prompt).has_focus


async def test_selecting_two_turns_in_a_row_comes_to_rest(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    async with chat.running():
        await chat.ask(FIRST_QUESTION)
        await chat.ask(FOLLOW_UP)
        chosen: list[object] = []
        choose = chat.view.choose
        monkeypatch.setattr(chat.view, "choose", lambda view: (chosen.append(view), choose(view)))
        for view in (*chat.view.views, *chat.view.views):
            view.post_message(TurnChosen(view.number))
        await chat.until(lambda: len(chosen) >= 4)
        await chat.pilot.pause(0.2)
        assert len(chosen) == 4
        assert chat.view.selected is chat.turn


async def test_sources_on_a_narrow_terminal_take_the_room_and_give_it_back(chat: Chat) -> None:
    async with chat.running(size=(80, 24)):
        await chat.ask(FIRST_QUESTION)
        assert not chat.shows("SOURCES")
        await chat.press("ctrl+o")
        assert chat.shows("SOURCES")
        assert not chat.shows(FIRST_QUESTION)
        await chat.press("enter")
        await chat.until(lambda: chat.shows("[1] of 3"))
        await chat.press("escape", "escape")
        assert chat.shows("The fire service said")


async def test_leaving_while_an_answer_streams_breaks_nothing(chat: Chat) -> None:
    sentences = [supported(f"Sentence {n}.", 1) for n in range(200)]
    chat.assistant.script["long"] = lambda: answer("long", sentences, [cite(1, HARBOUR, "Eleven")])
    chat.assistant.pause = 0.02
    async with chat.running():
        chat.screen.post_message(_asked("long"))
        await chat.until(lambda: chat.shows("Sentence 3."))
        await chat.press("ctrl+n")
        await chat.until(lambda: not chat.view.views)
        chat.assistant.pause = 0
        await chat.ask(UNANSWERABLE)
        assert chat.shows("The articles do not say.")
    assert [len(chat.store.turns(conversation)) for conversation in (1, 2)] == [1, 1]
    assert chat.store.turns(1)[0].state is TurnState.STOPPED


async def test_a_fence_a_table_and_five_thousand_words_while_the_terminal_changes_size(chat: Chat) -> None:
    parts = ["```python\nprint('[not a link](x)')\n```", "| year | dead |\n|---|---|\n| 2024 | 46 |", "- first point"]
    parts += [f"Sentence number {n} has exactly these eight words." for n in range(625)]
    parts.append("Finis.")
    sentences = [supported(part, 1) for part in parts]
    chat.assistant.script["long"] = lambda: answer("long", sentences, [cite(1, HARBOUR, "Eleven")])
    async with chat.running(size=(120, 40)):
        chat.screen.post_message(_asked("long"))
        await chat.until(lambda: bool(chat.view.views))
        for size in ((80, 24), (200, 50), (60, 15), (120, 40)):
            await chat.pilot.resize_terminal(*size)
        await chat.until(lambda: chat.turn.record is not None)
        await chat.press("escape", "end")
        await chat.until(lambda: chat.shows("Finis. [1]"))
        blocks = [type(block).__name__ for block in chat.turn.query_one(Markdown).children]
        assert blocks[:1] == ["MarkdownFence"]
        assert "MarkdownTable" in blocks
        assert "MarkdownBulletList" in blocks


async def test_an_answer_longer_than_the_screen_is_read_from_its_question_on(chat: Chat) -> None:
    sentences = [supported(f"Sentence number {n} has exactly these eight words.", 1) for n in range(60)]
    chat.assistant.script["long"] = lambda: answer("long", sentences, [cite(1, HARBOUR, "Eleven")])
    async with chat.running(size=(80, 24)):
        await chat.ask(FIRST_QUESTION)
        await chat.ask("long")
        await chat.until(lambda: chat.shows("Sentence number 0 "))
        assert chat.view.scroll_y == chat.turn.virtual_region.y
        await chat.press("escape", "end")
        await chat.until(lambda: chat.shows("Sentence number 59 "))
        await chat.press("home")
        assert chat.view.selected is chat.view.views[0]
        await chat.ask(FOLLOW_UP)
        await chat.until(lambda: chat.shows("The cause is not known."))


async def test_a_person_who_scrolls_is_left_alone_until_he_comes_back_to_the_bottom(chat: Chat) -> None:
    sentences = [supported(f"Sentence {n}.", 1) for n in range(400)]
    chat.assistant.script["long"] = lambda: answer("long", sentences, [cite(1, HARBOUR, "Eleven")])
    chat.assistant.pause = 0.01
    async with chat.running(size=(80, 24)):
        await chat.ask(FIRST_QUESTION)
        chat.screen.post_message(_asked("long"))
        await chat.until(lambda: chat.turn.question == "long" and chat.view.scroll_y == chat.turn.virtual_region.y)
        chat.view.scroll_home(animate=False)
        height = chat.view.virtual_size.height
        await chat.until(lambda: chat.view.virtual_size.height > height + 3)
        assert chat.view.scroll_y == 0
        chat.view.scroll_to(y=chat.view.max_scroll_y, animate=False)
        await chat.until(lambda: chat.view.virtual_size.height > height + 9)
        assert chat.view.scroll_y == chat.view.max_scroll_y
        assert chat.turn.record is None


async def test_a_citation_of_an_article_that_changed_is_marked_after_an_update(chat: Chat) -> None:
    async with chat.running():
        await chat.ask(FIRST_QUESTION)
        chat.library.arriving = [replace(HARBOUR, text=HARBOUR.text.replace("46", "48"))]
        chat.library.held = [article for article in chat.library.held if article.id != MINISTRY.id]
        await chat.app.run_action("build")
        await chat.until(lambda: chat.shows("△ 2 articles changed since"))
        assert chat.shows("△ article changed since")
        await chat.press("escape", "1")
        await chat.until(lambda: chat.shows("At least 46 people"))
        assert chat.shows("The file has changed since.")
        await chat.press("n")
        await chat.until(lambda: chat.shows("no longer in the corpus"))


async def test_many_turns_keep_few_widgets_and_all_are_reachable(chat: Chat) -> None:
    async with chat.running():
        turn = chat.store.begin(None, FIRST_QUESTION, Filters())
        for _ in range(44):
            chat.store.save(turn.id, TurnState.FINISHED, injured())
            turn = chat.store.begin(turn.conversation, FIRST_QUESTION, Filters())
        chat.app._return_to(turn.conversation)
        await chat.until(lambda: len(chat.view.views) == PAGE)
        assert chat.turn.record is not None
        await chat.press("escape", "home")
        assert chat.shows("↑ 37 earlier turns")
        await chat.press("home")
        await chat.until(lambda: len(chat.view.views) == 2 * PAGE)
        await chat.ask(FOLLOW_UP)
        assert len(chat.view.views) <= MOST
        assert len(chat.view._earlier) + len(chat.view.views) == 46


async def test_side_is_told_apart_from_the_answer(chat: Chat) -> None:
    async with chat.running():
        await chat.press("ctrl+o")
        assert not chat.screen.query_one(Side).has_focus_within
        await chat.ask(UNANSWERABLE)
        assert chat.shows("NEAREST PASSAGES  2")
        await chat.press("ctrl+o", "enter")
        await chat.until(lambda: chat.shows("[1] of 2"))


def _asked(question: str) -> object:
    from assistant.tui.messages import QuestionAsked

    return QuestionAsked(question)


def test_turn_views_have_numbers_of_their_own() -> None:
    assert TurnView(3, "q", Filters()).id == "turn-3"


async def test_the_seconds_of_a_long_wait_are_counted(chat: Chat) -> None:
    chat.assistant.hold_at = 1
    async with chat.running():
        chat.screen.post_message(_asked(FIRST_QUESTION))
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
        chat.screen.post_message(_asked(FIRST_QUESTION))
        await chat.until(lambda: chat.shows("searching …"))
        await chat.press("escape")
        await chat.until(lambda: chat.shows("^r asks again"))
        chat.assistant.hold_at = None
        await chat.press("ctrl+r")
        await chat.until(lambda: len(chat.view.views) == 2 and chat.turn.record is not None)
        assert chat.shows("2 independent origins")


async def test_an_answer_that_just_fits_not_is_read_from_its_question_on(chat: Chat) -> None:
    async with chat.running(size=(80, 24)):
        await chat.ask(FIRST_QUESTION)
        await chat.until(lambda: chat.shows(FIRST_QUESTION))


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
async def test_pasted_lines_stand_once_and_as_lines(chat: Chat, end: str) -> None:
    async with chat.running():
        prompt = chat.screen.query_one(Prompt)
        prompt.focus()
        chat.app.post_message(Paste(f"Who said\x1b[2J{end}“no”?"))
        await chat.until(lambda: bool(prompt.text))
        await chat.press("end", "!")
        assert prompt.text == "Who said␛[2J\n“no”?!"
