"""Named values, from an export's record or a file's front matter, to an article and its metadata."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from index.dates import from_epoch, parse_date
from index.metadata import Draft, Value, author_names, language_code, publisher_name
from index.readers.decoding import one_line
from index.readers.fragments import inline_text
from index.types import Metadata

_NAMES = {
    "title": "title headline webtitle",
    "authors": "authors author byline creator",
    "published": "published date publisheddate datepublished publishedat publishdate pubdate publicationdate "
    "publishedon publishedtime datepublish webpublicationdate posted createdat",
    "publisher": "publisher source site sitename outlet newspaper publication sourcename website domain sourcedomain",
    "url": "url link sourceurl canonical canonicalurl permalink weburl",
    "text": "text body content maintext articletext fulltext articlebody contenttext bodytext plaintext article",
    "language": "language lang",
    "id": "id uuid guid articleid docid",
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split()}
_RANK = {name: rank for names in _NAMES.values() for rank, name in enumerate(names.split())}
_INNER_TEXT = ("rendered", "text", "value", "html")
_INNER_NAME = ("name", "title", "main", *_INNER_TEXT, "url")
"""Names inside an object of the part that is meant, as in `{"rendered": "…", "protected": false}`."""
_MOST_AUTHORS = 50
_MOST_DEPTH = 4
"""How many lists and objects a value is looked for in."""

TEXT_NAMES = ", ".join(_NAMES["text"].split()[:4])
"""Names of the field that holds an article's text, for hints."""


DATE_HINT = "Write it as 2018-11-25."
"""What to do about a date that is not certain."""


def by_field(record: Mapping[Any, Any]) -> dict[str, Any]:
    """Values of a record under our names (title, authors, published, publisher, url, text, language, id).

    Names are compared without case and punctuation; of several names for one field the usual one counts. An article
    that is an object in the record, as `_source` in exports of search engines, is read with what stands beside it.
    """
    found = named(record)
    if isinstance(found.get("text"), str | list):
        return found
    inner = [
        name for name, value in record.items() if isinstance(value, Mapping) and text_of(named(value).get("text"))
    ]
    if len(inner) != 1:
        return found
    beside = {name: value for name, value in record.items() if name != inner[0]}
    return {**named(beside), **named(record[inner[0]])}


def named(record: Mapping[Any, Any]) -> dict[str, Any]:
    """As `by_field`, of the record's own values alone."""
    found: dict[str, tuple[int, Any]] = {}
    for name, value in record.items():
        plain = re.sub(r"[^a-z]", "", str(name).lower())
        field = _FIELD_OF.get(plain)
        if field and (field not in found or _RANK[plain] < found[field][0]):
            bare = _bare(value)
            if bare not in (None, "", [], {}):
                found[field] = (_RANK[plain], bare)
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


def text_of(value: object, depth: int = 0) -> str:
    """Text of a field: a string, the text of an object, or paragraphs in a list; empty for anything else."""
    if isinstance(value, str) or depth == _MOST_DEPTH:
        return value if isinstance(value, str) else ""
    if isinstance(value, list):
        return "\n\n".join(filter(None, (text_of(part, depth + 1) for part in value)))
    if isinstance(value, Mapping):
        return next(filter(None, (text_of(value.get(name), depth + 1) for name in _INNER_TEXT)), "")
    return ""


def _bare(value: object) -> object:
    """The value inside lists and objects of one, as in `["…"]` and `{"$date": "…"}`."""
    for _ in range(_MOST_DEPTH):
        if not isinstance(value, list | Mapping) or len(value) != 1:
            break
        value = next(iter(value.values() if isinstance(value, Mapping) else value))
    return value


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
        # A number is the author's place in another table.
        yield from (name for name in author_names(one_line(_name_of(author))) if not name.isdecimal())


def _name_of(value: object) -> str:
    """Text of a scalar, or of the name inside an object such as `{"id": null, "name": "Press TV"}`; no markup."""
    if isinstance(value, Mapping):
        value = _bare(next(filter(None, map(value.get, _INNER_NAME)), ""))
    text = str(value)[:4000] if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return inline_text(text)
