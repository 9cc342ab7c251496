"""What is known about an article besides its text: gathered from every place that says, each with its provenance."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from index.bylines import byline_in, is_byline
from index.dates import from_url, parse_date
from index.furniture import rule_for
from index.language import language_of
from index.line_shapes import authors_in, ends_sentence, is_crumbs, is_headline
from index.types import Metadata, Provenance

Value = str | tuple[str, ...] | date | None

_TOP_LINES = 15
_BOTTOM_LINES = 12
_PUBLISHED = re.compile(
    r"\b(?:published|posted|publi[ée] le|veröffentlicht|publicado|pubblicato|date)\b\s*(?:on|at|am|el|il)?", re.I
)
_NOT_PUBLISHED = re.compile(r"\b(?:updated|modified|edited|retrieved|accessed|crawled|downloaded|archived)\b", re.I)
_DATELINE = re.compile(
    r"[A-Z][A-Z .,'’/-]{2,40}[^.!?]{0,40}?[\s,(]"
    r"([A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})\W.{0,30}?[-–—:]"
)
_DATE_ONLY = re.compile(r"(?:[^\W\d_]{2,10}\.?,?\s+)?[\d./-]*\d[^!?]{4,40}")
_COPYRIGHT = re.compile(
    r"\W*(?:copyright)?\s*(?:©|\(c\))?\s*(?:\d{4}[-–, ]*)+([^.,;|©]{2,60}?)(?:[.,;|].*|\s+all rights reserved.*)?",
    re.I,
)
_HOST_PREFIX = re.compile(r"^(?:www?\d*|m|amp|mobile|edition|rss|feeds?)\.")
_LANGUAGE = re.compile(r"[a-z]{2}")


class Draft:
    """Metadata in the making: of the values offered for a field the most trusted stays."""

    def __init__(self, metadata: Metadata | None = None) -> None:
        self._values: dict[str, Value] = {}
        self._provenance: dict[str, Provenance] = {}
        for name, provenance in (metadata.provenance if metadata else {}).items():
            self.offer(name, getattr(metadata, name), provenance.origin, provenance.confidence)

    def offer(self, name: str, value: Value, origin: str, confidence: float) -> None:
        """Offer a value of the field `name` of Metadata; an empty value is no offer."""
        known = self._provenance.get(name)
        if value and (known is None or confidence > known.confidence):
            self._values[name] = value
            self._provenance[name] = Provenance(origin, confidence)

    def has(self, name: str) -> bool:
        """True when the field has a value."""
        return name in self._values

    def text(self, name: str) -> str:
        """The value of a text field; empty when unknown."""
        return str(self._values.get(name, ""))

    def metadata(self) -> Metadata:
        """The values gathered so far."""
        return Metadata(**self._values, provenance=dict(self._provenance))  # type: ignore[arg-type]


def complete(metadata: Metadata, text: str, path: str) -> Metadata:
    """Fill what is still unknown from the address, the text and the file name; what is not said stays absent.

    `path` is the file relative to the corpus folder. The clock of a crawled page is never taken for a date of
    publication.
    """
    draft = Draft(metadata)
    draft.offer("published", from_url(metadata.url), "address", 0.8)
    draft.offer("publisher", publisher_from_url(metadata.url), "address", 0.6)
    _from_lines([" ".join(line.split()) for line in text.split("\n") if line.strip()], draft)
    draft.offer("published", from_url("/" + PurePosixPath(path).name), "file name", 0.5)
    draft.offer("language", language_of(text), "text", 0.8)
    return draft.metadata()


def publisher_name(value: str) -> str:
    """A publisher as readers know it: a web address becomes its host, a handle loses its sign."""
    value = value.strip().lstrip("@").strip()
    return publisher_from_url(value) if re.match(r"https?://|www\d?\.", value) else value


def publisher_from_url(url: str) -> str:
    """Host of an address without "www." and its like, such as "abcnews.go.com"; empty when there is none."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    host = _HOST_PREFIX.sub("", host)
    return host if "." in host else ""


def language_code(value: str) -> str:
    """ISO 639-1 code of a tag such as "en-US" or "pt_BR"; empty for anything else."""
    code = re.split(r"[-_,; ]", value.strip().lower())[0]
    return code if _LANGUAGE.fullmatch(code) else ""


def author_names(value: str) -> tuple[str, ...]:
    """Names in a byline such as "By Ann Lee, Bo Chan and Cy Diaz"."""
    value = re.sub(r"^\s*(?:by|written by|von|par|por)[:\s]+", "", value, flags=re.I)
    names = re.split(r"\s*[,;|\t\n]\s*|\s+(?:and|und|et|&)\s+", value)
    return tuple(dict.fromkeys(name.strip() for name in names if 1 < len(name.strip()) <= 80 and "://" not in name))


def _from_lines(lines: Sequence[str], draft: Draft) -> None:
    """Title, authors and date from the top of a text without structure, publisher from its copyright line."""
    top = lines[:_TOP_LINES]
    own = [line for line in top if not rule_for(line) and not is_crumbs(line) and not is_byline(line)]
    if len(own) > 1 and _is_title(own[0]) and len(lines) > 1:
        draft.offer("title", own[0], "first line", 0.6)
    for place, line in enumerate(top):
        whole = byline_in(line)
        if whole:
            draft.offer("authors", whole.authors, "byline", 0.7)
            draft.offer("publisher", whole.publisher, "byline", 0.5)
            draft.offer("published", whole.published, "byline", 0.7)
        draft.offer("authors", authors_in(line), "byline", 0.7)
        draft.offer("published", _published(line, place), "text", 0.7)
    for line in lines[-_BOTTOM_LINES:]:
        found = _COPYRIGHT.fullmatch(line) if rule_for(line) == "copyright line" else None
        draft.offer("publisher", found[1].strip() if found else "", "copyright line", 0.4)


def _is_title(line: str) -> bool:
    return is_headline(line.rstrip("?!")) and not _DATE_ONLY.fullmatch(line)


def _published(line: str, place: int) -> date | None:
    """Day of publication that a line at the top states: labelled, in a dateline, or alone below the headline."""
    if len(line) <= 120 and rule_for(line) == "page clock":
        return None
    labelled = _PUBLISHED.search(line) if len(line) <= 120 and not ends_sentence(line.rstrip(".")) else None
    if labelled:
        rest = _NOT_PUBLISHED.split(line[labelled.end() :])[0]
        return parse_date(rest[:40])
    dateline = _DATELINE.match(line)
    if dateline:
        return parse_date(dateline[1])
    alone = place > 0 and len(line) <= 50 and _DATE_ONLY.fullmatch(line) and not _NOT_PUBLISHED.search(line)
    return parse_date(line) if alone else None
