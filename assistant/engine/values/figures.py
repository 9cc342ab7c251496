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

from assistant.engine.word_list import word_list

_UPWARD, _AROUND, _DOWNWARD, _ROUNDING = 0.25, 0.10, 0.20, 0.05


MONEY = frozenset(
    word_list("""
    $ C$ A$ NZ$ HK$ £ € ¥ ₹ crown rouble yuan lira franc peso
    """)
)
"""Units that are sums of money; no two are converted into each other."""


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


_SMALL = {
    word: number
    for number, word in enumerate(
        word_list("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """)
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        word_list("""
    twenty thirty forty fifty sixty seventy eighty ninety
    """),
        2,
    )
}
_SCALES = {"hundred": 100, "dozen": 12, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT_SCALES = {"k": 1_000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = "|".join([*_SMALL, *_TENS])
_SPELLED = (
    rf"(?:(?:{_WORD})(?:[- ](?:{_WORD}))?|an?)(?:[- ](?:hundred|dozen|thousand|million|billion|trillion)"
    rf"(?:(?: and)? (?:{_WORD})(?:[- ](?:{_WORD}))?(?: thousand| million)?)?)*"
)
_SCALE = r"(?:[- \xa0](?:hundred|thousand|million|billion|trillion)\b|(?:k|mn?|bn|tn)\b(?![\w/]))"
_CURRENCY = r"(?:US|C|A|NZ|HK)?\$|£|€|¥|₹"
_NUMBER = (
    rf"(?:(?P<sign>{_CURRENCY}) ?)?(?:(?P<digits>{_DIGITS})(?P<scale>{_SCALE})?|(?P<spelled>\b(?:{_SPELLED})\b))"
)
_SECOND = rf"(?:{_CURRENCY})? ?(?:(?P<digits2>{_DIGITS})(?P<scale2>{_SCALE})?|(?P<spelled2>\b(?:{_SPELLED})\b))"
_QUALIFIERS = {
    "up": (
        "at least|no fewer than|no less than|not less than|more than|over|upwards of|in excess of|exceeding|above"
        "|a minimum of"
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
_UNITS: dict[str, tuple[str, float]] = {
    form: (base, factor)
    for forms, base, factor in (
        ("%|percent|per cent|pct", "%", 1.0),
        ("dollars|dollar|usd", "$", 1.0),
        ("euros|euro|eur", "€", 1.0),
        ("pounds sterling|gbp", "£", 1.0),
        ("crowns|crown|kronor|kroner|krona|krone", "crown", 1.0),
        ("rubles|roubles|ruble|rouble", "rouble", 1.0),
        ("yuan|renminbi", "yuan", 1.0),
        ("yen", "¥", 1.0),
        ("rupees|rupee", "₹", 1.0),
        ("liras|lira", "lira", 1.0),
        ("francs|franc", "franc", 1.0),
        ("pesos|peso", "peso", 1.0),
        ("kilometres|kilometers|kilometre|kilometer|km", "m", 1000.0),
        ("miles|mile|mi", "m", 1609.344),
        ("metres|meters|metre|meter|m", "m", 1.0),
        ("centimetres|centimeters|cm", "m", 0.01),
        ("feet|foot|ft", "m", 0.3048),
        ("inches|inch", "m", 0.0254),
        ("tonnes|tonne|metric tons|tons|ton", "kg", 1000.0),
        ("kilograms|kilogrammes|kilogram|kg", "kg", 1.0),
        ("pounds|lbs|lb", "lb", 1.0),
        ("hectares|hectare|ha", "m2", 10_000.0),
        ("acres|acre", "m2", 4046.86),
        ("square kilometres|square kilometers|km2|km²", "m2", 1e6),
        ("square miles|sq mi", "m2", 2.59e6),
        ("km/h|kph|kilometres per hour|kilometers per hour", "km/h", 1.0),
        ("mph|miles per hour", "km/h", 1.609344),
        ("seconds|second", "s", 1.0),
        ("minutes|minute", "s", 60.0),
        ("hours|hour", "s", 3600.0),
        ("days|day", "s", 86_400.0),
        ("weeks|week", "s", 604_800.0),
        ("months|month", "s", 2.63e6),
        ("years old|year-old|years of age", "year old", 1.0),
        ("years|year", "s", 3.156e7),
        ("cc", "cc", 1.0),
    )
    for form in forms.split("|")
}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?:\b(?:{_QUALIFIER})[ \xa0]+(?:the )?)?(?P<between>between )?(?<![\w.,:/#-])(?P<number>{_NUMBER})"
    rf"(?:(?P<joiner> ?[-–] ?| to | and )(?P<second>{_SECOND}))?"
    rf"(?:[- \xa0]?(?P<unit>{_UNIT})(?![\w]))?(?P<more> or (?:more|so|fewer|less)\b)?",
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
    bare = match["number"].lower()
    if bare in ("a", "an") or (
        bare == "one" and not (match["unit"] or _qualifier(match) or _ONE_OF.match(text, match.end()))
    ):
        return None
    value = _value(match["digits"], match["scale"], match["spelled"])
    second = _value(match["digits2"], match["scale2"], match["spelled2"]) if match["second"] else 0.0
    joined = _joins_range(match, value, second)
    end = match.end() if joined or not second else match.end("number")
    unit_text = (match["unit"] or "").lower() if end == match.end() else ""
    if _AGED.search(text[: match.start("number")]):
        unit_text = "years old"
    elif not unit_text and (_LABEL_BEFORE.search(text[: match.start("number")]) or _NO_FIGURE_AFTER.match(text, end)):
        return None
    if _is_year(match, value) and not unit_text:
        return None
    unit, factor = _UNITS.get(unit_text, ("", 1.0))
    low, high = _interval(match, value, second if joined else None)
    start = match.start()
    return Figure(text[start:end].strip(), start, end, low * factor, high * factor, _currency(match["sign"]) or unit)


def _is_year(match: re.Match[str], value: float) -> bool:
    four_digits = len(match["digits"] or "") == 4 and not match["scale"] and not match["sign"]
    return four_digits and 1000 <= value <= 2100 and not _qualifier(match)


def _joins_range(match: re.Match[str], value: float, second: float) -> bool:
    """Whether two numbers are one range: "between 30 and 40", "30 to 40", "30-40", but not "12 and 14"."""
    if not second:
        return False
    joiner = match["joiner"].strip().lower()
    return (
        second > value
        and (joiner != "and" or bool(match["between"]))
        and not match.string[: match.start()].endswith("from ")
    )


def _qualifier(match: re.Match[str]) -> str:
    return next((name for name in _QUALIFIERS if match[name]), "")


def _interval(match: re.Match[str], value: float, second: float | None) -> tuple[float, float]:
    qualifier = _qualifier(match)
    if second is not None:
        return value * (1 - _ROUNDING), second * (1 + _ROUNDING)
    after = (match["more"] or "").strip().lower() if match["more"] else ""
    slack = _rounding(match, value)
    if qualifier == "up" or after == "or more":
        return value, value * (1 + _UPWARD)
    if qualifier == "around" or after == "or so":
        return value * (1 - _AROUND), value * (1 + _AROUND)
    if qualifier == "below":
        return value * (1 - _AROUND), value * (1 + (_AROUND if match["below"].lower() == "just over" else 0))
    if qualifier == "down" or after in ("or fewer", "or less"):
        return value * (1 - _DOWNWARD), value
    return value - slack, value + slack


def _rounding(match: re.Match[str], value: float) -> float:
    """Half a unit of the last digit that is written, for decimals and for round numbers from 100."""
    digits = (match["digits"] or "").replace(",", "")
    factor = value / float(digits) if digits and float(digits) else 1.0
    if "." in digits:
        step = 10.0 ** -len(digits.partition(".")[2]) * factor
    elif factor > 1:
        step = factor
    elif value >= 100 and value % 10 == 0:
        step = 10.0 ** (len(str(int(value))) - len(str(int(value)).rstrip("0")))
    elif (match["unit"] or "").lower() in ("%", "percent", "per cent", "pct"):
        step = 1.0
    else:
        return 0.0
    return min(step / 2, _ROUNDING * value)


def _value(digits: str | None, scale: str | None, spelled: str | None) -> float:
    if digits:
        name = (scale or "").strip(" -\xa0").lower()
        return float(digits.replace(",", "")) * _SCALES.get(name, _SHORT_SCALES.get(name, 1))
    return float(_spelled_value(spelled or ""))


def _spelled_value(spelled: str) -> int:
    total = current = 0
    for word in re.split(r"[- ]+", spelled.lower()):
        if word in _SCALES:
            scale = _SCALES[word]
            if scale < 1000:
                current = max(current, 1) * scale
            else:
                total, current = total + max(current, 1) * scale, 0
        else:
            current += _SMALL.get(word, 0) + _TENS.get(word, 0) + (word in ("a", "an"))
    return total + current


def _currency(sign: str | None) -> str:
    return {"US$": "$"}.get(sign, sign) if sign else ""
