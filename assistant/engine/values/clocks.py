"""Times of day as news writes them: "7 p.m.", "7.30pm", "19:00"."""

import re
from dataclasses import dataclass

_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?[ \xa0]?(?P<half>a\.?m\b\.?|p\.?m\b\.?)"
    r"|\b(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day."""

    minutes: int
    """Since midnight."""

    def agrees_with(self, other: "Clock") -> bool:
        """Whether it is the same time to within two minutes."""
        return abs(self.minutes - other.minutes) <= 2


def clock_matches(text: str) -> list[tuple[int, int, Clock]]:
    """Start, end and value of every time of day in figures."""
    return [(match.start(), match.end(), _clock(match)) for match in _CLOCK.finditer(text)]


def _clock(match: re.Match[str]) -> Clock:
    hour, minute = int(match["hour"] or match["hour24"]), int(match["minute"] or match["minute24"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    return Clock(60 * hour + minute)
