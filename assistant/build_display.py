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
    """Shows builds, one after another: each problem as a line, once, and a bar where somebody watches."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._bar: Bar | None = _bar(out) if out.isatty() else None
        self._stage = ""
        self._listed: set[Problem] = set()

    def __enter__(self) -> "BuildDisplay":
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._clear(self._bar)
            self._bar.stop()

    def show(self, event: BuildEvent) -> None:
        """Take in one event of the build."""
        match event:
            case Problem() if event not in self._listed:
                self._listed.add(event)
                self._line(f"problem: {event}" + (f" ({event.hint})" if event.hint else ""))
            case Progress(stage="wait"):
                self._line(f"waiting: {event.detail}")
            case Progress():
                self._advance(event)
            case Summary() | Problem():
                pass

    def _line(self, text: str) -> None:
        if self._bar is not None:
            self._bar.console.print(one_line(text), markup=False, emoji=False, highlight=False)
        else:
            print(one_line(text), file=self._out)

    def _advance(self, event: Progress) -> None:
        if self._bar is None:
            return
        if event.stage != self._stage:
            self._clear(self._bar)
            self._stage = event.stage
            self._bar.add_task(_STAGES[event.stage], total=None, rate="")
        newest = self._bar.tasks[-1]
        unit = "passages" if event.stage == "embed" else "files"
        rate = f"{newest.speed:,.0f} {unit}/s" if newest.speed else ""
        self._bar.update(newest.id, completed=event.done, total=event.total or None, rate=rate)

    def _clear(self, bar: "Bar") -> None:
        for task in bar.task_ids:
            bar.remove_task(task)
        self._stage = ""


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
