"""Lines that are folded away under a title until a person wants them."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static


class Fold(Static):
    """A title that opens and closes what is under it, with the mouse or through `toggle`. The door in is `show`."""

    open = reactive(False, layout=True)

    def __init__(self, title: str, lines: Sequence[Content], key: str) -> None:
        """`key` is the key that toggles it."""
        super().__init__()
        self._title = title
        self._lines = lines
        self._key = key

    def show(self, title: str, lines: Sequence[Content]) -> None:
        """Replace title and lines."""
        self._title, self._lines = title, lines
        self.refresh(layout=True)

    def toggle(self) -> None:
        """Open or close."""
        self.open = not self.open

    def on_click(self) -> None:
        """Open or close on a click."""
        self.toggle()

    def render(self) -> Content:
        """The title, and below it the lines when they are wanted."""
        sign = "▾" if self.open else "▸"
        title = Content.assemble((f"{sign} {self._title}  ", "$text-muted"), (self._key, "$accent"))
        return Content("\n").join([title, *self._lines]) if self.open else title
