"""The value that a piece of evidence answers with, where a model has read which of its words answer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from assistant.engine.values.amounts import dimension
from assistant.engine.values.clocks import clock_matches
from assistant.engine.values.counted import are_others, are_things
from assistant.engine.values.counts import Count, counts, frames_in
from assistant.engine.values.denials import is_denied
from assistant.engine.values.found import Found, Kind
from assistant.engine.values.occasions import day_matches
from assistant.engine.values.statements import Statement, statement_of, statements
from assistant.engine.values.subjects import is_of_group
from assistant.engine.values.units import MONEY
from assistant.engine.values.wanted import Sort, Wanted, asks_for_hour
from assistant.engine.values.wanted import wanted as wanted_by
from assistant.types import AnswerSpan, Evidence
from index.sentences import sentences

_LEAST, _NEAR = 0.25, 0.3
"""Evidence answers with a value from this score on, and from this share of the best score."""
_LEAST_DATED = 0.5
"""The same for dates, of which several stand around every event."""
_PLACED = -7.0
"""Log odds from which the words that a model points at are taken for an answer, once the sentence is."""
_LEAST_UNTOLD = 0.0
"""The same where its clause does not say what happened to those it counts, and the question does."""
_LEAD = 1.5
"""And against other words of the sentence, so that of two figures the right one is meant."""


def sources_of_value(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The first piece of each source that gives a value of what is asked; none when it asks for no value."""
    wanted = wanted_by(question)
    if wanted is None:
        return []
    found: dict[str, Evidence] = {}
    said = (statement for piece in evidence for statement in statements(question, wanted, piece))
    for statement in chain(said, given(question, wanted, evidence)):
        found.setdefault(statement.source, statement.evidence)
    return list(found.values())


def given(question: str, wanted: Wanted, evidence: Sequence[Evidence]) -> Iterator[Statement]:
    """One value of each piece that answers with a single one of the kind the question wants."""
    least = _LEAST_DATED if wanted.sort is Sort.WHEN and not asks_for_hour(question) else _LEAST
    least = max(least, _NEAR * max((piece.score for piece in evidence), default=0.0))
    for piece in evidence:
        span = piece.answer
        if span is None or piece.score < least or span.placed < _PLACED or span.lead < _LEAD:
            continue
        start, end = _sentence(piece, span)
        sentence = piece.article.text[start:end]
        found = _value(question, wanted, sentence, replace(span, start=span.start - start, end=span.end - start))
        if found and not is_denied(sentence[slice(*found.clause)]):
            yield statement_of(piece, (start, end), found, wanted)


def _sentence(piece: Evidence, span: AnswerSpan) -> tuple[int, int]:
    """The sentence of the quotation in which the answer begins, as offsets of the article."""
    placed = [(piece.start + start, piece.start + end) for start, end in sentences(piece.quote)]
    return next(((start, end) for start, end in placed if start <= span.start < end), (piece.start, piece.end))


def _value(question: str, wanted: Wanted, sentence: str, span: AnswerSpan) -> Found | None:
    """The value in the words that answer, whose place is that in the sentence; None for none and for several."""
    placed = _times(question, sentence) if wanted.sort is Sort.WHEN else [_amounts(question, wanted, sentence, span)]
    for found in placed:
        meant = [one for start, end, one in found if start < span.end and span.start < end]
        if meant:
            return meant[0] if len(meant) == 1 else None
    return None


_Values = list[tuple[int, int, Found]]
"""Values, each with its place in the sentence."""


def _times(question: str, sentence: str) -> Iterator[_Values]:
    """The dates of a sentence, then its times of day; only these where the question asks for one."""
    whole = (0, len(sentence))
    if not asks_for_hour(question):
        yield [
            (start, end, Found(("date", ""), sentence[start:end].rstrip(". "), day, whole))
            for start, end, day in day_matches(sentence)
        ]
    yield [
        (start, end, Found(("time of day", ""), sentence[start:end], time, whole))
        for start, end, time in clock_matches(sentence)
    ]


def _amounts(question: str, wanted: Wanted, sentence: str, span: AnswerSpan) -> _Values:
    """The figures of a sentence that are of the sort the question wants."""
    found: _Values = []
    for count in counts(sentence):
        figure, kind = count.figure, _kind(question, wanted, count, sentence)
        untold = wanted.frames and not count.frame and span.placed < _LEAST_UNTOLD
        if kind is not None and not untold and not are_things(sentence, count, wanted.noun):
            value = Found((*kind, figure.unit), figure.text, figure, count.clause, count.scope)
            found.append((figure.start, figure.end, value))
    return found


def _kind(question: str, wanted: Wanted, count: Count, sentence: str) -> Kind | None:
    """What the figure is a value of; None when it is not of the sort that the question wants."""
    unit = count.figure.unit
    if wanted.sort in (Sort.COUNT, Sort.POPULATION):
        frames = wanted.frames or frames_in(question)
        if unit or (count.frame and count.frame not in frames) or are_others(count.noun, wanted.noun):
            return None
        return wanted.noun or count.noun, count.frame or "".join(frames[:1])
    if wanted.sort is Sort.MONEY:
        return ("sum", "") if unit in MONEY else None
    if wanted.sort is Sort.PERCENT:
        return ("share", "") if unit == "%" and not is_of_group(sentence, count.figure, question) else None
    if wanted.sort is Sort.MEASURE:
        return ("measure", dimension(question, unit)) if unit and unit not in MONEY | {"%"} else None
    return None
