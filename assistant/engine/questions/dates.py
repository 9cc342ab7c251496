"""One date in words, relative to the newest article where it needs a reference; `periods` reads ranges and limits."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {
    name: number
    for number in range(1, 13)
    for name in (calendar.month_name[number].casefold(), calendar.month_abbr[number].casefold())
} | {"sept": 9}
_WEEKDAYS = {calendar.day_name[number].casefold(): number for number in range(7)}
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_COUNTED, start=1)} | {
    "a": 1,
    "few": 3,
    "couple of": 2,
    "a few": 3,
    "a couple of": 2,
}

MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY_OF_MONTH = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
_COUNT = r"(?:\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"

_SINGLE = {
    "iso": rf"(?P<iso>{YEAR}-\d\d?(?:-\d\d?)?)(?![\d-])",
    "day_month": rf"(?:the )?(?P<dm_day>{DAY_OF_MONTH}) (?:of )?(?P<dm_month>{MONTH})(?:,? (?P<dm_year>{YEAR}))?",
    "month_day": rf"(?P<md_month>{MONTH}) (?:the )?(?P<md_day>{DAY_OF_MONTH})\b(?:,? (?P<md_year>{YEAR}))?",
    "month": rf"(?:(?:early|mid|late)[ -])?(?P<m_month>{MONTH})(?:,? (?:of )?(?P<m_year>{YEAR}))?",
    "quarter": rf"(?:the )?(?P<q_number>first|second|third|fourth|Q[1-4]) (?:quarter )?(?:of )?(?P<q_year>{YEAR})",
    "half_year": rf"(?:the )?(?P<h_half>first|second) half of (?:the year )?(?P<h_year>{YEAR})",
    "season": rf"(?:the )?(?P<season>spring|summer|autumn|fall) (?:of )?(?P<s_year>{YEAR})",
    "week_of": rf"the (?P<w_which>first|last) week (?:of|in) (?P<w_month>{MONTH})(?:,? (?P<w_year>{YEAR}))?",
    "age": rf"(?:less than|under|at most|no more than|not more than) (?P<a_count>{_COUNT}) (?P<a_unit>day|week|month|year)s? old",
    "decade": r"the (?P<decade>(?:19|20)\d0)s",
    "year": rf"(?:the year |early |mid-?|late )?(?P<year>{YEAR})\b",
    "past": rf"(?:the )?(?:last|past|previous) (?:(?P<p_count>{_COUNT}) )(?P<p_unit>day|week|month|year)s?",
    "rolling": r"the (?:last|past) (?P<r_unit>week|month|year)",
    "relative": r"(?P<which>last|this|previous|current) (?P<unit>week|month|year)|(?:the )?(?P<day>today|yesterday)",
    "weekday": rf"(?P<wd_last>last |this )?(?P<weekday>{'|'.join(_WEEKDAYS)})\b",
    "named_month": rf"(?P<nm_which>last|this) (?P<nm_month>{MONTH})",
}
_ORDER = (
    *("iso", "week_of", "day_month", "month_day", "named_month", "quarter", "half_year", "season", "age", "decade"),
    *("past", "rolling", "relative", "month", "weekday", "year"),
)
"""The longest reading first."""
_ANY_DATE = re.compile(
    r"(?<![\w-])(?:" + "|".join(re.sub(r"\?P<\w+>", "?:", _SINGLE[name]) for name in _ORDER) + r")(?![\w-])",
    re.IGNORECASE,
)
_COMPILED = {name: re.compile(_SINGLE[name], re.IGNORECASE) for name in _ORDER}
AMBIGUOUS_MONTH = re.compile(r"\b(?:may|march|mar)\b")
"""Written so, these are no months."""


@dataclass(frozen=True, slots=True)
class Period:
    """A run of days; None on a side means that it is open there."""

    first: date | None
    """First day inside."""
    last: date | None
    """Last day inside."""


def find_dates(text: str) -> list[tuple[int, int]]:
    """Start and end of every date in words in `text`, without its preposition, in order.

    A lower-case "may" or "march" is no month.
    """
    return [match.span() for match in _ANY_DATE.finditer(text) if not AMBIGUOUS_MONTH.search(match.group())]


def parse_date(text: str, newest: date | None) -> Period | None:
    """Read one date without its preposition, such as "25 November 2018", "November" or "last week"."""
    for name in _ORDER:
        match = _COMPILED[name].fullmatch(text.strip())
        if match:
            return _PARSERS[name](match.groupdict(), newest)
    return None


def day_of(year: int, month: int, day: str) -> date | None:
    """The day of a month, as "3" or "25th"; None when the month has no such day."""
    number = int(re.sub(r"\D", "", day))
    return date(year, month, number) if number <= calendar.monthrange(year, month)[1] else None


def _whole_month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _month_number(name: str) -> int:
    return _MONTHS[name.casefold().rstrip(".")]


def _latest(month: int, newest: date) -> int:
    """The year of the latest such month that has begun by `newest`."""
    return newest.year if month <= newest.month else newest.year - 1


def _year_of(year: str | None, month: int, newest: date | None) -> int | None:
    if year:
        return int(year)
    return _latest(month, newest) if newest else None


def _iso(found: dict[str, str | None], newest: date | None) -> Period | None:
    numbers = [int(part) for part in (found["iso"] or "").split("-")]
    if not 1 <= numbers[1] <= 12:
        return None
    if len(numbers) == 2:
        return _whole_month(numbers[0], numbers[1])
    day = day_of(numbers[0], numbers[1], str(numbers[2])) if numbers[2] else None
    return Period(day, day) if day else None


def _day_in_month(day: str | None, month: str | None, year: str | None, newest: date | None) -> Period | None:
    number = _month_number(month or "")
    known_year = _year_of(year, number, newest)
    found = day_of(known_year, number, day or "") if known_year else None
    return Period(found, found) if found else None


def _month(name: str | None, year: str | None, newest: date | None) -> Period | None:
    number = _month_number(name or "")
    known_year = _year_of(year, number, newest)
    return _whole_month(known_year, number) if known_year else None


def _named_month(found: dict[str, str | None], newest: date | None) -> Period | None:
    number = _month_number(found["nm_month"] or "")
    if newest is None:
        return None
    if (found["nm_which"] or "").casefold() == "this":
        return _whole_month(_latest(number, newest), number)
    return _whole_month(newest.year if number < newest.month else newest.year - 1, number)


def _quarter(found: dict[str, str | None], newest: date | None) -> Period | None:
    word = (found["q_number"] or "").casefold()
    number = int(word[1]) if word.startswith("q") else ("first", "second", "third", "fourth").index(word) + 1
    year = int(found["q_year"] or 0)
    return Period(date(year, 3 * number - 2, 1), _whole_month(year, 3 * number).last)


def _half_year(found: dict[str, str | None], newest: date | None) -> Period | None:
    year = int(found["h_year"] or 0)
    if (found["h_half"] or "").casefold() == "first":
        return Period(date(year, 1, 1), date(year, 6, 30))
    return Period(date(year, 7, 1), date(year, 12, 31))


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
"""First month of each, in the northern hemisphere; a winter lies in two years and is left out."""


def _season(found: dict[str, str | None], newest: date | None) -> Period | None:
    first, year = _SEASONS[(found["season"] or "").casefold()], int(found["s_year"] or 0)
    return Period(date(year, first, 1), _whole_month(year, first + 2).last)


def _week_of(found: dict[str, str | None], newest: date | None) -> Period | None:
    """The first or the last seven days of a month."""
    month = _month(found["w_month"], found["w_year"], newest)
    if month is None or month.first is None or month.last is None:
        return None
    week = timedelta(days=6)
    if (found["w_which"] or "").casefold() == "first":
        return Period(month.first, month.first + week)
    return Period(month.last - week, month.last)


def _age(found: dict[str, str | None], newest: date | None) -> Period | None:
    return _past({"p_count": found["a_count"], "p_unit": found["a_unit"]}, newest)


def _decade(found: dict[str, str | None], newest: date | None) -> Period | None:
    year = int(found["decade"] or 0)
    return Period(date(year, 1, 1), date(year + 9, 12, 31))


def _year(found: dict[str, str | None], newest: date | None) -> Period | None:
    year = int(found["year"] or 0)
    return Period(date(year, 1, 1), date(year, 12, 31))


def _past(found: dict[str, str | None], newest: date | None) -> Period | None:
    """The days up to the newest article, counted back; a month is 30 days and a year 365."""
    if newest is None:
        return None
    count = (found.get("p_count") or "one").casefold()
    unit = (found.get("p_unit") or found.get("r_unit") or "day").casefold()
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit]
    number = int(count) if count.isdigit() else _NUMBERS[count]
    return Period(newest - timedelta(days=days * number), newest)


def _relative(found: dict[str, str | None], newest: date | None) -> Period | None:
    if newest is None:
        return None
    if found["day"]:
        day = newest - timedelta(days=found["day"].casefold() == "yesterday")
        return Period(day, day)
    back = (found["which"] or "").casefold() in {"last", "previous"}
    match (found["unit"] or "").casefold():
        case "week":
            monday = newest - timedelta(days=newest.weekday() + 7 * back)
            return Period(monday, monday + timedelta(days=6))
        case "month":
            months = newest.year * 12 + newest.month - 1 - back
            return _whole_month(months // 12, months % 12 + 1)
        case _:
            return Period(date(newest.year - back, 1, 1), date(newest.year - back, 12, 31))


def _weekday(found: dict[str, str | None], newest: date | None) -> Period | None:
    """The latest such day by `newest`; "last Monday" is never the day itself."""
    if newest is None:
        return None
    back = (newest.weekday() - _WEEKDAYS[(found["weekday"] or "").casefold()]) % 7
    if back == 0 and (found["wd_last"] or "").casefold().startswith("last"):
        back = 7
    day = newest - timedelta(days=back)
    return Period(day, day)


_PARSERS = {
    "iso": _iso,
    "day_month": lambda g, newest: _day_in_month(g["dm_day"], g["dm_month"], g["dm_year"], newest),
    "month_day": lambda g, newest: _day_in_month(g["md_day"], g["md_month"], g["md_year"], newest),
    "named_month": _named_month,
    "quarter": _quarter,
    "half_year": _half_year,
    "season": _season,
    "week_of": _week_of,
    "age": _age,
    "decade": _decade,
    "past": _past,
    "rolling": _past,
    "relative": _relative,
    "month": lambda g, newest: _month(g["m_month"], g["m_year"], newest),
    "weekday": _weekday,
    "year": _year,
}
