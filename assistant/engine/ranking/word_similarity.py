"""How near two words are in meaning, from a table of word vectors that ships with Byline.

So synonyms that share no letters are found without running a model.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.engine.facts.lexicon import Relation, lexicon, relation
from assistant.engine.facts.word_table import vectors

_SYNONYM = 0.8
"""Words with a meaning in common are at least as near as this."""

_NEAREST = 0.95
"""Different words are at most as near as this."""


def similarities(lemmas: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
    """Shape (lemmas, others): 1 for the same word, 0.8 for a synonym, else the cosine of their vectors, at least 0.

    Lower-case dictionary forms are expected; a word outside the table is near to itself alone.
    """
    near = np.clip(vectors(lemmas) @ vectors(others).T, 0.0, _NEAREST)
    for i, lemma in enumerate(lemmas):
        listed = lexicon().synonyms.get(lemma, frozenset())
        for j, other in enumerate(others):
            if lemma == other:
                near[i, j] = 1.0
            elif (other in listed or other[:5] == lemma[:5]) and relation(lemma, other) is Relation.SYNONYM:
                near[i, j] = max(near[i, j], _SYNONYM)
    found: NDArray[np.float32] = near
    return found


@lru_cache(maxsize=50_000)
def similarity(lemma: str, other: str) -> float:
    """The same for two words."""
    return float(similarities([lemma], [other])[0, 0])
