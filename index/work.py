"""What an unfinished build has read and computed, kept on disk: its memory stays small, and the next build goes on.

Articles wait here until all have been read and embedded, and then become one commit of the catalog.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from index.catalog_file import FORMAT, is_damage
from index.ingest import ReadyArticle
from index.rows import ARTICLE_COLUMNS, ARTICLE_TABLE, article_of, article_values
from index.site_furniture import Shelf
from index.types import Passage
from index.vectors import Vectors

_CHUNK = 500
"""Keys in one query; SQLite allows a limited number of parameters."""

_ARTICLES_AT_ONCE = 200
"""Articles that an interruption has to be read again, at most, besides those of the file that is being read."""

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS basis (format TEXT NOT NULL, embedder TEXT NOT NULL, sources TEXT NOT NULL, furniture TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, problems TEXT NOT NULL)",
    f"CREATE TABLE IF NOT EXISTS articles ({ARTICLE_TABLE}, passages TEXT NOT NULL, embedded_title TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS articles_file ON articles (file)",
)


class WorkStore:
    """A file beside the catalog that exists while a build is under way."""

    def __init__(self, path: Path, embedder_sha256: str, sources_sha256: str = "", furniture: str = "{}") -> None:
        """Open or create; what another embedder, or other corrections of metadata, had a part in is dropped.

        `furniture` is what articles will be cleaned with at first, as `site_furniture.as_json` writes it.
        """
        self._path = path
        self._connection = _open(path)
        made_by = (FORMAT, embedder_sha256)
        before = self._connection.execute("SELECT format, embedder, sources FROM basis").fetchone()
        if before and before[:2] != made_by:
            self.discard()
            self._connection = _prepared(path)
        if before != (*made_by, sources_sha256):
            with self._connection:
                for table in ("files", "articles", "basis"):
                    self._connection.execute(f"DELETE FROM {table}")  # noqa: S608
                self._connection.execute(
                    "INSERT INTO basis VALUES (?, ?, ?, ?)", (*made_by, sources_sha256, furniture)
                )

    @property
    def furniture(self) -> str:
        """What all articles here were cleaned with."""
        (text,) = self._connection.execute("SELECT furniture FROM basis").fetchone()
        return str(text)

    def keep(self, wanted: Mapping[str, str]) -> dict[str, str]:
        """Forget files but those `wanted`, path to SHA-256 of the content; the problems, as JSON, of each kept one."""
        rows = self._connection.execute("SELECT path, sha256, problems FROM files").fetchall()
        kept = {path: problems for path, sha256, problems in rows if wanted.get(path) == sha256}
        dropped = [(path,) for path, _, _ in rows if path not in kept]
        with self._connection:
            self._connection.executemany("DELETE FROM files WHERE path = ?", dropped)
            # Of the file that was being read when a build was cut off, articles stand here and no note of it.
            self._connection.execute("DELETE FROM articles WHERE file NOT IN (SELECT path FROM files)")
        return kept

    def forget(self, files: Collection[str], furniture: str) -> None:
        """Drop what was read of these files, to be read again and cleaned with other furniture, as the rest is."""
        with self._connection:
            self._connection.execute("UPDATE basis SET furniture = ?", (furniture,))
            for table, column in (("files", "path"), ("articles", "file")):
                query = f"DELETE FROM {table} WHERE {column} = ?"  # noqa: S608
                self._connection.executemany(query, [(file,) for file in files])

    def add_article(self, ready: ReadyArticle) -> None:
        """Keep an article of a file that is being read."""
        values = (
            *article_values(ready.article, ready.file, ready.signature),
            json.dumps([[passage.start, passage.end] for passage in ready.passages]),
            ready.embedded_title,
        )
        marks = ",".join("?" * len(values))
        cursor = self._connection.execute(f"INSERT INTO articles VALUES (NULL,{marks})", values)  # noqa: S608
        if (cursor.lastrowid or 0) % _ARTICLES_AT_ONCE == 0:
            self._connection.commit()

    def finish_file(self, path: str, sha256: str, problems: str) -> None:
        """Note that all of a file was read, and its problems as JSON."""
        self._connection.execute("INSERT INTO files VALUES (?, ?, ?)", (path, sha256, problems))

    def finish_reading(self) -> None:
        """Force what was read to the disk."""
        self._connection.commit()

    def articles(self) -> Iterator[ReadyArticle]:
        """The articles that are kept, by file and in its order, one at a time in memory."""
        numbers = self._connection.execute("SELECT number FROM articles ORDER BY file, number").fetchall()
        query = (
            f"SELECT file, signature, passages, embedded_title, {ARTICLE_COLUMNS} "  # noqa: S608
            "FROM articles WHERE number = ?"
        )
        for number in numbers:
            file, signature, spans, title, *columns = self._connection.execute(query, number).fetchone()
            article = article_of(columns)
            passages = (Passage(article.id, start, end, article.text[start:end]) for start, end in json.loads(spans))
            yield ReadyArticle(article, file, signature, tuple(passages), title)

    def shelf(self) -> Shelf:
        """All articles that are kept."""
        return Shelf(self._connection)

    def signatures(self) -> Iterator[tuple[str | None, str, str, bytes]]:
        """Day of publication, path, id and signature of each article."""
        yield from self._connection.execute("SELECT published, path, id, signature FROM articles")

    def add(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Keep vectors, float32 of shape (len(keys), dimensions)."""
        rows = ((key, vector.tobytes()) for key, vector in zip(keys, vectors, strict=True))
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def known(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of `keys` whose vectors are kept."""
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
        """Close and delete the file: what it holds is in the index now."""
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
        # Nothing in it is worth a repair: it can be computed again.
        discard(path)
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        with connection:
            for statement in _SCHEMA:
                connection.execute(statement)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
