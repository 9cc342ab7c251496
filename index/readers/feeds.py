"""Feeds in XML (RSS and Atom): one article for each entry, with what the entry says of itself."""

import html
import re
from collections.abc import Iterator

from lxml import etree

from index.errors import ReadError
from index.metadata import Draft, language_code
from index.readers.base import Item, Source
from index.readers.decoding import normalise, one_line
from index.readers.fields import DATE_HINT, metadata_of
from index.readers.fragments import fragment_text
from index.readers.keys import Keys
from index.readers.office import parse_xml
from index.types import Metadata, RawArticle

_ROOTS = frozenset({"rss", "RDF", "feed"})
_TEXTS = frozenset({"encoded", "content", "description", "summary"})
_FIELDS = {
    "title": "title",
    "pubDate": "published",
    "published": "published",
    "date": "published",
    "guid": "id",
    "id": "id",
    "source": "publisher",
}
"""Our names of an entry's elements, whatever their namespaces; the first element of a name counts."""

_SECTION = re.compile(r"\s[-–—|:>»]\s")
"""What parts a publisher's name from a section's in the title of a feed."""

_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,30});")
"""Entities of HTML, which XML does not know and feeds hold all the same."""


def read_feed(source: Source) -> Iterator[Item]:
    """One article for each entry with a text. Raises ReadError for XML that is no feed, or damaged."""
    try:
        root = parse_xml(_NAMED.sub(_numbered, source.read()))
    except etree.XMLSyntaxError as error:
        raise ReadError("damaged XML", "Fetch or save it again.") from error
    if _name(root) not in _ROOTS:
        raise ReadError("XML that is not a feed", "Save its articles as text, HTML or JSON lines.")
    keys = Keys()
    for number, entry in enumerate(root.iter("{*}item", "{*}entry"), start=1):
        fields = _fields(entry)
        text = normalise(fragment_text(_text(entry)))
        if not text.strip():
            yield source.problem(f"entry {number} without text", "Fetch the article itself.")
            continue
        metadata, faults = metadata_of(fields, "feed")
        for fault in faults:
            yield source.problem(f"entry {number}: {fault}", DATE_HINT)
        yield RawArticle(text, _with_feed(metadata, root), keys.of(fields.get("id"), number))


def _numbered(found: "re.Match[bytes]") -> bytes:
    """The entity as a number, which every reader of XML knows; an unknown one as it is written."""
    return html.unescape(found[0].decode()).replace("&", "&amp;").encode("ascii", "xmlcharrefreplace")


def _fields(entry: etree._Element) -> dict[str, object]:
    """Values of an entry under our names."""
    found: dict[str, object] = {}
    authors: list[str] = []
    for child in entry:
        name = _name(child)
        value = " ".join("".join(map(str, child.itertext())).split())
        if name == "link" and child.get("rel", "alternate") == "alternate":
            found.setdefault("url", child.get("href") or value)
        elif name in {"creator", "author"}:
            person = child.findtext("{*}name") or value
            authors += [person] if "@" not in person else []
        elif name in _FIELDS and value:
            found.setdefault(_FIELDS[name], value)
    return found | {"authors": authors}


def _text(entry: etree._Element) -> str:
    """Markup of the longest of an entry's texts: the others are its teaser."""
    texts = [child for child in entry if _name(child) in _TEXTS]
    markup = (
        "".join([child.text or "", *(etree.tostring(part, encoding="unicode") for part in child)]) for child in texts
    )
    return max(markup, key=len, default="")


def _with_feed(metadata: Metadata, root: etree._Element) -> Metadata:
    """The metadata, with what holds for the whole feed where the entry is silent."""
    head = next(root.iter("{*}channel"), root)
    draft = Draft(metadata)
    publisher = _SECTION.split(one_line(head.findtext("{*}title") or ""))[0]
    draft.offer("publisher", publisher, "feed", 0.65)
    draft.offer("language", language_code(head.findtext("{*}language") or ""), "feed", 0.4)
    return draft.metadata()


def _name(element: etree._Element) -> str:
    """An element's name without its namespace; empty for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
