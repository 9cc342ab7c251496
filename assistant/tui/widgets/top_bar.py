"""The line at the top of every screen: which corpus, how much of it, and what is going on."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from assistant.tui.plain_text import one_line
from assistant.tui.ports import Progress
from assistant.tui.status import Phase, Status, count

BAR_WIDTH = 12
"""Cells of the progress bar."""


class TopBar(Horizontal):
    """Shows a `Status`; the one door in is `show`."""

    def compose(self) -> ComposeResult:
        """Two texts, of which the right one is never cut."""
        yield Static(id="top-left")
        yield Static(id="top-right")

    def show(self, status: Status) -> None:
        """Show the corpus on the left, and what is most worth knowing on the right."""
        left = Content.assemble((" Byline ", "bold $accent"), ("  ", ""), (one_line(status.corpus), "bold"))
        if status.counts:
            left = Content.assemble(left, (f"  {status.counts}", "$text-muted"))
        self.query_one("#top-left", Static).update(left)
        self.query_one("#top-right", Static).update(Content.assemble(_activity(status), " "))


def _activity(status: Status) -> Content:
    if status.building is not None:
        return progress_line(status.building)
    if status.phase is Phase.OPENING:
        return Content.styled("opening the articles …", "$warning")
    if status.phase is Phase.FAILED:
        return Content.styled("✗ not open", "bold $error")
    if status.loading:
        return Content.styled(f"loading the {one_line(status.loading, 30)} …", "$warning")
    if status.index is not None and status.index.changed and not status.unbuilt:
        changed = f"{count(len(status.index.changed), 'file')} changed"
        return Content.assemble((changed, "$warning"), ("  ^b", "bold $accent"), (" corpus", "$text-muted"))
    return Content.assemble((one_line(status.model, 28), "$text-muted"), ("  ready", "$success"))


def progress_line(progress: Progress, width: int = BAR_WIDTH) -> Content:
    """A stage with its bar and numbers, such as `embedding ━━━━━━──── 34/60`."""
    stage = (f"{one_line(progress.stage, 20)} ", "$text-muted")
    if not progress.total:
        return Content.assemble(stage, ("…", "$text-muted"))
    filled = min(width, width * progress.done // progress.total)
    return Content.assemble(
        stage,
        ("━" * filled, "$accent"),
        ("━" * (width - filled), "$rule"),
        (f" {progress.done:,}/{progress.total:,}", "$text-muted"),
    )
