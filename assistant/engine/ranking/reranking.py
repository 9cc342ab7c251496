"""Evidence ranked a second time, by a model that reads question and sentence together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.engine.ranking.evidence import Embed, Ranked
from assistant.engine.ranking.evidence_model import window
from assistant.types import Evidence
from index.sentences import sentences
from index.types import Hit

_CANDIDATES = 40
"""Sentences of the first ranking that are read again; enough that the answering one is nearly always among them."""

_BEFORE = 600
"""Characters before a sentence in which the one before it is sought."""

SENTENCE_WEIGHTS = (0.5, 0.8, 4.0, -3.5)
"""Log odds that a sentence answers: weights of the first ranking's log odds, of the encoder's, and of the cosine of
question and quotation; and a constant."""

ANSWER_WEIGHTS = (0.8, 0.5, 3.0, -2.0)
"""Log odds that the articles answer: weights of the first judgement's log odds, of the encoder's for the sentence that
comes out best, and of the best cosine; and a constant."""


class FirstRanking(Protocol):
    """What ranks before; `assistant.engine.ranking.evidence.EvidenceRanker` does."""

    def rank(self, question: str, hits: Sequence[Hit], most: int) -> Ranked:
        """The `most` best sentences."""
        ...


class Encoder(Protocol):
    """What reads pairs; `assistant.engine.ranking.evidence_model.EvidenceModel` does."""

    def scores(self, question: str, windows: Sequence[str]) -> NDArray[np.float32]:
        """Log odds that the last sentence of each window answers, shape (len(windows),)."""
        ...


class Reranker:
    """Reads the best sentences of a first ranking again and orders them by both judgements."""

    def __init__(self, first: FirstRanking, encoder: Encoder, embed: Embed) -> None:
        self._first = first
        self._encoder = encoder
        self._embed = embed

    def rank(self, question: str, hits: Sequence[Hit], most: int = 12) -> Ranked:
        """The `most` best sentences of `hits` for a standalone question."""
        ranked = self._first.rank(question, hits, _CANDIDATES)
        if not ranked.evidence:
            return ranked
        read = self._encoder.scores(question, [_window(one) for one in ranked.evidence])
        vectors = self._embed([question, *(one.quote for one in ranked.evidence)])
        cosines = vectors[1:] @ vectors[0]
        odds = [
            _combined(SENTENCE_WEIGHTS, log_odds(one.score), float(score), float(cosine))
            for one, score, cosine in zip(ranked.evidence, read, cosines, strict=True)
        ]
        order = sorted(range(len(odds)), key=lambda place: -odds[place])[:most]
        evidence = tuple(
            replace(ranked.evidence[place], number=number, score=probability(odds[place]))
            for number, place in enumerate(order, start=1)
        )
        answerable = _combined(
            ANSWER_WEIGHTS, log_odds(ranked.answerable), float(read[order[0]]), float(cosines.max())
        )
        return replace(ranked, evidence=evidence, answerable=probability(answerable))


def log_odds(share: float) -> float:
    """Log odds of a probability, kept within ±7."""
    bounded = min(max(share, 0.001), 0.999)
    return float(np.log(bounded / (1.0 - bounded)))


def probability(odds: float) -> float:
    """Probability for log odds."""
    return float(1.0 / (1.0 + np.exp(-odds)))


def _combined(weights: Sequence[float], *values: float) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=False)) + weights[-1]


def _window(evidence: Evidence) -> str:
    """The answering sentence, which ends the quotation, after the one before it in its paragraph."""
    text = evidence.article.text
    first = max(text.rfind("\n", 0, evidence.start) + 1, evidence.end - _BEFORE, 0)
    spans = sentences(text[first : evidence.end])
    last = text[first + spans[-1].start : first + spans[-1].end] if spans else evidence.quote
    before = text[first + spans[-2].start : first + spans[-2].end] if len(spans) > 1 else ""
    return window(before, last)
