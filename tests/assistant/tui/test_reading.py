"""Reading: answers that grow and scroll, their sources, and the articles behind them."""

from dataclasses import replace

import pytest
from textual.widgets import Markdown

from assistant.conversations import TurnState
from assistant.tui.messages import QuestionAsked, TurnChosen
from assistant.tui.widgets.conversation import MOST, PAGE
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.reader import ReaderText
from assistant.tui.widgets.side import Side
from assistant.tui.widgets.sources_pane import SourceList
from index.types import Filters
from tests.assistant.tui.conftest import Chat
from tests.fakes.assistant import (
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


async def test_a_fence_a_table_and_five_thousand_words_while_the_terminal_changes_size(chat: Chat) -> None:
    parts = ["```python\nprint('[not a link](x)')\n```", "| year | dead |\n|---|---|\n| 2024 | 46 |", "- first point"]
    parts += [f"Sentence number {n} has exactly these eight words." for n in range(625)]
    parts.append("Finis.")
    sentences = [supported(part, 1) for part in parts]
    chat.assistant.script["long"] = lambda: answer("long", sentences, [cite(1, HARBOUR, "Eleven")])
    async with chat.running(size=(120, 40)):
        chat.screen.post_message(QuestionAsked("long"))
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
        chat.screen.post_message(QuestionAsked("long"))
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


async def test_an_answer_that_just_fits_not_is_read_from_its_question_on(chat: Chat) -> None:
    async with chat.running(size=(80, 24)):
        await chat.ask(FIRST_QUESTION)
        await chat.until(lambda: chat.shows(FIRST_QUESTION))
