"""A question and filters to ranked passages: dense and full-text search fused, copies collapsed."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from index import catalog
from index.catalog import Catalog, PassageRow
from index.catalog_file import snapshot
from index.embedder import Embedder, Vectors
from index.errors import CatalogError, QuestionError
from index.fusion import Rankings, fuse, most_bm25
from index.origins import carries, precedence, same_passage, stands_in
from index.recent import RecentVectors
from index.types import Article, Filters, Hit
from index.vectors import VectorStore
from index.words import content_words

_DEPTH = 100
"""Passages taken from each ranking before they are fused; 50 to 200 measure alike."""

_READ_AT_ONCE = 15
"""Passages read from the catalog at once; a search for a dozen often needs no more."""

_PER_ARTICLE = 6
"""Most passages of one article in a result, so that a long report leaves room; 4 to 8 measure alike, 3 finds less."""

_MOST_COPIES = 1000
"""Articles of one origin, the earliest, that are looked through for the text of a hit; further ones are not named."""

_MOST_CUT = 100
"""Those of them, the earliest, that are cut into words where they do not hold it letter for letter."""

Fusion = Callable[[Rankings], dict[int, float]]
"""Passage id to score, best first."""

MOST_CHARACTERS = 2000
"""Longest question that is searched for."""


def check_question(question: str) -> None:
    """Raise `QuestionError` for a question that is empty or too long to be one."""
    if not question.strip():
        raise QuestionError("the question is empty", "write what you want to know")
    if len(question) > MOST_CHARACTERS:
        raise QuestionError(
            f"the question has {len(question):,} characters; {MOST_CHARACTERS:,} is the most that is read",
            "ask in a few sentences; to search a long text, add it to the articles instead",
        )


class Index:
    """An index opened for searching. One thread at a time may use it."""

    def __init__(self, folder: Path, embedder: Callable[[], Embedder], fusion: Fusion = fuse) -> None:
        """Open the index in `folder`; `embedder` is called when a vector is first needed.

        Raises `CatalogError` when there is no index, it is damaged, or it was built by another version.
        """
        self._folder = folder
        self._open_embedder = embedder
        self._fuse = fusion
        self._vectors_of: RecentVectors | None = None
        self._open()

    def _open(self) -> None:
        self.catalog = Catalog(self._folder / catalog.FILE)
        try:
            self._vectors = VectorStore(self.catalog.segments)
        except CatalogError:
            # A build may have merged the files between the two lines above.
            self.catalog.close()
            self.catalog = Catalog(self._folder / catalog.FILE)
            self._vectors = VectorStore(self.catalog.segments)

    def refresh(self) -> bool:
        """Move on to a newer state if a build has made one; true if it has."""
        if self.catalog.newest_generation() == self.catalog.generation:
            return False
        self.catalog.close()
        self._open()
        return True

    def close(self) -> None:
        """Release the files; idempotent."""
        self.catalog.close()

    @property
    def id(self) -> str:
        """Given when the index was built anew; updates keep it."""
        return self.catalog.meta["index_id"]

    @property
    def generation(self) -> int:
        """Counts updates, from 1."""
        return self.catalog.generation

    def article(self, id_or_path: str) -> Article | None:
        """Find one article by id, path, or a part of the path that only one has."""
        return self.catalog.article(id_or_path)

    def articles(self) -> Iterator[Article]:
        """All articles, in order of path."""
        return self.catalog.articles()

    def publishers(self) -> list[str]:
        """Known publishers, those with the most articles first."""
        return [name for name, _ in self.catalog.publishers()]

    def newest(self) -> date | None:
        """Latest publication date of any article."""
        return self.catalog.newest()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of one or more texts, float32 of shape (len(texts), dimensions)."""
        if self._vectors_of is None:
            embedder = self._open_embedder()
            catalog.check_embedder(self.catalog.meta, embedder.identity, self._folder)
            self._vectors_of = RecentVectors(embedder.embed)
        return self._vectors_of.embed(texts)

    def frequencies(self, terms: Sequence[str]) -> list[float]:
        """The share of all passages that hold each word, inflections included."""
        with snapshot(self.catalog.connection):
            passages = max(1, self.catalog.passage_count)
            return [count / passages for count in self.catalog.counts_of(terms)]

    def search(self, question: str, filters: Filters = Filters(), k: int = 10) -> list[Hit]:
        """The `k` best passages for `question` among those that pass `filters`, best first.

        Raises `QuestionError` for an empty or overlong question.
        """
        check_question(question)
        with snapshot(self.catalog.connection):
            rankings = self.rankings(question, filters)
            return self._with_carriers(self._collapsed(self._hits(rankings), k))

    def _hits(self, rankings: Rankings) -> Iterator[tuple[Hit, PassageRow]]:
        """Passages with the reasons for their place, best first, read as they are asked for."""
        scores = self._fuse(rankings)
        dense_ranks = {id_: rank for rank, id_ in enumerate(rankings.dense, start=1)}
        lexical_ranks = {id_: rank for rank, id_ in enumerate(rankings.lexical, start=1)}
        order = list(scores)
        for start in range(0, len(order), _READ_AT_ONCE):
            some = order[start : start + _READ_AT_ONCE]
            rows = self.catalog.passages(some)
            for id_ in some:
                if (row := rows.get(id_)) is not None:
                    hit = Hit(
                        row.passage,
                        row.article,
                        scores[id_],
                        rankings.dense.get(id_, float("nan")),
                        dense_ranks.get(id_),
                        lexical_ranks.get(id_),
                        lexical_share=rankings.share(id_),
                    )
                    yield hit, row

    def rankings(self, question: str, filters: Filters = Filters()) -> Rankings:
        """What each of the two searches finds, before they are fused."""
        asked = content_words(question)
        with snapshot(self.catalog.connection):
            return Rankings(
                dense=self._dense(question, filters),
                lexical=dict(self.catalog.lexical(asked, _DEPTH, filters)),
                most_bm25=most_bm25(self.catalog.counts_of(asked), self.catalog.passage_count),
                depth=_DEPTH,
            )

    def _dense(self, question: str, filters: Filters) -> dict[int, float]:
        """Passage id to cosine, nearest first."""
        allowed = self.catalog.allowed(filters)
        only = None if allowed is None else allowed.vectors
        if len(self._vectors) == 0 or (only is not None and not len(only)):
            return {}
        query = self.embed([question])[0]
        wanted = _DEPTH
        while True:
            found = self._vectors.search(query, wanted, only)
            owners = self.catalog.passages_of_vectors([int(id_) for id_ in found.ids])
            near: dict[int, float] = {}
            for id_, cosine in zip(found.ids, found.cosines, strict=True):
                for passage in owners.get(int(id_), ()):
                    if allowed is None or passage in allowed:
                        near[passage] = float(cosine)
            # Vectors of deleted articles stay in the files until these are merged, so look further when they fill up.
            if len(near) >= _DEPTH or len(found.ids) < wanted:
                return near
            wanted *= 2

    @staticmethod
    def _collapsed(hits: Iterator[tuple[Hit, PassageRow]], k: int) -> list[Hit]:
        """The first `k`, each text once: a copy joins `also_in` of the hit above it."""
        kept: list[Hit] = []
        vectors: list[int] = []
        per_article: dict[str, int] = {}
        for hit, row in hits:
            twin = _twin(hit, row, kept, vectors)
            if twin is not None:
                kept[twin] = _joined(kept[twin], hit)
                continue
            if len(kept) == k:
                break
            per_article[hit.article.id] = per_article.get(hit.article.id, 0) + 1
            if per_article[hit.article.id] > _PER_ARTICLE:
                continue
            kept.append(hit)
            vectors.append(row.vector)
        return kept

    def _with_carriers(self, hits: list[Hit]) -> list[Hit]:
        """Name every article that carries the text of a hit, whether the search met it or not."""
        named = list(hits)
        # Origin by origin, so that the copies of one are read and cut into words once.
        for origin in dict.fromkeys(hit.article.origin for hit in hits):
            copies = self.catalog.copies(origin, _MOST_COPIES)
            for place, hit in enumerate(hits):
                if hit.article.origin == origin:
                    others = [id_ for id_ in _carriers(copies, hit.passage.text) if id_ != hit.article.id]
                    named[place] = replace(hit, also_in=tuple(dict.fromkeys((*others, *hit.also_in))))
        return named

    def faults(self) -> list[str]:
        """What is wrong with the stored index, one line each: counts, offsets, missing vectors. Reads all of it."""
        found = [f"SQLite: {line}" for line in self.catalog.integrity() if line != "ok"]
        stored = {int(id_) for id_ in self._vectors.ids()}
        lost = self.catalog.vector_ids() - stored
        if lost:
            found.append(f"{len(lost)} passages have no vector")
        return found + self.catalog.passage_faults()

    def manifest(self) -> dict[str, object]:
        """The state of the index in plain values, for showing."""
        meta = self.catalog.meta
        return {
            "id": self.id,
            "generation": self.generation,
            "embedder": {"name": meta["embedder"], "sha256": meta["embedder_sha256"]},
            "segments": json.loads(meta["segments"]),
            **self.catalog.counts(),
        }


def _carriers(copies: Sequence[tuple[str, str]], passage: str) -> Iterator[str]:
    """Ids of the copies, pairs of id and text, that hold a passage."""
    for place, (id_, text) in enumerate(copies):
        if stands_in(passage, text) or (place < _MOST_CUT and carries(text, passage)):
            yield id_


def _joined(kept: Hit, twin: Hit) -> Hit:
    """The hit that stands for both."""
    if kept.article.origin != twin.article.origin:
        return replace(kept, also_in=(*kept.also_in, twin.article.id))
    # Copies of the whole article are named later, where they do carry the passage.
    same = kept.passage.text == twin.passage.text
    first = min(kept, twin, key=_precedence) if same else kept
    return replace(kept, article=first.article, passage=first.passage)


def _precedence(hit: Hit) -> tuple[str, int, str]:
    day = hit.article.metadata.published
    return precedence(day.isoformat() if day else "", hit.article.path)


def _twin(hit: Hit, row: PassageRow, kept: Sequence[Hit], vectors: Sequence[int]) -> int | None:
    """Place among `kept` of a passage of another article that makes this one a copy."""
    for place, other in enumerate(kept):
        if other.article.id == hit.article.id:
            continue
        if vectors[place] == row.vector or same_passage(other.passage.text, hit.passage.text):
            return place
        # Copies may be cut at other places; the passages of the first one met stand for all that it carries.
        if other.article.origin == hit.article.origin and carries(other.article.text, hit.passage.text):
            return place
    return None
