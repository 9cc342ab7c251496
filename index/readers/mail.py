"""Mail messages (.eml): newsletters and forwarded articles."""

import email
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

from index.errors import ReadError
from index.metadata import Draft
from index.readers.base import Item, Source
from index.readers.decoding import decode, normalise, one_line
from index.readers.plain import unwrap
from index.readers.webpage import markup_text
from index.types import RawArticle


def read_email(source: Source) -> Iterator[Item]:
    """The message as one article: subject, sender and date are its title, publisher and day."""
    message = email.message_from_bytes(source.read(), policy=default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise ReadError("not a mail message", "Save it as .eml, or as text.")
    draft = Draft()
    draft.offer("title", one_line(str(message.get("subject", ""))), "mail header", 0.8)
    draft.offer("publisher", one_line(parseaddr(str(message.get("from", "")))[0]), "mail header", 0.5)
    try:
        draft.offer("published", parsedate_to_datetime(str(message.get("date", ""))).date(), "mail header", 0.7)
    except ValueError:
        yield source.problem("mail without a date that can be read")
    yield RawArticle(_body(message), draft.metadata())


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise ReadError("mail without text", "Save its attachment instead.")
    text = _content(part)
    return markup_text(text) if part.get_content_type() == "text/html" else unwrap(normalise(text))


def _content(part: MIMEPart) -> str:
    """Text of a part; a charset that is not known or not true is detected."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(data)
