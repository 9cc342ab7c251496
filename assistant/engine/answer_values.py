"""Where a sentence brings a value of the kind that a question asks for, and that the question does not have."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.engine.asked import Asked, Wording, read_wording
from assistant.engine.dates import find_dates
from assistant.engine.question_type import AnswerType
from assistant.engine.speech import quotations, reports
from assistant.engine.terms import content_terms, names, stem, words
from assistant.engine.values.figures import Figure, figures

CHECKED = frozenset(
    {
        AnswerType.PERSON,
        AnswerType.PLACE,
        AnswerType.DATE,
        AnswerType.NUMBER,
        AnswerType.AMOUNT,
        AnswerType.PERCENT,
        AnswerType.DURATION,
        AnswerType.REASON,
        AnswerType.QUOTE,
    }
)
"""Kinds of answer whose presence in a sentence can be told from its words."""

_YEAR = re.compile(r"(?<![\w.,-])(?:1[0-9]|20)\d\d(?:s\b|(?![\w%]))")
_TIME = re.compile(
    r"\b(?:\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m|midnight|noon|dawn|dusk|yesterday|today|tonight|tomorrow|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|next|this|earlier this) (?:week|month|year|spring|summer|"
    r"autumn|fall|winter)|\d+(?:st|nd|rd|th) century)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|caused?|causing|led to|leading to|in order to|so that|so as to|"
    r"blamed?|reasons?|prompted|after|amid|over|since|to (?:avoid|prevent|protect|make|keep|get|stop|allow|help)|"
    r"thanks to|therefore|resulted|triggered|for fear|citing|accused of|on charges|motivated)\b",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|from|to|of|outside|around|into|across|off|on|through)(?: the)? $")
_PARTS = re.compile(
    r"\b(?:half|a third|two-thirds|a quarter|three-quarters|most|majority|one in \w+)\b", re.IGNORECASE
)
_COUNT_WORD = re.compile(
    r"\b(?:dozens|hundreds|thousands|millions|several|no|none|nobody|twice|once)\b", re.IGNORECASE
)


def values(sentence: str, asked: Asked) -> tuple[tuple[int, float], ...]:
    """Where in `sentence` a new value of the expected kind begins, with how well it fits, 0 to 1; in order.

    Empty when there is none, and for a kind outside `CHECKED`.
    """
    finder = _FINDERS.get(asked.kind)
    return tuple(finder(sentence, asked)) if finder else ()


def _people(sentence: str, asked: Asked) -> Iterator[tuple[int, float]]:
    for _, at in _new_names(sentence, asked):
        yield at, 0.6 if _PLACE_BEFORE.search(sentence[:at]) else 1.0


def _places(sentence: str, asked: Asked) -> Iterator[tuple[int, float]]:
    for _, at in _new_names(sentence, asked):
        yield at, 1.0 if _PLACE_BEFORE.search(sentence[:at]) else 0.4


def _new_names(sentence: str, asked: Asked) -> Iterator[tuple[str, int]]:
    for name, at in _names_at(sentence):
        terms = set(content_terms(name))
        if terms and not terms <= asked.weights.keys():
            yield name, at


@lru_cache(maxsize=4096)
def _names_at(sentence: str) -> tuple[tuple[str, int], ...]:
    return tuple((name, max(0, sentence.find(name))) for name in names(sentence))


def _moments(sentence: str, asked: Asked) -> Iterator[tuple[int, float]]:
    known = asked.text.casefold()
    spans = [*find_dates(sentence), *(match.span() for match in _YEAR.finditer(sentence))]
    firm = {start: sentence[start:end] for start, end in spans}
    loose = {match.start(): match.group() for match in _TIME.finditer(sentence) if match.start() not in firm}
    for start, written in sorted({**firm, **loose}.items()):
        if written.casefold() not in known:
            yield start, 1.0 if start in firm else 0.6


def _counts(sentence: str, asked: Asked) -> Iterator[tuple[int, float]]:
    counted = {stem(word) for word in words(asked.expectation.counted)}
    for figure in _new_figures(sentence, asked):
        if figure.unit in ("", "m", "kg", "m2", "km/h", "lb", "cc", "year old"):
            yield figure.start, _fit(sentence, figure, counted)
    for match in _COUNT_WORD.finditer(sentence):
        yield match.start(), 0.3


def _fit(sentence: str, figure: Figure, counted: set[str]) -> float:
    """1 when the counted noun follows the number (or none is named), less when it stands elsewhere or nowhere."""
    if not counted:
        return 0.8
    after = [stem(word) for word in words(sentence[figure.end : figure.end + 60])[:4]]
    if counted & {*after, *(stem(word) for word in words(figure.text))}:
        return 1.0
    return 0.6 if counted & read_wording(sentence).content else 0.4


def _money(sentence: str, asked: Asked) -> Iterator[tuple[int, float]]:
    for figure in _new_figures(sentence, asked):
        if figure.unit in ("$", "€", "£", "¥", "₹") or figure.unit.endswith("$"):
            yield figure.start, 1.0
        elif not figure.unit and figure.low >= 1000:
            yield figure.start, 0.4


def _percentages(sentence: str, asked: Asked) -> Iterator[tuple[int, float]]:
    for figure in _new_figures(sentence, asked):
        if figure.unit == "%":
            yield figure.start, 1.0
    for match in _PARTS.finditer(sentence):
        yield match.start(), 0.5


def _durations(sentence: str, asked: Asked) -> Iterator[tuple[int, float]]:
    for figure in _new_figures(sentence, asked):
        if figure.unit in ("s", "year old"):
            yield figure.start, 1.0
    for start, fit in _moments(sentence, asked):
        yield start, 0.3 * fit


def _new_figures(sentence: str, asked: Asked) -> list[Figure]:
    known = asked.text.casefold()
    return [figure for figure in figures(sentence) if figure.text.casefold() not in known]


def _reasons(sentence: str, asked: Asked) -> Iterator[tuple[int, float]]:
    for match in _REASON.finditer(sentence):
        yield match.start(), 0.5 if match.group().lower() in ("after", "over", "since", "amid") else 1.0


def _sayings(sentence: str, asked: Asked) -> Iterator[tuple[int, float]]:
    for start, _ in quotations(sentence):
        yield start, 1.0
    for report in reports(sentence):
        speaker = set(read_wording(sentence[slice(*report.subject)]).content)
        yield report.verb[0], 1.0 if speaker & asked.weights.keys() else 0.5


_FINDERS = {
    AnswerType.PERSON: _people,
    AnswerType.PLACE: _places,
    AnswerType.DATE: _moments,
    AnswerType.NUMBER: _counts,
    AnswerType.AMOUNT: _money,
    AnswerType.PERCENT: _percentages,
    AnswerType.DURATION: _durations,
    AnswerType.REASON: _reasons,
    AnswerType.QUOTE: _sayings,
}


def closeness(wording: Wording, asked: Asked, starts: tuple[int, ...]) -> float:
    """How near the question's terms stand to the best of some values: 1 when all are beside it, 0 when none is there.

    Each term counts by its weight and loses by its distance in words, a tenth of it at one word, two thirds at ten.
    """
    places = [(i, asked.weights[term]) for i, term in enumerate(wording.terms) if term in asked.weights]
    best = 0.0
    for start in starts:
        here = wording.place(start)
        near: dict[str, float] = {}
        for i, weight in places:
            term = wording.terms[i]
            near[term] = max(near.get(term, 0.0), weight * 0.9 ** abs(i - here))
        best = max(best, sum(near.values()))
    return best / asked.total
