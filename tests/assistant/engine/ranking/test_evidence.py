"""From passages to ranked sentences, with an embedder that counts words."""

import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.engine.ranking.candidates import find_candidates, with_antecedent
from assistant.engine.ranking.evidence import EvidenceRanker, Ranked, judge
from assistant.engine.ranking.relevance import load_relevance_model
from assistant.engine.terms import content_terms
from assistant.types import Evidence
from index.types import Article, Hit, Metadata, Passage

REPORT = (
    "Dam fails above Lower Askel\n\n"
    "The Korrin Dam broke before dawn on Sunday. It killed at least 11 people, the agency said. "
    "Water reached the church tower.\n\n"
    "Anna Berg, the mayor, thanked the volunteers. She said 140 houses were lost. "
    "The dam belongs to Ulle Hydropower."
)
MARKET = (
    "The weekly market in Osmere was moved to the town hall because of rain. Traders sold wool and honey. "
    "Visitors came from the coast by train."
)


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of word counts; near when texts share words."""
    vectors = np.full((len(texts), 64), 0.01, dtype=np.float32)
    for row, text in enumerate(texts):
        for term in content_terms(text):
            vectors[row, zlib.crc32(term.encode()) % 64] += 1.0
    scaled: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled


def frequency(words: Sequence[str]) -> list[float]:
    return [0.01] * len(words)


def hit(text: str, name: str = "a", start: int = 0, end: int | None = None, rank: int = 1) -> Hit:
    article = Article(name, f"{name}.md", text, Metadata(title="Dam fails above Lower Askel"), origin=name)
    stop = len(text) if end is None else end
    return Hit(Passage(name, start, stop, text[start:stop]), article, 1.0 / rank, 0.5, rank, rank)


@pytest.fixture(scope="module")
def ranker() -> EvidenceRanker:
    return EvidenceRanker(embed, frequency, load_relevance_model())


def rank(ranker: EvidenceRanker, question: str, *hits: Hit, most: int = 12) -> Ranked:
    return ranker.rank(question, hits or (hit(REPORT), hit(MARKET, "b", rank=2)), most)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many people did the Korrin Dam kill?", "at least 11 people"),
        ("Which company does the dam belong to?", "Ulle Hydropower"),
        ("How many houses were lost?", "140 houses"),
        ("Why was the market in Osmere moved?", "because of rain"),
    ],
)
def test_the_answering_sentence_comes_first(ranker: EvidenceRanker, question: str, answer: str) -> None:
    assert answer in rank(ranker, question).evidence[0].quote


def test_an_answered_question_is_more_probable_than_one_without_answer(ranker: EvidenceRanker) -> None:
    answered = rank(ranker, "How many people did the Korrin Dam kill?").answerable
    assert answered > rank(ranker, "How many dams has Korrin sold to Norway?").answerable
    assert answered > rank(ranker, "How do I bake sourdough bread?").answerable


def test_evidence_is_numbered_best_first_and_quotes_its_article(ranker: EvidenceRanker) -> None:
    found = rank(ranker, "How many people did the Korrin Dam kill?").evidence
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(one.quote == one.article.text[one.start : one.end] for one in found)
    assert all(0 <= one.score <= 1 for one in found)


def test_no_two_pieces_of_evidence_overlap(ranker: EvidenceRanker) -> None:
    found = rank(ranker, "What did the mayor say about houses?").evidence
    spans = sorted((one.article.id, one.start, one.end) for one in found)
    for (one, _, end), (other, start, _) in pairwise(spans):
        assert one != other or end <= start


def test_a_sentence_that_leans_on_the_one_before_brings_it_along(ranker: EvidenceRanker) -> None:
    best = rank(ranker, "How many houses were lost?").evidence[0]
    assert best.quote.startswith("Anna Berg, the mayor")


def test_a_sentence_at_the_start_of_a_passage_is_widened_into_the_passage_before(ranker: EvidenceRanker) -> None:
    at = REPORT.index("She said 140")
    best = rank(ranker, "How many houses were lost?", hit(REPORT, start=at)).evidence[0]
    assert best.quote.startswith("Anna Berg, the mayor")


def test_a_quotation_is_not_widened_beyond_reading(ranker: EvidenceRanker) -> None:
    text = (
        "Anna Berg, the mayor, "
        + "who spoke at length of this and that, " * 10
        + "left. She said 140 houses were lost."
    )
    assert rank(ranker, "How many houses were lost?", hit(text)).evidence[0].quote == "She said 140 houses were lost."


def test_a_sentence_that_was_cut_gets_back_what_it_leans_on_where_that_is_not_shown() -> None:
    held = hit(REPORT)
    start = REPORT.index("She said 140")
    before = REPORT.index("Anna Berg, the mayor")
    end = REPORT.index("140 houses") + REPORT[REPORT.index("140 houses") :].index(".") + 1
    cut = Evidence(2, held.article, held.passage, start, end, 0.5)
    mayor = Evidence(1, held.article, held.passage, before, start - 1, 0.9)
    assert with_antecedent(cut, [cut]).start == before
    assert with_antecedent(cut, [mayor, cut]) == cut
    assert with_antecedent(mayor, [mayor]) == mayor


def test_headings_and_scraps_are_no_evidence() -> None:
    texts = [one.candidate.text for one in find_candidates([hit(REPORT)])]
    assert "Dam fails above Lower Askel" not in texts
    assert len(texts) == 6


def test_copies_count_once(ranker: EvidenceRanker) -> None:
    found = rank(ranker, "Who owns the dam?", hit(REPORT), hit("BERN (AP) — " + REPORT, "copy", rank=2)).evidence
    assert sum("Ulle Hydropower" in one.quote for one in found) == 1


def test_figures_that_differ_are_not_copies(ranker: EvidenceRanker) -> None:
    other = REPORT.replace("at least 11 people", "at least 14 people")
    found = rank(ranker, "How many people did the Korrin Dam kill?", hit(REPORT), hit(other, "b", rank=2)).evidence
    quotes = " ".join(one.quote for one in found)
    assert "at least 11" in quotes
    assert "at least 14" in quotes


def test_what_stands_nowhere_is_named(ranker: EvidenceRanker) -> None:
    assert rank(ranker, "What did Boris Krol pay for the Korrin Dam?").missing[:2] == ("Boris Krol", "pay")
    assert rank(ranker, "Who owns the Korrin Dam?").missing == ("owns",)


def test_without_passages_nothing_is_answerable(ranker: EvidenceRanker) -> None:
    assert ranker.rank("Who owns the dam?", []) == Ranked((), 0.0, ("owns", "dam"))


def test_no_more_than_asked_for_is_returned(ranker: EvidenceRanker) -> None:
    assert len(rank(ranker, "Who owns the dam?", most=2).evidence) == 2


def test_a_question_of_stop_words_alone_is_ranked_too(ranker: EvidenceRanker) -> None:
    found = rank(ranker, "Who was it?")
    assert found.evidence
    assert 0 < found.answerable < 1


def test_one_call_of_the_embedder_serves_a_question() -> None:
    calls = []

    def counting(texts: Sequence[str]) -> NDArray[np.float32]:
        calls.append(len(texts))
        return embed(texts)

    judged = judge("Who owns the dam?", [hit(REPORT), hit(MARKET, "b")], counting, frequency)
    assert calls == [len(judged.found) + 2]


@given(st.lists(st.text(alphabet="Ab. \n\"'?1,", max_size=80), min_size=1, max_size=3), st.text(max_size=60))
def test_any_text_and_question_give_distinct_spans(texts: list[str], question: str) -> None:
    hits = [hit(text, f"a{i}", rank=i + 1) for i, text in enumerate(texts)]
    found = EvidenceRanker(embed, frequency, load_relevance_model()).rank(question, hits)
    assert len({(one.article.id, one.start, one.end) for one in found.evidence}) == len(found.evidence)
    assert all(0 <= one.start < one.end <= len(one.article.text) for one in found.evidence)
    assert 0.0 <= found.answerable <= 1.0


@pytest.mark.parametrize(
    "before",
    [
        '"Our door is open," said Hugo Farrant. "What we cannot do is sign a cheque."',
        "'Our door is open,' said Hugo Farrant. 'What we cannot do is sign a cheque.'",
    ],
)
def test_a_quotation_does_not_reach_back_into_somebody_s_words(before: str) -> None:
    told = "It is the first strike since 1998."
    quotes = {
        gap: next(one for one in find_candidates([hit(f"{before}{gap}{told}")]) if one.candidate.text == told)
        for gap in (" ", "\n\n")
    }
    assert quotes["\n\n"].quote_start == quotes["\n\n"].start
    assert quotes[" "].quote_start < quotes[" "].start
