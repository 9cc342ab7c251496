"""Conversations, corpus, models, help, palette: every screen besides the chat."""

import json
import threading
from pathlib import Path

from textual.widgets import Input, OptionList

from assistant.conversations import TurnState
from assistant.tui.keys import sections
from assistant.tui.screens.corpus import MOST, CorpusScreen
from assistant.tui.screens.help import rows
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.reader import ReaderText
from index.types import Filters
from tests.assistant.tui.conftest import Chat
from tests.fakes.assistant import FIRST_QUESTION, FOLLOW_UP, HARBOUR, UNANSWERABLE, UNION, injured


def keep(chat: Chat, question: str) -> int:
    turn = chat.store.begin(None, question, Filters())
    chat.store.save(turn.id, TurnState.FINISHED, injured())
    return turn.conversation


async def test_returning_to_a_conversation_shows_its_answers_and_goes_on_with_them(chat: Chat) -> None:
    kept = keep(chat, FIRST_QUESTION)
    async with chat.running():
        await chat.press("ctrl+l")
        await chat.until(lambda: chat.shows("today 12:00 · 1 question"))
        assert chat.shows("The fire service said")  # the preview
        await chat.press("enter")
        await chat.until(lambda: bool(chat.view.views))
        await chat.until(lambda: chat.shows("Sources disagree"))
        assert chat.screen.conversation == kept
        await chat.press("up")
        assert chat.screen.query_one(Prompt).text == FIRST_QUESTION
        await chat.ask(FOLLOW_UP)
        assert len(chat.assistant.asked[0][1]) == 1
    assert len(chat.store.turns(kept)) == 2


async def test_the_chat_opens_at_a_conversation_that_is_named(chat: Chat) -> None:
    chat.conversation = keep(chat, FIRST_QUESTION)
    async with chat.running():
        await chat.until(lambda: chat.shows("Sources disagree"))


async def test_an_unfinished_turn_is_marked(chat: Chat) -> None:
    turn = chat.store.begin(None, FIRST_QUESTION, Filters())
    chat.conversation = turn.conversation
    async with chat.running():
        await chat.until(lambda: chat.shows("unfinished, Byline was closed"))


async def test_conversations_are_searched_renamed_and_deleted(chat: Chat) -> None:
    keep(chat, FIRST_QUESTION)
    keep(chat, UNANSWERABLE)
    async with chat.running():
        await chat.press("ctrl+l")
        await chat.until(lambda: chat.shows(UNANSWERABLE) and chat.shows("How many people"))
        await chat.press("slash", *"insured")
        await chat.until(lambda: not chat.shows("How many people"))
        await chat.press("enter", "r")
        await chat.until(lambda: isinstance(chat.app.focused, Input))
        await chat.press("ctrl+u", "enter")
        assert chat.shows("Type at least one letter.")
        await chat.press(*"insured!", "enter")
        await chat.until(lambda: chat.shows("insured!"))
        await chat.press("d")
        await chat.until(lambda: chat.shows("Delete this conversation?"))
        await chat.press("n")
        assert len(chat.store.conversations()) == 2
        await chat.press("d")
        await chat.until(lambda: chat.shows("Delete this conversation?"))
        await chat.press("y")
        await chat.until(lambda: chat.shows("No conversation holds “insured”."))
        await chat.press("escape")
    assert [item.title for item in chat.store.conversations()] == [FIRST_QUESTION]


async def test_the_open_conversation_is_not_deleted(chat: Chat) -> None:
    async with chat.running():
        await chat.ask(FIRST_QUESTION)
        await chat.press("ctrl+l")
        await chat.until(lambda: chat.shows("today 12:00"))
        await chat.press("d")
        await chat.pilot.pause()
        assert not chat.shows("Delete this conversation?")


async def test_a_conversation_is_exported_and_nothing_overwritten(chat: Chat, in_folder: Path) -> None:
    keep(chat, FIRST_QUESTION)
    async with chat.running():
        await chat.press("ctrl+l")
        await chat.until(lambda: chat.shows("today 12:00"))
        for name in ("out.md", "out.json", "out.md"):
            await chat.press("x")
            await chat.until(lambda: isinstance(chat.app.focused, Input))
            await chat.press("ctrl+u", *name, "enter")
            await chat.until(lambda name=name: (in_folder / name).exists())
            await chat.until(lambda: not isinstance(chat.app.focused, Input))
        await chat.until(lambda: chat.told("nothing was overwritten"))
    assert "46 people" in (in_folder / "out.md").read_text()
    assert json.loads((in_folder / "out.json").read_text())["turns"][0]["question"] == FIRST_QUESTION


async def test_the_open_conversation_is_exported_from_the_palette(chat: Chat, in_folder: Path) -> None:
    async with chat.running():
        await chat.app.run_action("export")
        await chat.until(lambda: chat.told("nothing to export yet"))
        await chat.ask(FIRST_QUESTION)
        await chat.app.run_action("export")
        await chat.until(lambda: chat.shows("Export to this file"))
        chat.app.screen.query_one(Input).value = "mine.json"
        await chat.press("enter")
        await chat.until(lambda: chat.told("mine.json"))
    assert json.loads((in_folder / "mine.json").read_text())["turns"][0]["question"] == FIRST_QUESTION


async def test_without_conversations_the_list_says_so(chat: Chat) -> None:
    async with chat.running():
        await chat.press("ctrl+l")
        await chat.until(lambda: chat.shows("No conversation yet."))


async def test_the_corpus_shows_articles_metadata_and_removed_lines(chat: Chat) -> None:
    async with chat.running():
        await chat.press("ctrl+b")
        await chat.until(lambda: chat.shows("front matter"))
        assert chat.shows("4 articles · 13 passages · index 5f0c6b1d, generation 7")
        assert chat.shows("1 file could not be read")
        await chat.press("m")
        await chat.until(lambda: chat.shows("Share this article  share line"))
        await chat.press("slash", *"labour", "enter", "enter")
        await chat.until(lambda: chat.shows(UNION.text[:40]))
        assert chat.app.screen.query_one(ReaderText).has_focus
        await chat.press("escape", "escape")
        assert chat.app.screen is chat.screen


async def test_problems_are_listed_with_their_cure(chat: Chat) -> None:
    async with chat.running():
        await chat.press("ctrl+b", "p")
        await chat.until(lambda: chat.shows("2024/scan.pdf holds no text"))
        assert chat.shows("Run it through a text recognition program first")
        await chat.press("p")
        await chat.until(lambda: chat.shows("The Ansel Courier"))


async def test_a_search_without_result_says_so(chat: Chat) -> None:
    async with chat.running():
        await chat.press("ctrl+b", "slash", *"zebra")
        await chat.until(lambda: chat.shows("No title, publisher or path holds “zebra”."))


async def test_a_large_corpus_lists_the_first_and_says_how_many_more(chat: Chat) -> None:
    chat.library.held = [HARBOUR] * (MOST + 7)
    chat.library.articles = (
        lambda articles=chat.library.articles: [  # type: ignore[method-assign]
            type(item)(f"{n:012x}", *(getattr(item, name) for name in item.__slots__[1:]))
            for n, item in enumerate(articles())
        ]
    )
    async with chat.running():
        await chat.press("ctrl+b")
        await chat.until(lambda: chat.app.screen.query_one(OptionList).option_count == MOST + 1)
        await chat.press("end")


async def test_a_build_shows_progress_while_questions_are_answered(chat: Chat) -> None:
    chat.library.released = threading.Event()
    chat.library.changed = ("2024/new.txt",)
    chat.library.held.remove(UNION)
    chat.library.arriving = [UNION]
    async with chat.running():
        assert chat.shows("1 file changed")
        await chat.press("ctrl+b", "b")
        await chat.until(lambda: chat.shows("embedding ━"))
        await chat.press("escape")
        await chat.ask(FIRST_QUESTION)
        assert chat.shows("Sources disagree")
        assert chat.shows("1/4")
        chat.library.released.set()
        await chat.until(lambda: chat.shows("4 articles"))
        await chat.until(lambda: not chat.shows("embedding"))
        assert not chat.shows("1 file changed")


async def test_a_folder_that_was_never_indexed_is_indexed_and_then_asked(chat: Chat) -> None:
    chat.library.generation = 0
    chat.library.released = threading.Event()
    async with chat.running():
        await chat.until(lambda: chat.shows("Reading the articles for the first time."))
        await chat.press(*"Who?", "enter")
        await chat.pilot.pause()
        assert chat.assistant.asked == []
        chat.library.released.set()
        await chat.until(lambda: bool(chat.view.views) and chat.turn.record is not None)
        assert chat.assistant.warmed == 2


async def test_an_empty_corpus_says_what_to_do(chat: Chat) -> None:
    chat.library.held = []
    async with chat.running():
        assert chat.shows("There are no articles here yet")
        await chat.press("ctrl+b")
        await chat.until(lambda: chat.shows("Put files there and press b."))


async def test_a_failed_build_says_why_and_the_old_index_stays(chat: Chat) -> None:
    def broken(cancelled: threading.Event) -> object:
        raise RuntimeError("disk full")

    chat.library.build = broken  # type: ignore[method-assign,assignment]
    async with chat.running():
        await chat.press("ctrl+b", "b")
        await chat.until(lambda: chat.told("The index could not be built"))
        await chat.press("escape")
        await chat.ask(FIRST_QUESTION)
        assert chat.shows("Sources disagree")


async def test_a_model_is_chosen(chat: Chat) -> None:
    async with chat.running():
        await chat.until(lambda: chat.shows("SmolLM2-135M-Instruct  ready"))
        await chat.app.run_action("model")
        await chat.until(lambda: chat.shows("● SmolLM2-135M-Instruct"))
        await chat.press("down", "enter")
        await chat.until(lambda: chat.shows("Qwen3-4B-Instruct  ready"))  # the name, not the key
        assert chat.models.current == "large"


async def test_what_is_loading_is_named(chat: Chat) -> None:
    chat.assistant.still_loading = "language model"
    async with chat.running():
        await chat.until(lambda: chat.shows("loading the language model …"))
        chat.assistant.still_loading = ""
        await chat.until(lambda: chat.shows("ready"))


async def test_help_names_every_key_and_closes(chat: Chat) -> None:
    async with chat.running(size=(120, 60)):
        await chat.press("f1")
        for _, bindings in sections(chat.app.BINDINGS):
            for _, meaning in rows(bindings):
                assert chat.shows(meaning), meaning
        await chat.press("escape")
        assert chat.app.screen is chat.screen


async def test_the_palette_leads_to_the_corpus(chat: Chat) -> None:
    async with chat.running():
        await chat.press("ctrl+p", *"corpus")
        await chat.until(lambda: chat.shows("Articles, index and problems"))
        await chat.press("enter")
        await chat.until(lambda: isinstance(chat.app.screen, CorpusScreen))


async def test_light_and_dark(chat: Chat) -> None:
    async with chat.running():
        await chat.press("ctrl+t")
        assert chat.app.theme == "byline-light"
        await chat.press("ctrl+t")
        assert chat.app.theme == "byline-dark"
        for name in ("nord", "textual-light", "ansi-dark", "textual-dark"):  # our own colours exist in all of them
            chat.app.theme = name
            await chat.pilot.pause()


async def test_quitting_during_an_answer_stops_and_keeps_it(chat: Chat) -> None:
    chat.assistant.hold_at = 16
    async with chat.running():
        await chat.press(*"x")
        chat.screen.query_one(Prompt).put(FIRST_QUESTION)
        await chat.press("enter")
        await chat.until(lambda: chat.shows("The fire service said"))
        await chat.press("ctrl+q")
    assert chat.assistant.closed
    (kept,) = chat.store.turns(1)
    assert kept.state is TurnState.STOPPED
