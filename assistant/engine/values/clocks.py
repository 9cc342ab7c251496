"""Times of day as news writes them: "7 p.m.", "7.30pm", "19:00", "ten past four in the afternoon", "noon"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.engine.values.numerals import SMALL

_HALF_DAY = 12 * 60

_HOURS = {word: number for word, number in SMALL.items() if 1 <= number <= 12}
_STEPS = {"five": 5, "ten": 10, "quarter": 15, "a quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_HOUR = rf"\b(?:{'|'.join(_HOURS)}|\d\d?)\b"
_STEP = rf"\b(?:{'|'.join(sorted(_STEPS, key=len, reverse=True))})"
_PART = r"(?:,? (?:in the (?P<part>morning|afternoon|evening)|at (?P<night>night)))?"
_DIGITS = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?[ \xa0]?(?P<half>[ap](?:\.m\b\.?|m\b))"
    rf"|\b(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)\b{_PART}",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"(?P<step>{_STEP})(?: minutes)? (?P<side>past|to) (?P<hour>{_HOUR})(?: o['’]clock\b)?{_PART}"
    rf"|(?P<sharp>{_HOUR}) o['’]clock\b{_PART.replace('part', 'sharp_part').replace('night>', 'sharp_night>')}"
    r"|\b(?P<named>noon|midday|midnight)\b",
    re.IGNORECASE,
)


_BEFORE_TIME = re.compile(
    r"\b(?:at|by|around|about|until|till|since|before|after|shortly|just|nearly|almost) $", re.I
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day."""

    minutes: int
    """Since midnight."""
    either_half: bool = False
    """Whether it may be twelve hours later as well, as "ten past four" may."""

    def agrees_with(self, other: "Clock") -> bool:
        """Whether it may be the same time, to within two minutes."""
        apart = abs(self.minutes - other.minutes)
        if self.either_half or other.either_half:
            apart = min(apart % _HALF_DAY, -apart % _HALF_DAY)
        return apart <= 2


def clock_matches(text: str) -> list[tuple[int, int, Clock]]:
    """Start, end and value of every time of day, in order."""
    return sorted((*_in_digits(text), *_in_words(text)), key=lambda found: found[0])


def _in_digits(text: str) -> Iterator[tuple[int, int, Clock]]:
    for match in _DIGITS.finditer(text):
        hour, minute = int(match["hour"] or match["hour24"]), int(match["minute"] or match["minute24"] or 0)
        if match["half"]:
            hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
        elif hour < 12 and _is_late(match["part"], match["night"], hour):
            hour += 12
        yield match.start(), match.end(), Clock(60 * hour + minute)


def _in_words(text: str) -> Iterator[tuple[int, int, Clock]]:
    for match in _SPOKEN.finditer(text):
        if match["named"]:
            yield match.start(), match.end(), Clock(0 if match["named"].lower() == "midnight" else _HALF_DAY)
            continue
        written = (match["hour"] or match["sharp"]).lower()
        hour = _HOURS.get(written) or int(written)
        part, night = match["part"] or match["sharp_part"], match["night"] or match["sharp_night"]
        if not 1 <= hour <= 12 or (match["side"] == "to" and not _is_time(match)):
            continue
        minutes = 60 * (hour % 12 + (12 if _is_late(part, night, hour) else 0))
        step = _STEPS[match["step"].lower()] if match["step"] else 0
        minutes += -step if match["side"] == "to" else step
        yield match.start(), match.end(), Clock(minutes % (2 * _HALF_DAY), either_half=not (part or night))


def _is_time(match: re.Match[str]) -> bool:
    """Whether "five to nine" is no range: only a quarter is always to the hour, and a half never is."""
    step = match["step"].lower()
    return step.endswith("quarter") or (step != "half" and bool(_BEFORE_TIME.search(match.string, 0, match.start())))


def _is_late(part: str | None, night: str | None, hour: int) -> bool:
    """Whether words after a time put it in the second half of the day: two at night is not, ten is."""
    return (part or "").lower() in ("afternoon", "evening") or (night is not None and 6 <= hour < 12)
