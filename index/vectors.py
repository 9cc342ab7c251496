"""Vector files: the only place that knows FAISS. Vectors go in with their ids, (ids, cosines) come out.

An index is several segments: each build adds one small file, and now and then all are merged into one.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import CatalogError

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest vectors of one query, nearest first; both arrays have the same length."""

    ids: Ids
    cosines: NDArray[np.float32]
    """Cosine similarities, -1 to 1, for vectors of length 1."""


def write_segment(path: Path, ids: Ids, vectors: Vectors) -> None:
    """Write vectors of length 1, float32 of shape (n, dimensions), and their ids, shape (n,), durably to `path`."""
    if vectors.ndim != 2 or ids.shape != (vectors.shape[0],):
        raise ValueError(f"expected vectors (n, dimensions) and ids (n,), got {vectors.shape} and {ids.shape}")
    segment = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
    segment.add_with_ids(np.ascontiguousarray(vectors), np.ascontiguousarray(ids))
    try:
        faiss.write_index(segment, str(path))
    except RuntimeError as error:
        path.unlink(missing_ok=True)
        raise OSError(f"could not write {path.name}: {error}") from error
    sync(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Force a file, or the entries of a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class VectorStore:
    """Searches the segments of one state of an index."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Open segment files; raises `CatalogError` when one is missing or damaged."""
        self._segments = [_open(path) for path in paths]

    def __len__(self) -> int:
        return sum(segment.ntotal for segment in self._segments)

    def search(self, query: Vectors, k: int, allowed: Ids | None = None) -> Neighbours:
        """Find the `k` nearest vectors to `query`, shape (dimensions,), among `allowed` ids (None: all)."""
        found_ids, found_cosines = [], []
        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]
        for segment in self._segments:
            cosines, ids = segment.search(query[None, :], min(k, segment.ntotal), params=parameters)
            found_ids.append(ids[0])
            found_cosines.append(cosines[0])
        if not found_ids:
            return Neighbours(np.zeros(0, np.int64), np.zeros(0, np.float32))
        ids = np.concatenate(found_ids)
        cosines = np.concatenate(found_cosines)
        # FAISS fills the places of missing neighbours with id -1.
        order = [place for place in np.argsort(-cosines, kind="stable") if ids[place] >= 0][:k]
        return Neighbours(ids[order], cosines[order])

    def ids(self) -> Ids:
        """Every stored id, shape (n,)."""
        ids = [faiss.vector_to_array(segment.id_map) for segment in self._segments]
        return np.concatenate(ids) if ids else np.zeros(0, np.int64)

    def all(self) -> tuple[Ids, Vectors]:
        """Every id, shape (n,), and its vector, shape (n, dimensions), in the order they were added."""
        vectors = [segment.index.reconstruct_n(0, segment.ntotal) for segment in self._segments]
        return self.ids(), np.concatenate(vectors)


def _open(path: Path) -> Any:
    try:
        return faiss.read_index(str(path))
    except RuntimeError as error:
        raise CatalogError(
            f"the vector file {path} is missing or damaged",
            "build the index anew: byline index --rebuild",
        ) from error
