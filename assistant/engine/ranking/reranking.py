"""Evidence ranked a second time, by a model that reads question and sentence together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from assistant.engine.hostile import speaks_to_machines
from assistant.engine.ranking.closer_reading import Encoder
from assistant.engine.ranking.evidence import Embed, Ranked
from assistant.engine.ranking.evidence_model import Reading, window
from assistant.engine.ranking.logistic import Matrix, probability
from assistant.engine.ranking.relevance import RelevanceModel
from assistant.types import AnswerSpan, Evidence
from index.sentences import Span, sentences
from index.types import Hit

_CANDIDATES = 16
"""Sentences of the first ranking that are read again; enough that the answering one is nearly always among them."""

_BEFORE = 600
"""Characters before a sentence in which the one before it is sought."""

SENTENCE_FEATURES = ("first", "read", "cosine")
"""Of one sentence: log odds of the first ranking, log odds of the encoder, cosine of question and quotation."""

ANSWER_FEATURES = (
    *("first", "sentence", "lead", "read", "read_most", "cosine", "cosine_most"),
    *("missing_names", "missing_words"),
)
"""Of all sentences together: log odds of the first judgement; log odds of the best sentence and its lead on the next;
the encoder's log odds of the best sentence and the most of any; the same two of the cosine; how many names and how many
other words of the question are in no evidence."""


class FirstRanking(Protocol):
    """What ranks before; `assistant.engine.ranking.evidence.EvidenceRanker` does."""

    def rank(self, question: str, hits: Sequence[Hit], most: int) -> Ranked:
        """The `most` best sentences."""
        ...


@dataclass(frozen=True, slots=True)
class Reread:
    """What the first ranking found, with both judgements of each sentence."""

    ranked: Ranked
    """Its evidence knows which words answer."""
    rows: Matrix
    """Shape (evidence, SENTENCE_FEATURES)."""


class Rereader:
    """Reads the best sentences of a first ranking again."""

    def __init__(self, first: FirstRanking, encoder: Encoder, embed: Embed) -> None:
        self._first = first
        self._encoder = encoder
        self._embed = embed

    def read(self, question: str, hits: Sequence[Hit]) -> Reread:
        """The sentences of the first ranking, in its order, with their features."""
        ranked = self._first.rank(question, hits, _CANDIDATES)
        if not ranked.evidence:
            return Reread(ranked, np.zeros((0, len(SENTENCE_FEATURES))))
        places = [_last_sentence(one) for one in ranked.evidence]
        windows = [_window_at(*one) for one in zip(ranked.evidence, places, strict=True)]
        read = self._encoder.read(question, windows)
        vectors = self._embed([question, *(one.quote for one in ranked.evidence)])
        first, odds = [log_odds(one.score) for one in ranked.evidence], [one.odds for one in read]
        found = tuple(
            replace(one, answer=_answer_span(one, last, reading))
            for one, (_, last), reading in zip(ranked.evidence, places, read, strict=True)
        )
        rows = np.stack([first, odds, vectors[1:] @ vectors[0]], axis=1).astype(np.float64)
        return Reread(replace(ranked, evidence=found), rows)


class Reranker:
    """Orders sentences by both judgements, and says from both whether any answers."""

    def __init__(self, reader: Rereader, model: RelevanceModel) -> None:
        self._reader = reader
        self._model = model

    def rank(self, question: str, hits: Sequence[Hit], most: int = 12) -> Ranked:
        """The `most` best sentences of `hits` for a standalone question."""
        reread = self._reader.read(question, hits)
        found = reread.ranked.evidence
        if not found:
            return reread.ranked
        odds = self._model.sentence.log_odds(reread.rows)
        scores = probability(odds)
        order = np.argsort(-odds, kind="stable")[:most]
        evidence = tuple(
            replace(found[place], number=number, score=float(scores[place]))
            for number, place in enumerate(order, start=1)
        )
        answerable = self._model.answer.probabilities(answer_row(reread, odds)[None, :])
        return replace(reread.ranked, evidence=evidence, answerable=float(answerable[0]))


def answer_row(reread: Reread, odds: Matrix) -> Matrix:
    """The values of ANSWER_FEATURES, where `odds` of shape (evidence,) are the log odds of at least one sentence."""
    best = int(np.argmax(odds))
    _, read, cosine = reread.rows.T
    ranked, others = reread.ranked, np.delete(odds, best)
    names = sum(one[:1].isupper() or one[:1].isdigit() for one in ranked.missing)
    return np.array(
        [
            log_odds(ranked.answerable),
            odds[best],
            odds[best] - others.max(initial=odds.min() - 1.0),
            read[best],
            read.max(),
            cosine[best],
            cosine.max(),
            names,
            len(ranked.missing) - names,
        ]
    )


def log_odds(share: float) -> float:
    """Log odds of a probability, kept within ±7."""
    bounded = min(max(share, 0.001), 0.999)
    return float(np.log(bounded / (1.0 - bounded)))


def evidence_window(evidence: Evidence) -> str:
    """The answering sentence, which ends the quotation, after the article's title and the sentence before it."""
    return _window_at(evidence, _last_sentence(evidence))


_Place = tuple[Span | None, Span]
"""The sentence before, if any, and the sentence that ends a quotation, as offsets of the article."""


def _window_at(evidence: Evidence, place: _Place) -> str:
    text, (earlier, last) = evidence.article.text, place
    before = text[slice(*earlier)] if earlier else ""
    return window(evidence.article.metadata.title, before, text[slice(*last)])


def _last_sentence(evidence: Evidence) -> _Place:
    """Where the quotation's last sentence stands, and the one before it."""
    first = max(evidence.end - _BEFORE, 0)
    text = evidence.article.text
    found = [Span(first + start, first + end) for start, end in sentences(text[first : evidence.end])]
    placed = [one for one in found if not speaks_to_machines(text, *one)] or [Span(evidence.start, evidence.end)]
    return (placed[-2] if len(placed) > 1 else None), placed[-1]


def _answer_span(evidence: Evidence, last: Span, reading: Reading) -> AnswerSpan:
    """Where in the article the answer stands that was read in its last sentence, whose spaces were made single."""
    start, end = last
    places = single_spaced(evidence.article.text[start:end])
    first, past = reading.answer
    if first == past:
        return AnswerSpan(start, start, reading.placed, reading.lead, reading.affirms)
    return AnswerSpan(
        start + places[first], start + places[past - 1] + 1, reading.placed, reading.lead, reading.affirms
    )


def single_spaced(text: str) -> list[int]:
    """Where each character of `" ".join(text.split())` stands in `text`; a space stands where its run begins."""
    places: list[int] = []
    for word in re.finditer(r"\S+", text):
        if places:
            places.append(places[-1] + 1)
        places.extend(range(*word.span()))
    return places
