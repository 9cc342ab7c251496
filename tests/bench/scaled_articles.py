"""Many articles made from a few real ones, for measuring how an index grows.

Every article is a variant of a real one. Each of its passages takes sentences of a real passage and of one of that
passage's nearest neighbours, and its vector is the same mixture of the two real vectors, moved a little in a
direction in which real passages differ. So the vectors keep the spectrum and the clusters of real ones, and each
word stands in as large a share of the passages as it does in real ones.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.catalog import Catalog
from index.ingest import ReadyArticle
from index.sentences import sentences
from index.types import Article, Metadata, Passage
from index.vectors import Vectors, VectorStore

_NEIGHBOURS = 20
"""A passage is mixed with one of so many nearest others."""

_NOISE = 0.25
"""How far a mixture is moved along the difference of two real vectors."""

_BLOCK = 10_000
"""Vectors mixed at once."""


@dataclass(frozen=True, slots=True)
class Source:
    """A real article."""

    metadata: Metadata
    places: tuple[int, ...]
    """Its passages, as rows of `Sources.vectors`."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The real passages that variants are made of."""

    articles: tuple[Source, ...]
    sentences: tuple[tuple[str, ...], ...]
    """Of each passage."""
    vectors: Vectors
    """Shape (passages, dimensions)."""
    neighbours: NDArray[np.int64]
    """Shape (passages, 20): the passages nearest to each."""


def read_sources(catalog: Catalog) -> Sources:
    """Every passage of an index of real articles, with its vector."""
    stored = dict(zip(*VectorStore(catalog.segments).all(), strict=True))
    rows = catalog.passages([id_ for (id_,) in catalog.connection.execute("SELECT id FROM passages")])
    articles: dict[str, tuple[Metadata, list[int]]] = {}
    for place, row in enumerate(rows.values()):
        articles.setdefault(row.article.id, (row.article.metadata, []))[1].append(place)
    vectors = np.stack([stored[row.vector] for row in rows.values()])
    near = vectors @ vectors.T
    np.fill_diagonal(near, -1.0)
    return Sources(
        tuple(Source(metadata, tuple(places)) for metadata, places in articles.values()),
        tuple(_sentences(row.passage.text) for row in rows.values()),
        vectors,
        np.argsort(-near, axis=1)[:, :_NEIGHBOURS],
    )


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sentences(text))


class Variants(Sequence[ReadyArticle]):
    """At least `count` passages in variants of the real articles, each made when it is asked for."""

    def __init__(self, sources: Sources, count: int, seed: int = 1) -> None:
        self._sources = sources
        self._articles: list[int] = []
        bases: list[int] = []
        while len(bases) < count:
            article = len(self._articles) % len(sources.articles)
            self._articles.append(article)
            bases += sources.articles[article].places
        self._first = np.cumsum([0] + [len(sources.articles[number].places) for number in self._articles])
        generator = np.random.default_rng(seed)
        self._bases = np.array(bases)
        self._others = sources.neighbours[self._bases, generator.integers(0, _NEIGHBOURS, len(bases))]
        self._shares = generator.uniform(0.3, 0.9, len(bases)).astype(np.float32)
        self._moves = generator.integers(0, len(sources.vectors), (len(bases), 2))

    def __len__(self) -> int:
        return len(self._articles)

    @property
    def passages(self) -> int:
        """How many passages the articles have together."""
        return len(self._bases)

    def vectors(self, first: int, last: int) -> Vectors:
        """The vectors of passages `first` to `last`, shape (last - first, dimensions)."""
        real, run = self._sources.vectors, slice(first, last)
        share = self._shares[run, None]
        moved = _NOISE * (real[self._moves[run, 0]] - real[self._moves[run, 1]])
        mixed: Vectors = share * real[self._bases[run]] + (1 - share) * real[self._others[run]] + moved
        mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
        return mixed

    def blocks(self) -> Iterator[Vectors]:
        """All vectors, in order."""
        for first in range(0, self.passages, _BLOCK):
            yield self.vectors(first, min(first + _BLOCK, self.passages))

    def __getitem__(self, number: int) -> ReadyArticle:  # type: ignore[override]
        """One article; its passages are joined by blank lines."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        source = self._sources.articles[self._articles[number]]
        path = f"variants/{number}.txt"
        id_ = hashlib.sha256(path.encode()).hexdigest()[:12]
        places = range(self._first[number], self._first[number + 1])
        texts = [self._text(place) for place in places]
        starts = np.cumsum([0] + [len(text) + 2 for text in texts]).tolist()
        article = Article(id_, path, "\n\n".join(texts), source.metadata, origin=id_)
        passages = tuple(
            Passage(id_, start, start + len(text), text) for start, text in zip(starts[:-1], texts, strict=True)
        )
        return ReadyArticle(article, path, b"", passages, f"Variant {number}")

    def _text(self, place: int) -> str:
        """Sentences of both passages, as many of each as their vectors have weight in the mixture."""
        one, other = (self._sources.sentences[passages[place]] for passages in (self._bases, self._others))
        kept = max(1, round(float(self._shares[place]) * len(one)))
        first = place % (len(one) - kept + 1)
        mine = one[first : first + kept]
        room = max(0, len(one) - kept)
        return " ".join([*mine, *other[place % max(1, len(other)) :][:room]])
