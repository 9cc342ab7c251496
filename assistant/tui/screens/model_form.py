"""The choice of a language model."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui.plain_text import one_line
from assistant.tui.ports import ModelChoice
from assistant.tui.screens.form import Form


class ModelForm(Form[str]):
    """Gives the key of the chosen model back."""

    title_text = "Language model"
    keys = (("Enter", "use"), ("↑↓", "choose"), ("Esc", "cancel"))

    def __init__(self, choices: Sequence[ModelChoice]) -> None:
        super().__init__()
        self._choices = choices

    def fields(self) -> ComposeResult:
        """The models, the current one marked."""
        if not self._choices:
            yield Static(Content("No model was found. Answers are quotations. Run “byline models” to add one."))
        yield OptionList(*[Option(_line(choice), choice.key) for choice in self._choices], markup=False, compact=True)

    def on_mount(self) -> None:
        """Begin at the current model."""
        super().on_mount()
        options = self.query_one(OptionList)
        options.display = bool(self._choices)
        current = [index for index, choice in enumerate(self._choices) if choice.current]
        options.highlighted = current[0] if current else (0 if self._choices else None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the name back."""
        self.dismiss(event.option_id)


def _line(choice: ModelChoice) -> Content:
    sign = "● " if choice.current else "○ "
    name = (one_line(choice.name), "bold" if choice.current else "")
    return Content.assemble((sign, "$accent"), name, (f"\n  {one_line(choice.detail)}", "$text-muted"))
