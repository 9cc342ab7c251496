"""Shares that a text gives in words: "four fifths of the shares", "half of all voters", "nine out of ten"."""

import re

from assistant.engine.values.figures import Figure
from assistant.engine.values.numerals import SMALL

_NUMBERS = {word: number for word, number in SMALL.items() if 1 <= number <= 10}
_PARTS = {
    name: parts
    for parts, names in {
        2: "half",
        3: "third thirds",
        4: "quarter quarters",
        5: "fifth fifths",
        6: "sixth sixths",
        7: "seventh sevenths",
        8: "eighth eighths",
        9: "ninth ninths",
        10: "tenth tenths",
    }.items()
    for name in names.split()
}
_NUMBER = "|".join(_NUMBERS)
_SCALE = r"(?:hundred|dozen|thousand|million|billion|trillion)\b"
_QUALIFIER = r"(?P<more>more than|over|at least)|(?P<less>less than|under|fewer than)|about|around|some|nearly|almost"
_SHARE = re.compile(
    rf"\b(?:(?:{_QUALIFIER}) )?(?:(?P<many>an?|{_NUMBER})[- ](?P<part>{'|'.join(_PARTS)})(?= of\b(?! an? {_SCALE}))"
    rf"|half(?= of\b(?! an? {_SCALE})| (?:the|its|his|her|their|all)\b)"
    rf"|(?P<some>{_NUMBER}|\d) (?:in|out of)(?: every)? (?P<whole>{_NUMBER}|10)\b(?! (?:days?|weeks?|months?|years?)\b))",
    re.IGNORECASE,
)
_ROUNDING = 0.05
"""A fraction in words stands for what lies this share of it to either side."""
_FURTHER = 0.10
"""And for this much more or less where the text says "more than" or "less than"."""


def shares(text: str) -> tuple[Figure, ...]:
    """The shares that are given in words, in order, in per cent; without those of a scale ("half a million")."""
    return tuple(share for match in _SHARE.finditer(text) if (share := _share(match)))


def _share(match: re.Match[str]) -> Figure | None:
    if match["whole"]:
        part, whole = _number(match["some"]), _number(match["whole"])
    else:
        part, whole = _number(match["many"] or "one"), _PARTS[(match["part"] or "half").lower()]
    if part >= whole:
        return None
    value = 100.0 * part / whole
    low = value * (1 - (_FURTHER if match["less"] else 0 if match["more"] else _ROUNDING))
    high = value * (1 + (_FURTHER if match["more"] else 0 if match["less"] else _ROUNDING))
    return Figure(match.group(), match.start(), match.end(), low, high, "%")


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower(), 1)
