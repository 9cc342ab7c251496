"""PDF files: the text of their pages, without running heads and page numbers, its lines joined to paragraphs."""

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.errors import ReadError
from index.metadata import Draft, author_names
from index.readers.base import BROKEN_INPUT, Item, Problem, Source
from index.readers.decoding import normalise, one_line
from index.readers.plain import join_lines
from index.types import Metadata, RawArticle

if TYPE_CHECKING:
    from pypdf import PdfReader

_EDGE_LINES = 2
"""Lines at the top and bottom of a page among which running heads are looked for."""
_FILE_NAME = re.compile(r"\.\w{2,5}$|^(?:microsoft word|untitled|document\d*)\b", re.I)


def read_pdf(source: Source) -> Iterator[Item]:
    """The file as one article. Raises ReadError when it is encrypted, damaged or holds no text."""
    # Imported here because it takes a quarter of a second, which commands that read no PDF should not pay.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages: list[str] = []
    try:
        document = PdfReader(io.BytesIO(source.read()))
        if document.is_encrypted and not document.decrypt(""):
            raise ReadError("PDF locked with a password", "Save a copy without the password.")
        if len(document.pages) > source.limits.pages:
            raise ReadError(f"PDF of more than {source.limits.pages} pages", "Split it into articles.")
        metadata = _metadata(document)
        for page in _pages(source, document):
            if isinstance(page, Problem):
                yield page
            else:
                pages.append(page)
    except PyPdfError as error:
        raise ReadError("damaged PDF", "Open it in a viewer and save it again.") from error
    if not any(page.strip() for page in pages):
        raise ReadError("PDF without text", "It may be a scan: run text recognition on it first.")
    yield RawArticle(join_lines("\n".join(_without_running_heads(pages))), metadata)


def _pages(source: Source, document: "PdfReader") -> Iterator[str | Problem]:
    """Text of each page, or why it has none; ends early when the file takes too long."""
    from pypdf.errors import PyPdfError

    deadline = time.monotonic() + source.limits.seconds
    for number, page in enumerate(document.pages, start=1):
        try:
            yield normalise(page.extract_text())
        except (*BROKEN_INPUT, PyPdfError):
            yield source.problem(f"page {number} is damaged", "The other pages are used.")
        if time.monotonic() > deadline:
            yield source.problem(f"reading stopped after page {number}: it took too long", "Split the file.")
            return


def _metadata(document: "PdfReader") -> Metadata:
    """Title and author as the file states them; its dates are those of the file, not of the article."""
    stated = document.metadata
    title = one_line(str(stated.title or "")) if stated else ""
    draft = Draft()
    draft.offer("title", "" if _FILE_NAME.search(title) else title, "pdf", 0.6)
    draft.offer("authors", author_names(one_line(str(stated.author or "")) if stated else ""), "pdf", 0.5)
    return draft.metadata()


def _without_running_heads(pages: list[str]) -> list[str]:
    """Pages without the lines that most of them carry at their edges, numbers aside."""
    split = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    edges = [set(map(_shape, lines[:_EDGE_LINES] + lines[-_EDGE_LINES:])) for lines in split]
    counts = Counter(shape for shapes in edges for shape in shapes)
    running = {shape for shape, count in counts.items() if len(pages) >= 3 and count > len(pages) / 2}
    return ["\n".join(_body(lines, running)) for lines in split]


def _body(lines: list[str], running: set[str]) -> list[str]:
    inner = range(_EDGE_LINES, len(lines) - _EDGE_LINES)
    return [line for place, line in enumerate(lines) if place in inner or _shape(line) not in running | {"0"}]


def _shape(line: str) -> str:
    """A line with every number as 0, so that "Page 3 of 9" is the same on each page."""
    return re.sub(r"\d+", "0", line)
