"""Numbers typed digit by digit: a number is taken as soon as no longer one could be meant."""

from collections.abc import Callable, Sequence

from textual.timer import Timer
from textual.widget import Widget

PATIENCE = 0.6
"""Seconds to wait for a further digit where one could follow."""


class NumberEntry:
    """Collects digits; `choose` is called with the number."""

    def __init__(self, owner: Widget, choose: Callable[[int], None]) -> None:
        self._owner = owner
        self._choose = choose
        self._digits = ""
        self._timer: Timer | None = None

    def digit(self, digit: str, numbers: Sequence[int]) -> None:
        """Take one more digit; `numbers` are those that can be chosen."""
        if self._timer is not None:
            self._timer.stop()
        self._digits += digit
        longer = [number for number in numbers if str(number).startswith(self._digits)]
        if len(longer) > 1 and self._digits != "0":
            self._timer = self._owner.set_timer(PATIENCE, self._take)
        else:
            self._take()

    def _take(self) -> None:
        digits, self._digits, self._timer = self._digits, "", None
        self._choose(int(digits))
