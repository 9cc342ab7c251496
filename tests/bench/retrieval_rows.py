"""The ways to rank that `bench_retrieval` compares: baselines, ours, and ours with one part exchanged."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from index.fusion import LEXICAL_WEIGHT, Rankings, fuse
from index.search import Fusion


@dataclass(frozen=True, slots=True)
class Row:
    """One way to rank."""

    name: str
    fusion: Fusion = fuse
    constants: tuple[tuple[str, float], ...] = ()
    """Constants that differ from the shipped ones: dotted name and value."""

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Search as this row says."""
        patches = [patch(name, value) for name, value in self.constants]
        for one in patches:
            one.start()
        try:
            yield
        finally:
            for one in patches:
                one.stop()


def sorted_scores(scores: Mapping[int, float]) -> dict[int, float]:
    """Best first."""
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))


def reciprocal_ranks(constant: float, lexical_weight: float = 1.0) -> Fusion:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

    def fused(rankings: Rankings) -> dict[int, float]:
        scores: dict[int, float] = {}
        weighted: Sequence[tuple[float, Mapping[int, float]]] = (
            (1.0, rankings.dense),
            (lexical_weight, rankings.lexical),
        )
        for weight, ranking in weighted:
            for rank, passage in enumerate(ranking, start=1):
                scores[passage] = scores.get(passage, 0.0) + weight / (constant + rank)
        return sorted_scores(scores)

    return fused


def best_found(rankings: Rankings) -> dict[int, float]:
    """Convex combination in which the best BM25 found is 1, whatever it is worth; the weight that was best so."""
    best = max(rankings.lexical.values(), default=1.0)
    farthest = min(rankings.dense.values(), default=0.0)
    return sorted_scores(
        {
            passage: rankings.dense.get(passage, farthest) + 0.25 * rankings.lexical.get(passage, 0.0) / best
            for passage in rankings.dense | rankings.lexical
        }
    )


def missing_is_nothing(rankings: Rankings) -> dict[int, float]:
    """Ours, but a passage that the cut-off full-text ranking lacks holds no word of the question."""
    farthest = min(rankings.dense.values(), default=0.0)
    most = max(rankings.most_bm25, 1e-9)
    return sorted_scores(
        {
            passage: rankings.dense.get(passage, farthest)
            + LEXICAL_WEIGHT * rankings.lexical.get(passage, 0.0) / most
            for passage in rankings.dense | rankings.lexical
        }
    )


def _only(name: str) -> Callable[[Rankings], dict[int, float]]:
    return lambda rankings: dict(getattr(rankings, name))


BASELINES = (
    Row("BM25 alone", _only("lexical")),
    Row("dense alone", _only("dense")),
    Row("plain RRF", reciprocal_ranks(60)),
)
OURS = Row("ours")
ABLATIONS = (
    Row("RRF, constant 5", reciprocal_ranks(5)),
    Row("RRF, constant 20, BM25 0.3", reciprocal_ranks(20, 0.3)),
    Row("BM25 by the best found", best_found),
    Row("missing BM25 is 0", missing_is_nothing),
    Row("BM25 without headlines", constants=(("index.fulltext._TITLE_WEIGHT", 0.0),)),
    Row("lexical weight 0.4", constants=(("index.fusion.LEXICAL_WEIGHT", 0.4),)),
    Row("lexical weight 1.2", constants=(("index.fusion.LEXICAL_WEIGHT", 1.2),)),
    Row("50 candidates", constants=(("index.search._DEPTH", 50),)),
    Row("200 candidates", constants=(("index.search._DEPTH", 200),)),
    Row("4 passages per article", constants=(("index.search._PER_ARTICLE", 4),)),
    Row("no limit per article", constants=(("index.search._PER_ARTICLE", 1000),)),
)
