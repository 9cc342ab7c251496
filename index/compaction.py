"""Merges vector files so that a large index stays fast: its many vectors in few files, searched approximately.

A commit (`index.commit`) adds exact files and merges those of a small index. What it leaves is taken up here, after
it, so that new articles are found at once and an interruption loses nothing but the merge.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.merging import Merging, Segment, first_to_merge
from index.vectors import EXACT_LIMIT


def is_compactable(segments: Sequence[Segment]) -> bool:
    """Whether the vector files are too large for a commit to merge them, so that `compact` does."""
    total = sum(int(entry["count"]) for entry in segments)
    return total > EXACT_LIMIT or any(entry.get("approximate") for entry in segments)


def compact(connection: sqlite3.Connection, folder: Path) -> Iterator[tuple[int, int]]:
    """Merge files where that is due, yielding steps done and steps in all; the caller holds the index's lock."""
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    segments: list[Segment] = json.loads(meta.get("segments", "[]"))
    (living,) = connection.execute("SELECT count(*) FROM vectors").fetchone()
    first = first_to_merge(segments, living) if is_compactable(segments) else None
    if first is None:
        return
    generation = int(meta["generation"]) + 1
    merging = Merging(connection, [folder / entry["file"] for entry in segments[first:]])
    path = folder / f"vectors-{generation}m.faiss"
    yield from merging.write(path)
    # One statement, so that no reader sees the one without the other.
    connection.execute(
        "INSERT OR REPLACE INTO meta VALUES ('segments', ?), ('generation', ?)",
        (json.dumps([*segments[:first], *merging.entries(path)]), str(generation)),
    )
