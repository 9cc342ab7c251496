"""The turns of the open conversation, the latest at the bottom."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.conversations import TurnRecord
from assistant.tui.clipboard import answer_text
from assistant.tui.messages import EditWanted, SourcesChanged, TurnChosen
from assistant.tui.sources import Stale
from assistant.tui.status import count
from assistant.tui.widgets.turn import TurnView

PAGE = 8
"""Turns that are drawn at once; earlier ones are drawn when a person goes to the top."""
MOST = 12
"""Turns that stay drawn while new ones come; a layout walks all of them. More than that, and a page is left."""


class ConversationView(VerticalScroll, can_focus=True):
    """A scrolling column of turns. The doors in are `show` for kept turns and `add` for a new one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "select(-1)", "Turn", key_display="↑↓", tooltip="Turn before"),
        Binding("down,j", "select(1)", "Turn after", show=False),
        Binding("home,g", "top", "Top, and earlier turns", show=False),
        Binding("end,G", "bottom", "Latest turn", show=False),
        Binding("c", "copy", "Copy", tooltip="Copy the answer with its sources"),
        Binding("r", "screen.ask_again", "Again", tooltip="Ask the selected question again"),
        Binding("e", "edit", "Edit", tooltip="Change the question and ask it"),
        Binding("w", "withheld", "What was withheld", show=False),
        Binding("enter", "screen.focus_sources", "Go to the sources", show=False),
    ]

    def __init__(self, next_number: Callable[[], int]) -> None:
        super().__init__(id="conversation")
        self._next_number = next_number
        self._column = Vertical(id="turns")  # at least as high as the view, so that few turns stand at the top
        self._earlier: list[TurnRecord] = []
        self._followed: TurnView | None = None
        self.selected: TurnView | None = None
        self.removed = 0
        """Turns that were taken off the screen and may still be in memory."""

    def compose(self) -> ComposeResult:
        """The line that stands for turns that are not drawn, and the column of those that are."""
        with self._column:
            yield Static(id="earlier-turns")

    def on_mount(self) -> None:
        """Nothing is hidden above yet."""
        self._draw_earlier()

    def watch_virtual_size(self) -> None:
        """Move with the latest turn once it has grown."""
        self.call_after_refresh(self._follow)

    def on_resize(self) -> None:
        """Move with the latest turn once it stands elsewhere."""
        self.call_after_refresh(self._follow)

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Stay at the bottom again when a person has come back to it."""
        super().watch_scroll_y(old, new)
        if self._followed is None and new >= self.max_scroll_y:
            self.anchor()

    def release_anchor(self) -> None:
        """Follow nothing: somebody has scrolled."""
        super().release_anchor()
        self._followed = None

    def _read(self, view: TurnView | None) -> None:
        """Follow a turn as it grows, but only until its question reaches the top: it is read from there on."""
        self.anchor(view is None)
        self._followed = view
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        # Where it stands is told by the layout alone, so that it does not matter how often and when this is called.
        if self._followed is not None and self._followed.is_mounted:
            top = self._followed.virtual_region.y
            self.scroll_y = self.scroll_target_y = min(top, self.max_scroll_y)  # scroll_to would release it

    @property
    def views(self) -> Sequence[TurnView]:
        """The turns that are drawn, the oldest first."""
        return [child for child in self._column.children if isinstance(child, TurnView)]

    def view(self, number: int) -> TurnView | None:
        """A turn by its number; None when it is not drawn."""
        return next((view for view in reversed(self.views) if view.number == number), None)

    async def show(self, records: Sequence[TurnRecord]) -> None:
        """Replace everything by the turns of a conversation."""
        self._earlier = list(records[:-PAGE])
        self.selected = None
        self.removed += len(self.views)
        await self._column.remove_children(TurnView)
        await self._column.mount_all([self._view(record) for record in records[-PAGE:]])
        self._draw_earlier()
        self.choose(self.views[-1] if self.views else None)
        self._read(self.selected)

    async def add(self, view: TurnView) -> None:
        """Add a turn at the bottom and select it."""
        await self._column.mount(view)
        self.choose(view)
        self._read(view)
        finished = [old for old in self.views[:-PAGE] if old.record is not None]
        if len(self.views) > MOST:
            self.removed += len(finished)
            self._earlier += [old.record for old in finished if old.record is not None]
            await self._column.remove_children(finished)
            self._draw_earlier()

    def choose(self, view: TurnView | None) -> None:
        """Select a turn: its sources are shown, and the keys act on it."""
        if self.selected is not None:
            self.selected.remove_class("-selected")
        self.selected = view
        if view is not None:
            view.add_class("-selected")
            self.post_message(SourcesChanged(view.number))

    def on_turn_chosen(self, message: TurnChosen) -> None:
        """Select the turn that was clicked."""
        message.stop()
        self.choose(self.view(message.turn))

    def mark_stale(self, stale: Stale) -> None:
        """Tell every turn which articles have changed or gone."""
        for view in self.views:
            view.mark_stale(stale)

    def action_select(self, step: int) -> None:
        """Select the turn before or after; scroll where there is none."""
        views = self.views
        place = views.index(self.selected) + step if self.selected in views else -1
        if 0 <= place < len(views):
            self.choose(views[place])
            self.scroll_to_widget(views[place], top=step < 0, animate=False)
        elif step < 0:
            self.scroll_up(animate=False)
        else:
            self.scroll_end(animate=False)

    async def action_top(self) -> None:
        """Go to the first turn that is drawn; there already, draw earlier turns."""
        if self.scroll_y > 0 or not self._earlier:
            self.choose(self.views[0] if self.views else None)
            self.scroll_home(animate=False)
            return
        first = self.views[0] if self.views else None
        batch, self._earlier = self._earlier[-PAGE:], self._earlier[:-PAGE]
        await self._column.mount_all([self._view(record) for record in batch], after="#earlier-turns")
        self._draw_earlier()
        if first is not None:
            self.scroll_to_widget(first, animate=False, top=True)

    def action_bottom(self) -> None:
        """Go to the latest turn."""
        if self.views:
            self.choose(self.views[-1])
        self._followed = None
        self.anchor()

    def action_copy(self) -> None:
        """Copy the selected answer with its sources."""
        record = self.selected.record if self.selected else None
        text = answer_text(record) if record else ""
        if text:
            self.app.copy_to_clipboard(text)
            self.notify("Answer copied, with its sources", markup=False)

    def action_edit(self) -> None:
        """Put the selected question where it can be changed."""
        if self.selected is not None:
            self.post_message(EditWanted(self.selected.question, self.selected.asked_with))

    def action_withheld(self) -> None:
        """Open or close what was withheld from the selected answer."""
        if self.selected is not None:
            self.selected.toggle_withheld()

    def _view(self, record: TurnRecord) -> TurnView:
        return TurnView(self._next_number(), record.question, record.filters, record)

    def _draw_earlier(self) -> None:
        line = self.query_one("#earlier-turns", Static)
        line.display = bool(self._earlier)
        line.update(
            Content.assemble((f"↑ {count(len(self._earlier), 'earlier turn')}  ", "$text-muted"), ("Home", "$accent"))
        )
