"""Texts into terms: the words of `index.words` by their stems. SQLite's full-text search stems and counts them.

Texts and questions are cut and folded by the same function, so that what is asked for is what was stored. The stems
are those of Porter, "An algorithm for suffix stripping" (Program, 1980). Only the stems and the sorting are SQLite's;
`index.postings` keeps what it counts and `index.fulltext` ranks.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.words import words

_TABLES = """
CREATE VIRTUAL TABLE words USING fts5 (text, title, content='', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE terms USING fts5vocab (words, row);
CREATE VIRTUAL TABLE places USING fts5vocab (words, instance);
BEGIN
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of several numbered texts, sorted, and where each stands; texts and counts have the same shape."""

    terms: tuple[str, ...]
    ends: NDArray[np.int64]
    """Shape (terms,): one past the last entry of each term below."""
    numbers: NDArray[np.int64]
    """Of the texts that hold a term, ascending within each term."""
    in_text: NDArray[np.int64]
    """How often it holds the term."""
    in_title: NDArray[np.int64]
    """How often its title holds it."""


class Tokenizer:
    """Takes texts in, and counts their terms together."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._connection.executescript(_TABLES)
        self._known: dict[str, list[str]] = {}
        """Words that were asked about; the words of questions are few."""

    def close(self) -> None:
        """Forget everything; idempotent."""
        self._connection.close()

    def add(self, number: int, text: str, title: str = "") -> None:
        """Take in one text under a number of its own."""
        row = (number, " ".join(words(text)), " ".join(words(title)))
        self._connection.execute("INSERT INTO words (rowid, text, title) VALUES (?, ?, ?)", row)

    def take(self) -> Counted:
        """Count what was added since the last call."""
        rows = self._connection.execute("SELECT term, cnt FROM terms").fetchall()
        # The places follow each other in the order of the terms, so that no term is read more than once.
        query = "SELECT 2 * doc + (col = 'title') FROM places"
        places = np.fromiter((place for (place,) in self._connection.execute(query)), np.int64)
        self._connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        of_term = np.repeat(np.arange(len(rows)), [count for _, count in rows])
        numbers, in_title = np.divmod(places, 2)
        starts = np.flatnonzero(_changes(of_term) | _changes(numbers))
        occurrences = np.diff(starts, append=len(places))
        titles = np.add.reduceat(in_title, starts) if len(starts) else in_title
        return Counted(
            tuple(term for term, _ in rows),
            np.searchsorted(of_term[starts], np.arange(len(rows)), side="right"),
            numbers[starts],
            occurrences - titles,
            titles,
        )

    def terms(self, asked: Sequence[str]) -> list[list[str]]:
        """The terms of each word: one as a rule, two of "o'brien", none of a word of signs only."""
        new = [word for word in dict.fromkeys(asked) if word not in self._known]
        for number, word in enumerate(new):
            self.add(number, word)
            self._known[word] = []
        if new:
            for number, term in self._connection.execute("SELECT doc, term FROM places"):
                self._known[new[number]].append(term)
            self._connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        return [self._known[word] for word in asked]


def _changes(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each value differs from the one before it; the first does."""
    changes: NDArray[np.bool_] = np.diff(values, prepend=-1) != 0
    return changes
