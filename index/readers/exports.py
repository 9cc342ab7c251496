"""Exports that hold many articles: JSON lines, JSON and tables (CSV, TSV). A bad record costs that record."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain, islice
from typing import Any

from index.errors import ReadError
from index.readers.base import BROKEN_INPUT, Item, Problem, Source
from index.readers.decoding import decode, encoding_of, normalise, one_line
from index.readers.fields import DATE_HINT, TEXT_NAMES, by_field, metadata_of, named, text_of
from index.readers.fragments import fragment_text
from index.readers.keys import Keys
from index.types import RawArticle

_HEAD_BYTES = 65536
_SEPARATOR = re.compile(r'"?sep=(.)"?\s*', re.I)
_MOST_VALUES = 8_000_000
"""Signs that begin a value in a JSON document, those in its texts included: values take twenty times their room."""
_MOST_DEPTH = 3
"""How deep in a JSON document the list of articles is looked for."""


def read_jsonl(source: Source) -> Iterator[Item]:
    """One article for each line. Read line by line, so that a file may be larger than memory."""
    keys = Keys()
    for number, line in _lines(source):
        if len(line) > source.limits.record_bytes:
            yield source.problem("line longer than the limit for a record", "Split the record.", number)
        elif line.strip():
            yield from _json_line(source, line, number, keys)


def read_json(source: Source) -> Iterator[Item]:
    """One article for each object of the list in the file, or one when the file is one object."""
    if _holds_lines(source):
        yield from read_jsonl(source)
        return
    text = decode(source.read()).lstrip("\ufeff")
    if sum(map(text.count, "[{,")) > _MOST_VALUES:
        raise ReadError(f"JSON of more than {_MOST_VALUES:,} values", "Export the articles as JSON lines.")
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise ReadError("JSON nested too deeply", "Export the articles as JSON lines.") from error
    except ValueError as error:
        raise ReadError(f"not valid JSON: {_json_fault(error)}", "Export the articles as JSON lines.") from error
    records = _records(document)
    if not records:
        raise ReadError("JSON without articles", f"An article is an object with a text in one of: {TEXT_NAMES}.")
    keys = Keys()
    single = len(records) == 1 and records[0] is document
    for number, record in enumerate(records, start=1):
        yield from _article(source, record, number, None if single else keys, line=0)


def read_table(source: Source) -> Iterator[Item]:
    """One article for each row of a table whose first row names the columns, after a line such as "sep=;" if any."""
    # The csv module knows only a limit for the whole process.
    csv.field_size_limit(source.limits.record_bytes)
    with _text(source, _encoding(source), newline="") as text:
        names = text.readline(source.limits.record_bytes)
        stated = _SEPARATOR.fullmatch(names)
        if stated:
            names = text.readline(source.limits.record_bytes)
        delimiter = stated[1] if stated else max("\t;|,", key=names.count)
        columns = next(csv.reader([names], delimiter=delimiter), [])
        if "text" not in by_field(dict.fromkeys(columns, "x")):
            raise ReadError("no column holds the text", f"Name it one of: {TEXT_NAMES}.")
        lines = _RowLines(text, 2 * source.limits.record_bytes)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        yield from _rows(source, reader, lines, columns, above=2 if stated else 1)


class _RowLines:
    """Lines of a table; a row that never ends is refused before it fills the memory."""

    def __init__(self, text: io.TextIOWrapper, limit: int) -> None:
        self._text = text
        self._limit = limit
        self._left = limit

    def begin_row(self) -> None:
        """What is read from now on belongs to another row."""
        self._left = self._limit

    def __iter__(self) -> "_RowLines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._left + 1)
        self._left -= len(line)
        if self._left < 0:
            raise ReadError("row longer than the limit for a record", "Check its quotation marks.")
        if not line:
            raise StopIteration
        return _repaired(line)


def _rows(source: Source, reader: Any, lines: _RowLines, columns: list[str], above: int) -> Iterator[Item]:
    """The articles of the rows below the first `above` lines."""
    keys, line = Keys(), above
    while True:
        lines.begin_row()
        start = line + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield source.problem(f"row cannot be read: {error}", "Check its quotation marks.", start)
            line = reader.line_num + above
            continue
        line = reader.line_num + above
        row = _fitted(row, columns)
        if row and len(row) != len(columns):
            yield source.problem(f"row of {len(row)} fields, not {len(columns)}", "Check its quotation marks.", start)
        elif row:
            yield from _article(source, dict(zip(columns, row, strict=True)), start, keys, line=start)


def _fitted(row: list[str], columns: list[str]) -> list[str]:
    """The row without empty fields past the columns, and with the ones that it leaves out after its text."""
    kept = len(row)
    while kept > len(columns) and not row[kept - 1]:
        kept -= 1
    short = len(columns) - kept
    if short > 0 and "text" in by_field(dict(zip(columns, row, strict=False))):
        return row + [""] * short
    return row[:kept]


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    """Numbered lines, each cut just past the limit for a record."""
    limit = source.limits.record_bytes
    # Lines are joined from several places: each one that is not UTF-8 is decoded by itself, from its own bytes.
    encoding = _encoding(source)
    encoding = encoding if encoding.startswith(("utf-16", "utf-32", "utf-8-")) else "utf-8"
    with _text(source, encoding, newline="\n") as text:
        number = 0
        while line := text.readline(limit + 1):
            number += 1
            yield number, _repaired(line)
            while not line.endswith("\n") and len(line) > limit:
                line = text.readline(limit + 1)


def _encoding(source: Source) -> str:
    with source.open() as file:
        return encoding_of(file.read(_HEAD_BYTES))


def _text(source: Source, encoding: str, newline: str) -> io.TextIOWrapper:
    """The open file as text whose lines may need `_repaired`: bytes that are no UTF-8 come anywhere in a long file."""
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return io.TextIOWrapper(source.open(), encoding=encoding, errors=errors, newline=newline)


def _repaired(line: str) -> str:
    if line.isascii() or not re.search("[\udc80-\udcff]", line):
        return line
    return decode(line.encode("utf-8", "surrogateescape"))


def _json_line(source: Source, line: str, number: int, keys: Keys) -> Iterator[Item]:
    try:
        record = json.loads(line)
    except RecursionError:
        yield source.problem("JSON nested too deeply", "", number)
    except ValueError as error:
        yield source.problem(f"not valid JSON: {_json_fault(error)}", "Each line is one JSON object.", number)
    else:
        if isinstance(record, Mapping):
            yield from _article(source, record, number, keys, line=number)
        else:
            yield source.problem(
                "not a JSON object", 'Each line is one object such as {"title": …, "text": …}.', number
            )


def _article(source: Source, record: Mapping[Any, Any], number: int, keys: Keys | None, line: int) -> Iterator[Item]:
    """The article of one record, after a problem for each value that cannot be used."""
    fields = by_field(record)
    text = text_of(fields.get("text"))
    where = "" if line or keys is None else f"record {number}: "
    if not text.strip():
        yield source.problem(f"{where}no text", f"Put it in one of: {TEXT_NAMES}.", line)
        return
    try:
        text = fragment_text(text)
    except (ReadError, *BROKEN_INPUT):
        yield Problem(source.relative, line, f"{where}text with damaged markup", "It is used as it is.")
    metadata, faults = metadata_of(fields, "export")
    for fault in faults:
        yield source.problem(where + fault, DATE_HINT, line)
    yield RawArticle(normalise(text), metadata, keys.of(fields.get("id"), number) if keys is not None else "")


def _holds_lines(source: Source) -> bool:
    """True for JSON lines whatever the file is called: its first two lines begin as objects, the first one ends."""
    with source.open() as file:
        lines = (line.strip() for line in iter(partial(file.readline, source.limits.record_bytes), b""))
        first, second = islice(chain(filter(None, lines), (b"", b"")), 2)
    return first.removeprefix(codecs.BOM_UTF8).startswith(b"{") and first.endswith(b"}") and second.startswith(b"{")


def _records(document: object, depth: int = 0) -> list[Mapping[str, Any]]:
    """The list of objects with a text in a JSON document, or the document when it is such an object."""
    if isinstance(document, list):
        return [item for item in document if isinstance(item, Mapping)]
    if not isinstance(document, Mapping):
        return []
    text = named(document).get("text")
    if isinstance(text, str) or (isinstance(text, list) and "title" in named(document) and not _titled(text)):
        return [document]
    values = list(document.values()) if depth < _MOST_DEPTH else []
    objects = [value for value in values if isinstance(value, Mapping)]
    found = max([objects, *(_records(value, depth + 1) for value in values)], key=_count)
    if _count(found) > 1 or (_count(found) and not any(found[0] is value for value in objects)):
        return found
    return [document] if text_of(by_field(document).get("text")) else []


def _count(records: list[Mapping[str, Any]]) -> int:
    return sum("text" in by_field(record) for record in records)


def _titled(values: list[object]) -> bool:
    """True when one of them is an article rather than a paragraph."""
    return any(isinstance(value, Mapping) and "title" in named(value) for value in values)


def _json_fault(error: ValueError) -> str:
    """The decoder's words, with the place but without the document."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' at')} at character {error.colno}"
    return one_line(str(error), 80)
