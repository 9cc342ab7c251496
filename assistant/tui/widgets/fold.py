"""Lines that are folded away under a title until a person wants them."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static


class Fold(Vertical):
    """A title that opens and closes what is under it, with the mouse or through `toggle`."""

    open = reactive(False)

    def __init__(self, title: str, lines: Sequence[Content], key: str = "") -> None:
        super().__init__()
        self._title = title
        self._lines = list(lines)
        self._key = key

    def compose(self) -> ComposeResult:
        """The title and the lines."""
        yield Static(classes="fold-title")
        yield Static(classes="fold-lines")

    def on_mount(self) -> None:
        """Show what was given."""
        self._draw()

    def show(self, title: str, lines: Sequence[Content]) -> None:
        """Replace title and lines."""
        self._title, self._lines = title, list(lines)
        if self.children:
            self._draw()

    def toggle(self) -> None:
        """Open or close."""
        self.open = not self.open

    def watch_open(self) -> None:
        """Draw again when opened or closed."""
        if self.is_mounted:
            self._draw()

    def on_click(self) -> None:
        """Open or close on a click."""
        self.toggle()

    def _draw(self) -> None:
        sign = "▾" if self.open else "▸"
        title = Content.assemble((f"{sign} {self._title}", "$text-muted"), (f"  {self._key}", "$accent"))
        self.query_one(".fold-title", Static).update(title)
        lines = self.query_one(".fold-lines", Static)
        lines.display = self.open
        if self.open:
            lines.update(Content("\n").join(self._lines))
