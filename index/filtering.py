"""Which passages pass filters: by their article's publisher and day, and by the words that stand in them.

All is decided before the searches rank, so that what does not pass takes no place from what does.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.fulltext import Columns, FullText
from index.types import Filters
from index.words import plain_name, words

_READ_AT_ONCE = 500
"""SQLite allows a limited number of parameters."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What passes some filters."""

    passages: NDArray[np.bool_]
    """Whether each passage passes, by id."""
    vectors: NDArray[np.int64]
    """Ids of the vectors of those that do; one may stand several times."""

    def __contains__(self, passage: int) -> bool:
        return passage < len(self.passages) and bool(self.passages[passage])


def passing(connection: sqlite3.Connection, fulltext: FullText, filters: Filters) -> Allowed:
    """What passes `filters` in the state that `connection` reads."""
    columns = fulltext.columns
    passages = _of_articles(connection, columns, filters)
    for phrase in filters.phrases:
        passages = _holding(connection, fulltext, words(phrase), passages)
    for word in dict.fromkeys(word for unwanted in filters.without for word in words(unwanted)):
        passages &= ~_holding(connection, fulltext, [word], passages)
    return Allowed(passages, columns.vectors[passages].astype(np.int64))


def _of_articles(connection: sqlite3.Connection, columns: Columns, filters: Filters) -> NDArray[np.bool_]:
    """Whether each passage belongs to an article of the wanted publishers and days, by id."""
    there: NDArray[np.bool_] = columns.lengths > 0
    clauses, values = _article_clauses(filters)
    if not clauses:
        return there
    articles = np.zeros(int(columns.articles.max(initial=0)) + 1, dtype=bool)
    query = f"SELECT number FROM articles WHERE {' AND '.join(clauses)}"  # noqa: S608
    articles[[number for (number,) in connection.execute(query, values)]] = True
    return articles[columns.articles] & there


def _article_clauses(filters: Filters) -> tuple[list[str], list[str]]:
    """SQL conditions on `articles` for what `filters` says of them, and the values of their parameters."""
    clauses, values = [], []
    if filters.sources:
        clauses.append(f"publisher_plain IN ({','.join('?' * len(filters.sources))})")
        values += [plain_name(source) for source in filters.sources]
    if filters.after:
        clauses.append("published >= ?")
        values.append(filters.after.isoformat())
    if filters.before:
        clauses.append("published <= ?")
        values.append(filters.before.isoformat())
    return clauses, values


def _holding(
    connection: sqlite3.Connection, fulltext: FullText, wanted: Sequence[str], among: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Those of the passages `among` in which, or in whose title, these words follow each other; all for no words."""
    if not wanted:
        return among
    # The full text knows stems and no order, so it says what to read.
    candidates = np.flatnonzero(among & fulltext.holding(wanted)).tolist()
    sought = f" {' '.join(wanted)} "
    held = np.zeros(len(among), dtype=bool)
    for start in range(0, len(candidates), _READ_AT_ONCE):
        some = candidates[start : start + _READ_AT_ONCE]
        query = (
            'SELECT passages.id, title, substr(text, start + 1, "end" - start) '  # noqa: S608
            "FROM passages JOIN articles ON articles.number = passages.article "
            f"WHERE passages.id IN ({','.join('?' * len(some))})"
        )
        for id_, *texts in connection.execute(query, some):
            held[id_] = any(_stands_in(sought, text) for text in texts)
    return held


def _stands_in(sought: str, text: str) -> bool:
    """Whether words, with a space before, between and after them, follow each other in a text."""
    # Most often they stand there as they are, which is seen without cutting the text.
    return sought in text.lower() or sought in f" {' '.join(words(text))} "
