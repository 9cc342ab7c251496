"""Filters as a person writes them in a question, and as chips that can be taken away one by one.

A question may hold `source:"Press TV"`, `after:2018-11-24`, `before:2018-12`, `with:"chlorine gas"` and
`without:sports`; the words are taken out of it.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.errors import BylineError
from index.types import Filters

_WORD = re.compile(r'(?<!\S)(source|after|before|with|without):(?:"([^"]*)"|(\S+))')
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$")
_FIELD = {"source": "sources", "with": "phrases", "without": "without"}
_LABEL = {"sources": "source", "phrases": "with", "without": "without"}


class FilterError(BylineError):
    """A filter cannot be understood."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition of the filters."""

    field: str
    """The field of `Filters` it belongs to."""
    value: str
    """The one value it stands for, as text."""
    label: str
    """What a person reads."""


def read_filters(text: str, base: Filters) -> tuple[str, Filters]:
    """The question without the filters written in it, and `base` with them added. Raises `FilterError`."""
    filters = base
    for match in _WORD.finditer(text):
        word = match[1]
        value = (match[2] if match[2] is not None else match[3]).strip()
        if word in ("after", "before"):
            day = read_date(value, end=word == "before")
            filters = replace(filters, after=day) if word == "after" else replace(filters, before=day)
        elif value:
            filters = _with_value(filters, _FIELD[word], value)
    return " ".join(_WORD.sub(" ", text).split()) if filters != base else text.strip(), filters


def read_date(text: str, end: bool) -> date | None:
    """A day, or the first (with `end`, the last) day of a month or year; None for an empty text.

    Raises `FilterError` for anything else.
    """
    if not text:
        return None
    match = _DATE.match(text)
    try:
        if not match:
            raise ValueError(text)
        year = int(match[1])
        month = int(match[2] or (12 if end else 1))
        day = int(match[3] or (calendar.monthrange(year, month)[1] if end else 1))
        return date(year, month, day)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise FilterError(f"“{text}” is not a date", "Write it as 2018-11-25, 2018-11 or 2018") from error


def chips(filters: Filters) -> Sequence[Chip]:
    """Every condition of `filters`, in reading order."""
    found = [
        Chip(field, value, f"{label}: {value}")
        for field, label in _LABEL.items()
        for value in getattr(filters, field)
    ]
    if filters.after:
        found.append(Chip("after", filters.after.isoformat(), f"from {day(filters.after)}"))
    if filters.before:
        found.append(Chip("before", filters.before.isoformat(), f"until {day(filters.before)}"))
    return found


def without_chip(filters: Filters, chip: Chip) -> Filters:
    """`filters` without the condition that `chip` stands for."""
    if chip.field == "after":
        return replace(filters, after=None)
    if chip.field == "before":
        return replace(filters, before=None)
    kept = tuple(value for value in getattr(filters, chip.field) if value != chip.value)
    return _replace_field(filters, chip.field, kept)


def day(value: date) -> str:
    """A date as newspapers print it, such as "25 Nov 2018"."""
    return f"{value.day} {value:%b %Y}"


def _with_value(filters: Filters, field: str, value: str) -> Filters:
    held: tuple[str, ...] = getattr(filters, field)
    return filters if value in held else _replace_field(filters, field, (*held, value))


def _replace_field(filters: Filters, field: str, values: tuple[str, ...]) -> Filters:
    match field:
        case "sources":
            return replace(filters, sources=values)
        case "phrases":
            return replace(filters, phrases=values)
    return replace(filters, without=values)
