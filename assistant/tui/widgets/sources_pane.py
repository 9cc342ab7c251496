"""The quotations behind the selected turn, each with its publisher, date, verdict and copies."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui.filters import day
from assistant.tui.messages import CitationChosen
from assistant.tui.plain_text import in_marks, one_line
from assistant.tui.sources import Source, publisher_of
from assistant.tui.status import count
from assistant.tui.widgets.spacing import spaced
from assistant.types import Label, Verdict

QUOTE_LENGTH = 280
"""Most characters of a quotation in the list; the reader shows all of it."""


class SourcesPane(Vertical):
    """A list of sources; choosing one posts `CitationChosen`. The one door in is `show`."""

    def __init__(self) -> None:
        super().__init__(id="sources")
        self._turn = 0
        self._sources: Sequence[Source] = ()

    def compose(self) -> ComposeResult:
        """A heading, the list, and what stands there without sources."""
        yield Static(id="sources-heading")
        yield SourceList()
        yield Static(
            Content.styled("The quotations behind an answer appear here.", "$text-muted"), id="sources-empty"
        )

    def show(self, turn: int, heading: str, sources: Sequence[Source]) -> None:
        """Show the sources of a turn; the selection stays when it is the same turn."""
        options = self.query_one(SourceList)
        place = options.highlighted if turn == self._turn else None
        if turn != self._turn or sources != self._sources:
            self._turn, self._sources = turn, sources
            entries = [Option(_entry(source), str(source.citation.number)) for source in sources]
            options.set_options(spaced(entries))
        options.highlighted = (place or 0) if sources else None
        options.display = bool(sources)
        self.query_one("#sources-empty").display = not sources
        self.query_one("#sources-heading", Static).update(
            Content.assemble((heading.upper(), "bold $accent"), (f"  {len(sources) or ''}", "$text-muted"))
        )

    @property
    def current(self) -> Source | None:
        """The selected source."""
        place = self.query_one(SourceList).highlighted
        return self._sources[place] if place is not None and place < len(self._sources) else None

    def select(self, number: int) -> None:
        """Select a source by its number."""
        numbers = [source.citation.number for source in self._sources]
        if number in numbers:
            self.query_one(SourceList).highlighted = numbers.index(number)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the source that was chosen."""
        event.stop()
        self.post_message(CitationChosen(self._turn, int(event.option_id or 0)))


class SourceList(OptionList):
    """The list itself, which has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Read"),
        Binding("j", "cursor_down", "Next source", show=False),
        Binding("k", "cursor_up", "Previous source", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="source-list", markup=False)


def checked(verdict: Verdict | None) -> tuple[str, str]:
    """What a verdict means in words, and its colour."""
    if verdict is None:
        return "", "$text-muted"
    if verdict.label is Label.QUOTED:
        return "✓ word for word", "$success"
    return f"✓ supported {verdict.score:.0%}", "$success"


def _entry(source: Source) -> Content:
    citation = source.citation
    metadata = citation.article.metadata
    published = f" · {day(metadata.published)}" if metadata.published else ""
    lines = [
        Content.assemble(
            (f"[{citation.number}] ", "bold $accent"),
            (publisher_of(citation.article), "bold"),
            (published, "$text-muted"),
        ),
    ]
    if metadata.title and metadata.publisher:
        lines.append(Content.styled(one_line(metadata.title, 120), "$text-muted"))
    lines.append(Content(in_marks(one_line(citation.quote, QUOTE_LENGTH))))
    lines.append(_standing(source))
    return Content("\n").join(line for line in lines if line.plain)


def _standing(source: Source) -> Content:
    parts: list[Content] = []
    text, style = checked(source.verdict)
    if text:
        parts.append(Content.styled(text, style))
    copies = len(source.citation.also_in)
    if copies:
        parts.append(Content.styled(f"also in {count(copies, 'other article')}", "$text-muted"))
    if source.freshness:
        parts.append(Content.styled(f"△ {source.freshness.value}", "$warning"))
    return Content.styled(" · ", "$text-muted").join(parts)
