"""The second ranking: what the encoder says moves sentences, and whether anything answers."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.engine.ranking.evidence import Ranked
from assistant.engine.ranking.evidence_model import Reading
from assistant.engine.ranking.logistic import LogisticModel
from assistant.engine.ranking.relevance import RelevanceModel, load_reranking_model
from assistant.engine.ranking.reranking import (
    ANSWER_FEATURES,
    SENTENCE_FEATURES,
    Reranker,
    Rereader,
    answer_row,
    evidence_window,
    log_odds,
    single_spaced,
)
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

    def read(self, question: str, windows: Sequence[str]) -> list[Reading]:
        self.windows += windows
        return [self._reading(one.rpartition("\n")[2]) for one in windows]

    def _reading(self, sentence: str) -> Reading:
        place = sentence.find("six weeks")
        if place < 0:
            return Reading(-3.0, (0, 3), -4.0, 0.5, 0.0)
        return Reading(self._high, (place, place + len("six weeks")), 2.0, 1.0, 0.0)


def same_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    return np.full((len(texts), 4), 0.5, dtype=np.float32)


def weights(features: tuple[str, ...], **chosen: float) -> LogisticModel:
    limits = np.full(len(features), 100.0)
    return LogisticModel(features, np.array([chosen.get(name, 0.0) for name in features]), -limits, limits, 0.0)


MODEL = RelevanceModel(
    weights(SENTENCE_FEATURES, first=1.0, read=1.0), weights(ANSWER_FEATURES, first=1.0, read=0.5, lead=0.1)
)


def reranker(reads: Reads, found: int = 3) -> Reranker:
    return Reranker(Rereader(Base(found=found), reads, same_vectors), MODEL)


def test_the_sentence_that_is_read_as_the_answer_comes_first() -> None:
    reads = Reads()
    ranked = reranker(reads).rank("How long?", [])
    assert ranked.evidence[0].quote == "Prosecutors want it to last six weeks."
    assert [one.number for one in ranked.evidence] == [1, 2, 3]
    assert reads.windows[1] == "The trial opens in June.\nProsecutors want it to last six weeks."


def test_more_is_answerable_when_the_encoder_finds_the_answer() -> None:
    found = reranker(Reads(3.0)).rank("How long?", []).answerable
    missed = reranker(Reads(-3.0)).rank("How long?", []).answerable
    assert missed < found


def test_at_most_so_many_are_returned_and_none_stays_none() -> None:
    assert len(reranker(Reads()).rank("How long?", [], most=2).evidence) == 2
    assert reranker(Reads(), found=0).rank("How long?", []).evidence == ()


def test_a_sentence_is_read_with_title_and_the_sentence_before_it_across_paragraphs() -> None:
    text = "The trial opens in June.\nProsecutors want it to last six weeks."
    article = Article("a", "a.txt", text, Metadata(title="Trial date set"))
    whole = Passage("a", 0, len(text), text)
    assert evidence_window(Evidence(1, article, whole, 25, len(text), 0.5)) == (
        "Trial date set The trial opens in June.\nProsecutors want it to last six weeks."
    )
    assert evidence_window(Evidence(1, article, whole, 0, 24, 0.5)) == "Trial date set\nThe trial opens in June."


@pytest.mark.parametrize("found", [1, 3])
def test_signs_of_the_whole_are_finite_for_any_number_of_sentences(found: int) -> None:
    reread = Rereader(Base(found=found), Reads(), same_vectors).read("How long?", [])
    row = answer_row(reread, reread.rows[:, 1])
    assert row.shape == (len(ANSWER_FEATURES),)
    assert np.isfinite(row).all()


def test_the_shipped_weights_fit_the_features() -> None:
    model = load_reranking_model()
    assert model.sentence.features == SENTENCE_FEATURES
    assert model.answer.features == ANSWER_FEATURES


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99, 1.0])
def test_log_odds_of_a_share_stay_finite(share: float) -> None:
    assert 1 / (1 + np.exp(-log_odds(share))) == pytest.approx(share, abs=0.002)


def test_the_words_that_answer_are_found_in_the_article() -> None:
    best, *_ = reranker(Reads()).rank("How long?", []).evidence
    assert best.answer is not None
    assert best.article.text[best.answer.start : best.answer.end] == "six weeks"
    assert (best.answer.placed, best.answer.lead) == (2.0, 1.0)


@given(st.text(st.sampled_from("ab \n\t\u00a0"), max_size=20))
def test_each_character_of_single_spaced_text_is_found_again(text: str) -> None:
    places = single_spaced(text)
    written = " ".join(text.split())
    assert len(places) == len(written)
    assert places == sorted(set(places))
    assert all(
        text[place] == sign or (sign == " " and text[place].isspace())
        for place, sign in zip(places, written, strict=True)
    )
