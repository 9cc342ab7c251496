"""What stands on an empty screen: what can be asked, or why nothing can."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui.messages import QuestionAsked
from assistant.tui.plain_text import one_line
from assistant.tui.status import Phase, Status, count
from assistant.tui.widgets.top_bar import progress_line


class Welcome(Vertical):
    """A greeting with suggested questions, or the state of the corpus. The one door in is `show`."""

    def compose(self) -> ComposeResult:
        """A text and a list of questions."""
        yield Static(id="welcome-text")
        yield SuggestionList()

    def show(self, status: Status) -> None:
        """Show what a person should know before the first question."""
        self.query_one("#welcome-text", Static).update(Content("\n\n").join(_paragraphs(status)))
        suggestions = self.query_one(SuggestionList)
        ready = status.phase is Phase.READY and not status.unbuilt
        suggestions.display = ready and bool(status.suggestions)
        if suggestions.prompts != status.suggestions:
            suggestions.prompts = status.suggestions
            suggestions.set_options([Option(Content(one_line(text)), text) for text in status.suggestions])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask the question that was chosen."""
        event.stop()
        self.post_message(QuestionAsked(event.option_id or ""))


class SuggestionList(OptionList):
    """Questions that these articles answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Ask this")]

    def __init__(self) -> None:
        super().__init__(id="suggestions", markup=False)
        self.prompts: tuple[str, ...] = ()

    def on_focus(self) -> None:
        """Begin at the first question."""
        self.highlighted = 0

    def on_blur(self) -> None:
        """Nothing is chosen while the keys go elsewhere."""
        self.highlighted = None


def _paragraphs(status: Status) -> list[Content]:
    title = Content.styled("What do the articles say?", "bold $accent")
    if status.phase is Phase.FAILED:
        return [
            Content.styled(f"✗ {one_line(status.error_title)}", "bold $error"),
            Content(one_line(status.error_hint)),
        ]
    if status.phase is Phase.OPENING or status.index is None:
        return [title, Content.styled("Opening the articles. You can ask already.", "$text-muted")]
    if status.unbuilt:
        return [title, *_unbuilt(status)]
    if not status.index.articles:
        return [
            Content.styled("There are no articles here yet", "bold $warning"),
            Content(
                f"Put texts, Markdown, HTML, PDF, Word or JSON Lines files into {one_line(status.corpus)},"
                " then press Ctrl+B and b."
            ),
        ]
    stock = f"{count(status.index.articles, 'article')}, {count(status.index.passages, 'passage')}"
    promise = "Every sentence of an answer cites the words behind it; what cannot be checked is not shown."
    parts = [title, Content(f"{promise}"), Content.styled(f"{stock} are open.", "$text-muted")]
    return [*parts, Content.styled("You could ask:", "$text-muted")] if status.suggestions else parts


def _unbuilt(status: Status) -> list[Content]:
    if status.building is None:
        return [Content.assemble("These articles have not been read yet. Press ", ("Ctrl+B", "$accent"), " and b.")]
    first = Content("Reading the articles for the first time. You can ask already; the answer comes when it is done.")
    return [first, progress_line(status.building, 24)]
