"""A form for one line of text: a new title, a file name."""

from textual.app import ComposeResult
from textual.widgets import Input

from assistant.tui.screens.form import Form


class TextForm(Form[str]):
    """Gives the line back; an empty one is not taken."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.title_text = title
        self._text = text

    def fields(self) -> ComposeResult:
        """The line."""
        yield Input(self._text, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the line back."""
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.complain("Type at least one letter.")
