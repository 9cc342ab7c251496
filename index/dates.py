"""Days written in text: parsed when they are certain, None when they are not."""

import re
from datetime import UTC, date, datetime

_EARLIEST, _LATEST = 1600, 2100
"""Years of publication that can be; others are damaged values."""

# First letters that tell the months apart in English, German, Dutch, French, Spanish, Italian and Portuguese.
_MONTHS = (
    ("jan", "gen", "ene", "jän"),
    ("feb", "fév", "fev"),
    ("mar", "mär", "maa", "mrt"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mei", "mag"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aoû", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott", "out"),
    ("nov",),
    ("dec", "dez", "déc", "dic"),
)
_NAME = r"[^\W\d_]{3,10}\.?"
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?:\d{6})?(?!\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?({_NAME}),?\s+(?:de\s+)?(\d{{4}})(?!\d)", re.I
)
_MONTH_DAY = re.compile(rf"(?<!\w)({_NAME})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(\d{{4}})(?!\d)", re.I)
_YEAR_LAST = re.compile(
    rf"(?<!\w)({_NAME})\s+(\d{{1,2}})\s+\d\d:\d\d(?::\d\d)?\s+(?:[A-Z]{{2,5}}\s+|[+-]\d{{4}}\s+)?(\d{{4}})(?!\d)"
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")

# With slashes the day must end its part of the path: "/2023/12/16-new-officers" is a number in a headline.
_URL_DAYS = (
    re.compile(r"/(\d{4})/(\d\d?|[a-z]{3,9})/(\d\d?)(?=[/?#]|$)"),
    re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"),
)


def parse_date(text: str) -> date | None:
    """The first day written in a short text such as "Nov. 25, 2018 18:22 GMT", in the zone it is written in.

    None when there is none, when it cannot be (the 45th), or when day and month could be either (03/04/2018).
    """
    found = ((match.start(), match, read) for pattern, read in _FORMS if (match := pattern.search(text)))
    for _, match, read in sorted(found, key=lambda item: item[0]):
        day = read(match)
        if day:
            return day
    return None


def from_epoch(number: float) -> date | None:
    """The day, in UTC, of a count of seconds or milliseconds since 1970; None when it is too small to be either."""
    seconds = number / 1000 if number > 10**11 else number
    if not 10**8 <= seconds < 10**10:
        return None
    day = datetime.fromtimestamp(seconds, UTC).date()
    return day if day.year <= _LATEST else None


def from_url(url: str) -> date | None:
    """The day in an address such as `/2018/11/25/` or `/2018/nov/25/`; None when there is no whole day."""
    matches = (pattern.search(url.lower()) for pattern in _URL_DAYS)
    match = next(filter(None, matches), None)
    if match is None:
        return None
    month = int(match[2]) if match[2].isdigit() else _month(match[2])
    return _day(int(match[1]), month, int(match[3]))


def _month(name: str) -> int:
    """1 to 12, or 0 for a word that names no month."""
    name = name.lower().rstrip(".")
    for length in (4, 3):
        for number, starts in enumerate(_MONTHS, start=1):
            if name[:length] in starts:
                return number
    return 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _EARLIEST <= year <= _LATEST else None
    except ValueError:
        return None


def _numeric(match: "re.Match[str]") -> date | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


_FORMS = (
    (_YEAR_FIRST, lambda found: _day(int(found[1]), int(found[3]), int(found[4]))),
    (_COMPACT, lambda found: _day(int(found[1]), int(found[2]), int(found[3]))),
    (_DAY_MONTH, lambda found: _day(int(found[3]), _month(found[2]), int(found[1]))),
    (_MONTH_DAY, lambda found: _day(int(found[3]), _month(found[1]), int(found[2]))),
    (_YEAR_LAST, lambda found: _day(int(found[3]), _month(found[1]), int(found[2]))),
    (_NUMERIC, _numeric),
)
