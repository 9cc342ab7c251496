"""File to articles: one small reader for each format, and the registry that picks it."""

import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import cast

from index.errors import ReadError
from index.metadata import complete
from index.readers.base import BROKEN_INPUT, Item, Limits, Problem, Reader, Source
from index.readers.decoding import normalise
from index.readers.detect import Format, detect
from index.readers.walk import corpus_files
from index.types import RawArticle

__all__ = ["READERS", "Format", "Limits", "Problem", "corpus_files", "read_file"]

READERS: Mapping[Format, str] = MappingProxyType(
    {
        Format.TEXT: "plain:read_text",
        Format.MARKDOWN: "markdown:read_markdown",
        Format.HTML: "webpage:read_html",
        Format.PDF: "pdf:read_pdf",
        Format.DOCX: "office:read_docx",
        Format.EPUB: "epub:read_epub",
        Format.JSON: "exports:read_json",
        Format.JSONL: "exports:read_jsonl",
        Format.CSV: "exports:read_table",
        Format.EMAIL: "mail:read_email",
        Format.MAILBOX: "mail:read_mailbox",
        Format.FEED: "feeds:read_feed",
        Format.FRAGMENT: "fragments:read_fragment",
    }
)
"""Module and function of each format; a module is imported when a file first needs it."""

_GZIP = b"\x1f\x8b"
_DEFAULT_LIMITS = Limits()


def read_file(path: Path, relative: str, limits: Limits = _DEFAULT_LIMITS) -> Iterator[RawArticle | Problem]:
    """The articles of one file, and a Problem for each thing in it that cannot be used; never raises for bad input.

    `relative` is the path in the corpus folder, with "/". Text is in Unicode NFC with `\\n` line ends and without
    control or invisible characters; metadata is completed from address, text and file name.
    """
    try:
        source = Source(path, relative, limits, _is_packed(path))
        empty = True
        for item in _reader(detect(source))(source):
            empty = False
            yield item if isinstance(item, Problem) else _finished(item, source)
        if empty:
            yield source.problem("holds no article", "Remove it, or name it in .bylineignore.")
    except ReadError as error:
        yield Problem(relative, 0, error.title, error.hint)
    except BROKEN_INPUT as error:
        if isinstance(error, OSError) and error.strerror:
            yield Problem(
                relative, 0, f"cannot be read: {error.strerror.lower()}", "Check the file and its permissions."
            )
            return
        yield Problem(relative, 0, f"damaged or cut short ({type(error).__name__})", "Fetch or save it again.")


def _is_packed(path: Path) -> bool:
    """True for gzip. Raises ReadError for what is not a file, OSError for what cannot be opened."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise ReadError("folder that cannot be listed", "Check its permissions, or name it in .bylineignore.")
    if not stat.S_ISREG(mode):
        raise ReadError("not a regular file", "Name a file that holds articles.")
    with path.open("rb") as file:
        return file.read(2) == _GZIP


def _reader(kind: Format) -> Reader:
    module, _, function = READERS[kind].partition(":")
    return cast("Reader", getattr(import_module(f"index.readers.{module}"), function))


def _finished(article: RawArticle, source: Source) -> Item:
    """The article with safe text and completed metadata, or the problem that it has none."""
    text = normalise(article.text).strip()
    name = f"article {article.key}: " if article.key else ""
    if not text:
        return source.problem(f"{name}no text", "Remove it, or name it in .bylineignore.")
    if len(text) > source.limits.article_chars:
        most = f"{source.limits.article_chars:,}"
        return source.problem(f"{name}longer than {most} characters", "Split it into articles.")
    return replace(article, text=text, metadata=complete(article.metadata, text, source.relative))
