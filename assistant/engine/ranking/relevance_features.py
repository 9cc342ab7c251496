"""A sentence beside a question as numbers: how near, how much of it is covered, whether a value is brought."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.engine.ranking.answer_values import values
from assistant.engine.ranking.asked import Asked, Wording, numbers_in, read_wording
from assistant.engine.ranking.closeness import closeness
from assistant.engine.ranking.logistic import Matrix
from assistant.engine.ranking.sought import Value
from assistant.engine.ranking.term_matches import Shares, match
from assistant.engine.ranking.word_similarity import similarity
from assistant.engine.terms import content_terms

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
    header: str
    """Title and publisher of its article."""
    place: int
    """Which sentence of its passage it is, from 0."""
    hit: int
    """Which hit its passage is, from 0."""
    dense_rank: int | None
    lexical_rank: int | None


@dataclass(frozen=True, slots=True)
class Cosines:
    """Cosine similarities of the question with each candidate, all of shape (candidates,)."""

    sentence: NDArray[np.float32]
    """The question and the sentence."""
    pair: NDArray[np.float32]
    """The question and the sentence together with the one before it."""
    passage: NDArray[np.float32]
    """The question and the mean of the passage's sentences."""
    predicate: NDArray[np.float32]
    """The question without its names and numbers, and the sentence."""


@dataclass(frozen=True, slots=True)
class Table:
    """Features of some candidates."""

    names: tuple[str, ...]
    """Of the columns."""
    rows: Matrix
    """Shape (candidates, features)."""

    def column(self, name: str) -> Matrix:
        """Shape (candidates,)."""
        found: Matrix = self.rows[:, self.names.index(name)]
        return found


KINDS = {
    "who": (Value.PERSON, Value.NAME),
    "where": (Value.PLACE,),
    "when": (Value.DATE, Value.DURATION),
    "count": (Value.COUNT,),
    "amount": (Value.MONEY, Value.PERCENT, Value.MEASURE, Value.AGE, Value.RATE),
    "why": (Value.REASON,),
    "quote": (Value.QUOTE,),
    "thing": (Value.THING,),
    "any": (Value.ANY,),
}
"""Groups of sought values that the model tells apart."""

_PRECISE = ("when", "count", "amount", "quote", "thing")
"""Groups whose values are recognised well enough that their absence tells much."""

_LEADS = ("cosine", "cosine_pair", "cosine_predicate", "soft", "soft_pair", "predicate_soft", "value_near")
"""Features whose distance to the best candidate tells something too."""


def sentence_features(asked: Asked, candidates: Sequence[Candidate], cosines: Cosines) -> Table:
    """The features of at least one candidate."""
    rows = [_of_words(asked, candidate) for candidate in candidates]
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    columns |= _of_matches(asked, candidates)
    columns |= {
        "cosine": cosines.sentence,
        "cosine_pair": cosines.pair,
        "cosine_passage": cosines.passage,
        "cosine_predicate": cosines.predicate,
    }
    columns |= {f"{name}_behind": columns[name].max() - columns[name] for name in _LEADS}
    lack = 1.0 - columns["value"]
    columns |= {f"lacks_{name}": lack * (asked.sought.value in KINDS[name]) for name in _PRECISE}
    columns |= {
        f"seeks_{name}": np.full(len(rows), float(asked.sought.value in group)) for name, group in KINDS.items()
    }
    return Table(tuple(columns), np.column_stack(list(columns.values())).astype(np.float64))


def _of_matches(asked: Asked, candidates: Sequence[Candidate]) -> dict[str, Matrix]:
    """How much of the question's terms each candidate and its surroundings hold."""
    weights = np.array([term.weight for term in asked.terms])
    what = np.array([term.says_what for term in asked.terms], dtype=bool)
    sentence = match(asked, [one.text for one in candidates])
    before = match(asked, [one.before for one in candidates])
    header = match(asked, [one.header for one in candidates])
    passage = match(asked, [one.passage for one in candidates])
    exact_pair = np.maximum(sentence.exact, before.exact)
    near_pair = np.maximum(sentence.near, before.near)
    near_titled = np.maximum(near_pair, header.near)
    exact_context = np.maximum(passage.exact, header.exact)
    near_context = np.maximum(passage.near, header.near)
    return {
        "cover": _mean(sentence.exact, weights),
        "cover_pair": _mean(exact_pair, weights),
        "cover_context": _mean(exact_context, weights),
        "cover_header": _mean(header.exact, weights),
        "soft": _mean(sentence.near, weights),
        "soft_pair": _mean(near_pair, weights),
        "soft_titled": _mean(near_titled, weights),
        "soft_context": _mean(near_context, weights),
        "predicate": _mean(sentence.exact[what], weights[what]),
        "predicate_soft": _mean(sentence.near[what], weights[what]),
        "predicate_titled": _mean(near_titled[what], weights[what]),
        "predicate_context": _mean(near_context[what], weights[what]),
        "weakest": near_titled.min(axis=0, initial=1.0),
        "weakest_predicate": near_titled[what].min(axis=0, initial=1.0),
        "weakest_context": near_context.min(axis=0, initial=1.0),
        "rarest": _of_rarest(sentence.near, weights),
        "rarest_titled": _of_rarest(near_titled, weights),
        "rarest_context": _of_rarest(near_context, weights),
    }


def _mean(shares: Shares, weights: Shares) -> Matrix:
    """Weighted mean over the terms, shape (texts,); 1 where there are no terms."""
    whole = weights.sum()
    return weights @ shares / whole if whole else np.ones(shares.shape[1])


def _of_rarest(shares: Shares, weights: Shares) -> Matrix:
    """The share of the term that tells the most; 1 where there are no terms."""
    return shares[int(np.argmax(weights))] if len(weights) else np.ones(shares.shape[1])


def names_found(asked: Asked, content: Iterable[str]) -> float:
    """Share of the question's names of which the last word is among `content` (stems); 1 when it has none."""
    there = set(content)
    keys = [terms[-1] for name in asked.names if (terms := content_terms(name))]
    return sum(key in there for key in keys) / len(keys) if keys else 1.0


def _of_words(asked: Asked, candidate: Candidate) -> dict[str, float]:
    """The features that look at one candidate's words in order."""
    sentence = read_wording(candidate.text)
    header = read_wording(candidate.header).content
    pair = sentence.content | read_wording(candidate.before).content
    context = read_wording(candidate.passage).content | header
    found = values(candidate.text, asked)
    fit = max((fit for _, fit in found), default=0.0)
    starts = sentence.starts if asked.sought.value is Value.ANY else [at for at, one in found if one >= 0.7 * fit]
    return {
        "value": 0.5 if asked.sought.value is Value.ANY else fit,
        "value_near": closeness(sentence, asked, starts),
        "values": min(len(found), 4) / 4,
        "noun": _noun(asked, sentence),
        "names": names_found(asked, sentence.content),
        "names_titled": names_found(asked, pair | header),
        "names_context": names_found(asked, context),
        "numbers": _numbers(asked, candidate.text),
        "numbers_context": _numbers(asked, f"{candidate.header} {candidate.passage}"),
        "year_differs": _year_differs(asked, candidate.text),
        "in_order": _in_order(asked, sentence),
        "defines": float(_DEFINES.search(candidate.text) is not None),
        "new_terms": min(len(sentence.content - asked.stems), 30) / 30,
        "words": min(len(sentence.stems), 60) / 60,
        "asks": float(candidate.text.rstrip("\"'”’ )").endswith("?")),
        "place": min(candidate.place, 8) / 8,
        "hit": 1.0 / (1 + candidate.hit),
        "dense_rank": 1.0 / (candidate.dense_rank or 200),
        "lexical_rank": 1.0 / (candidate.lexical_rank or 200),
    }


def _noun(asked: Asked, sentence: Wording) -> float:
    """How near the sentence comes to the noun that the question asks for; 1 when it asks for none."""
    noun = asked.sought.noun
    if not noun:
        return 1.0
    return max((similarity(noun, lemma) for lemma in sentence.content_lemmas), default=0.0)


def _numbers(asked: Asked, text: str) -> float:
    """Share of the question's numbers that stand in the text; 1 when it has none."""
    return len(asked.numbers & set(numbers_in(text))) / len(asked.numbers) if asked.numbers else 1.0


def _year_differs(asked: Asked, text: str) -> float:
    """1 when the question names a year and the text only others."""
    asked_years, years = set(_YEAR.findall(asked.text)), set(_YEAR.findall(text))
    return float(bool(asked_years and years) and not asked_years & years)


def _in_order(asked: Asked, sentence: Wording) -> float:
    """Share of neighbouring pairs of the question's terms that the sentence keeps in order, at most 4 words apart."""
    if len(asked.terms) < 2:
        return float(bool(asked.stems & sentence.content))
    places: dict[str, list[int]] = {}
    for i, stem in enumerate(sentence.stems):
        places.setdefault(stem, []).append(i)
    kept = sum(
        any(0 < b - a <= 4 for a in places.get(one.stem, ()) for b in places.get(other.stem, ()))
        for one, other in pairwise(asked.terms)
    )
    return kept / (len(asked.terms) - 1)
