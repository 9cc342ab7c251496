"""What copies of one text write differently and mean alike: "1.2bn" and "1.2 billion", "19:00" and "7 p.m."."""

import re
from dataclasses import dataclass

from assistant.engine.values.clocks import clock_matches
from assistant.engine.values.figures import Figure, figures
from assistant.engine.values.found import Comparable
from assistant.engine.values.occasions import day_matches
from assistant.engine.values.parts import is_whole
from assistant.engine.values.units import MONEY
from index.words import fold

_THOUSANDS = re.compile(r"(?<=\d)[,  ](?=\d{3}(?!\d))")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.:](?=\d)")
_POSSESSIVE = re.compile(r"[’'](?:s\b)?")
_WEEKDAY = re.compile(r"\W*(?:mon|tues|wednes|thurs|fri|satur|sun)day\W*", re.IGNORECASE)
_HONORIFIC = re.compile(r"\W*(?:(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|prof|rev)\b\W*)+", re.IGNORECASE)
_UNIT_WORD = re.compile(r"[^\d\s-]+$")
_CONVERTED = 1.1
"""Times by which a length or weight may change where a copy converts it to other units and rounds."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a sentence that stands for one value."""

    sentence: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """As written."""
        return self.sentence[self.start : self.end]


def whole_value(sentence: str, start: int, end: int) -> Stretch:
    """The stretch with the sign, scale and unit of the figures, times and dates that it cuts through."""
    spans = [(a, b) for a, b, _ in _values(Stretch(sentence, start, end))]
    return Stretch(sentence, min([start, *(a for a, _ in spans)]), max([end, *(b for _, b in spans)]))


def mean_the_same(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches at one place of a copied sentence can both be meant, and only the style differs."""
    if _folded(one.text) == _folded(other.text) or _HONORIFIC.fullmatch(one.text) or _HONORIFIC.fullmatch(other.text):
        return True
    if _is_acronym(one.text, other.text) or _is_acronym(other.text, one.text):
        return True
    first, second = _values(one), _values(other)
    if _tells_a_part(one, first) != _tells_a_part(other, second):
        return True  # "a third of the 900" and "some 300"
    if (_WEEKDAY.fullmatch(one.text) and second) or (_WEEKDAY.fullmatch(other.text) and first):
        return not any(isinstance(value, Figure) for _, _, value in [*first, *second])  # "on Monday", "on 3 May"
    alike = len(first) == len(second) > 0 and all(_agree(a[2], b[2]) for a, b in zip(first, second, strict=True))
    return alike and _folded(_left_over(one, first)) == _folded(_left_over(other, second))


def _values(stretch: Stretch) -> list[tuple[int, int, Comparable]]:
    """Start, end and value of what the stretch has a part of."""
    sentence = stretch.sentence
    found: list[tuple[int, int, Comparable]] = [(one.start, one.end, one) for one in figures(sentence)]
    found += [*clock_matches(sentence), *day_matches(sentence)]
    return sorted((one for one in found if one[0] < stretch.end and one[1] > stretch.start), key=lambda one: one[:2])


def _tells_a_part(stretch: Stretch, values: list[tuple[int, int, Comparable]]) -> bool:
    return any(isinstance(value, Figure) and is_whole(stretch.sentence, value) for _, _, value in values)


def _left_over(stretch: Stretch, values: list[tuple[int, int, Comparable]]) -> str:
    """The words of a stretch that are of none of its values."""
    left, position = "", stretch.start
    for start, end, _ in values:
        left += stretch.sentence[position : max(position, start)]
        position = max(position, end)
    return left + stretch.sentence[position : stretch.end]


def _agree(one: Comparable, other: Comparable) -> bool:
    """Whether two values are one; of two figures, one is what the other may be rounded from."""
    if not (isinstance(one, Figure) and isinstance(other, Figure)):
        return type(one) is type(other) and one.agrees_with(other)
    if one.unit != other.unit:
        return False
    middle, others = (one.low + one.high) / 2, (other.low + other.high) / 2
    converted = one.unit and one.unit not in MONEY | {"%"} and _unit_word(one) != _unit_word(other)
    if converted and max(middle, others) <= _CONVERTED * min(middle, others):
        return True
    return one.low <= others <= one.high or other.low <= middle <= other.high


def _unit_word(figure: Figure) -> str:
    word = _UNIT_WORD.search(figure.text)
    return word.group().lower() if word else ""


def _is_acronym(short: str, long: str) -> bool:
    letters = re.sub(r"\W", "", short)
    return len(letters) > 1 and letters.isupper() and letters == "".join(re.findall(r"\b[A-ZÀ-Þ](?=[a-zß-ÿ])", long))


def _folded(text: str) -> str:
    """The text without case, accents, hyphens, possessive endings and the points of "U.S."."""
    plain = _POSSESSIVE.sub("", _THOUSANDS.sub("", fold(text)))
    return re.sub(r"[\W_]", "", _BETWEEN_DIGITS.sub("x", plain))
