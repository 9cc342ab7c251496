"""A question to be answered before something is lost."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from assistant.tui.screens.form import Form


class ConfirmForm(Form[bool]):
    """Gives True back only for "y"."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "accept", "Yes"),
        Binding("n", "cancel", "No"),
    ]
    keys = (("y", "yes"), ("n", "no"))

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.title_text = title
        self._text = text

    def fields(self) -> ComposeResult:
        """What will happen."""
        yield Static(Content(self._text))

    def action_accept(self) -> None:
        """Do it."""
        self.dismiss(True)
