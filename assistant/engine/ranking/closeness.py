"""How near to a value of a sentence the words of the question stand."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.engine.ranking.asked import Asked, Wording
from assistant.engine.ranking.word_similarity import similarities

_RELATED = 0.45
"""From this similarity on, a word says something of another."""


def closeness(wording: Wording, asked: Asked, starts: Sequence[int]) -> float:
    """How near the question's terms stand to the best of some values: 1 when all are beside it, 0 when none is there.

    Each term counts by its weight and by how near a word comes to it in meaning, and loses by the distance in words:
    a tenth at one word, two thirds at ten.
    """
    if not starts or not asked.terms or not wording.stems:
        return 0.0
    here = np.array([wording.word_at(start) for start in starts])
    decay = 0.9 ** np.abs(here[:, None] - np.arange(len(wording.stems))[None, :])
    weights = np.array([term.weight for term in asked.terms])
    reached = (decay[:, None, :] * _met(wording, asked)[None, :, :]).max(axis=2) @ weights
    return float(reached.max() / weights.sum())


def _met(wording: Wording, asked: Asked) -> NDArray[np.float64]:
    """Shape (terms, words): 1 for the same word, its similarity for one of near meaning, else 0."""
    near = similarities([term.lemma for term in asked.terms], wording.lemmas).astype(np.float64)
    near[near < _RELATED] = 0.0
    for i, term in enumerate(asked.terms):
        if not term.says_what:
            near[i] = 0.0
        near[i, [place for place, one in enumerate(wording.stems) if one == term.stem]] = 1.0
    return near
