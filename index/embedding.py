"""The embedded texts of an update that have no vector yet, and how they get one."""

from collections.abc import Iterable, Iterator

from index.embedder import Embedder
from index.ingest import ReadyArticle
from index.work import WorkStore

_CHUNK = 256
"""Passages embedded between two reports of progress; a chunk is what an interruption can lose."""

_WINDOW = 8192
"""Passages among which those of like length are embedded together."""


def embed(missing: set[bytes], work: WorkStore, embedder: Embedder) -> Iterator[int]:
    """Keep in `work` the vectors of its texts whose keys are `missing`; yields how many are done, at last all.

    Empties `missing`.
    """
    done = 0
    for texts in _in_windows(work.articles(), missing):
        # Neighbouring lengths make chunks that need little padding.
        keys = sorted(texts, key=lambda key: len(texts[key]), reverse=True)
        for first in range(0, len(keys), _CHUNK):
            yield done
            chunk = keys[first : first + _CHUNK]
            work.add(chunk, embedder.embed([texts[key] for key in chunk]))
            done += len(chunk)
    yield done


def _in_windows(articles: Iterable[ReadyArticle], missing: set[bytes]) -> Iterator[dict[bytes, str]]:
    """The embedded texts whose keys are `missing`, each once, by key; some thousand at a time. Empties `missing`."""
    texts: dict[bytes, str] = {}
    for ready in articles:
        for key, text in zip(ready.keys, ready.embedded_texts, strict=True):
            if key in missing:
                missing.remove(key)
                texts[key] = text
        if len(texts) >= _WINDOW:
            yield texts
            texts = {}
    if texts:
        yield texts
