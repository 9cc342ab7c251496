"""What a file is, told by its content first and by its name where the content does not say."""

import re
import zipfile
from enum import StrEnum

from index.errors import ReadError
from index.readers.base import Source
from index.readers.decoding import decode
from index.readers.fragments import is_fragment

HEAD_BYTES = 4096


class Format(StrEnum):
    """The kinds of file that hold articles."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    EPUB = "epub"
    JSON = "json"
    JSONL = "json lines"
    CSV = "csv"
    EMAIL = "email"
    MAILBOX = "mailbox"
    FEED = "feed"
    FRAGMENT = "fragment of a web page"


SUFFIXES = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".eml": Format.EMAIL,
    ".mht": Format.EMAIL,
    ".mhtml": Format.EMAIL,
    ".mbox": Format.MAILBOX,
}

_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"{\\rtf", "an RTF document"),
)
_HTML = re.compile(r"^(\s|<\?xml[^>]*>|<!--.*?-->)*<(!doctype\s+html|html|head|body|article)\b", re.I | re.S)
_EMAIL_HEADER = re.compile(
    r"^(from|to|subject|date|message-id|mime-version|received|return-path|content-type):", re.I | re.M
)
_MAILBOX = re.compile(r"From \S.{0,200}\d{4}[ \t]*\r?\n[\w-]{1,40}:")
_XML = re.compile(r"<\?xml\b|<(?:rss|feed|rdf:RDF)[\s>]", re.I)
_JSON = re.compile(r'\[?\s*\{\s*"[^"\n]{1,80}"\s*:')
_FRONT_MATTER = re.compile(r"^---[ \t]*\r?\n\s*\w[\w -]*:")
_JSON_LINES = re.compile(r"^\s*\{[^\n]*\}[ \t]*\r?\n\s*\{")


def detect(source: Source) -> Format:
    """Format of the file. Raises ReadError for an empty file, a binary one, and OSError."""
    with source.open() as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\0 \t\r\n"):
        raise ReadError("empty file", "Remove it, or name it in .bylineignore.")
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(source)
    _refuse_binary(head)
    return _text_format(decode(head), SUFFIXES.get("." + source.name.rpartition(".")[2], Format.TEXT))


def _zipped(source: Source) -> Format:
    if source.packed:
        raise ReadError("a zip file inside a gzip file", "Unpack it first.")
    with zipfile.ZipFile(source.path) as archive:
        names = set(archive.namelist())
    if "word/document.xml" in names:
        return Format.DOCX
    if "META-INF/container.xml" in names:
        return Format.EPUB
    raise ReadError("a zip archive that is neither DOCX nor EPUB", "Unpack it in place.")


def _refuse_binary(head: bytes) -> None:
    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    if not kind and _looks_binary(head):
        kind = "a binary file"
    if kind:
        raise ReadError(f"{kind}, not an article", "Save it as text, HTML, PDF or DOCX, or name it in .bylineignore.")


def _looks_binary(head: bytes) -> bool:
    """Many control characters however the bytes are read; UTF-16 text has none once decoded."""
    text = decode(head)
    controls = sum(char < " " and char not in "\t\n\r\f\v\x1b" for char in text) + text.count("\ufffd")
    return controls > 0.05 * len(text)


def _text_format(head: str, named: Format) -> Format:
    start = head.lstrip("\ufeff \t\r\n")
    if named in {Format.CSV, Format.EMAIL, Format.HTML}:
        return named
    if named in {Format.JSON, Format.JSONL}:
        return _json_format(start, named)
    if named is Format.MAILBOX or _MAILBOX.match(start):
        return Format.MAILBOX
    if _HTML.match(start):
        return Format.HTML
    if _XML.match(start):
        return Format.FEED
    if named is Format.MARKDOWN or _FRONT_MATTER.match(start):
        return Format.MARKDOWN
    if _JSON_LINES.match(start):
        return Format.JSONL
    headers = start.split("\n\n", 1)[0]
    if len(set(_EMAIL_HEADER.findall(headers))) >= 4 and _EMAIL_HEADER.match(headers):
        return Format.EMAIL
    if _JSON.match(start):
        return Format.JSON
    return Format.FRAGMENT if is_fragment(start) else Format.TEXT


def _json_format(start: str, named: Format) -> Format:
    if start.startswith("["):
        return Format.JSON
    if _JSON_LINES.match(start):
        return Format.JSONL
    return named
