"""What the small forms have in common: they float, Escape leaves them, and they name their keys."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

Result = TypeVar("Result")


class Form(ModalScreen[Result | None]):
    """A floating box with a title; Escape dismisses it with None. Subclasses give `fields` and may use `complain`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel")]
    title_text = ""
    keys: tuple[tuple[str, str], ...] = (("Enter", "accept"), ("Esc", "cancel"))
    """Key and meaning, shown at the bottom."""

    def compose(self) -> ComposeResult:
        """Title, fields, complaint and keys."""
        with Vertical(classes="form"):
            yield Static(Content.styled(self.title_text, "bold $accent"), classes="form-title")
            yield from self.fields()
            yield Static(classes="form-complaint")
            keys = [Content.assemble((key, "$accent"), (f" {meaning}", "$text-muted")) for key, meaning in self.keys]
            yield Static(Content("   ").join(keys), classes="form-keys")

    def on_mount(self) -> None:
        """There is nothing to complain about yet."""
        self.query_one(".form-complaint").display = False

    def fields(self) -> ComposeResult:
        """What stands between title and keys."""
        yield from ()

    def complain(self, text: str) -> None:
        """Say what is wrong."""
        line = self.query_one(".form-complaint", Static)
        line.update(Content(text))
        line.display = True

    def action_cancel(self) -> None:
        """Leave without a result."""
        self.dismiss(None)
