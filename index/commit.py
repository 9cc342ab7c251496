"""One update of the index, written as one transaction.

The new vector file is on the disk before the transaction that names it ends; files that no state names any more
are deleted after it. Killed between any two steps, the index is the old one or the new one.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import postings
from index.catalog import FileState
from index.catalog_file import FORMAT
from index.compaction import is_compactable
from index.embedder import EmbedderIdentity, Vectors
from index.ingest import ReadyArticle
from index.merging import Merging, Segment, entry_of, first_to_merge
from index.postings import Posted
from index.rows import article_values
from index.vectors import EXACT_LIMIT, write_segment


@dataclass(frozen=True, slots=True)
class Update:
    """Everything one commit changes."""

    fresh: bool
    """Nothing of the state before is kept."""
    dropped_files: Sequence[str]
    """Their articles go."""
    files: Mapping[str, tuple[FileState, str]]
    """Files that were read or touched: their state, and their problems as JSON."""
    articles: Iterable[ReadyArticle]
    origins: Mapping[str, str]
    """Article id to origin, for every article of the new state."""
    notes: Mapping[str, str]
    """Further entries of the manifest."""


def write_update(
    connection: sqlite3.Connection,
    folder: Path,
    update: Update,
    embedder: EmbedderIdentity,
    index_id: str,
    vectors_of: Callable[[Sequence[bytes]], Vectors],
) -> None:
    """Write `update`; the caller has opened the transaction and commits it."""
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    segments = [] if update.fresh else json.loads(meta.get("segments", "[]"))
    if update.fresh:
        _empty(connection)
    _drop_articles(connection, update.dropped_files)
    connection.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in update.dropped_files])
    new_keys = _insert_articles(connection, update.articles, first_vector=_last_vector(connection, meta) + 1)
    last_vector = max([_last_vector(connection, meta), *new_keys.values()])
    _note_files(connection, update.files)
    _set_origins(connection, update.origins)
    connection.execute("DELETE FROM vectors WHERE id NOT IN (SELECT vector FROM passages)")

    generation = int(meta.get("generation", "0")) + 1
    segments += _add_segment(folder, generation, new_keys, vectors_of)
    segments = _merged(connection, folder, generation, segments)
    manifest = {
        "format": FORMAT,
        "index_id": index_id,
        "generation": str(generation),
        "embedder": embedder.name,
        "embedder_sha256": embedder.sha256,
        "dimensions": str(embedder.dimensions),
        "segments": json.dumps(segments),
        "last_vector": str(last_vector),
        **update.notes,
    }
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", manifest.items())


def collect_garbage(connection: sqlite3.Connection, folder: Path) -> None:
    """Delete vector files that the current state does not name."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'segments'").fetchone()
    current = {entry["file"] for entry in json.loads(row[0])} if row else set()
    for file in folder.glob("vectors-*.faiss"):
        if file.name not in current:
            file.unlink(missing_ok=True)


def _empty(connection: sqlite3.Connection) -> None:
    for table in ("files", "articles", "passages", "vectors"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608
    postings.clear(connection)
    # Nothing is left that could be taken for a new passage, so their ids begin anew.
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'passages'")


def _drop_articles(connection: sqlite3.Connection, files: Iterable[str]) -> None:
    gone: list[int] = []
    for file in files:
        for (number,) in connection.execute("SELECT number FROM articles WHERE file = ?", (file,)).fetchall():
            gone += [id_ for (id_,) in connection.execute("SELECT id FROM passages WHERE article = ?", (number,))]
            connection.execute("DELETE FROM passages WHERE article = ?", (number,))
            connection.execute("DELETE FROM articles WHERE number = ?", (number,))
    postings.drop(connection, gone)


def _last_vector(connection: sqlite3.Connection, meta: Mapping[str, str]) -> int:
    """The highest vector id ever given: an id that is free again may still stand in a vector file, for another text."""
    (highest,) = connection.execute("SELECT max(id) FROM vectors").fetchone()
    return max(highest or 0, int(meta.get("last_vector", "0")))


def _insert_articles(
    connection: sqlite3.Connection, articles: Iterable[ReadyArticle], first_vector: int
) -> dict[bytes, int]:
    """Insert articles and their passages; returns the new keys and the vector ids they were given."""
    new: dict[bytes, int] = {}
    postings.add(connection, _inserted(connection, articles, first_vector, new))
    return new


def _inserted(
    connection: sqlite3.Connection, articles: Iterable[ReadyArticle], first_vector: int, new: dict[bytes, int]
) -> Iterator[Posted]:
    """Insert articles and passages, each as it is asked for; new keys and their vector ids are added to `new`."""
    for ready in articles:
        values = article_values(ready.article, ready.file, ready.signature)
        marks = ",".join("?" * len(values))
        number = connection.execute(f"INSERT INTO articles VALUES (NULL,{marks})", values).lastrowid  # noqa: S608
        for passage, key in zip(ready.passages, ready.keys, strict=True):
            row = connection.execute("SELECT id FROM vectors WHERE key = ?", (key,)).fetchone()
            if row is None:
                row = (first_vector + len(new),)
                connection.execute("INSERT INTO vectors VALUES (?, ?)", (*row, key))
                new[key] = row[0]
            place = (number, passage.start, passage.end, row[0])
            id_ = connection.execute("INSERT INTO passages VALUES (NULL, ?, ?, ?, ?)", place).lastrowid
            yield Posted(int(id_ or 0), int(number or 0), row[0], passage.text, ready.article.metadata.title)


def _note_files(connection: sqlite3.Connection, files: Mapping[str, tuple[FileState, str]]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
        [(path, state.size, state.mtime_ns, state.sha256, problems) for path, (state, problems) in files.items()],
    )


def _set_origins(connection: sqlite3.Connection, origins: Mapping[str, str]) -> None:
    before = dict(connection.execute("SELECT id, origin FROM articles"))
    changed = [(origin, id_) for id_, origin in origins.items() if before.get(id_) != origin]
    connection.executemany("UPDATE articles SET origin = ? WHERE id = ?", changed)


def _add_segment(
    folder: Path, generation: int, new_keys: Mapping[bytes, int], vectors_of: Callable[[Sequence[bytes]], Vectors]
) -> list[Segment]:
    keys = list(new_keys)
    segments = []
    for number, first in enumerate(range(0, len(keys), EXACT_LIMIT)):
        # A first build of many articles must not hold all their vectors in memory.
        part = keys[first : first + EXACT_LIMIT]
        ids = np.array([new_keys[key] for key in part], dtype=np.int64)
        name = f"vectors-{generation}-{number}.faiss" if number else f"vectors-{generation}.faiss"
        write_segment(folder / name, ids, vectors_of(part))
        segments.append(entry_of(folder / name, len(part)))
    return segments


def _merged(connection: sqlite3.Connection, folder: Path, generation: int, segments: list[Segment]) -> list[Segment]:
    """The same segments, or fewer with the living vectors of all when there are too many or too many dead."""
    (living,) = connection.execute("SELECT count(*) FROM vectors").fetchone()
    if not living:
        return []
    first = None if is_compactable(segments) else first_to_merge(segments, living)
    if first is None:
        return segments
    merging = Merging(connection, [folder / entry["file"] for entry in segments[first:]])
    path = folder / f"vectors-{generation}m.faiss"
    for _ in merging.write(path):
        pass
    return [*segments[:first], *merging.entries(path)]
