"""EPUB files: each document of the reading order is an article, a newspaper's issue is many."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from index.dates import parse_date
from index.errors import ReadError
from index.metadata import Draft, author_names, language_code
from index.readers.base import Item, Source, zip_member
from index.readers.decoding import decode, one_line
from index.readers.fragments import flowed
from index.readers.office import parse_xml
from index.readers.webpage import block_text, parse
from index.types import RawArticle

_LEAST_CHARS = 200
"""Shorter documents are covers, title pages and dividers."""


def read_epub(source: Source) -> Iterator[Item]:
    """One article for each document with text. Raises ReadError when the file is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.read())) as archive:
            container = parse_xml(zip_member(archive, "META-INF/container.xml", 2**20))
            rootfile = next(container.iter("{*}rootfile"), None)
            package_path = str(rootfile.get("full-path", "")) if rootfile is not None else ""
            package = parse_xml(zip_member(archive, package_path, 2**23))
            yield from _documents(source, archive, package, posixpath.dirname(package_path))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as error:
        raise ReadError("damaged EPUB", "Open it in an e-book program and save it again.") from error


def _documents(source: Source, archive: zipfile.ZipFile, package: etree._Element, folder: str) -> Iterator[Item]:
    left = source.limits.file_bytes
    for name in _reading_order(package, folder)[: source.limits.pages]:
        try:
            data = zip_member(archive, name, left)
            left -= len(data)
            tree = parse(flowed(decode(data)))
        except (KeyError, ReadError) as error:
            yield source.problem(f"{name} cannot be read", getattr(error, "hint", ""))
            continue
        text = block_text(tree)
        if len(text) >= _LEAST_CHARS:
            draft = _issue(package)
            heading = next(iter(tree.xpath("//h1 | //h2 | //h3")), None)
            title = heading.text_content() if heading is not None else tree.xpath("string(//head/title)")
            draft.offer("title", one_line(title), "heading", 0.8)
            yield RawArticle(text, draft.metadata(), key=_key(name, folder))


def _key(name: str, folder: str) -> str:
    """Place of a document below the package: its base name alone is `index.html` in many files."""
    return one_line(posixpath.relpath(name, folder or "."), 500).replace("#", "-")


def _reading_order(package: etree._Element, folder: str) -> list[str]:
    """Paths of the documents in the archive, without the table of contents."""
    items = {
        str(item.get("id")): posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href")))))
        for item in package.iter("{*}item")
        if "nav" not in str(item.get("properties", "")).split()
    }
    order = (str(reference.get("idref")) for reference in package.iter("{*}itemref"))
    return list(dict.fromkeys(items[reference] for reference in order if reference in items))


def _issue(package: etree._Element) -> Draft:
    """What holds for every article of the file."""
    draft = Draft()

    def stated(name: str) -> str:
        return one_line(package.findtext(f".//{{*}}metadata/{{*}}{name}") or "")

    draft.offer("publisher", stated("publisher"), "epub", 0.7)
    draft.offer("published", parse_date(stated("date")), "epub", 0.6)
    draft.offer("authors", author_names(stated("creator")), "epub", 0.5)
    draft.offer("language", language_code(stated("language")), "epub", 0.6)
    return draft
