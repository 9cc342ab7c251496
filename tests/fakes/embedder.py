"""An embedder without a model: words hashed into a vector, so that texts with the same words are near."""

import hashlib
from collections.abc import Sequence

import numpy as np

from index.embedder import EmbedderIdentity, Vectors
from index.words import words


class HashEmbedder:
    """Deterministic and quick; `embedded` records every text it was given."""

    def __init__(self, name: str = "hash", dimensions: int = 64) -> None:
        self.identity = EmbedderIdentity(name, hashlib.sha256(name.encode()).hexdigest(), dimensions)
        self.max_tokens = 254
        self.embedded: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(words(text)) for text in texts]

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        vectors = np.zeros((len(texts), self.identity.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in [*words(text), ""]:
                digest = hashlib.sha256(word.encode()).digest()
                vectors[row, digest[0] % self.identity.dimensions] += 1.0 if digest[1] % 2 else -1.0
        vectors += 1e-6
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors
