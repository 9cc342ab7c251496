"""Two rankings into one: how near a passage is in meaning, and how much of the question's words it holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.fulltext import K1, inverse_frequency

LEXICAL_WEIGHT = 0.8
"""Weight of the share of the most BM25 possible beside 1 for the cosine; 0.5 to 1 measure alike."""


@dataclass(frozen=True, slots=True)
class Rankings:
    """What the dense and the full-text search found for one question; passage ids to scores, best first."""

    dense: dict[int, float]
    """Cosines, -1 to 1."""
    lexical: dict[int, float]
    """BM25, larger is better."""
    most_bm25: float
    """What no passage can exceed for this question; 0 when it has no word of content."""
    depth: int
    """A ranking with at least this many passages was cut off there; a shorter one is complete."""

    def share(self, passage: int) -> float:
        """BM25 of a passage as a share of the most possible, 0 to 1.

        A passage that a cut-off ranking lacks may have as much as its last: counting it for nothing would place
        passages that both searches found half-way down above the best that only one of them found.
        """
        if self.most_bm25 <= 0:
            return 0.0
        missing = last(self.lexical) if len(self.lexical) >= self.depth else 0.0
        return max(0.0, self.lexical.get(passage, missing)) / self.most_bm25


def fuse(rankings: Rankings) -> dict[int, float]:
    """Score each passage by its cosine plus its weighted share of the most BM25 possible; best first.

    A question whose words stand in no passage together has small shares, so its order is that of the cosines; one
    with rare names that a passage holds is decided by these. Source: Bruch, Gai and Ingber, "An analysis of fusion
    functions for hybrid retrieval", ACM TOIS 2023 (convex combination, normalised by theoretical bounds).
    """
    farthest = last(rankings.dense)
    scores = {
        passage: rankings.dense.get(passage, farthest) + LEXICAL_WEIGHT * rankings.share(passage)
        for passage in rankings.dense | rankings.lexical
    }
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))


def most_bm25(counts: Sequence[int], passages: int) -> float:
    """The upper bound of BM25 for words that so many of the passages hold, each word given once.

    A word that a passage repeats counts at most 1 + k1 times its inverse frequency.
    """
    return sum((1 + K1) * inverse_frequency(count, passages) for count in counts)


def last(ranking: dict[int, float]) -> float:
    """The score at the end of a ranking; 0 for an empty one."""
    return next(reversed(ranking.values()), 0.0) if ranking else 0.0
