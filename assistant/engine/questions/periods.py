"""Ranges and limits of dates in words: "since 2017", "between March and May 2023", "2015 or earlier"."""

import re
from datetime import date, timedelta

from assistant.engine.questions.dates import (
    AMBIGUOUS_MONTH,
    DAY_OF_MONTH,
    MONTH,
    YEAR,
    Period,
    day_of,
    parse_date,
)

_DAY_ALONE = re.compile(DAY_OF_MONTH, re.IGNORECASE)
_RANGE = re.compile(
    r"(?:from |between |dated |in |during )*(?P<first>.+?)(?: (?:to|until|till|through|and) | ?[–-] ?)(?P<second>.+)$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r"(?:from |since )?(?P<date>.+?) on(?:wards?)?$", re.IGNORECASE)
_OR_BEYOND = re.compile(
    r"(?:from |in )?(?P<date>.+?),? (?:or|and) (?P<side>earlier|before|later|after|since)$", re.IGNORECASE
)
_LIMITS = {
    "up to and including": "by",
    "by the end of": "by",
    "until the end of": "by",
    "since the beginning of": "since",
    "since the start of": "since",
    "before the end of": "by",
    "no later than": "by",
    "not after": "by",
    "nothing after": "by",
    "nothing since": "before",
    "no earlier than": "since",
    "not before": "since",
    "nothing before": "since",
}
_BOUND = re.compile(
    r"(?:from (?=since|after|before|until|till|up to))?(?P<word>in|during|on|from|of|since|after|before|until|"
    r"till|up to|through|by|dated|within|over) (?P<date>.+)$",
    re.IGNORECASE,
)
_EARLIER = ("earlier", "before")
_ISO = re.compile(rf"(?:\w+ )?{YEAR}-\d\d?(?:-\d\d?)?")


def parse_phrase(phrase: str, newest: date | None) -> Period | None:
    """Read a phrase such as "since 2017" or "between March and May 2023"; None when it is no date.

    A month without a year is the latest that has begun by `newest`; "last week" is the calendar week before
    that of `newest`. Both are None when `newest` is None. "after" and "before" leave the named period out,
    "since" and "until" take it in. A lower-case "may" or "march" is no month.
    """
    text = " ".join(phrase.split()).strip(" ,")
    if AMBIGUOUS_MONTH.search(text):
        return None
    text = _plainly(text)
    if (match := _RANGE.match(text)) and not _ISO.fullmatch(text):
        return _range(match["first"], match["second"], newest)
    match = _BOUND.match(text)
    word, written = (match["word"].casefold(), match["date"]) if match else ("in", text)
    period = parse_date(written, newest)
    if period is None or period.first is None or period.last is None:
        return period
    day = timedelta(days=1)
    match word:
        case "since":
            return Period(period.first, None)
        case "after":
            return Period(period.last + day, None)
        case "before":
            return Period(None, period.first - day)
        case "until" | "till" | "up to" | "through" | "by":
            return Period(None, period.last)
        case _:
            return period


def _plainly(text: str) -> str:
    """The same with "2015 or earlier", "from March onwards" and "no later than" in the words that are read."""
    if match := _OR_BEYOND.match(text):
        return f"{'by' if match['side'].casefold() in _EARLIER else 'since'} {match['date']}"
    if match := _ONWARDS.match(text):
        return f"since {match['date']}"
    for limit, meant in _LIMITS.items():
        text = re.sub(rf"^{limit}\b", meant, text, flags=re.IGNORECASE)
    return text


def _range(first: str, second: str, newest: date | None) -> Period | None:
    """Both ends; what the first leaves out ("24 to 26 November 2018", "March and May 2023") the second gives."""
    end = parse_date(second, newest)
    if end is None or end.last is None or end.first is None:
        return None
    if _DAY_ALONE.fullmatch(first):
        return _checked(day_of(end.first.year, end.first.month, first), end.last)
    needs_year = not re.search(YEAR, first) and re.search(MONTH, first, re.IGNORECASE)
    start = parse_date(f"{first} {end.first.year}" if needs_year else first, newest)
    if start is not None and needs_year and start.first and start.first > end.first:
        start = parse_date(f"{first} {end.first.year - 1}", newest)
    return _checked(start.first if start else None, end.last)


def _checked(first: date | None, last: date) -> Period | None:
    return Period(first, last) if first is not None and first <= last else None
