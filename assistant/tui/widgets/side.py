"""The pane beside the conversation: the sources of the selected turn, and the article that is being read."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content

from assistant.tui.clipboard import citation_text, quotation_text
from assistant.tui.sources import Freshness, Source
from assistant.tui.widgets.reader import Mark, Reader, ReaderText
from assistant.tui.widgets.sources_pane import SourceList, SourcesPane, checked

_NOTES = {
    Freshness.CHANGED: "△ The file has changed since. This is the text as it was when it was cited.",
    Freshness.GONE: "△ The article is no longer in the corpus. This is the text as it was when it was cited.",
}


class Side(Horizontal):
    """The list of sources and the reader. The doors in are `show` for a turn and `read` for one of its sources."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next(1)", "Next", tooltip="Next source"),
        Binding("p", "next(-1)", "Prev", tooltip="Previous source"),
        Binding("c", "copy_quotation", "Copy", tooltip="Copy the quotation"),
        Binding("y", "copy_citation", "Cite", tooltip="Copy the quotation with its source"),
        Binding("m", "removed", "Removed lines", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="side")
        self._sources: Sequence[Source] = ()
        self._turn = 0

    def compose(self) -> ComposeResult:
        """The list, and the reader, which has no room until something is read."""
        yield SourcesPane()
        yield Reader()

    @property
    def reading(self) -> bool:
        """Whether an article is open."""
        return self.has_class("-reading")

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the sources."""
        return [source.citation.number for source in self._sources]

    @property
    def current(self) -> Source | None:
        """The source that is read or selected."""
        return self.query_one(SourcesPane).current

    def show(self, turn: int, heading: str, sources: Sequence[Source]) -> None:
        """Show the sources of a turn; another turn closes the article."""
        if turn != self._turn:
            self.close()
        self._turn, self._sources = turn, sources
        self.query_one(SourcesPane).show(turn, heading, sources)

    async def read(self, number: int) -> None:
        """Open the article of a source at its quotation; unknown numbers are ignored."""
        source = next((source for source in self._sources if source.citation.number == number), None)
        if source is None:
            return
        self.query_one(SourcesPane).select(number)
        article = source.citation.article
        same = [item.citation for item in self._sources if item.citation.article == article]
        marks = [Mark(citation.start, citation.end, citation.number) for citation in same]
        self.add_class("-reading")
        await self.query_one(Reader).show(article, marks, number, self._note(source))
        self.query_one(ReaderText).focus()

    def close(self) -> None:
        """Close the article."""
        self.remove_class("-reading")

    def focus_list(self) -> None:
        """Give the list of sources the focus."""
        self.query_one(SourceList).focus()

    async def action_next(self, step: int) -> None:
        """Read the source after or before the current one, and round at the ends."""
        current = self.current
        if current is not None:
            place = self.numbers.index(current.citation.number) + step
            await self.read(self.numbers[place % len(self.numbers)])

    def action_copy_quotation(self) -> None:
        """Copy the words of the article."""
        if self.current is not None:
            self.app.copy_to_clipboard(quotation_text(self.current.citation))
            self.notify("Quotation copied", markup=False)

    def action_copy_citation(self) -> None:
        """Copy the words of the article and where they stand."""
        if self.current is not None:
            self.app.copy_to_clipboard(citation_text(self.current.citation))
            self.notify("Citation copied", markup=False)

    def action_removed(self) -> None:
        """Open or close the lines that cleaning removed."""
        self.query_one(Reader).toggle_removed()

    def _note(self, source: Source) -> Content:
        if source.freshness:
            return Content.styled(_NOTES[source.freshness], "$warning")
        text, style = checked(source.verdict)
        number = source.citation.number
        return Content.assemble(
            (f"[{number}]", "bold $accent"), (f" of {len(self._sources)}  ", "$text-muted"), (text, style)
        )
