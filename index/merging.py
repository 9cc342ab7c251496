"""Several vector files of an index into one: when that is due, and what the manifest says of the files."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import CatalogError
from index.vectors import EXACT_LIMIT, Block, Ids, VectorStore, write_large_segment, write_segment

_MAX_SEGMENTS = 16
"""More files than this are merged."""

_MAX_DEAD = 0.25
"""A larger share of vectors without a passage has all files merged."""

Segment = dict[str, Any]
"""An entry of the manifest: "file", "count" of vectors, "bytes", and "approximate" where it is not exact."""


def first_to_merge(segments: Sequence[Segment], living: int) -> int | None:
    """Place of the oldest segment to merge with all behind it; None when nothing is due.

    `living` vectors have a passage. A segment much larger than the newer ones together stays as it is, so that each
    vector is written again only as often as the index doubles, as in a log-structured merge tree (O'Neil et al.,
    1996).
    """
    counts = [int(entry["count"]) for entry in segments]
    exact = [place for place, entry in enumerate(segments) if not entry.get("approximate")]
    if sum(counts) - living > _MAX_DEAD * sum(counts):
        return 0
    if sum(counts[place] for place in exact) > EXACT_LIMIT:
        first = exact[0]
    elif len(counts) > _MAX_SEGMENTS:
        first = len(counts) - 2
    else:
        return None
    while first > 0 and counts[first - 1] <= 2 * sum(counts[first:]):
        first -= 1
    return first


class Merging:
    """The living vectors of several files, on their way into one."""

    def __init__(self, connection: sqlite3.Connection, paths: Sequence[Path]) -> None:
        """The files in `paths`; the catalog that `connection` reads knows which of their vectors live."""
        self._store = VectorStore(paths)
        stored = self._store.ids()
        alive: Ids = np.fromiter((id_ for (id_,) in connection.execute("SELECT id FROM vectors")), np.int64)
        self._alive = np.zeros(max(stored.max(initial=0), alive.max(initial=0)) + 1, dtype=bool)
        self._alive[alive] = True
        self._count = int(self._alive[stored].sum())
        self._is_large = self._count > EXACT_LIMIT

    def write(self, path: Path) -> Iterator[tuple[int, int]]:
        """Write them durably, or nothing when none lives; of many, yield steps done and steps in all."""
        if self._is_large:
            yield from write_large_segment(path, self._count, self._blocks)
        elif self._count:
            ids, vectors = zip(*self._blocks(), strict=True)
            write_segment(path, np.concatenate(ids), np.concatenate(vectors))

    def entries(self, path: Path) -> list[Segment]:
        """What the manifest says of the file that was written; empty when none lived. Raises OSError as `entry_of`."""
        if not self._count:
            return []
        entry = entry_of(path, self._count)
        return [entry | {"approximate": True} if self._is_large else entry]

    def _blocks(self) -> Iterator[Block]:
        for ids, vectors in self._store.blocks():
            kept = self._alive[ids]
            yield ids[kept], vectors[kept]


def entry_of(path: Path, count: int) -> Segment:
    """What the manifest says of an exact file of `count` vectors that was just written.

    Raises OSError, and deletes the file, when it is not whole.
    """
    try:
        written = len(VectorStore([path]))
    except CatalogError:
        written = 0
    if written != count:
        # FAISS says nothing when the disk is full at the moment that it closes the file.
        path.unlink(missing_ok=True)
        raise OSError(f"could not write {path.name}: it is not whole, as on a full disk")
    return {"file": path.name, "count": count, "bytes": path.stat().st_size}
