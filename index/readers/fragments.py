"""Pieces of HTML: the body field of an export, the HTML part of a mail, a file that starts with a paragraph's tag."""

import html
import re
from collections.abc import Iterator

from index.readers.base import Item, Source
from index.readers.decoding import decode, normalise
from index.types import Metadata, RawArticle

_BLOCK = "p|div|br|hr|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td|section|article|header|figure|figcaption|blockquote|pre"
_INLINE = "a|abbr|b|big|cite|code|em|font|i|iframe|img|mark|q|s|script|small|span|strong|style|sub|sup|time|u"
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK})(?:\s[^<>]*)?/?>", re.I)
_TAG = re.compile(rf"</?(?:{_BLOCK}|{_INLINE})(?:\s[^<>]*)?/?>", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});", re.I)
_STARTS = re.compile(rf"\s*(?:<!--.{{0,1000}}?-->\s*)*<(?:{_BLOCK}|{_INLINE})(?:\s[^<>]*)?/?>", re.I | re.S)


def is_fragment(start: str) -> bool:
    """True for text that starts with a tag of HTML."""
    return _STARTS.match(start) is not None


def read_fragment(source: Source) -> Iterator[Item]:
    """The file as one article. Raises ReadError for markup nested beyond reason."""
    yield RawArticle(normalise(fragment_text(decode(source.read()))), Metadata())


def fragment_text(markup: str) -> str:
    """Text of a piece of HTML, paragraphs apart by an empty line; text without tags keeps its lines.

    Raises ReadError for markup nested beyond reason.
    """
    text = markup if _TAG.search(markup) else unescape(markup)
    if not _TAG.search(text):
        return text
    # Imported here because most exports hold no markup.
    from index.readers.webpage import markup_text

    return unescape(markup_text(flowed(text)))


def flowed(markup: str) -> str:
    """Markup whose single line ends are spaces, as in a browser, where it has tags of paragraphs."""
    if not _BLOCK_TAG.search(markup) or re.search(r"<pre\b", markup, re.I):
        return markup
    return "\n\n".join(part.replace("\n", " ") for part in re.split(r"\n\s*\n", markup))


def inline_text(markup: str) -> str:
    """A title or a name without its tags and entities."""
    return _TAG.sub("", unescape(_TAG.sub("", markup)))


def unescape(text: str) -> str:
    """Text with the characters that its entities stand for; "&" in an address is left alone."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]).replace("\xa0", " "), text)
