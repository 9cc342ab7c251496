"""Earlier conversations: find one, return to it, rename, export or delete it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.conversations import ConversationStore, ConversationSummary, TurnRecord
from assistant.tui.exporting import export_conversation
from assistant.tui.filters import day
from assistant.tui.plain_text import one_line
from assistant.tui.screens.confirm_form import ConfirmForm
from assistant.tui.screens.text_form import TextForm
from assistant.tui.status import Status, count
from assistant.tui.widgets.key_hints import KeyHints
from assistant.tui.widgets.spacing import spaced
from assistant.tui.widgets.top_bar import TopBar


class ConversationList(OptionList):
    """The conversations that were found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open"),
        Binding("r", "screen.rename", "Rename"),
        Binding("x", "screen.export", "Export"),
        Binding("d,delete", "screen.delete", "Delete"),
        Binding("j", "cursor_down", "Next", show=False, system=True),
        Binding("k", "cursor_up", "Previous", show=False, system=True),
        Binding("slash", "screen.search", "Search", key_display="/"),
    ]


class ConversationsScreen(Screen[int | None]):
    """Gives back the conversation to open; None to stay. `current` is the open one, which cannot be deleted here."""

    AUTO_FOCUS = "ConversationList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+l", "leave", "Back"),
        Binding("down", "into_list", "To the list", show=False, system=True),
    ]

    def __init__(
        self, store: ConversationStore, status: Status, now: Callable[[], datetime], current: int | None
    ) -> None:
        super().__init__()
        self._store = store
        self._status = status
        self._now = now
        self._current = current
        self._found: Sequence[ConversationSummary] = ()

    def compose(self) -> ComposeResult:
        """Search, list and preview."""
        yield TopBar()
        yield Static(Content.styled("Conversations", "bold $accent"), classes="screen-title")
        yield Input(placeholder="Search titles, questions and answers", id="search", compact=True)
        with Horizontal(classes="columns"):
            yield ConversationList(id="list", markup=False)
            with VerticalScroll(id="preview"):
                yield Static(id="preview-text")
        yield Static(id="nothing")
        yield KeyHints()

    def on_mount(self) -> None:
        """Show all conversations, the latest first."""
        self.show_status(self._status)
        self._find("")

    def show_status(self, status: Status) -> None:
        """Show the state of the corpus."""
        self.query_one(TopBar).show(status)

    @work(thread=True, exclusive=True, group="find", exit_on_error=False)
    def _find(self, words: str) -> None:
        found = self._store.conversations(words)
        self.app.call_from_thread(self._show, words, found)

    def _show(self, words: str, found: Sequence[ConversationSummary]) -> None:
        if not self.is_mounted:
            return
        options = self.query_one(ConversationList)
        place = options.highlighted or 0
        self._found = found
        options.set_options(spaced([Option(_line(summary, self._now()), str(summary.id)) for summary in found]))
        options.highlighted = min(place, len(found) - 1) if found else None
        nothing = self.query_one("#nothing", Static)
        nothing.display = not found
        self.query_one(".columns").display = bool(found)
        text = f"No conversation holds “{one_line(words)}”." if words else "No conversation yet. Ask something first."
        nothing.update(Content.styled(text, "$text-muted"))

    @property
    def chosen(self) -> ConversationSummary | None:
        """The selected conversation."""
        place = self.query_one(ConversationList).highlighted
        return self._found[place] if place is not None and place < len(self._found) else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while typing."""
        self._find(event.value.strip())

    def on_input_submitted(self) -> None:
        """Go to what was found."""
        self.action_into_list()

    def on_option_list_option_highlighted(self) -> None:
        """Show what the conversation is about."""
        if self.chosen is not None:
            self._read(self.chosen.id)

    @work(thread=True, exclusive=True, group="preview", exit_on_error=False)
    def _read(self, conversation: int) -> None:
        turns = self._store.turns(conversation)
        self.app.call_from_thread(self._preview, turns)

    def _preview(self, turns: Sequence[TurnRecord]) -> None:
        if self.is_mounted:
            self.query_one("#preview-text", Static).update(Content("\n\n").join(_turn(turn) for turn in turns))
            self.query_one("#preview", VerticalScroll).scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open a conversation."""
        self.dismiss(int(event.option_id or 0))

    def action_leave(self) -> None:
        """Stay with the open conversation."""
        self.dismiss(None)

    def action_into_list(self) -> None:
        """Give the list the focus."""
        self.query_one(ConversationList).focus()

    def action_search(self) -> None:
        """Give the search the focus."""
        self.query_one("#search", Input).focus()

    @work
    async def action_rename(self) -> None:
        """Ask for another title."""
        chosen = self.chosen
        if chosen is None:
            return
        title = await self.app.push_screen_wait(TextForm("Rename the conversation", one_line(chosen.title)))
        if title:
            self._store.rename(chosen.id, title)
            self._find(self.query_one("#search", Input).value.strip())

    @work
    async def action_delete(self) -> None:
        """Delete after asking."""
        chosen = self.chosen
        if chosen is None:
            return
        if chosen.id == self._current:
            self.notify("This conversation is open. Begin a new one first, with Ctrl+N.", markup=False)
            return
        text = f"“{one_line(chosen.title)}” with {count(chosen.turns, 'question')} will be gone for good."
        if await self.app.push_screen_wait(ConfirmForm("Delete this conversation?", text)):
            self._store.delete(chosen.id)
            self._find(self.query_one("#search", Input).value.strip())

    @work
    async def action_export(self) -> None:
        """Ask for a file and write the conversation to it."""
        chosen = self.chosen
        if chosen is None:
            return
        await export_conversation(self.app, self._store, chosen.id)


def _line(summary: ConversationSummary, now: datetime) -> Content:
    questions = count(summary.turns, "question")
    return Content.assemble(
        (one_line(summary.title), "bold"),
        "\n",
        (f"{ago(summary.updated_at, now)} · {questions}", "$text-muted"),
    )


def ago(then: datetime, now: datetime) -> str:
    """When something was, as a person would say it: "today 14:02", "yesterday 09:15", "12 Nov 2018"."""
    then, now = then.astimezone(), now.astimezone()
    days = (now.date() - then.date()).days
    if days <= 0:
        return f"today {then:%H:%M}"
    if days == 1:
        return f"yesterday {then:%H:%M}"
    return day(then.date())


def _turn(turn: TurnRecord) -> Content:
    answer = (one_line(turn.answer.text, 600) if turn.answer else "") or turn.state.value
    return Content.assemble((one_line(turn.question), "bold $primary"), "\n", answer)
