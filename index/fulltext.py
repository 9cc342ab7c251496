"""Full-text search: BM25 of every passage that holds a word of the question, exact however common the word.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the constants and the
inverse frequency that SQLite uses. The postings of a term are arrays (`index.postings`), so that a word in a quarter
of a million passages costs a few milliseconds.
"""

import math
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.catalog_file import snapshot
from index.postings import COUNT, IN_TITLE, LENGTH, NUMBER, PLACE
from index.tokenizer import Tokenizer

_TITLE_WEIGHT = 0.5
"""Weight of a word in the title beside 1 for one in the passage."""

K1, _B = 1.2, 0.75
"""How soon repetition of a word stops counting, and how much length counts against a passage."""

_LEAST = 1e-30
"""Less than what the commonest word adds."""

_BLOCK = 256
"""Passages whose best score is found at once, to see which can be among the best."""


@dataclass(frozen=True)
class Columns:
    """Properties of all passages by id; what stands at an id that no passage bears means nothing."""

    lengths: NDArray[np.float32]
    """Words; 0 for a passage that is gone."""
    articles: NDArray[np.int32]
    """Numbers of the articles."""
    vectors: NDArray[np.int32]
    """Ids of the vectors."""

    @cached_property
    def passages(self) -> int:
        """How many there are."""
        return int(np.count_nonzero(self.lengths))

    @cached_property
    def norms(self) -> NDArray[np.float32]:
        """What the frequency of a word is weighed against; infinite for a passage that is gone."""
        mean = float(self.lengths.sum()) / max(1, self.passages)
        norms = np.full(len(self.lengths), np.inf, np.float32)
        np.multiply(self.lengths, K1 * _B / max(mean, 1.0), out=norms, where=self.lengths > 0)
        norms += K1 * (1 - _B)
        return norms


class FullText:
    """Searches the words of a catalog in its newest state, or in that of the transaction that the caller is in."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tokenizer = Tokenizer()
        self._version: int | None = None
        self._firsts: dict[int, int] = {}
        """Of each batch, its first passage."""
        self._counts: dict[str, int] = {}
        self._columns = _columns([])

    def close(self) -> None:
        """Release the tokenizer; idempotent."""
        self._tokenizer.close()

    @property
    def columns(self) -> Columns:
        """What is known of all passages now."""
        self._follow()
        return self._columns

    def _follow(self) -> None:
        """Read everything again when a build has changed it."""
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            query = "SELECT id, first, lengths, articles, vectors FROM batches ORDER BY first"
            rows = self._connection.execute(query).fetchall()
            self._firsts = {batch: first for batch, first, *_ in rows}
            self._columns = _columns([row[1:] for row in rows])
            self._counts = {}
            self._version = version

    def counts(self, words: Sequence[str]) -> list[int]:
        """How many passages hold each word, inflections included; one that is gone may still be counted."""
        with snapshot(self._connection):
            return [count for _, count in self._rarest_terms(words)]

    def holding(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each passage holds every word, inflections included, by id; a word of signs only is held by all."""
        with snapshot(self._connection):
            terms = dict.fromkeys(term for term, _ in self._rarest_terms(words) if term)
            held = np.zeros(len(self._columns.lengths), np.uint16)
            for _, first, places, _ in self._postings(list(terms)):
                held[first : first + int(places[-1]) + 1][places] += 1
        every: NDArray[np.bool_] = held == len(terms)
        return every

    def search(self, words: Sequence[str], k: int, allowed: NDArray[np.bool_] | None) -> list[tuple[int, float]]:
        """The `k` passages with most BM25 for the words, as (passage id, BM25), best first.

        `allowed` says of each passage id whether it may be found; None lets all pass.
        """
        with snapshot(self._connection):
            columns = self.columns
            terms = dict(self._rarest_terms(words))
            weights = {term: inverse_frequency(count, columns.passages) for term, count in terms.items() if count}
            scores = np.zeros(len(columns.lengths), np.float32)
            for term, first, places, counts in self._postings(list(weights)):
                frequencies = (counts & (IN_TITLE - 1)) + np.float32(_TITLE_WEIGHT) * (counts >= IN_TITLE)
                of_batch = slice(first, first + int(places[-1]) + 1)
                saturated = frequencies / (frequencies + columns.norms[of_batch][places])
                scores[of_batch][places] += np.float32(weights[term] * (1 + K1)) * saturated
        if allowed is not None:
            scores[: len(allowed)] *= allowed
            scores[len(allowed) :] = 0.0
        return best(scores, k)

    def _rarest_terms(self, words: Sequence[str]) -> list[tuple[str, int]]:
        """The term of each word and its count; the rarest where a word has several, as "o'brien" has."""
        self._follow()
        terms = self._tokenizer.terms(words)
        counts = self._counts_of([term for of_word in terms for term in of_word])
        return [
            min(((term, counts[term]) for term in of_word), key=lambda pair: pair[1], default=("", 0))
            for of_word in terms
        ]

    def _counts_of(self, terms: Sequence[str]) -> Mapping[str, int]:
        new = [term for term in dict.fromkeys(terms) if term not in self._counts]
        if new:
            self._counts.update(dict.fromkeys(new, 0))
            query = f"SELECT term, length(counts) FROM postings WHERE {self._where(new)}"  # noqa: S608
            for term, count in self._connection.execute(query, [*self._firsts, *new]):
                self._counts[term] += count
        return self._counts

    def _postings(self, terms: Sequence[str]) -> Iterator[tuple[str, int, NDArray[np.uint16], NDArray[np.uint8]]]:
        """Term, first passage of a batch, places from there, and counts."""
        query = f"SELECT term, batch, places, counts FROM postings WHERE {self._where(terms)}"  # noqa: S608
        for term, batch, places, counts in self._connection.execute(query, [*self._firsts, *terms]):
            yield term, self._firsts[batch], np.frombuffer(places, PLACE), np.frombuffer(counts, COUNT)

    def _where(self, terms: Sequence[str]) -> str:
        return f"batch IN ({','.join('?' * len(self._firsts))}) AND term IN ({','.join('?' * len(terms))})"


def _columns(rows: Sequence[tuple[int, bytes, bytes, bytes]]) -> Columns:
    """From the first passage, lengths, articles and vectors of each batch."""
    past = max((first + len(lengths) // LENGTH.itemsize for first, lengths, _, _ in rows), default=0)
    columns = Columns(np.zeros(past, np.float32), np.zeros(past, np.int32), np.zeros(past, np.int32))
    for first, lengths, articles, vectors in rows:
        run = slice(first, first + len(lengths) // LENGTH.itemsize)
        columns.lengths[run] = np.frombuffer(lengths, LENGTH)
        columns.articles[run] = np.frombuffer(articles, NUMBER)
        columns.vectors[run] = np.frombuffer(vectors, NUMBER)
    return columns


def best(scores: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
    """Places of the `k` highest scores above 0 and these, highest first, then by place."""
    blocks = np.maximum.reduceat(scores, np.arange(0, len(scores), _BLOCK)) if len(scores) else scores
    # The k-th best of the blocks' best is reached by at least k scores, so that few are sorted.
    least = float(np.partition(blocks, -k)[-k]) if len(blocks) > k else 0.0
    places = np.flatnonzero(scores >= max(least, _LEAST))
    order = np.lexsort((places, -scores[places]))[:k]
    return [(int(place), float(scores[place])) for place in places[order]]


def inverse_frequency(count: int, passages: int) -> float:
    """Inverse document frequency as SQLite computes it for BM25: next to nothing for a word of most passages."""
    return max(math.log((passages - count + 0.5) / (count + 0.5)), 1e-6) if count <= passages else 1e-6
