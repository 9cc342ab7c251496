"""How near two words are in meaning, from a table of word vectors that ships with Byline.

The table holds the words of the lexicon as the default embedding model sees them alone, centred and reduced by
principal components to one byte a dimension; `tests.bench.build_word_vectors` makes it. So synonyms that share no
letters are found without running a model.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from assistant.engine.facts.lexicon import Relation, relation

_SYNONYM = 0.8
"""Words with a meaning in common are at least as near as this."""

_NEAREST = 0.95
"""Different words are at most as near as this."""


def similarities(lemmas: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
    """Shape (lemmas, others): 1 for the same word, 0.8 for a synonym, else the cosine of their vectors, at least 0.

    Lower-case dictionary forms are expected; a word outside the table is near to itself alone.
    """
    near = np.clip(_vectors(lemmas) @ _vectors(others).T, 0.0, _NEAREST)
    for i, lemma in enumerate(lemmas):
        for j, other in enumerate(others):
            if lemma == other:
                near[i, j] = 1.0
            elif near[i, j] < _SYNONYM and relation(lemma, other) is Relation.SYNONYM:
                near[i, j] = _SYNONYM
    found: NDArray[np.float32] = near
    return found


@lru_cache(maxsize=50_000)
def similarity(lemma: str, other: str) -> float:
    """The same for two words."""
    return float(similarities([lemma], [other])[0, 0])


def _vectors(lemmas: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors, shape (lemmas, dimensions); zeros for words outside the table."""
    places, table = _table()
    rows = np.array([places.get(lemma, len(table) - 1) for lemma in lemmas], dtype=np.int64)
    found: NDArray[np.float32] = table[rows]
    return found


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], NDArray[np.float32]]:
    """Place of each word, and the unit vectors with a last row of zeros."""
    with as_file(files(__package__).joinpath("word_vectors.npz")) as path, np.load(path) as stored:
        vectors = stored["vectors"].astype(np.float32)
        lemmas = bytes(stored["words"]).decode("ascii").split()
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return {word: i for i, word in enumerate(lemmas)}, np.vstack([vectors, np.zeros_like(vectors[:1])])
