"""The line under an answer: how it goes and for how long, then how it ended."""

import time

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from assistant.conversations import TurnRecord, TurnState
from assistant.tui.plain_text import one_line
from assistant.tui.status import count
from assistant.types import Answer

TICK = 1.0
"""Seconds between two looks at the clock."""
PATIENCE = 1.0
"""Seconds after which a person wonders how long it takes."""

_BROKEN_OFF = {
    TurnState.STOPPED: "■ stopped",
    TurnState.ASKED: "■ unfinished, Byline was closed",
}


class TurnStatus(Static):
    """One line. The doors in are `say` while the turn runs, `stopped` at once when it is, and `ended` after it."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self._since = 0.0
        self._timer: Timer | None = None

    def say(self, text: str) -> None:
        """Say how it goes; from now on the seconds are counted."""
        self._said = one_line(text)
        if self._timer is None:
            self._since = time.monotonic()
            self._timer = self.set_interval(TICK, self._count)
        self.update(self._progress())

    def stopped(self) -> None:
        """The person stopped it; how it is kept follows."""
        self._stop_counting()
        self.update(Content.styled(_BROKEN_OFF[TurnState.STOPPED], "$warning"))

    def ended(self, record: TurnRecord, changed: int) -> None:
        """Say how it ended; `changed` is the number of cited articles that have changed since."""
        self._stop_counting()
        lines = [_ending(record)]
        if changed:
            lines.append(Content.styled(f"△ {count(changed, 'article')} changed since", "$warning"))
        self.update(Content("\n").join(lines))

    def _count(self) -> None:
        self.update(self._progress(), layout=False)

    def _progress(self) -> Content:
        seconds = time.monotonic() - self._since
        waited = f" {seconds:.0f} s" if seconds > PATIENCE else ""
        return Content.styled(f"{self._said}{waited}", "$text-muted")

    def _stop_counting(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


def _ending(record: TurnRecord) -> Content:
    parts = [Content.styled(f"{record.asked_at.astimezone():%H:%M}", "$text-muted")]
    if record.state in _BROKEN_OFF:
        parts.append(Content.styled(_BROKEN_OFF[record.state], "$warning"))
    if record.answer is not None and record.answer.sentences:
        parts.append(Content.styled(_standing(record.answer), "$text-muted"))
    if record.state is not TurnState.FINISHED:
        parts.append(Content.assemble(("^r", "$accent"), (" asks again", "$text-muted")))
    return Content.styled(" · ", "$text-muted").join(parts)


def _standing(answer: Answer) -> str:
    parts = [count(answer.independent_origins, "independent origin")]
    if answer.publishers:
        parts.append(count(answer.publishers, "publisher"))
    if "total" in answer.seconds:
        parts.append(f"{answer.seconds['total']:.1f} s")
    return " · ".join(parts)
