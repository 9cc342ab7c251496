"""Dates in text, in several styles: "25 November 2018", "Nov. 25", "2018-11-25", "November", "2018"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engine.facts.words import Word, as_written, listed


@dataclass(frozen=True, slots=True)
class Date:
    """A day, a month or a year; what is not said is 0."""

    year: int
    month: int
    day: int
    text: str
    first: int
    last: int

    def within(self, other: "Date") -> bool:
        """True when everything this date says, `other` says too."""
        mine, theirs = (self.year, self.month, self.day), (other.year, other.month, other.day)
        return all(a in (0, b) for a, b in zip(mine, theirs, strict=True))


_MONTH_NAMES = """january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep
october oct|november nov|december dec"""
_MONTHS = {
    name: number
    for number, names in enumerate(_MONTH_NAMES.replace("\n", "|").split("|"), start=1)
    for name in names.split()
}
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_COUNTING = listed("than over about nearly almost some least around approximately roughly exceeding $ € £ ¥")
"""Before what could be a year, these show that it is a count."""
_COUNTED = listed("person people dollar mile % hundred thousand million billion trillion dozen")
"""The same after it, in dictionary form."""
_BESIDE_MONTHS = listed("in since until by last next of early late")


def dates(words: Sequence[Word]) -> tuple[Date, ...]:
    """Days, months with a day or year, and bare years from 1500 to 2100 among `words`."""
    found: list[Date] = []
    i = 0
    while i < len(words):
        date = _month_date(words, i) or _iso_date(words, i) or _numeric_year(words, i)
        if date is not None:
            found.append(date)
        i = date.last if date is not None else i + 1
    return tuple(found)


def _month_date(words: Sequence[Word], i: int) -> Date | None:
    """ "25 November 2018", "November 25, 2018", "Nov. 25", "November 2018", "November" that begins at `i`."""
    day, at = _day(words, i), i
    if day:
        at = i + 2 if i + 1 < len(words) and words[i + 1].lower == "of" else i + 1
    month = _month(words, at)
    if not month:
        return None
    at += 1
    if not day:
        day = _day(words, at)
        at += 1 if day else 0
    year = _year(words, at)
    at += 1 if year else 0
    return Date(year, month, day, as_written(words[i:at]), i, at)


def _month(words: Sequence[Word], i: int) -> int:
    if i >= len(words) or not words[i].text[0].isupper():
        return 0
    month = _MONTHS.get(words[i].lower, 0)
    # "May" and "March" begin sentences as verbs; as months they have a number, or a preposition, beside them
    if words[i].lower in ("may", "march", "mar", "jan", "sep") and not _has_neighbour(words, i):
        return 0
    return month


def _has_neighbour(words: Sequence[Word], i: int) -> bool:
    before = words[i - 1].lower if i else ""
    after = words[i + 1].lower if i + 1 < len(words) else ""
    return before[:1].isdecimal() or after[:1].isdecimal() or before in _BESIDE_MONTHS


def _day(words: Sequence[Word], i: int) -> int:
    if i >= len(words) or not words[i].lower[0].isdecimal():
        return 0
    match = _DAY.fullmatch(words[i].lower)
    return int(match.group(1)) if match and 1 <= int(match.group(1)) <= 31 else 0


def _year(words: Sequence[Word], i: int) -> int:
    if i >= len(words) or len(words[i].lower) != 4 or not _YEAR.fullmatch(words[i].lower):
        return 0
    return int(words[i].lower)


def _iso_date(words: Sequence[Word], i: int) -> Date | None:
    """ "2018-11-25" that begins at `i`."""
    year = _year(words, i)
    if not year or i + 2 >= len(words) or words[i].gap != "-" or words[i + 1].gap != "-":
        return None
    month, day = words[i + 1].lower, _day(words, i + 2)
    if not month.isdecimal() or not 1 <= int(month) <= 12 or not day:
        return None
    return Date(year, int(month), day, as_written(words[i : i + 3]), i, i + 3)


def _numeric_year(words: Sequence[Word], i: int) -> Date | None:
    year = _year(words, i)
    counted = i + 1 < len(words) and words[i + 1].lemma in _COUNTED
    if not year or counted or (i > 0 and words[i - 1].lower in _COUNTING):
        return None
    return Date(year, 0, 0, words[i].text, i, i + 1)
