"""Shows a build on a terminal while it happens."""

from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from assistant.terminal_text import one_line
from index.build import BuildEvent, Progress, Summary
from index.readers import Problem

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_STAGES = {"wait": "waiting", "scan": "looking", "read": "reading", "embed": "embedding", "write": "writing"}


class BuildDisplay:
    """Shows a build: problems as lines, and a bar where somebody watches."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._bar: Bar | None = _bar(out) if out.isatty() else None
        self._stage = ""

    def __enter__(self) -> "BuildDisplay":
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, event: BuildEvent) -> None:
        """Take in one event of the build."""
        match event:
            case Problem():
                self._line(f"skipped {event}" + (f" ({event.hint})" if event.hint else ""))
            case Progress(stage="wait"):
                self._line(f"waiting: {event.detail}")
            case Progress():
                self._advance(event)
            case Summary():
                pass

    def _line(self, text: str) -> None:
        if self._bar is not None:
            self._bar.console.print(one_line(text), markup=False, highlight=False)
        else:
            print(one_line(text), file=self._out)

    def _advance(self, event: Progress) -> None:
        if self._bar is None:
            return
        if event.stage != self._stage:
            for task in self._bar.task_ids:
                self._bar.remove_task(task)
            self._stage = event.stage
            self._bar.add_task(_STAGES[event.stage], total=None, rate="")
        newest = self._bar.tasks[-1]
        unit = "passages" if event.stage == "embed" else "files"
        rate = f"{newest.speed:,.0f} {unit}/s" if newest.speed else ""
        self._bar.update(newest.id, completed=event.done, total=event.total or None, rate=rate)


def _bar(out: TextIO) -> "Bar":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(file=out), transient=True)
