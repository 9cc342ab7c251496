"""Numbers that an article gives, with what they may mean: "close to 50", "1.2 million", "between 30 and 40".

A figure is an interval. Its width says when another figure agrees with it, so that only values that cannot both
be meant are called different:

* "at least", "more than" and "over" n reach to n and a quarter, because a writer who knew of twice as many would
  have said so;
* "about" and "close to" n reach a tenth to either side, "nearly" a tenth below, "up to" and "under" a fifth below;
* a round or decimal number stands for what rounds to it, at most a twentieth to either side;
* every other number is itself.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.engine.values.numerals import PART, VULGAR, Numeral, numeral, numeral_pattern
from assistant.engine.values.units import CURRENCY, UNIT, UNITS, currency
from assistant.engine.values.years import counts_something

_UPWARD, _AROUND, _DOWNWARD, _ROUNDING = 0.25, 0.10, 0.20, 0.05


_MOST_APART = 8
"""Times the smaller one that a figure of the same thing may be."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as an article writes it."""

    text: str
    """As written with its qualifier, such as "at least 107" or "$1.2 billion"."""
    start: int
    """First character of qualifier or number in the text it was read from."""
    end: int
    """One past the last character of number and unit."""
    low: float
    """Smallest value that it may mean, in the base unit."""
    high: float
    """Largest value that it may mean, in the base unit."""
    unit: str
    """"" for a bare count, a currency sign, "%", or a base unit: "m", "kg", "s", "km/h", "m2", "year old"."""

    def agrees_with(self, other: "Figure") -> bool:
        """Whether one value can be meant by both; never for different units."""
        return self.unit == other.unit and self.low <= other.high and other.low <= self.high

    def is_near(self, other: "Figure") -> bool:
        """Whether it may be of the same thing: the tolls of a battle and of its war are further apart."""
        return max(self.high, other.high) <= _MOST_APART * max(1.0, min(self.low, other.low))


_NO_VERB = "".join(
    f"(?<!{verb} )"
    for verb in ("hand", "hands", "handed", "handing", "turned", "took", "take", "taking", "gave", "signed")
)
"""Before "over": "handed over 38" speaks of 38."""
_QUALIFIERS = {
    "up": (
        "at least|no fewer than|no less than|not less than|more than|" + _NO_VERB + "over|upwards of|in excess of"
        "|exceeding|above|a minimum of"
    ),
    "around": (
        "about|around|some|roughly|approximately|an estimated|estimated|close to|circa|something like|approx\\.?|~"
    ),
    "below": "nearly|almost|just under|just over|approaching|nearing",
    "down": (
        "up to|as many as|as much as|as few as|fewer than|less than|under|below|no more than|not more than|at most"
        "|a maximum of"
    ),
    "exact": "exactly|only|just",
}
_QUALIFIER = "|".join(rf"(?P<{name}>{words})" for name, words in _QUALIFIERS.items())
_FIGURE = re.compile(
    rf"(?:\b(?:{_QUALIFIER})[ \xa0]+(?:the )?)?(?P<between>between )?(?<![\w.,:/#–-])"
    rf"(?P<number>(?:(?P<sign>{CURRENCY}) ?)?{numeral_pattern('first')})"
    rf"(?:(?P<joiner> ?[-–] ?| to | and | or )(?P<second>(?:{CURRENCY})? ?{numeral_pattern('second')}))?"
    rf"(?:[- \xa0]?(?P<unit>{UNIT})(?![\w]))?(?P<more> or (?:more|so|fewer|less)\b)?",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_AGED = re.compile(r"\b(?:aged|at age|age of) $", re.IGNORECASE)
_ONE_OF = re.compile(
    r" (?:\w+ )?(?:person|man|woman|civilian|child|boy|girl|soldier|officer|worker|passenger|death|injury)\b",
    re.IGNORECASE,
)
_LABEL_BEFORE = re.compile(
    rf"(?:{_MONTH}\.?|No\.|number|Article|Section|Chapter|Room|Flight|Route|page|Day|Group|Level|Phase) ?$",
    re.IGNORECASE,
)
_NO_FIGURE_AFTER = re.compile(
    rf"(?:st|nd|rd|th)\b|:\d\d|[ -]?(?:a\.?m|p\.?m|GMT|o[’']clock)\b|(?:st|nd|rd|th)? (?:of )?{_MONTH}\b"
    r"|[-–/]\w|[’']s\b|[.,]\d|s\b"
)


_PART_BEFORE = re.compile(rf"\b{PART}[ -](?:of[ -])?(?:an?[ -])?$", re.IGNORECASE)
_PART_AND = re.compile(rf"\b{PART} (?:and|to|or) $", re.IGNORECASE)  # "between a quarter and half a million"
_PART_LEFT_OVER = re.compile(rf"[ -]and (?:an? |\w+[ -])?{PART}\b(?! of)|{VULGAR}", re.IGNORECASE)
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # "1.500 people", where a point parts thousands


@lru_cache(maxsize=1024)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures in a text, in order; dates, times, ordinals and numbers that are part of a name are none."""
    found, position = [], 0
    while match := _FIGURE.search(text, position):
        figure = _figure(text, match)
        position = match.end("number") if figure is None else max(figure.end, match.end("number"))
        if figure:
            found.append(figure)
    return tuple(found)


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    first, second = numeral(match, "first"), numeral(match, "second")
    second = second if first and second and _joins_range(match, first, second) else None
    bare = match["number"].lower()
    if first is None or bare in ("a", "an") or (bare == "one" and second is None and not _counts_one(match)):
        return None
    end = match.end() if second or not match["second"] else match.end("number")
    unit_text = (match["unit"] or "").lower() if end == match.end() else ""
    if _AGED.search(text[: match.start("number")]):
        unit_text = "years old"
    elif not unit_text and (_LABEL_BEFORE.search(text[: match.start("number")]) or _NO_FIGURE_AFTER.match(text, end)):
        return None
    if (_is_year(match, first) and not unit_text) or _cannot_be_read(match, end):
        return None
    unit, factor = UNITS.get(unit_text, ("", 1.0))
    low, high = _range(match, first, second) if second else _interval(match, first)
    start = match.start()
    return Figure(text[start:end].strip(), start, end, low * factor, high * factor, currency(match["sign"]) or unit)


def _counts_one(match: re.Match[str]) -> bool:
    return bool(match["unit"] or _qualifier(match) or _ONE_OF.match(match.string, match.end()))


def _cannot_be_read(match: re.Match[str], end: int) -> bool:
    """Whether a fraction beside the number changes it, or its point may part thousands."""
    before = match.string[: match.start("number")]
    part = match["first_spelled"] and match["number"].lower().startswith("a") and _PART_BEFORE.search(before)
    part = part or (match["first_part"] and _PART_AND.search(before))
    ambiguous = not match["unit"] and _AMBIGUOUS.fullmatch(match["number"])
    return bool(part or ambiguous or _PART_LEFT_OVER.match(match.string, end))


def _is_year(match: re.Match[str], number: Numeral) -> bool:
    four_digits = re.fullmatch(r"\d{4}", match["number"]) is not None
    if not four_digits or not 1000 <= number.value <= 2100 or _qualifier(match):
        return False
    return not counts_something(match.string, match.start("number"), match.end("number"))


def _joins_range(match: re.Match[str], first: Numeral, second: Numeral) -> bool:
    """Whether two numbers are one range: "between 30 and 40", "30 to 40", "30-40", but not "12 and 14"."""
    joiner = match["joiner"].strip().lower()
    return (
        second.value > first.value
        and match["second"].strip().lower() not in ("a", "an")  # "either a 0 or a 1"
        and (joiner != "and" or bool(match["between"]))
        and not match.string[: match.start()].endswith("from ")
    )


def _qualifier(match: re.Match[str]) -> str:
    return next((name for name in _QUALIFIERS if match[name]), "")


def _range(match: re.Match[str], first: Numeral, second: Numeral) -> tuple[float, float]:
    """Both ends; the lower of "1.2 to 1.5 million" has the scale of the upper one."""
    own_scale = match["first_scale"] or match["first_part"] or first.scale > 1
    scaled = first.value if own_scale else first.value * second.scale
    low = scaled if scaled < second.value else first.value
    return low * (1 - _ROUNDING), second.value * (1 + _ROUNDING)


def _interval(match: re.Match[str], number: Numeral) -> tuple[float, float]:
    qualifier, value = _qualifier(match), number.value
    after = (match["more"] or "").strip().lower()
    slack = _rounding(match, number)
    if qualifier == "up" or after == "or more":
        return value, value * (1 + _UPWARD)
    if qualifier == "around" or after == "or so":
        return value * (1 - _AROUND), value * (1 + _AROUND)
    if qualifier == "below":
        return value * (1 - _AROUND), value * (1 + (_AROUND if match["below"].lower() == "just over" else 0))
    if qualifier == "down" or after in ("or fewer", "or less"):
        return value * (1 - _DOWNWARD), value
    return value - slack, value + slack


def _rounding(match: re.Match[str], number: Numeral) -> float:
    """Half of what the last written digit counts; a whole number of per cent is rounded too."""
    share = (match["unit"] or "").lower() in ("%", "percent", "per cent", "pct")
    step = number.step or (1.0 if share else 0.0)
    return min(step / 2, _ROUNDING * number.value)
