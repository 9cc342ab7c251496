"""Vectors of the texts that were embedded last, kept so that one question embeds no text twice."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np

from index.embedder import Vectors

_MOST = 2000
"""Texts whose vectors are kept; about 3 MB."""


class RecentVectors:
    """Embeds texts, and remembers the latest."""

    def __init__(self, embed: Callable[[Sequence[str]], Vectors], most: int = _MOST) -> None:
        self._embed = embed
        self._most = most
        self._known: OrderedDict[str, Vectors] = OrderedDict()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32 of shape (len(texts), dimensions); `texts` has at least one."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._embed(new), strict=True))
        vectors = np.stack([self._known[text] for text in texts])
        for text in texts:
            self._known.move_to_end(text)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return vectors
