"""One builder at a time, all of its changes or none, and one clear line when the disk refuses them."""

import errno
import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from index import catalog
from index.catalog_file import connect, is_refused
from index.errors import BylineError, CatalogError, NoIndexError, UnusableIndexError


def lock_file(folder: Path) -> IO[str]:
    """Open the file by whose lock builders of the index in `folder` take turns; makes the folder. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / "lock").open("w")


def try_lock(lock: IO[str]) -> bool:
    """Take the lock if nobody has it; False when somebody has. It is given back when the file is closed or the process ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_for(lock: IO[str]) -> None:
    """Take the lock as soon as whoever has it gives it back."""
    fcntl.flock(lock, fcntl.LOCK_EX)


def open_catalog(folder: Path, rebuild: bool) -> sqlite3.Connection:
    """The catalog to write to, which need not have tables yet; one that is damaged makes room for a rebuild.

    Raises `CatalogError` when it is damaged, or of another version, and this is none.
    """
    path = folder / catalog.FILE
    try:
        if path.is_file():
            catalog.Catalog(path).close()
    except NoIndexError:
        return connect(path)
    except UnusableIndexError:
        # Of any other failure, such as a full disk, the index knows nothing: it stays.
        if not rebuild:
            raise
        for suffix in ("", "-wal", "-shm"):
            path.with_name(catalog.FILE + suffix).unlink(missing_ok=True)
    return connect(path)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what is done inside, or nothing of it when anything is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite rolls back by itself when the disk is full.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def writing_errors(folder: Path) -> Iterator[None]:
    """Turn errors of disk and database into a `CatalogError` that says what to do."""
    try:
        yield
    except BylineError:
        raise
    except (sqlite3.Error, OSError) as error:
        if _is_forbidden(error):
            raise CatalogError(
                f"the index in {folder} may not be written: {error}",
                "build as somebody who may, or keep the index in another place: byline index --index DIR",
            ) from error
        raise CatalogError(
            f"the index in {folder} could not be written: {error}",
            "check free space and permissions, then run: byline index",
        ) from error


def _is_forbidden(error: Exception) -> bool:
    """Whether the folder may be read only: by its permissions, or because nothing on its disk may be written."""
    if isinstance(error, OSError):
        return error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}
    return isinstance(error, sqlite3.OperationalError) and is_refused(error)
