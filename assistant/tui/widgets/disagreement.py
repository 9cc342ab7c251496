"""Sources that give different values, as a small table."""

from textual.app import ComposeResult
from textual.containers import Grid
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from assistant.tui.filters import day
from assistant.tui.messages import CitationChosen
from assistant.tui.plain_text import one_line
from assistant.tui.sources import publisher_of
from assistant.types import Citation, Disagreement, Value

_KINDS = {"dispute": "Sources disagree", "update": "The figure was revised"}


class DisagreementCard(Grid):
    """One row a value: what it is, who says so and in which paper, its citation. Takes its values once."""

    def __init__(self, turn: int, disagreement: Disagreement, citations: dict[int, Citation]) -> None:
        super().__init__()
        self._turn = turn
        self._disagreement = disagreement
        self._citations = citations
        kind = _KINDS.get(disagreement.kind, _KINDS["dispute"])
        self.border_title = Content.assemble((kind, "bold"), f" · {one_line(disagreement.about)}")

    def compose(self) -> ComposeResult:
        """The rows of the table."""
        for value in self._disagreement.values:
            yield from self._row(value)

    def _row(self, value: Value) -> ComposeResult:
        citation = self._citations.get(value.citation)
        published = value.published or (citation.article.metadata.published if citation else None)
        publisher = publisher_of(citation.article, 40) if citation else ""
        printed = " · ".join(part for part in (publisher, day(published) if published else "") if part)
        lines = [Content(one_line(value.said_by)), Content.styled(printed, "$text-muted")]
        marker = Style.from_meta({"@click": f"cite({value.citation})"})
        yield Static(Content.styled(one_line(value.value), "bold"), classes="value")
        yield Static(Content("\n").join(line for line in lines if line.plain), classes="said-by")
        yield _Marker(Content(f"[{value.citation}]").stylize(marker), classes="marker")

    def cite(self, number: int) -> None:
        """Open the source of a value."""
        self.post_message(CitationChosen(self._turn, number))


class _Marker(Static):
    def action_cite(self, number: int) -> None:
        card = self.query_ancestor(DisagreementCard)
        card.cite(number)
