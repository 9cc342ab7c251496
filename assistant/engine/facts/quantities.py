"""Numbers and dates in text, in whatever style they are written: "1,200", "twelve hundred", "3m", "3 March"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from assistant.engine.facts.words import Word


class Bound(StrEnum):
    """How exactly a number is meant. The value is what a reader is told."""

    EXACT = "exactly"
    AT_LEAST = "at least"
    MORE = "more than"
    ALMOST = "nearly"
    ABOUT = "about"
    AT_MOST = "up to"
    LESS = "less than"

    def follows_from(self, source: "Bound") -> bool:
        """True when a source that says `source` the number supports saying it with this bound."""
        return self is source or self in _WEAKER.get(source, frozenset())


_WEAKER = {
    Bound.EXACT: frozenset({Bound.ABOUT, Bound.AT_LEAST, Bound.AT_MOST}),
    Bound.MORE: frozenset({Bound.AT_LEAST}),
    Bound.LESS: frozenset({Bound.AT_MOST}),
    Bound.ALMOST: frozenset({Bound.ABOUT, Bound.LESS}),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts."""

    value: float
    unit: str
    """"%", a currency sign, or a unit of measure such as "km"; "#" for a rank (third), the word itself for a vague
    number (dozens), "" for a plain count."""
    bound: Bound
    text: str
    """As written."""
    first: int
    """Place of its first word among the words of the text."""
    last: int
    """One past the place of its last word."""


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


_SMALL = {
    word: number
    for number, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
_SMALL |= {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SCALE |= {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "lakh": 1e5, "crore": 1e7}
_LETTER_SCALES = {"k", "m", "mn", "mln", "bn", "b"}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        start=1,
    )
}
_RANKED = frozenset(
    "quarter half time place round term day year season degree largest biggest most game match set".split()
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        """january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct
        |november nov|december dec""".split("|"),
        start=1,
    )
    for name in names.split()
}
_UNITS = {
    unit: names.split()[0]
    for names in """% percent pct per-cent|$ dollar usd buck|€ euro eur|£ pound gbp sterling|¥ yen yuan|point|km kilometre
    kilometer|mile|m metre meter|foot ft|inch|kg kilo kilogram kilogramme|tonne ton|litre liter|barrel|acre|hectare|degree
    |second|minute|hour|day|week|month|year|decade|century|night|rouble ruble|rupee|magnitude|mph|kph""".split("|")
    for unit in names.split()
}
_BOUNDS: tuple[tuple[tuple[str, ...], Bound], ...] = tuple(
    (tuple(phrase.split()), bound)
    for bound, phrases in (
        (Bound.AT_LEAST, "at least|no fewer than|no less than|not less than|a minimum of|minimum of"),
        (Bound.MORE, "more than|over|above|exceeding|upwards of|in excess of|greater than|higher than|upward of"),
        (Bound.ALMOST, "nearly|almost|close to|just under|approaching|not quite|just below"),
        (Bound.ABOUT, "about|around|approximately|roughly|some|circa|an estimated|estimated|or so"),
        (Bound.AT_MOST, "up to|as many as|as much as|at most|no more than|not more than|a maximum of|maximum of"),
        (Bound.LESS, "less than|fewer than|below|under|lower than"),
    )
    for phrase in phrases.split("|")
)
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_DASHES = str.maketrans("–—", "--", " ")
_DIGITS = re.compile(r"(\d+(?:[.,:]\d+)*)([a-z]*)")


def quantities(words: Sequence[Word], skip: Sequence[Date] = ()) -> tuple[Quantity, ...]:
    """The numbers among `words`, those inside the dates `skip` and names ("COVID-19") excepted."""
    taken = {i for date in skip for i in range(date.first, date.last)}
    found: list[Quantity] = []
    i = 0
    while i < len(words):
        in_name = i > 0 and words[i - 1].gap == "-" and words[i - 1].text[0].isupper()
        read = None if i in taken or in_name else _read_number(words, i)
        if read is None:
            i += 1
            continue
        value, unit, end = read
        first, sign = (i - 1, words[i - 1].lower) if i and words[i - 1].lower in "$€£¥" else (i, "")
        unit, end = (unit, end) if unit else _unit_after(words, end, sign)
        found.append(Quantity(value, unit, _bound_before(words, first), _as_written(words[first:end]), first, end))
        i = end
    return tuple(_in_range(words, q, after) for q, after in zip_longest(found, found[1:]))


def _in_range(words: Sequence[Word], low: Quantity, high: Quantity | None) -> Quantity:
    """The lower end of "five to six months" or "$3.5 to 3.6 billion" with the unit and scale of the upper one."""
    if high is None or not 0 <= high.first - low.last <= 1:
        return low
    between = words[low.last].lower if high.first > low.last else words[low.last - 1].gap.translate(_DASHES)
    ranged = between in ("to", "or", "-") or (
        between == "and" and low.first and words[low.first - 1].lower == "between"
    )
    if not ranged:
        return low
    scales = [_SCALE[w.lower] for w in words[high.first : high.last] if w.lower in _SCALE]
    scaled = scales and low.value < 1000 and not any(w.lower in _SCALE for w in words[low.first : low.last])
    return replace(low, unit=low.unit or high.unit, value=low.value * (scales[0] if scaled else 1))


def _as_written(words: Sequence[Word]) -> str:
    return "".join(word.text + (" " if word.gap else "") for word in words).strip()


def _read_number(words: Sequence[Word], i: int) -> tuple[float, str, int] | None:
    """Value, unit ("#" for a rank) and one past the last word of the number that begins at `i`."""
    word = words[i].lower
    if word[0].isdecimal():
        return _read_digits(words, i)
    following = words[i + 1].lower if i + 1 < len(words) else ""
    if word in _ORDINALS and (word != "second" or following in _RANKED):
        return float(_ORDINALS[word]), "#", i + 1
    if len(word) == 2 and word[0] == "q" and word[1] in "1234":
        return float(word[1]), "#", i + 1
    if word[:-3] + "y" in _SMALL and word.endswith("ties"):
        return float(_SMALL[word[:-3] + "y"]), "decade", i + 1
    if word == "half" and not (i and words[i - 1].lower in ("first", "second")):
        return 0.5, "", i + 1
    if word in ("hundreds", "thousands", "millions", "billions", "dozens"):
        return _SCALE[word[:-1]], word, i + 1
    if word in _SMALL or (word in _SCALE and word not in _LETTER_SCALES):
        return _read_spelled(words, i)
    return None


def _read_digits(words: Sequence[Word], i: int) -> tuple[float, str, int] | None:
    match = _DIGITS.match(words[i].lower)
    if match is None:
        return None
    digits, suffix = match.groups()
    value = _digits_value(digits)
    if suffix in ("st", "nd", "rd", "th"):
        return value, "#", i + 1
    if suffix in ("am", "pm"):
        return value, suffix, i + 1
    if suffix in ("km", "kg", "mph", "kph"):
        return value, suffix, i + 1
    if suffix == "s":
        return value, "decade", i + 1
    if suffix == "q":
        return value, "#", i + 1
    if suffix in _SCALE:
        return value * _SCALE[suffix], "", i + 1
    end = i + 1
    while end < len(words) and words[end].lower in _SCALE and words[end].lower != "b":
        value, end = value * _SCALE[words[end].lower], end + 1
    return value, "", end


def _digits_value(digits: str) -> float:
    if ":" in digits:
        hours, minutes = digits.split(":")[:2]
        return float(re.sub(r"\D", "", hours)) + float(re.sub(r"\D", "", minutes)) / 100
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        return float(digits.replace(",", ""))
    whole, _, fraction = digits.replace(",", ".").partition(".")
    return float(f"{whole}.{re.sub(r'[^0-9]', '', fraction) or '0'}")


def _read_spelled(words: Sequence[Word], i: int) -> tuple[float, str, int] | None:
    """A number in words: "twenty-one", "two hundred and five", "twelve hundred", "a dozen"."""
    total, group, end, last_scale = 0.0, 0.0, i, 0.0
    while end < len(words):
        word = words[end].lower
        follows = end + 1 < len(words) and (words[end + 1].lower in _SMALL)
        if word in _SMALL and (
            not group or last_scale or (group % 10 == 0 and 20 <= group % 100 and _SMALL[word] < 10)
        ):
            group, last_scale = group + _SMALL[word], 0.0
        elif word in _SCALE and word not in _LETTER_SCALES:
            last_scale = _SCALE[word]
            group = max(group, 1.0) * last_scale
            if last_scale >= 1000:
                total, group = total + group, 0.0
        elif not (word == "and" and last_scale and follows):
            break
        end += 1
        if words[end - 1].gap.strip(" -"):
            break
    value = total + group
    return value, "", end


def _unit_after(words: Sequence[Word], end: int, sign: str) -> tuple[str, int]:
    if end + 1 < len(words) and words[end].lower == "per" and words[end + 1].lower == "cent":
        return "%", end + 2
    following = words[end] if end < len(words) else None
    if following is not None and following.lower in "$€£¥":
        return (sign, end) if sign else (following.lower, end)
    if sign:
        return sign, end
    if following is None:
        return "", end
    if following.lower == "us" and end + 1 < len(words):
        following, end = words[end + 1], end + 1
    unit = _UNITS.get(following.lemma) or _UNITS.get(following.lower)
    return (unit, end + 1) if unit else ("", end)


def _bound_before(words: Sequence[Word], first: int) -> Bound:
    before = tuple(word.lower for word in words[max(0, first - 4) : first])
    best = (0, Bound.EXACT)
    for phrase, bound in _BOUNDS:
        if before[-len(phrase) :] == phrase:
            best = max(best, (len(phrase), bound), key=lambda pair: pair[0])
    return best[1]


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
    return Date(year, month, day, _as_written(words[i:at]), i, at)


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
    return (
        before[:1].isdecimal()
        or after[:1].isdecimal()
        or before in ("in", "since", "until", "by", "last", "next", "of", "early", "late")
    )


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
    return Date(year, int(month), day, _as_written(words[i : i + 3]), i, i + 3)


def _numeric_year(words: Sequence[Word], i: int) -> Date | None:
    year = _year(words, i)
    counted = i + 1 < len(words) and words[i + 1].lemma in ("person", "dollar", "mile", "people", "%", *_SCALE)
    if not year or counted or (i and words[i - 1].lower in "$€£¥") or _bound_before(words, i) is not Bound.EXACT:
        return None
    return Date(year, 0, 0, words[i].text, i, i + 1)
