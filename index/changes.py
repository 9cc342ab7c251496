"""What differs between a folder of articles and what its index has read."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from index.catalog import FileState
from index.readers import corpus_files

UNREAD = FileState(-1, 0, "")
"""The state of a file that is to be read again whatever it holds."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Files by what an update has to do with them; paths are relative to the corpus, with "/"."""

    read: Mapping[str, FileState]
    """Added or changed: to be read."""
    places: Mapping[str, Path]
    """Where each of them lies: a name that is not UTF-8 is written with escapes as a path of the index."""
    touched: Mapping[str, FileState]
    """Same content, another time: only the note of it changes."""
    deleted: Sequence[str]
    """Known to the index and gone."""
    unchanged: int
    """How many files are as they were."""

    def __bool__(self) -> bool:
        return bool(self.read or self.touched or self.deleted)


def find_changes(
    root: Path,
    known: Mapping[str, FileState],
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Changes:
    """Compare the folder with what is `known`; a file's content is read only when its size or time differs."""
    read: dict[str, FileState] = {}
    places: dict[str, Path] = {}
    touched: dict[str, FileState] = {}
    seen = set()
    for file in corpus_files(root, include, exclude):
        path = _as_text(file.relative_to(root).as_posix())
        seen.add(path)
        before = known.get(path)
        now = _state(file, before)
        if before is None or now.sha256 != before.sha256:
            read[path] = now
            places[path] = file
        elif now != before:
            touched[path] = now
    deleted = sorted(set(known) - seen)
    return Changes(read, places, touched, deleted, len(seen) - len(read) - len(touched))


def _state(file: Path, before: FileState | None) -> FileState:
    try:
        stat = file.stat()
        if before and (stat.st_size, stat.st_mtime_ns) == (before.size, before.mtime_ns):
            return before
        # Opening a pipe waits for its writer, and a device may never end.
        if not S_ISREG(stat.st_mode):
            return UNREAD
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        # The reader says what is wrong with it; it is read again when it can be.
        return UNREAD
    return FileState(stat.st_size, stat.st_mtime_ns, digest)


def _as_text(path: str) -> str:
    """The path with bytes that are not UTF-8 written as `\\xe9`, so that it can be stored and printed."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")
