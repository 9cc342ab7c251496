"""What every reader shares: the file being read, its limits, and what to say when a part of it is unusable."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from index.errors import ReadError
from index.types import RawArticle

BROKEN_INPUT = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What third-party parsers raise on damaged files; none of them promises less."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one file is read. Past a limit the file, page or record is refused with one line."""

    file_bytes: int = 64 * 2**20
    """Bytes of a file that has to be held in memory, after unpacking. Exports read line by line are exempt."""
    stream_bytes: int = 4 * 2**30
    """Bytes that a compressed export may unpack to."""
    record_bytes: int = 8 * 2**20
    """Characters of one line of an export, or of one field of a table."""
    article_chars: int = 4_000_000
    """Characters of one article; a long novel has three million."""
    pages: int = 2_000
    """Pages of a PDF file, or documents of an EPUB file."""
    seconds: float = 60.0
    """Time for one PDF file; checked between pages."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file, or one record of it, gave no article or lost a value; the rest goes on."""

    path: str
    """File relative to the corpus folder."""
    line: int
    """Line in the file, from 1; 0 when it concerns the file as a whole."""
    title: str
    """What happened, in one line, without the path."""
    hint: str = ""
    """What to do about it, in one line."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.title}"


Item = RawArticle | Problem
"""What a reader yields."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, unpacked on the way when it is compressed."""

    path: Path
    relative: str
    """Path relative to the corpus folder, with "/" on every system."""
    limits: Limits
    packed: bool = False
    """True when the bytes on disk are gzip."""

    @property
    def name(self) -> str:
        """File name in lower case, without the `.gz` of a packed file."""
        name = self.path.name.lower()
        return name.removesuffix(".gz") if self.packed else name

    def open(self) -> BinaryIO:
        """Open the unpacked bytes. Raises OSError; reading raises ReadError past `limits.stream_bytes`."""
        if not self.packed:
            return self.path.open("rb")
        return io.BufferedReader(_Bounded(gzip.GzipFile(self.path), self.limits.stream_bytes))

    def read(self) -> bytes:
        """The whole file, unpacked. Raises ReadError past `limits.file_bytes`, and OSError."""
        with self.open() as file:
            data = file.read(self.limits.file_bytes + 1)
        if len(data) > self.limits.file_bytes:
            raise too_large(self.limits.file_bytes)
        return data

    def problem(self, title: str, hint: str = "", line: int = 0) -> Problem:
        """A problem with this file."""
        return Problem(self.relative, line, title, hint)


Reader = Callable[[Source], Iterator[Item]]
"""A format: yields what the file holds; raises ReadError, or any of BROKEN_INPUT, when it cannot be read on."""


def too_large(limit: int) -> ReadError:
    """The error for content past `limit` bytes."""
    return ReadError(f"larger than {limit // 2**20} MiB", "Split it, or export the articles as JSON lines.")


def zip_member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """Unpack one member, holding at most `limit` bytes. Raises ReadError past it, KeyError when it is absent."""
    with archive.open(name) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise too_large(limit)
    return data


class _Bounded(io.RawIOBase):
    """A stream that refuses to unpack more than its limit, so that a zip bomb costs neither memory nor hours."""

    def __init__(self, stream: gzip.GzipFile, limit: int) -> None:
        super().__init__()
        self._stream = stream
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise ReadError("unpacks to more than the limit for compressed exports", "Unpack and split it.")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()
