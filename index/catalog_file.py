"""The SQLite file of the catalog: how it is laid out and opened, read in one state, and what its errors mean."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index import postings
from index.errors import CatalogError, UnusableIndexError
from index.rows import ARTICLE_TABLE

FORMAT = "3"
"""Version of the schema and of how passages and words are cut; an index of another format is built anew."""

_SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL,
    problems TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles ({ARTICLE_TABLE});
CREATE INDEX articles_file ON articles (file);
CREATE INDEX articles_origin ON articles (origin);
CREATE INDEX articles_published ON articles (published);
CREATE INDEX articles_publisher ON articles (publisher_plain);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    vector INTEGER NOT NULL);
CREATE INDEX passages_article ON passages (article);
CREATE INDEX passages_vector ON passages (vector);
CREATE TABLE vectors (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE);
"""
# Ids of passages are not given twice (AUTOINCREMENT): the full text may still hold the words of one that is gone.

_CACHE_KIB = 65_536
"""Pages of the catalog that a connection keeps."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the file to write to it, or to read it where it may be written; threads may pass the connection on."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


class UnchangingConnection(sqlite3.Connection):
    """A connection to a file that nobody is expected to change: it takes no locks and sees no later commit."""


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open the file for reading, also where neither it nor its folder may be written.

    SQLite reads a file in WAL mode only where it can keep a log beside it, unless it is told that the file does not
    change ("Read-Only Databases" in https://sqlite.org/wal.html). Raises `CatalogError` where the log holds commits
    and may not be read into the file.
    """
    try:
        connection = connect(path)
    except sqlite3.OperationalError as error:
        if not is_refused(error):
            raise
    else:
        return connection
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        raise CatalogError(
            f"the index in {path.parent} was left in the middle of a build, and the folder may not be written",
            "run there as somebody who may write: byline index",
        )
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?immutable=1",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        factory=UnchangingConnection,
    )


def has_tables(connection: sqlite3.Connection) -> bool:
    """Whether a build was ever finished: a catalog is laid out in the transaction that first fills it."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is not None


def create(connection: sqlite3.Connection) -> None:
    """Lay out an empty catalog inside the caller's transaction."""
    for statement in (_SCHEMA + postings.SCHEMA).split(";\n"):
        if statement.strip():
            connection.execute(statement)


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Let every statement inside read one state, whatever a build commits meanwhile; may be nested."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        # Nothing was written: this only lets go of the state, as SQLite does by itself after some errors.
        if connection.in_transaction:
            connection.execute("COMMIT")


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into one that says what to do: a damaged file is not one that cannot be opened now."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            raise UnusableIndexError(
                f"the catalog {path} is damaged: {error}", "build the index anew: byline index --rebuild"
            ) from error
        raise CatalogError(
            f"the catalog {path} cannot be read: {error}", "check permissions and free space of its folder"
        ) from error


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether SQLite complains about what is in the file, and not about disk, permissions or another process."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}


def is_refused(error: sqlite3.DatabaseError) -> bool:
    """Whether the file, or what SQLite keeps beside it, may not be written."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
