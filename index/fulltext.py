"""Full-text search that stays fast on words that most passages hold.

BM25 scores every passage with any word of the question, so a single common word has most of an index scored. Here
the passages with the rarer words are scored, and the commoner words only reorder the best of these: a passage
without any of the rarer words would seldom have come first. In a small index every word counts as rare.
"""

import math
import sqlite3
from collections.abc import Mapping, Sequence
from functools import cached_property

from index.types import Filters
from index.words import plain_name

_TITLE_WEIGHT = 0.5
"""BM25 weight of a word in the title beside 1 for one in the passage."""

_SCORED = 5000
"""Passages that are scored for one question, about; one core scores so many in 5 ms."""

_COMMON = 0.1
"""A word in a larger share of the passages is left out where the question has rarer ones."""

_WINDOWS = 32
"""A word's passages are counted in so many places of a large index, each 1/32 of the way to the next."""


class FullText:
    """Searches the words of one catalog. Expressions are those of `index.words.match_expression`: words with OR."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._counts: dict[str, int] = {}

    @cached_property
    def passages(self) -> int:
        """How many there are."""
        return int(self._connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    def count(self, match: str) -> int:
        """How many passages an FTS5 expression finds: exact up to 5,000, beyond that an estimate; none if empty."""
        if not match:
            return 0
        if match not in self._counts:
            limited = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
            count = int(self._connection.execute(limited, (match, _SCORED)).fetchone()[0])
            self._counts[match] = count if count < _SCORED else max(count, self._estimate(match))
        return self._counts[match]

    def _estimate(self, match: str) -> int:
        first, last = self._connection.execute("SELECT min(id), max(id) FROM passages").fetchone()
        step = (last - first + 1) / _WINDOWS
        width = max(1, int(step / _WINDOWS))
        query = "SELECT count(*) FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
        starts = [first + int(place * step) for place in range(_WINDOWS)]
        found = [self._connection.execute(query, (match, at, at + width - 1)).fetchone()[0] for at in starts]
        estimate: int = round((last - first + 1) * sum(found) / (_WINDOWS * width))
        return estimate

    def search(self, match: str, k: int, filters: Filters) -> list[tuple[int, float]]:
        """The `k` best passages for an expression, as (passage id, BM25 with larger better), best first."""
        counts = {word: count for word in match.split(" OR ") if (count := self.count(word))}
        lead, others = divided(counts)
        if not others:
            return self._scored(match, k, filters)
        found, others = self._lead(lead, others, k, filters)
        if filters and len(found) < k:
            # The passages that a filter leaves may hold the common words only.
            return self._scored(match, k, filters)
        return self._reordered(found, {word: counts[word] for word in others})[:k]

    def _lead(
        self, lead: list[str], others: list[str], k: int, filters: Filters
    ) -> tuple[list[tuple[int, float]], list[str]]:
        """The best passages by the words of `lead`, and the words that this has not taken into account."""
        if self.count(lead[0]) > _SCORED:
            found = self._scored(f"{lead[0]} AND {others[0]}", 2 * k, filters)
            if len(found) >= k:
                return found, others[1:]
        return self._scored(" OR ".join(lead), 2 * k, filters), others

    def _reordered(self, found: Sequence[tuple[int, float]], counts: Mapping[str, int]) -> list[tuple[int, float]]:
        """The same passages with what further words add to BM25 where each stands once in a passage of mean length."""
        scores = dict(found)
        marks = ",".join("?" * len(scores))
        query = f"SELECT rowid FROM words WHERE words MATCH ? AND rowid IN ({marks})"  # noqa: S608
        for word, count in counts.items():
            if count <= _COMMON * self.passages:
                weight = inverse_frequency(count, self.passages)
                for (passage,) in self._connection.execute(query, (word, *scores)):
                    scores[passage] += weight
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))

    def _scored(self, match: str, k: int, filters: Filters) -> list[tuple[int, float]]:
        clauses, values = article_clauses(filters)
        source = "words"
        if clauses:
            source += (
                " JOIN passages ON passages.id = words.rowid JOIN articles ON articles.number = passages.article"
            )
        query = (
            f"SELECT words.rowid, -bm25(words, 1.0, {_TITLE_WEIGHT}) AS score FROM {source} "  # noqa: S608
            f"WHERE {' AND '.join(['words MATCH ?', *clauses])} ORDER BY score DESC, words.rowid LIMIT ?"
        )
        return self._connection.execute(query, [match, *values, k]).fetchall()


def divided(counts: Mapping[str, int], most: int = _SCORED) -> tuple[list[str], list[str]]:
    """Words by how many passages hold them, rarest first: those that `most` passages hold together, and the others.

    There is at least one among the former where there are words at all.
    """
    order = sorted(counts, key=lambda word: counts[word])
    total, lead = 0, 0
    for word in order:
        total += counts[word]
        if lead and total > most:
            break
        lead += 1
    return order[:lead], order[lead:]


def inverse_frequency(count: int, passages: int) -> float:
    """Inverse document frequency as SQLite computes it for BM25."""
    return max(math.log((passages - count + 0.5) / (count + 0.5)), 1e-6)


def article_clauses(filters: Filters) -> tuple[list[str], list[str]]:
    """SQL conditions on `articles` for what `filters` says of them, and the values of their parameters."""
    clauses, values = [], []
    if filters.sources:
        clauses.append(f"articles.publisher_plain IN ({','.join('?' * len(filters.sources))})")
        values += [plain_name(source) for source in filters.sources]
    if filters.after:
        clauses.append("articles.published >= ?")
        values.append(filters.after.isoformat())
    if filters.before:
        clauses.append("articles.published <= ?")
        values.append(filters.before.isoformat())
    return clauses, values
