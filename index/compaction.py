"""Merges vector files so that a large index stays fast: its many vectors in few files, searched approximately.

A commit (`index.commit`) adds exact files and merges those of a small index. What it leaves is taken up here, after
it, so that new articles are found at once and an interruption loses nothing but the merge.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.vectors import EXACT_LIMIT, Block, Ids, VectorStore, write_large_segment, write_segment

_MAX_SEGMENTS = 16
"""More files than this are merged."""

_MAX_DEAD = 0.25
"""A larger share of vectors without a passage has all files merged."""

Segment = dict[str, Any]
"""An entry of the manifest: "file", "count" of vectors, "bytes", and "approximate" where it is not exact."""


def is_compactable(segments: Sequence[Segment]) -> bool:
    """Whether the vector files are too large for a commit to merge them, so that `compact` does."""
    total = sum(int(entry["count"]) for entry in segments)
    return total > EXACT_LIMIT or any(entry.get("approximate") for entry in segments)


def compact(connection: sqlite3.Connection, folder: Path) -> Iterator[tuple[int, int]]:
    """Merge files where that is due, yielding steps done and steps in all; the caller holds the index's lock."""
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    segments: list[Segment] = json.loads(meta.get("segments", "[]"))
    (living,) = connection.execute("SELECT count(*) FROM vectors").fetchone()
    first = _first_to_merge(segments, living)
    if first is None:
        return
    generation = int(meta["generation"]) + 1
    alive = np.fromiter((row[0] for row in connection.execute("SELECT id FROM vectors")), np.int64, living)
    merging = _Merging([folder / entry["file"] for entry in segments[first:]], alive)
    path = folder / f"vectors-{generation}m.faiss"
    if merging.count:
        yield from merging.write(path)
    # One statement, so that no reader sees the one without the other.
    connection.execute(
        "INSERT OR REPLACE INTO meta VALUES ('segments', ?), ('generation', ?)",
        (json.dumps([*segments[:first], *merging.entries(path)]), str(generation)),
    )


def _first_to_merge(segments: Sequence[Segment], living: int) -> int | None:
    """Place of the oldest segment to merge with all behind it; None when nothing is due.

    A segment much larger than the newer ones together stays as it is, so that each vector is written again only as
    often as the index doubles, as in a log-structured merge tree (O'Neil et al., 1996).
    """
    if not is_compactable(segments):
        return None
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


class _Merging:
    """The living vectors of several files, on their way into one."""

    def __init__(self, paths: Sequence[Path], alive: Ids) -> None:
        self._store = VectorStore(paths)
        stored = self._store.ids()
        self._alive = np.zeros(max(stored.max(initial=0), alive.max(initial=0)) + 1, dtype=bool)
        self._alive[alive] = True
        self.count = int(self._alive[stored].sum())
        self.is_large = self.count > EXACT_LIMIT

    def write(self, path: Path) -> Iterator[tuple[int, int]]:
        if self.is_large:
            yield from write_large_segment(path, self.count, self._blocks)
            return
        ids, vectors = zip(*self._blocks(), strict=True)
        write_segment(path, np.concatenate(ids), np.concatenate(vectors))

    def entries(self, path: Path) -> list[Segment]:
        """What the manifest says of the file that was written; empty when nothing lived."""
        if not self.count:
            return []
        if len(VectorStore([path])) != self.count:
            path.unlink()
            raise OSError(f"could not write {path.name}: it is not whole, as on a full disk")
        entry: Segment = {"file": path.name, "count": self.count, "bytes": path.stat().st_size}
        return [entry | {"approximate": True} if self.is_large else entry]

    def _blocks(self) -> Iterator[Block]:
        for ids, vectors in self._store.blocks():
            kept = self._alive[ids]
            yield ids[kept], vectors[kept]
