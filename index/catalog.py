"""The catalog: one SQLite file with articles, passages, full text and the names of the current vector files.

Everything that belongs to one state of the index changes in one transaction, so a reader sees the old state
or the new one, and nothing in between, whatever happens to the writer.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index import postings
from index.catalog_file import FORMAT, UnchangingConnection, connect_to_read, has_tables, readable, snapshot
from index.embedder import EmbedderIdentity
from index.errors import CatalogError, NoIndexError, UnusableIndexError
from index.filtering import Allowed, passing
from index.fulltext import Columns, FullText
from index.rows import ARTICLE_COLUMNS, article_of
from index.types import Article, Filters, Passage

FILE = "catalog.db"
"""Name of the catalog in an index folder."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as it lies in the catalog."""

    id: int
    article: Article
    passage: Passage
    vector: int
    """Id of its vector; passages with the same embedded text share one."""


@dataclass(frozen=True, slots=True)
class FileState:
    """What was known of a file when it was last read."""

    size: int
    """Bytes."""
    mtime_ns: int
    sha256: str


class Catalog:
    """Reads one catalog file; `index.build` is its only writer."""

    def __init__(self, path: Path) -> None:
        """Open an existing catalog.

        Raises `NoIndexError` when no build was ever finished, `CatalogError` when it cannot be read.
        """
        if not path.is_file():
            raise _none_in(path.parent)
        self.path = path
        with readable(path):
            self.connection = connect_to_read(path)
        try:
            self._meta = self._checked_meta()
            self._fulltext = FullText(self.connection)
            self._allowed: tuple[Columns, Filters, Allowed] | None = None
            """What passed the last filters, and of which state: both searches of a question ask for the same."""
        except CatalogError:
            self.connection.close()
            raise

    def _checked_meta(self) -> dict[str, str]:
        with readable(self.path):
            # A first build that was cut off leaves a file without tables.
            if not has_tables(self.connection):
                raise _none_in(self.path.parent)
            meta = dict(self.connection.execute("SELECT key, value FROM meta"))
        if meta.get("format") != FORMAT:
            raise UnusableIndexError(
                f"the index in {self.path.parent} was built by another version of Byline",
                "build it anew: byline index --rebuild",
            )
        return meta

    def close(self) -> None:
        """Close the file; idempotent."""
        self._fulltext.close()
        self.connection.close()

    @property
    def meta(self) -> Mapping[str, str]:
        """The manifest: format, index id, generation, embedder, segments, …"""
        return self._meta

    @property
    def generation(self) -> int:
        """Counts commits, from 1; what was current when the catalog was opened."""
        return int(self._meta["generation"])

    @property
    def segments(self) -> list[Path]:
        """The vector files of this state."""
        names = [entry["file"] for entry in json.loads(self._meta["segments"])]
        return [self.path.parent / name for name in names]

    def newest_generation(self) -> int:
        """The generation on disk now, which a builder may have moved on."""
        if isinstance(self.connection, UnchangingConnection):
            with readable(self.path), closing(connect_to_read(self.path)) as fresh:
                return _generation(fresh)
        return _generation(self.connection)

    def article(self, id_or_path: str) -> Article | None:
        """Find an article by id, by path, or by the end of its path when only one has it."""
        query = f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE "  # noqa: S608
        row = self.connection.execute(query + "id = ? OR path = ?", (id_or_path, id_or_path)).fetchone()
        if row is None:
            ending = "%" + id_or_path.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
            rows = self.connection.execute(query + "path LIKE ? ESCAPE '\\' LIMIT 2", (ending,)).fetchall()
            row = rows[0] if len(rows) == 1 else None
        return None if row is None else article_of(row)

    def articles(self) -> Iterator[Article]:
        """All articles, in order of path."""
        query = f"SELECT {ARTICLE_COLUMNS} FROM articles ORDER BY path"  # noqa: S608
        return (article_of(row) for row in self.connection.execute(query))

    def publishers(self) -> list[tuple[str, int]]:
        """Known publishers and how many articles each has, most first."""
        return self.connection.execute(
            "SELECT publisher, count(*) FROM articles WHERE publisher != '' "
            "GROUP BY publisher ORDER BY count(*) DESC, publisher"
        ).fetchall()

    def newest(self) -> date | None:
        """Latest publication date of any article."""
        row = self.connection.execute("SELECT max(published) FROM articles").fetchone()
        return date.fromisoformat(row[0]) if row[0] else None

    @property
    def passage_count(self) -> int:
        """How many passages there are."""
        return self._fulltext.columns.passages

    def counts(self) -> dict[str, int]:
        """How many files, articles, passages, vectors and origins there are."""
        queries = {
            "files": "SELECT count(*) FROM files",
            "articles": "SELECT count(*) FROM articles",
            "passages": "SELECT count(*) FROM passages",
            "vectors": "SELECT count(*) FROM vectors",
            "origins": "SELECT count(DISTINCT origin) FROM articles",
        }
        return {name: self.connection.execute(query).fetchone()[0] for name, query in queries.items()}

    def files(self) -> dict[str, FileState]:
        """Every file the index knows, unreadable ones included."""
        return files(self.connection)

    def problems(self) -> Iterator[dict[str, Any]]:
        """What was wrong with files when they were last read, as `Problem` fields."""
        for (text,) in self.connection.execute("SELECT problems FROM files WHERE problems != '[]' ORDER BY path"):
            yield from json.loads(text)

    def copies(self, origin: str, most: int) -> list[tuple[str, str]]:
        """Id and text of the articles of an origin, in the order of `origins.precedence`; the first `most`.

        Of an article without copies nothing is read.
        """
        query = (
            "SELECT id, text FROM articles WHERE origin = ?1 "
            "AND EXISTS (SELECT 1 FROM articles WHERE origin = ?1 LIMIT 1 OFFSET 1) "
            "ORDER BY published IS NULL, published, length(path), path LIMIT ?2"
        )
        return self.connection.execute(query, (origin, most)).fetchall()

    def passages(self, ids: Sequence[int]) -> dict[int, PassageRow]:
        """The passages with these ids, those that there are."""
        query = (
            f'SELECT passages.id, passages.start, passages."end", passages.vector, {ARTICLE_COLUMNS} '  # noqa: S608
            "FROM passages JOIN articles ON articles.number = passages.article "
            f"WHERE passages.id IN ({','.join('?' * len(ids))})"
        )
        rows: dict[int, PassageRow] = {}
        articles: dict[str, Article] = {}
        for id_, start, end, vector, *columns in self.connection.execute(query, list(ids)):
            article = articles.get(columns[0]) or articles.setdefault(columns[0], article_of(columns))
            rows[id_] = PassageRow(id_, article, Passage(article.id, start, end, article.text[start:end]), vector)
        return rows

    def passages_of_vectors(self, vectors: Sequence[int]) -> dict[int, list[int]]:
        """Ids of the passages that share each vector."""
        found: dict[int, list[int]] = {}
        marks = ",".join("?" * len(vectors))
        query = f"SELECT vector, id FROM passages WHERE vector IN ({marks}) ORDER BY id"  # noqa: S608
        for vector, passage in self.connection.execute(query, list(vectors)):
            found.setdefault(vector, []).append(passage)
        return found

    def integrity(self) -> list[str]:
        """What SQLite's own check says; ["ok"] when nothing is wrong."""
        return [row[0] for row in self.connection.execute("PRAGMA quick_check")]

    def vector_ids(self) -> set[int]:
        """Ids of all vectors that passages refer to."""
        return {row[0] for row in self.connection.execute("SELECT DISTINCT vector FROM passages")}

    def passage_faults(self) -> list[str]:
        """Passages that lie outside their article, have none, or are not in the full text."""
        query = (
            "SELECT count(*) FROM passages LEFT JOIN articles ON articles.number = passages.article "
            'WHERE articles.number IS NULL OR start < 0 OR start >= "end" OR "end" > length(articles.text)'
        )
        count = self.connection.execute(query).fetchone()[0]
        found = [f"{count} passages lie outside their article"] if count else []
        return found + postings.faults(self.connection)

    def allowed(self, filters: Filters) -> Allowed | None:
        """What passes the filters; None when all does."""
        if not filters:
            return None
        with snapshot(self.connection):
            columns = self._fulltext.columns
            if self._allowed is None or self._allowed[0] is not columns or self._allowed[1] != filters:
                self._allowed = columns, filters, passing(self.connection, self._fulltext, filters)
        return self._allowed[2]

    def counts_of(self, words: Sequence[str]) -> list[int]:
        """How many passages hold each word, inflections included."""
        return self._fulltext.counts(words)

    def lexical(self, words: Sequence[str], k: int, filters: Filters) -> list[tuple[int, float]]:
        """The `k` best passages for some words, as (passage id, BM25 with larger better), best first."""
        with snapshot(self.connection):
            allowed = self.allowed(filters)
            return self._fulltext.search(words, k, None if allowed is None else allowed.passages)


def files(connection: sqlite3.Connection) -> dict[str, FileState]:
    """Every file that a catalog knows, unreadable ones included, by its path in the corpus."""
    rows = connection.execute("SELECT path, size, mtime_ns, sha256 FROM files")
    return {path: FileState(*state) for path, *state in rows}


def _generation(connection: sqlite3.Connection) -> int:
    (value,) = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
    return int(value)


def _none_in(folder: Path) -> NoIndexError:
    return NoIndexError(f"no index in {folder}", "build one with: byline index")


def check_embedder(meta: Mapping[str, str], identity: EmbedderIdentity, folder: Path) -> None:
    """Raise `CatalogError` when the index was built with another embedding model."""
    if meta["embedder_sha256"] != identity.sha256:
        raise CatalogError(
            f"the index in {folder} was built with the embedding model {meta['embedder']}, not {identity.name}",
            f'build it anew: byline index --rebuild, or set embedder = "{meta["embedder"]}"',
        )
