"""The chat over the scripted assistant, with a clock that stands still."""

import os
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from assistant.conversations import ConversationStore
from assistant.tui.app import BylineApp
from assistant.tui.messages import QuestionAsked
from assistant.tui.ports import Answering, Library
from assistant.tui.screens.chat import ChatScreen
from assistant.tui.widgets.conversation import ConversationView
from assistant.tui.widgets.turn import TurnView
from index.errors import BylineError
from tests.fakes.assistant import ScriptedAssistant, ScriptedLibrary, ScriptedModels

NOON = datetime(2024, 3, 9, 12, 0, tzinfo=UTC)
PATIENCE = 20.0
"""Seconds to wait for what must happen."""


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same pictures everywhere: no colour switches of the shell, one time zone."""
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@dataclass
class Chat:
    """A chat under test with all its parts."""

    store: ConversationStore
    assistant: ScriptedAssistant = field(default_factory=ScriptedAssistant)
    library: ScriptedLibrary = field(default_factory=ScriptedLibrary)
    models: ScriptedModels = field(default_factory=ScriptedModels)
    failure: BylineError | None = None
    theme: str = "byline-dark"
    conversation: int | None = None
    app: BylineApp = field(init=False)
    pilot: Pilot[None] = field(init=False)

    def open_corpus(self) -> tuple[Answering, Library]:
        if self.failure is not None:
            raise self.failure
        return self.assistant, self.library

    def make(self) -> BylineApp:
        self.app = BylineApp(
            self.open_corpus, self.store, self.models, "port-ansel", self.conversation, self.theme, lambda: NOON
        )
        return self.app

    @asynccontextmanager
    async def running(self, size: tuple[int, int] = (120, 40), opened: bool = True) -> AsyncIterator[Pilot[None]]:
        async with self.make().run_test(size=size) as pilot:
            self.pilot = pilot
            if opened:
                await self.until(lambda: self.app.status.index is not None or bool(self.app.status.error_title))
            yield pilot

    @property
    def screen(self) -> ChatScreen:
        return self.app._chat

    @property
    def view(self) -> ConversationView:
        return self.screen.query_one(ConversationView)

    @property
    def turn(self) -> TurnView:
        """The latest turn."""
        return self.view.views[-1]

    def shows(self, text: str) -> bool:
        """Whether the screen in front shows these words on one line."""
        lines = ("".join(segment.text for segment in line) for line in self.app.screen._compositor.render_strips())
        return any(text in line for line in lines)

    def told(self, text: str) -> bool:
        """Whether a notification says these words."""
        return any(text in f"{note.title} {note.message}" for note in self.app._notifications)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what must happen."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"waited {PATIENCE} s in vain"
            await self.pilot.pause(0.01)
        await self.pilot.pause()

    async def ask(self, question: str) -> None:
        """Ask and wait for the end of the answer."""
        known = self.turn.number if self.view.views else 0
        self.screen.post_message(QuestionAsked(question))
        await self.until(lambda: bool(self.view.views) and self.turn.number > known and self.turn.record is not None)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()


Running = Callable[[], AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Chat]:
    store = ConversationStore(tmp_path / "conversations.db", lambda: NOON)
    yield Chat(store)
    store.close()


@pytest.fixture
def in_folder(tmp_path: Path) -> Iterator[Path]:
    """The working directory is an empty folder."""
    before = Path.cwd()
    folder = tmp_path / "folder"
    folder.mkdir()
    os.chdir(folder)
    yield folder
    os.chdir(before)
