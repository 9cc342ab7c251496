"""Named values, from an export's record or a file's front matter, to an article and its metadata."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from index.dates import from_epoch, parse_date
from index.metadata import Draft, Value, author_names, language_code, publisher_name
from index.readers.decoding import one_line
from index.types import Metadata

_NAMES = {
    "title": "title headline",
    "authors": "authors author byline creator",
    "published": "published date publisheddate datepublished publishedat publishdate pubdate publicationdate "
    "publishedon publishedtime posted",
    "publisher": "publisher source site sitename outlet newspaper publication sourcename website domain sourcedomain",
    "url": "url link sourceurl canonical canonicalurl permalink weburl",
    "text": "text body content maintext articletext fulltext articlebody contenttext bodytext plaintext article",
    "language": "language lang",
    "id": "id uuid guid articleid docid",
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split()}
_RANK = {name: rank for names in _NAMES.values() for rank, name in enumerate(names.split())}
_MOST_AUTHORS = 50

TEXT_NAMES = ", ".join(_NAMES["text"].split()[:4])
"""Names of the field that holds an article's text, for hints."""


def by_field(record: Mapping[Any, Any]) -> dict[str, Any]:
    """Values of a record under our names (title, authors, published, publisher, url, text, language, id).

    Names are compared without case and punctuation; of several names for one field the usual one counts.
    """
    found: dict[str, tuple[int, Any]] = {}
    for name, value in record.items():
        plain = re.sub(r"[^a-z]", "", str(name).lower())
        field = _FIELD_OF.get(plain)
        filled = value not in (None, "", [], {})
        if field and filled and (field not in found or _RANK[plain] < found[field][0]):
            found[field] = (_RANK[plain], value)
    return {field: value for field, (_, value) in found.items()}


def metadata_of(fields: Mapping[str, Any], origin: str) -> tuple[Metadata, list[str]]:
    """Metadata of values under our names, and a line for each value that cannot be used."""
    draft, faults = Draft(), []
    for name in ("title", "publisher", "url", "language", "authors", "published"):
        value = _value(name, fields.get(name))
        draft.offer(name, value, origin, 1.0)
        if name == "published" and fields.get(name) and not value:
            faults.append(f"not a certain date: {one_line(str(fields[name]), 40)}")
    return draft.metadata(), faults


def text_of(value: object) -> str:
    """Text of a field: a string, or paragraphs in a list; empty for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(part for part in value if isinstance(part, str))
    return ""


def _value(name: str, value: object) -> Value:
    if name == "published":
        return _day(value)
    if name == "authors":
        return tuple(_authors(value))[:_MOST_AUTHORS]
    text = one_line(_name_of(value), 2000)
    if name == "publisher":
        return publisher_name(text)
    return language_code(text) if name == "language" else text


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return from_epoch(value) or parse_date(str(value)[:100])
    text = one_line(value, 100) if isinstance(value, str) else ""
    return from_epoch(int(text)) if re.fullmatch(r"\d{9,13}", text) else parse_date(text)


def _authors(value: object) -> Iterator[str]:
    for author in value if isinstance(value, list) else [value]:
        name = one_line(_name_of(author))
        yield from author_names(name)


def _name_of(value: object) -> str:
    """Text of a scalar, or of the name inside an object such as `{"id": null, "name": "Press TV"}`."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("url") or ""
    return str(value)[:4000] if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
