"""Word documents (DOCX): paragraphs and tables of the body, read straight from the XML."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from index.errors import ReadError
from index.metadata import Draft, author_names
from index.readers.base import Item, Source, zip_member
from index.readers.decoding import one_line
from index.types import RawArticle

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_APART = {f"{_W}p", f"{_W}moveFrom"}
"""Paragraphs of a text box inside another, which stand by themselves, and text that stands where it was moved to."""
_MOST_TAGS = 4_000_000
"""Signs "<" in XML that is parsed at all: a tree takes many times the room of its tags."""
_TITLE_STYLES = {"Title", "Titel", "Titre", "Heading1"}


def read_docx(source: Source) -> Iterator[Item]:
    """The file as one article. Raises ReadError when it is locked or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.read())) as archive:
            document = parse_xml(zip_member(archive, "word/document.xml", source.limits.file_bytes))
            core = "docProps/core.xml"
            properties = parse_xml(zip_member(archive, core, 2**20)) if core in archive.namelist() else None
    except (zipfile.BadZipFile, etree.XMLSyntaxError, RuntimeError) as error:
        raise ReadError(
            "damaged or locked Word document", "Open it in a word processor and save it again."
        ) from error
    _drop_fallbacks(document)
    paragraphs = [(_style(element), _text(element)) for element in document.iter(f"{_W}p")]
    draft = Draft()
    headings = (text for style, text in paragraphs if style in _TITLE_STYLES and text.strip())
    draft.offer("title", one_line(next(headings, "")), "heading", 0.8)
    if properties is not None:
        draft.offer("title", one_line(properties.findtext(f"{_DC}title") or ""), "document properties", 0.6)
        draft.offer("authors", author_names(properties.findtext(f"{_DC}creator") or ""), "document properties", 0.5)
    yield RawArticle("\n\n".join(text for _, text in paragraphs if text.strip()), draft.metadata())


def parse_xml(data: bytes) -> etree._Element:
    """The root element; entities are not expanded and nothing is fetched.

    Raises etree.XMLSyntaxError, and ReadError for more elements than the longest novel has.
    """
    if data.count(b"<") > _MOST_TAGS:
        raise ReadError(f"more than {_MOST_TAGS:,} elements", "Split it into articles.")
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return str(style.get(f"{_W}val", "")) if style is not None else ""


def _drop_fallbacks(document: etree._Element) -> None:
    """Take out what older programs are to show instead of a text box: the same text once more."""
    for alternate in list(document.iter(f"{_MC}AlternateContent")):
        fallback = alternate.find(f"{_MC}Fallback")
        if fallback is not None and alternate.find(f"{_MC}Choice") is not None:
            alternate.remove(fallback)


def _text(element: etree._Element) -> str:
    """Text of a paragraph's runs; deleted text has its own element name and stays out."""
    parts = (
        (child.text or "" if child.tag == f"{_W}t" else _BREAKS.get(str(child.tag), "")) + _text(child)
        for child in element
        if child.tag not in _APART
    )
    return "".join(parts)
