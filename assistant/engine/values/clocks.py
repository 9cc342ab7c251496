"""Times of day as news writes them: "7 p.m.", "7.30pm", "19:00", "ten past four in the afternoon", "at noon"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.engine.values.numerals import SMALL

_HALF_DAY = 12 * 60
_DAY = 2 * _HALF_DAY

_HOURS = {word: number for word, number in SMALL.items() if 1 <= number <= 12}
_STEPS = {"five": 5, "ten": 10, "quarter": 15, "a quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_HOUR = rf"\b(?P<hour>{'|'.join(_HOURS)}|\d\d?)\b"
_STEP = rf"\b(?P<step>{'|'.join(sorted(_STEPS, key=len, reverse=True))})(?: minutes)?"
_PART = r",? (?:in the (?P<part>morning|afternoon|evening)|at (?P<night>night))"
_MARKED = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?[ \xa0]?(?P<half>[ap])(?:\.m\b\.?|m\b)", re.IGNORECASE
)
_DIGITS = re.compile(
    rf"\b(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d)\b(?! ?[ap]\.?m\b)(?:{_PART})?"
    rf"|\.(?P<minutes>[0-5]\d)\b{_PART.replace('<', '<dotted_')})",
    re.IGNORECASE,
)
_SPOKEN = re.compile(rf"{_STEP} (?P<side>past|to) {_HOUR}(?: o['’]clock\b)?(?:{_PART})?", re.IGNORECASE)
_SHARP = re.compile(rf"{_HOUR} o['’]clock\b(?:{_PART})?", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:[Aa]t|[Bb]y|[Uu]ntil|[Aa]round|[Aa]bout) (?P<named>noon|midday|midnight)\b")
_BEFORE_TIME = re.compile(r"\b(?:at|around|about|shortly|just|nearly|almost) $", re.IGNORECASE)
_COUNTED_AFTER = re.compile(
    r" (?:seconds|minutes|hours|days|weeks|months|years|per|times|votes|people|of|thirds?|hal(?:f|ves)|quarters?)\b| ?%"
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
        around = _HALF_DAY if self.either_half or other.either_half else _DAY
        apart = self.minutes - other.minutes
        return min(apart % around, -apart % around) <= 2


def clock_matches(text: str) -> list[tuple[int, int, Clock]]:
    """Start, end and value of every time of day, in order."""
    return sorted((*_marked(text), *_in_digits(text), *_in_words(text)), key=lambda found: found[0])


def _marked(text: str) -> Iterator[tuple[int, int, Clock]]:
    for match in _MARKED.finditer(text):
        if 1 <= int(match["hour"]) <= 12:
            late = _HALF_DAY if match["half"].lower() == "p" else 0
            yield match.start(), match.end(), Clock(60 * (int(match["hour"]) % 12) + int(match["minute"] or 0) + late)


def _in_digits(text: str) -> Iterator[tuple[int, int, Clock]]:
    for match in _DIGITS.finditer(text):
        part, night = match["part"] or match["dotted_part"], match["night"] or match["dotted_night"]
        hour, minute = match["hour"], int(match["minute"] or match["minutes"])
        whole_day = hour.startswith("0") or int(hour) > 12
        yield match.start(), match.end(), _clock(int(hour), minute, part, night, whole_day)


def _in_words(text: str) -> Iterator[tuple[int, int, Clock]]:
    for match in (*_SPOKEN.finditer(text), *_SHARP.finditer(text)):
        written, said = match["hour"].lower(), match.groupdict()
        hour, step = _HOURS.get(written) or int(written), said.get("step")
        if not 1 <= hour <= 12 or (step and not _is_time(match)):
            continue
        minute = _STEPS[step.lower()] if step else 0
        back = said.get("side", "").lower() == "to" if step else False
        yield (
            match.start(),
            match.end(),
            _clock(hour, -minute if back else minute, match["part"], match["night"], False),
        )
    for match in _NAMED.finditer(text):
        yield match.start("named"), match.end(), Clock(0 if match["named"] == "midnight" else _HALF_DAY)


def _clock(hour: int, minute: int, part: str | None, night: str | None, whole_day: bool) -> Clock:
    """The time that an hour is, with words after it that tell the half of the day; `whole_day` where it tells itself."""
    if whole_day:
        return Clock((60 * hour + minute) % _DAY)
    late = (part or "").lower() in ("afternoon", "evening") or (night is not None and 6 <= hour < 12)
    return Clock((60 * (hour % 12) + minute + (_HALF_DAY if late else 0)) % _DAY, either_half=not (part or night))


def _is_time(match: re.Match[str]) -> bool:
    """Whether "five to nine" is no range: a half is never to the hour, and what is counted does not follow a time."""
    if _COUNTED_AFTER.match(match.string, match.end()):
        return False
    step = match["step"].lower()
    if match["side"].lower() == "past" or step.endswith("quarter"):
        return True
    return step != "half" and bool(_BEFORE_TIME.search(match.string, 0, match.start()))
