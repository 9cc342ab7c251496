"""Mail (.eml, mailboxes) and pages saved as mail (.mhtml): newsletters, digests and forwarded articles."""

import email
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

from index.errors import ReadError
from index.metadata import Draft
from index.readers.base import BROKEN_INPUT, Item, Source
from index.readers.decoding import decode, normalise, one_line
from index.readers.fragments import fragment_text
from index.readers.keys import Keys
from index.readers.plain import unwrap
from index.readers.webpage import page_article
from index.types import RawArticle

_MUCH_LONGER = 3
"""How many times the HTML part's text is as long as the plain part's where that only points to it."""
_NOTE_CHARS = 200
"""Shorter text above forwarded messages is a note about them."""
_MOST_DEPTH = 5
"""Messages inside one another."""
_SEPARATOR = re.compile(rb"From \S[^\n]{0,200}\d{4}[ \t]*\r?\n")
"""The line above each message of a mailbox (RFC 4155): sender and time. In a text it is written ">From"."""


def read_email(source: Source) -> Iterator[Item]:
    """An article for the message and for each one enclosed in it, or for the web page saved as one.

    Subject, sender and date are title, publisher and day. Raises ReadError when it is no message, or has no text.
    """
    message = _parsed(source.read())
    if not message.keys():
        raise ReadError("not a mail message", "Save it as .eml, or as text.")
    items = list(_articles(source, message, Keys()))
    if not any(isinstance(item, RawArticle) for item in items):
        raise ReadError("mail without text", "Save its attachment instead.")
    yield from items


def read_mailbox(source: Source) -> Iterator[Item]:
    """An article for each message of the mailbox; a bad message costs that message. Read message by message."""
    keys = Keys()
    for number, data in enumerate(_messages(source), start=1):
        fault = "without text"
        try:
            message = _parsed(data)
            items = list(_articles(source, message, keys, keys.of(_identifier(message), number)))
        except (ReadError, *BROKEN_INPUT):
            items, fault = [], "cannot be read"
        yield from items or [source.problem(f"message {number} {fault}", "Save it as text.")]


def _messages(source: Source) -> Iterator[bytes]:
    """The messages of a mailbox, each cut at the limit for a record held in memory."""
    lines: list[bytes] = []
    left, empty = source.limits.file_bytes, True
    with source.open() as file:
        while line := file.readline(source.limits.record_bytes):
            if empty and _SEPARATOR.fullmatch(line):
                yield from [b"".join(lines)] if lines else []
                lines, left, empty = [], source.limits.file_bytes, False
                continue
            empty, left = not line.strip(), left - len(line)
            lines += [line.removeprefix(b">") if line.startswith(b">From ") else line] if left > 0 else []
    yield from [b"".join(lines)] if lines else []


def _parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    if not isinstance(message, EmailMessage):
        raise ReadError("not a mail message", "Save it as .eml, or as text.")
    return message


def _articles(source: Source, message: EmailMessage, keys: Keys, key: str = "", depth: int = 0) -> Iterator[Item]:
    """The article of a message, named `key`, and those of the messages in it."""
    if _is_page(message):
        yield _page(message)
        return
    enclosed = list(_enclosed(message)) if depth < _MOST_DEPTH else []
    text = _text(message)
    if text.strip() and not (enclosed and len(text) < _NOTE_CHARS):
        yield from _article(source, message, text, key)
    for number, inner in enumerate(enclosed, start=1):
        name = _identifier(inner) or f"{key}.{number}".lstrip(".")
        yield from _articles(source, inner, keys, keys.of(name, number), depth + 1)


def _article(source: Source, message: EmailMessage, text: str, key: str) -> Iterator[Item]:
    draft = Draft()
    draft.offer("title", _header(message, "subject"), "mail header", 0.8)
    draft.offer("publisher", one_line(parseaddr(_header(message, "from"))[0]), "mail header", 0.5)
    try:
        draft.offer("published", parsedate_to_datetime(_header(message, "date")).date(), "mail header", 0.7)
    except ValueError:
        which = f"message {key}" if key else "mail"
        yield source.problem(f"{which} without a date that can be read")
    yield RawArticle(text, draft.metadata(), key)


def _identifier(message: EmailMessage) -> str | None:
    return _header(message, "message-id").strip("<>") or None


def _header(message: EmailMessage, name: str) -> str:
    return one_line(str(message.get(name, "")))


def _enclosed(part: Message) -> Iterator[EmailMessage]:
    """The messages that a part holds, without those inside them."""
    for child in part.get_payload() if part.is_multipart() else ():
        if isinstance(child, EmailMessage) and part.get_content_type() == "message/rfc822":
            yield child
        elif isinstance(child, Message):
            yield from _enclosed(child)


def _text(message: EmailMessage) -> str:
    """The text of the plain part, or of the HTML part where the plain one is no more than a pointer to it."""
    plain = unwrap(normalise(_content(message, "plain"))).strip()
    try:
        rich = fragment_text(_content(message, "html"))
    except ReadError:
        if not plain:
            raise
        return plain
    return rich if len(rich) >= _MUCH_LONGER * len(plain) else plain


def _content(message: EmailMessage, kind: str) -> str:
    """Text of the first part of that kind, empty when there is none; a charset that is not true is detected."""
    part = message.get_body(preferencelist=(kind,))
    payload = part.get_payload(decode=True) if part is not None else b""
    return decode(payload, str(part.get_content_charset() or "")) if part and isinstance(payload, bytes) else ""


def _is_page(message: EmailMessage) -> bool:
    """True for a page that a browser saved as one file; its date is the day of saving."""
    saved = _header(message, "from").lower().lstrip('"<').startswith("saved by ")
    return saved or "snapshot-content-location" in message


def _page(message: EmailMessage) -> RawArticle:
    article = page_article(_content(message, "html"))
    draft = Draft(article.metadata)
    draft.offer("url", _header(message, "snapshot-content-location"), "saved page", 0.9)
    draft.offer("title", _header(message, "subject"), "saved page", 0.3)
    return RawArticle(article.text, draft.metadata())
