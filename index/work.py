"""Vectors that an unfinished build has computed, kept so that the next build need not compute them again."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from index.catalog import is_damage
from index.vectors import Vectors

_CHUNK = 500
"""Keys in one query; SQLite allows a limited number of parameters."""


class WorkStore:
    """A file beside the catalog that exists while a build is under way."""

    def __init__(self, path: Path, embedder_sha256: str) -> None:
        """Open or create; vectors of another embedder are dropped."""
        self._path = path
        self._connection = _open(path)
        row = self._connection.execute("SELECT sha256 FROM embedder").fetchone()
        if row is None or row[0] != embedder_sha256:
            with self._connection:
                self._connection.execute("DELETE FROM vectors")
                self._connection.execute("DELETE FROM embedder")
                self._connection.execute("INSERT INTO embedder VALUES (?)", (embedder_sha256,))

    def add(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Keep vectors, float32 of shape (len(keys), dimensions)."""
        rows = ((key, vector.tobytes()) for key, vector in zip(keys, vectors, strict=True))
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def known(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of `keys` that are kept."""
        kept = {key for (key,) in self._connection.execute("SELECT key FROM vectors")}
        return kept.intersection(keys)

    def vectors(self, keys: Sequence[bytes], dimensions: int) -> Vectors:
        """The vectors of `keys`, all of them kept, float32 of shape (len(keys), dimensions)."""
        vectors = np.zeros((len(keys), dimensions), dtype=np.float32)
        places = {key: place for place, key in enumerate(keys)}
        for first in range(0, len(keys), _CHUNK):
            chunk = keys[first : first + _CHUNK]
            marks = ",".join("?" * len(chunk))
            query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608
            for key, vector in self._connection.execute(query, chunk):
                vectors[places.pop(key)] = np.frombuffer(vector, dtype=np.float32)
        if places:
            raise KeyError(f"{len(places)} vectors are missing from {self._path}")
        return vectors

    def close(self) -> None:
        """Close the file and keep it for the next build."""
        self._connection.close()

    def discard(self) -> None:
        """Close and delete the file: its vectors are in the index now."""
        self.close()
        discard(self._path)


def discard(path: Path) -> None:
    """Delete a work file that nobody has open, and its journal; neither need exist."""
    for file in (path, path.with_name(f"{path.name}-journal")):
        file.unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection:
    try:
        return _prepared(path)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        # Nothing in it is worth a repair: its vectors can be computed again.
        discard(path)
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        with connection:
            connection.execute("CREATE TABLE IF NOT EXISTS embedder (sha256 TEXT NOT NULL)")
            connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
