"""Numbers in text, in whatever style they are written: "1,200", "twelve hundred", "3m", "five per cent"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from assistant.engine.facts.dates import Date
from assistant.engine.facts.words import Word, as_written, listed


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


def _numbered(text: str, start: int) -> dict[str, int]:
    """The words of a list that is written as text, numbered from `start`."""
    return {word: number for number, word in enumerate(text.split(), start)}


_SMALL = _numbered(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""",
    0,
)
_SMALL |= {word: 10 * n for word, n in _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()}
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SCALE |= {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "lakh": 1e5, "crore": 1e7}
_LETTER_SCALES = {"k", "m", "mn", "mln", "bn", "b"}
_ORDINALS = _numbered(
    """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""",
    1,
)
_RANKED = listed("quarter half time place round term day year season degree largest biggest most game match set")
_UNIT_NAMES = """
% percent pct per-cent|$ dollar usd buck|€ euro eur|£ pound gbp sterling|¥ yen yuan|point|km kilometre kilometer|mile
m metre meter|foot ft|inch|kg kilo kilogram kilogramme|tonne ton|litre liter|barrel|acre|hectare|degree|second|minute
hour|day|week|month|year|decade|century|night|rouble ruble|rupee|magnitude|mph|kph
"""
_UNITS = {
    unit: names.split()[0] for names in _UNIT_NAMES.strip().replace("\n", "|").split("|") for unit in names.split()
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
        found.append(Quantity(value, unit, _bound_before(words, first), as_written(words[first:end]), first, end))
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
    while end < len(words) and words[end].lower in _SCALE and words[end].lower not in ("b", "k", "m"):
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
        if word in _SMALL and (not group or last_scale or (_round_tens(group) and _SMALL[word] < 10)):
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


def _round_tens(number: float) -> bool:
    """True for twenty, a hundred and thirty …, after which one to nine may follow."""
    return number % 10 == 0 and number % 100 > 10


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
