"""The reference embedder: sentence-transformers itself, for models that cannot be converted and for comparison."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.embedder import EmbedderIdentity, Vectors


class TorchEmbedder:
    """Runs a model with sentence-transformers and torch; importing them takes seconds."""

    def __init__(self, source: Path, card: Mapping[str, Any]) -> None:
        """Load the model in `source`; `card` is what `conversion` recorded about it."""
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(source), device="cpu", local_files_only=True)
        self._identity = EmbedderIdentity(card["name"], card["sha256"], card["dimensions"])
        self._max_tokens = int(card["max_length"]) - int(card["markers"])

    @property
    def identity(self) -> EmbedderIdentity:
        """Which model this is."""
        return self._identity

    @property
    def max_tokens(self) -> int:
        """Most word pieces of a text that the model reads, without its own markers."""
        return self._max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, without the model's own markers."""
        encoded = self._model.tokenizer(list(texts), add_special_tokens=False, truncation=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (len(texts), dimensions), each row of length 1."""
        if not texts:
            return np.zeros((0, self._identity.dimensions), dtype=np.float32)
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)
