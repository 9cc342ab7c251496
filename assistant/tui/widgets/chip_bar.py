"""The filters in force, as chips that can be taken away."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widgets import Static

from assistant.tui.filters import Chip
from assistant.tui.messages import FiltersChanged
from assistant.tui.plain_text import one_line


class ChipBar(Static, can_focus=True):
    """One line of chips; posts `FiltersChanged` with the index of a chip to take away. The door in is `show`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Previous filter", show=False),
        Binding("right", "move(1)", "Next filter", show=False),
        Binding("delete,backspace,enter,x", "remove", "Take the filter away"),
    ]
    place = reactive(0)
    """Index of the chip that the keys act on."""

    def __init__(self) -> None:
        super().__init__(id="chips")
        self._chips: Sequence[Chip] = ()

    def show(self, chips: Sequence[Chip]) -> None:
        """Show these chips; without any, the bar goes away."""
        self._chips = chips
        self.display = bool(chips)
        self.place = min(self.place, max(0, len(chips) - 1))
        self.refresh(layout=True)

    def render(self) -> Content:
        """The chips in a row; the one the keys act on stands out while the bar has the focus."""
        parts: list[Content] = []
        for index, chip in enumerate(self._chips):
            current = self.has_focus and index == self.place
            style = "$background on $accent" if current else "$foreground on $panel"
            text = Content.assemble((f" {one_line(chip.label, 40)} ", style), ("× ", style))
            parts.append(text.stylize(Style.from_meta({"@click": f"remove_at({index})"})))
        return Content(" ").join(parts)

    def action_move(self, step: int) -> None:
        """Go to the chip before or after."""
        self.place = max(0, min(len(self._chips) - 1, self.place + step))

    def action_remove(self) -> None:
        """Take the current chip away."""
        self.post_message(FiltersChanged(self.place))

    def action_remove_at(self, index: int) -> None:
        """Take a chip away by its index."""
        self.post_message(FiltersChanged(index))
