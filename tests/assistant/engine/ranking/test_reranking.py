"""The second ranking: what the encoder says moves sentences, and whether anything answers."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.engine.ranking.evidence import Ranked
from assistant.engine.ranking.reranking import Reranker, log_odds, probability
from assistant.types import Evidence
from index.types import Article, Hit, Metadata, Passage

TEXT = "The trial opens in June. Prosecutors want it to last six weeks. The judge has not decided."
SPANS = ((0, 24), (25, 63), (64, 90))


class Base:
    """Ranks the three sentences in their order."""

    def __init__(self, answerable: float = 0.5, found: int = 3) -> None:
        self._answerable, self._found = answerable, found

    def rank(self, question: str, hits: Sequence[Hit], most: int) -> Ranked:
        article = Article("a", "a.txt", TEXT, Metadata())
        evidence = tuple(
            Evidence(number, article, Passage("a", 0, len(TEXT), TEXT), start, end, 0.5)
            for number, (start, end) in enumerate(SPANS[: self._found], start=1)
        )
        return Ranked(evidence, self._answerable, ())


class Reads:
    """Prefers windows whose last line speaks of weeks."""

    def __init__(self, high: float = 3.0) -> None:
        self.windows: list[str] = []
        self._high = high

    def scores(self, question: str, windows: Sequence[str]) -> NDArray[np.float32]:
        self.windows += windows
        return np.array([self._high if "weeks" in one.rpartition("\n")[2] else -3.0 for one in windows], np.float32)


def same_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    return np.full((len(texts), 4), 0.5, dtype=np.float32)


def test_the_sentence_that_is_read_as_the_answer_comes_first() -> None:
    reads = Reads()
    ranked = Reranker(Base(), reads, same_vectors).rank("How long?", [])
    assert ranked.evidence[0].quote == "Prosecutors want it to last six weeks."
    assert [one.number for one in ranked.evidence] == [1, 2, 3]
    assert reads.windows[1] == "The trial opens in June.\nProsecutors want it to last six weeks."


def test_more_is_answerable_when_the_encoder_finds_the_answer() -> None:
    found = Reranker(Base(), Reads(3.0), same_vectors).rank("How long?", []).answerable
    missed = Reranker(Base(), Reads(-3.0), same_vectors).rank("How long?", []).answerable
    assert missed < found


def test_at_most_so_many_are_returned_and_none_stays_none() -> None:
    assert len(Reranker(Base(), Reads(), same_vectors).rank("How long?", [], most=2).evidence) == 2
    assert Reranker(Base(found=0), Reads(), same_vectors).rank("How long?", []).evidence == ()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99, 1.0])
def test_log_odds_and_back(share: float) -> None:
    assert probability(log_odds(share)) == pytest.approx(share, abs=0.002)
