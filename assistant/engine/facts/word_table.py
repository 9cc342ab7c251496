"""The words that Byline knows, in dictionary form, each with a vector of its meaning.

They are the whole words among the pieces that the default embedding model reads, but for proper names, and the words
of `relations.txt`. A vector is what that model makes of the word alone, centred and reduced by principal components to
one byte a dimension; `training.build_word_vectors` makes the table.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray


def is_word(lower: str) -> bool:
    """True for the dictionary form of an ordinary English word; False for most proper names."""
    return lower in _places()


def vectors(lemmas: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors, shape (lemmas, dimensions); zeros for words outside the table."""
    places, table = _places(), _table()
    rows = np.array([places.get(lemma, len(table) - 1) for lemma in lemmas], dtype=np.int64)
    found: NDArray[np.float32] = table[rows]
    return found


def cosine(lemma: str, other: str) -> float:
    """Cosine of two words' vectors, -1 to 1; 0 when either is outside the table."""
    places, table = _places(), _table()
    return float(table[places.get(lemma, -1)] @ table[places.get(other, -1)])


@lru_cache(maxsize=1)
def _places() -> dict[str, int]:
    """Row of each word."""
    with as_file(files(__package__).joinpath("word_vectors.npz")) as path, np.load(path) as stored:
        return {word: i for i, word in enumerate(bytes(stored["words"]).decode("ascii").split())}


@lru_cache(maxsize=1)
def _table() -> NDArray[np.float32]:
    """Unit vectors, shape (words + 1, dimensions), with a last row of zeros."""
    with as_file(files(__package__).joinpath("word_vectors.npz")) as path, np.load(path) as stored:
        table = stored["vectors"].astype(np.float32)
    table /= np.sqrt(np.einsum("ij,ij->i", table, table))[:, None]
    return np.vstack([table, np.zeros_like(table[:1])])
