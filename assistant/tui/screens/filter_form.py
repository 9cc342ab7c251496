"""The form for publishers and dates."""

from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label

from assistant.tui.filters import FilterError, read_date
from assistant.tui.plain_text import one_line
from assistant.tui.ports import Library
from assistant.tui.screens.form import Form
from index.types import Filters


class FilterForm(Form[Filters]):
    """Gives the filters back, changed; publishers are separated by semicolons."""

    title_text = "Search only in"
    keys = (("Enter", "apply"), ("Tab", "next field"), ("→", "complete"), ("Esc", "cancel"))

    def __init__(self, filters: Filters, library: Library | None) -> None:
        super().__init__()
        self._filters = filters
        self._library = library

    def fields(self) -> ComposeResult:
        """Publishers and the two ends of the time."""
        held = self._filters
        yield Label("Publishers")
        yield Input(
            "; ".join(held.sources), placeholder="any; separate several with ;", id="publishers", compact=True
        )
        yield Label("Published from")
        yield Input(_iso(held.after), placeholder="2018-11-24, 2018-11 or 2018", id="after", compact=True)
        yield Label("Published until")
        yield Input(_iso(held.before), placeholder="2018-11-24, 2018-11 or 2018", id="before", compact=True)

    def on_mount(self) -> None:
        """Learn the publishers' names."""
        super().on_mount()
        if self._library is not None:
            self._find_publishers(self._library)

    @work(thread=True, exit_on_error=False)
    def _find_publishers(self, library: Library) -> None:
        names = sorted({one_line(summary.publisher) for summary in library.articles() if summary.publisher})
        self.app.call_from_thread(self._suggest, names)

    def _suggest(self, names: list[str]) -> None:
        if self.is_mounted:
            self.query_one("#publishers", Input).suggester = SuggestFromList(names, case_sensitive=False)

    def on_input_submitted(self) -> None:
        """Give the filters back, or say which date is none."""
        sources = tuple(
            name.strip() for name in self.query_one("#publishers", Input).value.split(";") if name.strip()
        )
        try:
            after = read_date(self.query_one("#after", Input).value.strip(), end=False)
            before = read_date(self.query_one("#before", Input).value.strip(), end=True)
        except FilterError as error:
            self.complain(f"{error.title}. {error.hint}.")
            return
        if after and before and before < after:
            self.complain("The time ends before it begins. Change one of the dates.")
            return
        self.dismiss(replace(self._filters, sources=sources, after=after, before=before))


def _iso(day: object) -> str:
    return str(day) if day else ""
