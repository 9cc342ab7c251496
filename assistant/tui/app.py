"""The application: it opens the corpus, holds its state, and leads from screen to screen."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar, Protocol, runtime_checkable

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.screen import Screen

from assistant.conversations import ConversationStore
from assistant.tui import garbage
from assistant.tui.corpus import Corpus
from assistant.tui.messages import (
    BuildEnded,
    BuildProgressed,
    ConversationRead,
    CorpusFailed,
    CorpusOpened,
    ModelNamed,
    StateRead,
)
from assistant.tui.plain_text import one_line
from assistant.tui.ports import Models, OpenCorpus
from assistant.tui.screens.chat import ChatScreen
from assistant.tui.status import Phase, Status
from assistant.tui.themes import DARK, LIGHT, OWN_COLOURS
from index.errors import BylineError

LOOK_INTERVAL = 30.0
"""Seconds between two looks whether files have changed."""
LOADING_INTERVAL = 0.25
"""Seconds between two looks at what is being loaded."""


@runtime_checkable
class ShowsStatus(Protocol):
    """A screen with a line for the state of the corpus."""

    def show_status(self, status: Status) -> None:
        """Show it."""
        ...


class BylineApp(App[None]):
    """The chat over one corpus."""

    TITLE = "Byline"
    CSS_PATH = "app.tcss"
    COMMAND_PALETTE_DISPLAY = "^p"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - the type is that of the base class
        (0, "-narrow"),
        (100, "-normal"),
        (160, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "conversations", "Chats", key_display="^l", tooltip="Earlier conversations"),
        Binding("ctrl+b", "corpus", "Corpus", key_display="^b", tooltip="Articles and index"),
        Binding("ctrl+t", "theme", "Light or dark", show=False),
        Binding(
            "ctrl+p", "command_palette", "More", key_display="^p", show=False, priority=True, tooltip="All commands"
        ),
        Binding("f1", "help", "Help", key_display="F1"),
        Binding("ctrl+q", "quit", "Quit", key_display="^q", show=False),
    ]
    status: var[Status] = var(Status(""))

    def __init__(
        self,
        open_corpus: OpenCorpus,
        conversations: ConversationStore,
        models: Models | None = None,
        corpus_name: str = "articles",
        conversation: int | None = None,
        theme: str = DARK.name,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self._now = now
        self._corpus = Corpus(self, open_corpus)
        self._store = conversations
        self._models = models
        self._conversation = conversation
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = theme
        self.set_reactive(BylineApp.status, Status(one_line(corpus_name)))
        self._chat = ChatScreen(self._corpus, self._store, self.status)

    def get_default_screen(self) -> Screen[None]:
        """The chat is what everything else stands on."""
        return self._chat

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that do not know them."""
        return OWN_COLOURS

    def on_mount(self) -> None:
        """Draw the first frame; open the corpus after it."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        garbage.leave_imported_alone()
        self._corpus.open()
        self._find_model()
        self.set_interval(LOOK_INTERVAL, self._corpus.look)
        self.set_interval(LOADING_INTERVAL, self._find_loading)
        if self._conversation is not None:
            self._return_to(self._conversation)

    def watch_status(self, status: Status) -> None:
        """Tell every screen."""
        for screen in self.screen_stack:
            if isinstance(screen, ShowsStatus) and screen.is_mounted:
                screen.show_status(status)

    # what workers say

    def on_corpus_opened(self, message: CorpusOpened) -> None:
        """Questions can be answered; a folder that was never indexed is indexed now."""
        garbage.leave_imported_alone()
        self.status = replace(
            self.status, phase=Phase.READY, index=message.state, suggestions=tuple(message.suggestions)
        )
        if self.status.unbuilt:
            self._corpus.build()

    def on_corpus_failed(self, message: CorpusFailed) -> None:
        """Nothing can be answered; say why."""
        self.status = replace(self.status, phase=Phase.FAILED, error_title=message.title, error_hint=message.hint)

    def on_state_read(self, message: StateRead) -> None:
        """The index or the folder may be another."""
        self.status = replace(self.status, index=message.state, suggestions=tuple(message.suggestions))

    def on_build_progressed(self, message: BuildProgressed) -> None:
        """A build goes on."""
        self.status = replace(self.status, building=message.progress, error_title="", error_hint="")

    def on_build_ended(self, message: BuildEnded) -> None:
        """A build ended; the index is looked at again, and the cited articles too."""
        self.status = replace(self.status, building=None, error_title=message.title, error_hint=message.hint)
        if message.title:
            self.notify(message.hint, title=message.title, severity="error", markup=False)
        self._corpus.look()
        self._chat.look_for_changes()

    def on_model_named(self, message: ModelNamed) -> None:
        """Answers come from this model."""
        self.status = replace(self.status, model=message.name)

    def _find_loading(self) -> None:
        if self._corpus.answering is not None:
            self.status = replace(self.status, loading=self._corpus.answering.loading())

    @work(thread=True, group="model", exit_on_error=False)
    def _find_model(self) -> None:
        if self._models is not None:
            self._name_model(self._models)

    def _name_model(self, models: Models) -> None:
        names = (choice.name for choice in models.models() if choice.current)
        self.post_message(ModelNamed(next(names, "")))

    # going from screen to screen

    @work
    async def action_conversations(self) -> None:
        """Choose an earlier conversation and return to it."""
        from assistant.tui.screens.conversations import ConversationsScreen

        screen = ConversationsScreen(self._store, self.status, self._now, self._chat.conversation)
        chosen = await self.push_screen_wait(screen)
        if chosen is not None and chosen != self._chat.conversation:
            self._return_to(chosen)

    @work(thread=True, exclusive=True, group="return", exit_on_error=False)
    def _return_to(self, conversation: int) -> None:
        records = self._store.turns(conversation)
        self._chat.post_message(ConversationRead(conversation, records))

    @work
    async def action_export(self) -> None:
        """Write the open conversation to a file."""
        from assistant.tui.exporting import export_conversation

        if self._chat.conversation is None:
            self.notify("Ask something first; there is nothing to export yet.", markup=False)
        else:
            await export_conversation(self, self._store, self._chat.conversation)

    def action_corpus(self) -> None:
        """Look at the corpus from inside."""
        from assistant.tui.screens.corpus import CorpusScreen

        self.push_screen(CorpusScreen(self._corpus, self.status))

    def action_build(self) -> None:
        """Bring the index up to date while the chat goes on."""
        if not self._corpus.build():
            self.notify("The index is being built already, or the articles are not open yet.", markup=False)

    def action_help(self) -> None:
        """Show every key."""
        from assistant.tui.keys import sections
        from assistant.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(sections(self.BINDINGS)))

    @work
    async def action_model(self) -> None:
        """Choose the language model for the next question."""
        from assistant.tui.screens.model_form import ModelForm

        if self._models is None:
            self.notify("The language model was chosen on the command line.", markup=False)
            return
        key = await self.push_screen_wait(ModelForm(self._models.models()))
        if key is not None:
            self._use_model(self._models, key)

    @work(thread=True, exclusive=True, group="model", exit_on_error=False)
    def _use_model(self, models: Models, key: str) -> None:
        try:
            models.use(key)
        except BylineError as error:
            self.call_from_thread(self.notify, error.hint, title=error.title, severity="error", markup=False)
        else:
            self._name_model(models)

    def action_theme(self) -> None:
        """Change between light and dark."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    async def action_quit(self) -> None:
        """Stop what runs and leave; everything is kept already."""
        self._chat.action_stop()
        self._corpus.close()
        self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        chat = self._chat
        commands = [
            ("New conversation", "Begin anew; this one is kept (Ctrl+N)", chat.action_new),
            ("Conversations", "Return to, rename, export or delete one (Ctrl+L)", self.action_conversations),
            ("Corpus", "Articles, index and problems (Ctrl+B)", self.action_corpus),
            ("Update the index", "Read what changed on disk while the chat goes on", self.action_build),
            ("Filter", "Search only some publishers or dates (Ctrl+F)", chat.action_filter),
            ("Ask again", "Answer the selected question once more (Ctrl+R)", chat.action_ask_again),
            ("Export", "Write this conversation to a Markdown or JSON file", self.action_export),
            ("Copy the answer", "The selected answer with its sources", chat.copy_answer),
            ("Language model", "Choose who writes the answers", self.action_model),
            ("Light or dark", "Change the colours (Ctrl+T)", self.action_theme),
            ("Help", "Every key (F1)", self.action_help),
            ("Quit", "Leave; everything is kept (Ctrl+Q)", self.action_quit),
        ]
        yield from (SystemCommand(*command) for command in commands)
