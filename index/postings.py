"""Which passages hold each term, kept so that a common term is read as fast as a rare one.

Passages come in batches of ids that follow each other. A batch has one row per term with two arrays, the places of the
passages from the first of the batch and how often each holds the term, and one row about itself with an array per
property of its passages. Everything changes in the caller's transaction, as the passages do.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.tokenizer import Counted, Tokenizer

SCHEMA = """
CREATE TABLE batches (
    id INTEGER PRIMARY KEY, first INTEGER NOT NULL, lengths BLOB NOT NULL, articles BLOB NOT NULL,
    vectors BLOB NOT NULL);
CREATE TABLE postings (
    batch INTEGER NOT NULL, term TEXT NOT NULL, places BLOB NOT NULL, counts BLOB NOT NULL);
CREATE UNIQUE INDEX postings_term ON postings (batch, term);
"""

PLACE, COUNT, LENGTH, NUMBER = np.dtype("<u2"), np.dtype("u1"), np.dtype("<u2"), np.dtype("<i4")
"""Of a place, of a count, of a length in words, and of the number of an article or a vector."""

IN_TITLE = 128
"""Added to the count of a term that stands in the title as well."""

_LARGEST = 32_768
"""Ids that a batch spans at most; counting the terms of so many passages takes 300 MB."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A passage as it is taken into the full text."""

    id: int
    article: int
    """The article's number in the catalog."""
    vector: int
    text: str
    title: str


def add(connection: sqlite3.Connection, passages: Iterable[Posted]) -> None:
    """Write passages whose ids follow each other and are larger than all before, then merge small batches."""
    tokenizer = Tokenizer()
    for _, group in groupby(enumerate(passages), key=lambda pair: pair[0] // _LARGEST):
        _add_batch(connection, tokenizer, (passage for _, passage in group))
    tokenizer.close()
    _merge_small(connection)


def drop(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Take passages out: one without words is not found. What is left of them goes when their batch is merged."""
    wanted = np.array(sorted(ids), dtype=np.int64)
    for batch, first, lengths in connection.execute("SELECT id, first, lengths FROM batches").fetchall():
        places = wanted[(wanted >= first) & (wanted < first + len(lengths) // LENGTH.itemsize)] - first
        if not len(places):
            continue
        kept = np.frombuffer(lengths, LENGTH).copy()
        kept[places] = 0
        if kept.any():
            connection.execute("UPDATE batches SET lengths = ? WHERE id = ?", (kept.tobytes(), batch))
        else:
            _delete(connection, [batch])


def clear(connection: sqlite3.Connection) -> None:
    """Forget all passages."""
    connection.execute("DELETE FROM batches")
    connection.execute("DELETE FROM postings")


def faults(connection: sqlite3.Connection) -> list[str]:
    """What is wrong: passages that have no words, and words that have no passage."""
    known = [id_ for (id_,) in connection.execute("SELECT id FROM passages ORDER BY id")]
    query = "SELECT first, lengths FROM batches ORDER BY first"
    posted = [
        first + place
        for first, lengths in connection.execute(query)
        for place in np.flatnonzero(np.frombuffer(lengths, LENGTH)).tolist()
    ]
    wrong = set(known).symmetric_difference(posted)
    return [f"{len(wrong)} passages are not in the full text as they are in the catalog"] if wrong else []


def _add_batch(connection: sqlite3.Connection, tokenizer: Tokenizer, passages: Iterable[Posted]) -> None:
    first, articles, vectors = 0, [], []
    for passage in passages:
        first = first or passage.id
        tokenizer.add(passage.id - first, passage.text, passage.title)
        articles.append(passage.article)
        vectors.append(passage.vector)
    counted = tokenizer.take()
    words = np.bincount(counted.numbers, counted.in_text + counted.in_title, len(articles))
    # A passage of signs only has a length of 1, because 0 says that it is gone.
    lengths = np.clip(words, 1, np.iinfo(LENGTH).max).astype(LENGTH)
    row = (first, lengths.tobytes(), *(np.array(values, NUMBER).tobytes() for values in (articles, vectors)))
    batch = connection.execute("INSERT INTO batches VALUES (NULL, ?, ?, ?, ?)", row).lastrowid
    connection.executemany("INSERT INTO postings VALUES (?, ?, ?, ?)", ((batch, *row) for row in _rows(counted)))


def _rows(counted: Counted) -> Iterator[tuple[str, bytes, bytes]]:
    places = counted.numbers.astype(PLACE)
    counts = (np.minimum(counted.in_text, IN_TITLE - 1) + IN_TITLE * (counted.in_title > 0)).astype(COUNT)
    start = 0
    for term, end in zip(counted.terms, counted.ends.tolist(), strict=True):
        yield term, places[start:end].tobytes(), counts[start:end].tobytes()
        start = end


def _merge_small(connection: sqlite3.Connection) -> None:
    """Make one batch of the newest ones, so that their number grows with the logarithm of the updates.

    A batch more than twice as large as all newer ones stays as it is, as in a log-structured merge tree (O'Neil et
    al., 1996).
    """
    batches = connection.execute("SELECT id, first, length(lengths) FROM batches ORDER BY first DESC").fetchall()
    if not batches:
        return
    merged = 1
    _, newest, size = batches[0]
    past, passages = newest + size // LENGTH.itemsize, size // LENGTH.itemsize
    for _, first, size in batches[1:]:
        count = size // LENGTH.itemsize
        if count > 2 * passages or past - first > _LARGEST:
            break
        merged, passages = merged + 1, passages + count
    if merged > 1:
        _merge(connection, [batch for batch, *_ in reversed(batches[:merged])])


def _merge(connection: sqlite3.Connection, batches: Sequence[int]) -> None:
    """Replace batches, in the order of their passages, by one without the passages that are gone."""
    marks = ",".join("?" * len(batches))
    query = f"SELECT id, first, lengths, articles, vectors FROM batches WHERE id IN ({marks})"  # noqa: S608
    rows = {row[0]: row[1:] for row in connection.execute(query, batches)}
    start = rows[batches[0]][0]
    last, lengths = rows[batches[-1]][:2]
    columns = [np.zeros(last - start + len(lengths) // LENGTH.itemsize, kind) for kind in (LENGTH, NUMBER, NUMBER)]
    for first, *blobs in rows.values():
        for column, blob in zip(columns, blobs, strict=True):
            values = np.frombuffer(blob, column.dtype)
            column[first - start : first - start + len(values)] = values
    new = connection.execute(
        "INSERT INTO batches VALUES (NULL, ?, ?, ?, ?)", (start, *(column.tobytes() for column in columns))
    ).lastrowid
    offsets = {batch: rows[batch][0] - start for batch in batches}
    merged = _merged_terms(connection, offsets, alive=columns[0] > 0)
    connection.executemany("INSERT INTO postings VALUES (?, ?, ?, ?)", ((new, *row) for row in merged))
    _delete(connection, batches)


def _merged_terms(
    connection: sqlite3.Connection, offsets: dict[int, int], alive: NDArray[np.bool_]
) -> Iterator[tuple[str, bytes, bytes]]:
    """Terms of several batches with their postings joined; `offsets` are places in the new batch, ascending."""
    marks = ",".join("?" * len(offsets))
    query = f"SELECT term, batch, places, counts FROM postings WHERE batch IN ({marks}) ORDER BY term"  # noqa: S608
    rows = connection.execute(query, list(offsets)).fetchall()
    for term, group in groupby(rows, key=lambda row: row[0]):
        parts = sorted((offsets[batch], places, counts) for _, batch, places, counts in group)
        places = np.concatenate([np.frombuffer(blob, PLACE).astype(np.int64) + offset for offset, blob, _ in parts])
        counts = np.frombuffer(b"".join(blob for _, _, blob in parts), COUNT)
        kept = alive[places]
        if kept.any():
            yield term, places[kept].astype(PLACE).tobytes(), counts[kept].tobytes()


def _delete(connection: sqlite3.Connection, batches: Sequence[int]) -> None:
    connection.executemany("DELETE FROM postings WHERE batch = ?", [(batch,) for batch in batches])
    connection.executemany("DELETE FROM batches WHERE id = ?", [(batch,) for batch in batches])
