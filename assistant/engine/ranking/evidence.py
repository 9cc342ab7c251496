"""From passages that a search found to numbered sentences that answer, and how likely they answer at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.engine.ranking.answerability_features import answer_features
from assistant.engine.ranking.asked import Asked, Frequency, read_question, read_wording
from assistant.engine.ranking.candidates import Found, find_candidates
from assistant.engine.ranking.logistic import probability
from assistant.engine.ranking.relevance import RelevanceModel
from assistant.engine.ranking.relevance_features import Candidate, Cosines, Table, sentence_features
from assistant.engine.terms import content_terms
from assistant.types import Evidence
from index.origins import same_passage
from index.types import Hit

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
"""Texts to unit vectors, float32 of shape (texts, dimensions)."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The sentences that bear on a question."""

    evidence: tuple[Evidence, ...]
    """Numbered from 1, best first; no two are copies or overlap."""
    answerable: float
    """Calibrated probability that the evidence answers the question, 0 to 1; 0 without evidence."""
    missing: tuple[str, ...]
    """Names and words of the question that stand nowhere in the evidence or the titles of its articles."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with every candidate sentence and its features; what the ranking and its training share."""

    asked: Asked
    found: tuple[Found, ...]
    table: Table

    @property
    def candidates(self) -> list[Candidate]:
        """The sentences themselves."""
        return [one.candidate for one in self.found]


class EvidenceRanker:
    """Ranks the sentences of retrieved passages by how likely they answer a question."""

    def __init__(self, embed: Embed, frequency: Frequency, model: RelevanceModel) -> None:
        self._embed = embed
        self._frequency = frequency
        self._model = model

    def rank(self, question: str, hits: Sequence[Hit], most: int = 12) -> Ranked:
        """The `most` best sentences of `hits` for a standalone question, widened to be understood alone."""
        judged = judge(question, hits, self._embed, self._frequency)
        if not judged.found:
            return Ranked((), 0.0, tuple(term.written for term in judged.asked.terms))
        odds = self._model.sentence.log_odds(judged.table.rows)
        evidence = _distinct(judged.found, probability(odds), most)
        overall = answer_features(judged.asked, judged.candidates, judged.table, odds)
        row = np.array([[overall[name] for name in self._model.answer.features]])
        return Ranked(evidence, float(self._model.answer.probabilities(row)[0]), _missing(judged.asked, evidence))


def judge(question: str, hits: Sequence[Hit], embed: Embed, frequency: Frequency) -> Judged:
    """The candidate sentences of `hits` with their features."""
    asked = read_question(question, frequency)
    found = tuple(find_candidates(hits))
    if not found:
        return Judged(asked, (), Table((), np.zeros((0, 0))))
    candidates = [one.candidate for one in found]
    return Judged(asked, found, sentence_features(asked, candidates, _cosines(asked, candidates, embed)))


def _cosines(asked: Asked, candidates: Sequence[Candidate], embed: Embed) -> Cosines:
    """One call of `embed` for the question and all sentences."""
    predicate = " ".join(term.written for term in asked.terms if term.says_what) or asked.text
    vectors = embed([asked.text, predicate, *(one.text for one in candidates)])
    question, about, sentences = vectors[0], vectors[1], vectors[2:]
    pairs = sentences.copy()
    for i, one in enumerate(candidates):
        if one.before and i and candidates[i - 1].text == one.before:
            pairs[i] += sentences[i - 1]
    groups = np.array([one.hit for one in candidates])
    passages = np.zeros_like(sentences)
    for hit in set(groups.tolist()):
        passages[groups == hit] = sentences[groups == hit].sum(axis=0)
    return Cosines(
        sentence=sentences @ question,
        pair=_unit(pairs) @ question,
        passage=_unit(passages) @ question,
        predicate=sentences @ about,
    )


def _unit(vectors: Vectors) -> Vectors:
    scaled: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return scaled


def _distinct(found: Sequence[Found], scores: NDArray[np.float64], most: int) -> tuple[Evidence, ...]:
    """The best candidates, without those that repeat, or overlap with, a better one."""
    kept: list[Evidence] = []
    for i in np.argsort(-scores, kind="stable"):
        one = found[int(i)]
        start = _free_start(one, kept)
        if start is None or any(same_passage(one.candidate.text, other.quote) for other in kept):
            continue
        kept.append(
            Evidence(
                number=len(kept) + 1,
                article=one.hit.article,
                passage=one.hit.passage,
                start=start,
                end=one.end,
                score=float(scores[i]),
                also_in=one.hit.also_in,
            )
        )
        if len(kept) == most:
            break
    return tuple(kept)


def _free_start(one: Found, kept: Sequence[Evidence]) -> int | None:
    """Where the quotation can begin without overlapping a better one; None when a better one holds the sentence."""
    start = one.quote_start
    for other in kept:
        if other.article.id != one.hit.article.id or other.end <= start or other.start >= one.end:
            continue
        if other.start < one.end and other.end > one.start:
            return None
        start = one.start
    return start


def _missing(asked: Asked, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Names of the question that no evidence has, and its other words, in order, each once."""
    there: set[str] = set()
    for one in evidence:
        there |= read_wording(one.quote).content | read_wording(one.article.metadata.title).content
    lost = [name for name in asked.names if not there.intersection(content_terms(name))]
    covered = {term for name in lost for term in content_terms(name)}
    lost += [term.written for term in asked.terms if term.stem not in there | covered]
    return tuple(dict.fromkeys(lost))
