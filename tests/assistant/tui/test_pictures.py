"""Pictures of every screen and state; renew them with `pytest --snapshot-update` and look at each one."""

import threading
from collections.abc import Awaitable, Callable

import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion

from assistant.conversations import TurnState
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.reader import ReaderText
from index.errors import CatalogError
from index.types import Filters
from tests.assistant.tui.conftest import Chat
from tests.fakes.assistant import CRASHING, FIRST_QUESTION, FOLLOW_UP, UNANSWERABLE, injured

SMALL, MIDDLE, LARGE = (80, 24), (120, 40), (200, 50)
DARK, LIGHT = "byline-dark", "byline-light"
Scene = Callable[[Chat], Awaitable[None]]


async def welcome(chat: Chat) -> None:
    await chat.until(lambda: chat.shows("You could ask:"))


async def answered(chat: Chat) -> None:
    await chat.ask(FIRST_QUESTION)


async def two_turns(chat: Chat) -> None:
    await chat.ask(FIRST_QUESTION)
    await chat.ask(FOLLOW_UP)


async def withheld(chat: Chat) -> None:
    await chat.ask(FIRST_QUESTION)
    await chat.press("escape", "w")


async def reading(chat: Chat) -> None:
    await chat.ask(FIRST_QUESTION)
    await chat.press("escape", "1")
    await chat.until(lambda: chat.screen.query_one(ReaderText).has_focus and chat.shows("At least 46 people"))


async def sources(chat: Chat) -> None:
    await chat.ask(FIRST_QUESTION)
    await chat.press("ctrl+o")


async def unanswered(chat: Chat) -> None:
    await chat.ask(UNANSWERABLE)


async def crashed(chat: Chat) -> None:
    await chat.ask(CRASHING)


async def filtered(chat: Chat) -> None:
    await chat.ask('source:"National Wire" after:2024-03 Who is ill?')


async def stopped(chat: Chat) -> None:
    chat.assistant.hold_at = 16
    chat.screen.query_one(Prompt).put(FIRST_QUESTION)
    await chat.press("enter")
    await chat.until(lambda: chat.shows("The fire service said"))
    await chat.press("escape")
    await chat.until(lambda: chat.turn.record is not None)


async def filter_form(chat: Chat) -> None:
    await chat.press("ctrl+f")


async def conversations(chat: Chat) -> None:
    for question in (UNANSWERABLE, FIRST_QUESTION):
        turn = chat.store.begin(None, question, Filters())
        chat.store.save(turn.id, TurnState.FINISHED, injured())
    await chat.press("ctrl+l")
    await chat.until(lambda: chat.shows("today 12:00"))


async def corpus(chat: Chat) -> None:
    await chat.press("ctrl+b")
    await chat.until(lambda: chat.shows("Fire at Port Ansel"))
    if chat.app.size.width < MIDDLE[0]:
        return
    await chat.until(lambda: chat.shows("front matter") and chat.shows("Grain prices"))
    reader = chat.app.screen.query_one(ReaderText)
    await chat.until(lambda: len(reader.children) == 2)
    await chat.pilot.pause(0.2)


async def problems(chat: Chat) -> None:
    await chat.press("ctrl+b", "p")
    await chat.until(lambda: chat.shows("holds no text"))


async def choosing_a_model(chat: Chat) -> None:
    await chat.app.run_action("model")
    await chat.until(lambda: chat.shows("Language model"))


async def helping(chat: Chat) -> None:
    await chat.press("f1")


async def not_open(chat: Chat) -> None:
    await chat.until(lambda: chat.shows("✗ not open"))


async def nothing_found(chat: Chat) -> None:
    await chat.press("ctrl+l")
    await chat.until(lambda: chat.shows("No conversation yet"))


async def palette(chat: Chat) -> None:
    await chat.press("ctrl+p")
    await chat.until(lambda: chat.shows("Copy the answer"))


async def building(chat: Chat) -> None:
    await chat.ask(FIRST_QUESTION)
    chat.library.released = threading.Event()
    await chat.press("ctrl+b", "b")
    await chat.until(lambda: chat.shows("1/4"))


SCENES: list[Scene] = [
    welcome,
    answered,
    two_turns,
    withheld,
    reading,
    sources,
    unanswered,
    crashed,
    filtered,
    stopped,
    filter_form,
    conversations,
    nothing_found,
    corpus,
    building,
    problems,
    choosing_a_model,
    palette,
    helping,
    not_open,
]
"""Every screen and state."""

PICTURES: list[tuple[Scene, tuple[int, int], str]] = [
    (welcome, MIDDLE, DARK),
    (welcome, SMALL, LIGHT),
    (answered, SMALL, DARK),
    (two_turns, MIDDLE, DARK),
    (two_turns, MIDDLE, LIGHT),
    (reading, SMALL, LIGHT),
    (reading, MIDDLE, DARK),
    (reading, LARGE, LIGHT),
    (sources, SMALL, DARK),
    (withheld, MIDDLE, LIGHT),
    (unanswered, MIDDLE, DARK),
    (crashed, SMALL, DARK),
    (stopped, SMALL, LIGHT),
    (filtered, SMALL, DARK),
    (filter_form, SMALL, DARK),
    (conversations, MIDDLE, LIGHT),
    (corpus, MIDDLE, DARK),
    (problems, SMALL, LIGHT),
    (choosing_a_model, SMALL, DARK),
    (helping, MIDDLE, DARK),
    (not_open, SMALL, DARK),
]


@pytest.mark.parametrize(
    ("scene", "size", "theme"),
    PICTURES,
    ids=[f"{scene.__name__}-{width}-{theme.removeprefix('byline-')}" for scene, (width, _), theme in PICTURES],
)
async def test_picture(
    chat: Chat, snapshot: SnapshotAssertion, scene: Scene, size: tuple[int, int], theme: str
) -> None:
    chat.theme = theme
    assert await take(chat, scene, size) == snapshot(extension_class=SVGImageExtension)


async def take(chat: Chat, scene: Scene, size: tuple[int, int]) -> str:
    """Run a scene and draw the screen as SVG."""
    if scene is not_open:
        chat.failure = CatalogError("The index in .byline is damaged", "Run byline doctor")
    async with chat.running(size):
        await chat.until(lambda: bool(chat.app.status.model))
        await scene(chat)
        for prompt in chat.app.screen.query("TextArea, Input"):
            prompt.cursor_blink = False  # type: ignore[attr-defined]
        await chat.pilot.pause(0.1)
        return chat.app.export_screenshot()
