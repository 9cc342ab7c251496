"""A sentence beside a question as numbers: how near, how much of it is covered, whether a value is brought."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.engine.answer_values import CHECKED, closeness, values
from assistant.engine.asked import Asked, Wording, read_wording
from assistant.engine.boosted import Matrix
from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.question_type import AnswerType
from assistant.engine.terms import content_terms

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")
_YEAR = re.compile(r"(?<![\w.,])(?:1[5-9]|20)\d\d(?![\w%])")
_DEFINES = re.compile(
    r"\b(?:is|was|are|were|known as|called|means|refers to|stands for)\b (?:an?|the)?|, (?:an?|the|who|which) "
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with where it stands."""

    text: str
    before: str
    """The sentence before it in the passage; empty for the first."""
    passage: str
    title: str
    place: int
    """Which sentence of its passage it is, from 0."""
    hit: int
    """Which hit its passage is, from 0."""
    dense_rank: int | None
    lexical_rank: int | None


@dataclass(frozen=True, slots=True)
class Cosines:
    """Cosine similarities of the question and its parts with each candidate."""

    sentence: NDArray[np.float32]
    """Shape (candidates,): the question and the sentence."""
    pair: NDArray[np.float32]
    """Shape (candidates,): the question and the sentence together with the one before it."""
    passage: NDArray[np.float32]
    """Shape (candidates,): the question and the mean of the passage's sentences."""
    predicate: NDArray[np.float32]
    """Shape (candidates,): the question without its names and numbers, and the sentence."""
    terms: NDArray[np.float32]
    """Shape (terms, candidates): each of the question's terms alone, and the sentence."""


def sentence_features(
    asked: Asked, candidates: Sequence[Candidate], cosines: Cosines
) -> tuple[tuple[str, ...], Matrix]:
    """Names of the features, and their values of shape (candidates, features), for at least one candidate."""
    rows = [_of_words(asked, candidate) for candidate in candidates]
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    soft = _soft_cover(asked, candidates, cosines.terms)
    columns |= {
        "cosine": cosines.sentence,
        "cosine_pair": cosines.pair,
        "cosine_passage": cosines.passage,
        "cosine_predicate": cosines.predicate,
        "soft_cover": soft,
        "soft_predicate": _soft_predicate(asked, candidates, cosines.terms),
    }
    for name in ("cosine", "cosine_pair", "cosine_predicate", "cover", "cover_pair", "soft_cover", "value_near"):
        columns[f"{name}_behind"] = columns[name].max() - columns[name]
    kind = {f"kind_{name}": np.full(len(rows), float(asked.kind in group)) for name, group in KINDS.items()}
    columns |= kind
    return tuple(columns), np.column_stack([columns[name] for name in columns]).astype(np.float64)


KINDS = {
    "person": (AnswerType.PERSON,),
    "place": (AnswerType.PLACE,),
    "date": (AnswerType.DATE, AnswerType.DURATION),
    "number": (AnswerType.NUMBER, AnswerType.AMOUNT, AnswerType.PERCENT),
    "reason": (AnswerType.REASON,),
    "quote": (AnswerType.QUOTE,),
    "yes_no": (AnswerType.YES_NO,),
    "definition": (AnswerType.DEFINITION,),
}


def cover(asked: Asked, content: Iterable[str]) -> float:
    """Share of the question's weight whose terms are among `content`, 0 to 1."""
    there = asked.weights.keys() & set(content)
    return sum(asked.weights[term] for term in there) / asked.total


def names_found(asked: Asked, content: Iterable[str]) -> float:
    """Share of the question's names of which the last word is among `content`; 1 when it has none."""
    there = set(content)
    keys = [terms[-1] for name in asked.names if (terms := content_terms(name))]
    return sum(key in there for key in keys) / len(keys) if keys else 1.0


def _of_words(asked: Asked, candidate: Candidate) -> dict[str, float]:
    """The features that need no vectors."""
    sentence = read_wording(candidate.text)
    title = read_wording(candidate.title).content
    pair = sentence.content | read_wording(candidate.before).content
    context = read_wording(candidate.passage).content | title
    found = values(candidate.text, asked)
    best = max((fit for _, fit in found), default=0.0)
    starts = tuple(start for start, fit in found if fit >= 0.5 * best) if asked.kind in CHECKED else sentence.starts
    rarest = max(asked.weights, key=lambda term: asked.weights[term], default="")
    return {
        "cover": cover(asked, sentence.content),
        "cover_pair": cover(asked, pair),
        "cover_with_title": cover(asked, pair | title),
        "cover_context": cover(asked, context),
        "cover_title": cover(asked, title),
        "names": names_found(asked, sentence.content),
        "names_pair": names_found(asked, pair),
        "names_context": names_found(asked, context),
        "rarest": float(rarest in sentence.content),
        "rarest_context": float(rarest in context),
        "predicate": _share(asked, asked.predicate, sentence.content),
        "predicate_pair": _share(asked, asked.predicate, pair),
        "predicate_context": _share(asked, asked.predicate, context),
        "numbers": _numbers(asked, candidate.text),
        "numbers_context": _numbers(asked, f"{candidate.title} {candidate.passage}"),
        "year_differs": _year_differs(asked, candidate.text),
        "in_order": _in_order(asked, sentence),
        "value": best if asked.kind in CHECKED else 0.5,
        "value_near": closeness(sentence, asked, starts),
        "values": min(len(found), 4) / 4,
        "defines": float(_DEFINES.search(candidate.text) is not None),
        "new_terms": min(len(sentence.content - asked.weights.keys()), 30) / 30,
        "words": min(len(sentence.terms), 60) / 60,
        "asks": float(candidate.text.rstrip("\"'”’ )").endswith("?")),
        "place": min(candidate.place, 8) / 8,
        "hit": 1.0 / (1 + candidate.hit),
        "dense_rank": 1.0 / (candidate.dense_rank or 200),
        "lexical_rank": 1.0 / (candidate.lexical_rank or 200),
    }


def _share(asked: Asked, terms: Sequence[str], content: frozenset[str]) -> float:
    """Share of the weight of some of the question's terms that is among `content`; 1 when there are no terms."""
    whole = sum(asked.weights[term] for term in terms)
    return sum(asked.weights[term] for term in terms if term in content) / whole if whole else 1.0


def _numbers(asked: Asked, text: str) -> float:
    """Share of the question's numbers that stand in the text; 1 when it has none."""
    return len(asked.numbers & set(_NUMBER.findall(text))) / len(asked.numbers) if asked.numbers else 1.0


def _year_differs(asked: Asked, text: str) -> float:
    """1 when the question names a year and the text only others."""
    asked_years, years = set(_YEAR.findall(asked.text)), set(_YEAR.findall(text))
    return float(bool(asked_years and years) and not asked_years & years)


def _in_order(asked: Asked, sentence: Wording) -> float:
    """Share of neighbouring pairs of the question's terms that the sentence keeps in order, at most 4 words apart."""
    terms = list(asked.weights)
    if len(terms) < 2:
        return cover(asked, sentence.content)
    places: dict[str, list[int]] = {}
    for i, term in enumerate(sentence.terms):
        places.setdefault(term, []).append(i)
    pairs = pairwise(terms)
    kept = sum(
        any(0 < b - a <= 4 for a in places.get(one, ()) for b in places.get(other, ())) for one, other in pairs
    )
    return kept / (len(terms) - 1)


def _soft_cover(asked: Asked, candidates: Sequence[Candidate], near: NDArray[np.float32]) -> Matrix:
    """Weighted mean over the question's terms of "stands there, or how near the sentence is in meaning"."""
    return _soft(asked, tuple(asked.weights), candidates, near)


def _soft_predicate(asked: Asked, candidates: Sequence[Candidate], near: NDArray[np.float32]) -> Matrix:
    """The same for what is asked about the names."""
    return _soft(asked, asked.predicate, candidates, near)


def _soft(asked: Asked, terms: Sequence[str], candidates: Sequence[Candidate], near: NDArray[np.float32]) -> Matrix:
    order = list(asked.weights)
    total = np.zeros(len(candidates))
    whole = sum(asked.weights[term] for term in terms)
    if not whole:
        return total + 1.0
    for term in terms:
        meaning = np.clip(near[order.index(term)] / 0.6, 0.0, 0.9)
        there = [kinship(term, read_wording(one.text).content) for one in candidates]
        total += asked.weights[term] * np.maximum(meaning, there)
    return total / whole


@lru_cache(maxsize=100_000)
def kinship(term: str, content: frozenset[str]) -> float:
    """1 when the term is among `content`, 0.8 when a synonym is, else 0."""
    if term in content:
        return 1.0
    return 0.8 * any(relation(term, other) in (Relation.SAME, Relation.SYNONYM) for other in content)


Score = Callable[[Matrix], Matrix]


def answer_features(
    asked: Asked, candidates: Sequence[Candidate], names: Sequence[str], rows: Matrix, scores: Matrix
) -> dict[str, float]:
    """What the best sentences show about whether the articles answer at all.

    `rows` are the sentence features with their `names`, `scores` the log odds of each sentence.
    """
    order = np.argsort(-scores)
    top = order[:5]
    column = {name: rows[:, i] for i, name in enumerate(names)}
    ranked = np.concatenate([scores[top], np.full(5 - len(top), scores.min())])
    everything = frozenset().union(
        *(read_wording(text).content for one in candidates for text in (one.passage, one.title))
    )
    features = {
        "best": ranked[0],
        "second": ranked[1],
        "third": ranked[2],
        "fifth": ranked[4],
        "lead": ranked[0] - ranked[1],
        "mass": float(np.log(np.exp(np.clip(scores, -30, 30)).sum())),
        "cover_anywhere": cover(asked, everything),
        "names_anywhere": names_found(asked, everything),
        "predicate_anywhere": _share(asked, asked.predicate, everything),
        "unseen": sum(asked.weights[term] for term in asked.unseen) / asked.total,
        "unseen_terms": float(len(asked.unseen)),
        "terms": min(len(asked.weights), 12) / 12,
        "asked_names": min(len(asked.names), 4) / 4,
        "has_number": float(bool(asked.numbers)),
        "contested": float(asked.expectation.contested),
        "same_article": float(len({candidates[i].title for i in top[:3]})),
    }
    for name in _SHOWN:
        features[f"best_{name}"] = float(column[name][order[0]])
        features[f"most_{name}"] = float(column[name][top].max())
    for name in (
        "cosine",
        "cosine_pair",
        "cosine_predicate",
        "cover",
        "cover_context",
        "soft_cover",
        "soft_predicate",
    ):
        features[f"peak_{name}"] = float(column[name].max())
    ordered = np.sort(column["cosine"])[::-1]
    features["cosine_fifth"] = float(ordered[min(4, len(ordered) - 1)])
    features["cosine_middle"] = float(np.median(ordered))
    return features | {name: float(column[name][0]) for name in names if name.startswith("kind_")}


_SHOWN = (
    "cosine", "cosine_pair", "cosine_passage", "cosine_predicate", "soft_cover", "soft_predicate", "cover",
    "cover_pair", "cover_with_title", "cover_context", "names", "names_pair", "names_context", "rarest",
    "rarest_context", "predicate", "predicate_pair", "predicate_context", "numbers", "numbers_context",
    "year_differs", "in_order", "value", "value_near", "new_terms", "words", "defines", "dense_rank", "lexical_rank",
)  # fmt: skip
