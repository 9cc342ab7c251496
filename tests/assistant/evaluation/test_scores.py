"""Every metric of one answer, on answers scored by hand."""

from typing import Any

import pytest

from assistant.evaluation.attribution import attribution_scores
from assistant.evaluation.cases import Case
from assistant.evaluation.metrics import METRICS
from assistant.evaluation.records import Place
from assistant.evaluation.retrieval import rank_scores, retrieval_scores
from assistant.evaluation.scores import Score, score
from index.types import Article, Metadata
from tests.assistant.evaluation.answers import COPY, DAM, VOTE, WordJudge, answered, library, quoted, recorded

CASE = Case(
    "dam",
    "How many died when the dam broke on Sunday?",
    answers=(("11", "eleven"), ("Sunday",)),
    articles=("dam.md",),
    quotes=("It killed at least 11 people",),
    tags=("figure",),
)
BROKE = quoted(1, DAM, "The dam broke on Sunday.")
KILLED = quoted(2, DAM, "It killed at least 11 people, police said.")
WON = quoted(3, VOTE, "Ansa Torvald won the vote.")


def scored(answer: dict[str, Any], case: Case = CASE, **more: Any) -> Score:
    return score(case, recorded(case, answer, **more), library, WordJudge())


def test_a_right_answer() -> None:
    found = scored(
        answered([("The dam broke on Sunday.", [1]), ("It killed at least 11 people.", [2])], [BROKE, KILLED]),
        answerable=0.8,
    )
    expected = {
        "right": 1.0,
        "correct": 1.0,
        "correct_when_answered": 1.0,
        "groups": 1.0,
        "citation_recall": 1.0,
        "citation_precision": 1.0,
        "gold_citation_recall": 1.0,
        "gold_citation_precision": 0.5,
        "cites_gold_article": 1.0,
        "right_article": 1.0,
        "valid_citations": 1.0,
        "exact_quotes": 1.0,
        "origins_counted": 1.0,
        "cited": 1.0,
        "answered": 1.0,
        "words": 11.0,
        "seconds": 1.5,
        "seconds_search": 0.25,
    }
    assert {name: found.values[name] for name in expected} == expected
    assert found.values["brier"] == pytest.approx(0.04)
    assert "refusal_precision" not in found.values
    assert (found.missing, found.gold_citations, found.inexact) == ((), (2,), ())
    assert set(found.values) <= set(METRICS)


def test_a_wrong_answer() -> None:
    shifted = KILLED | {"start": KILLED["start"] + 1, "end": KILLED["end"] + 1}
    found = scored(answered([("Nine people died.", [2, 3]), ("On Sunday.", []), ("So it is.", [8])], [shifted, WON]))
    expected = {
        "right": 0.0,
        "correct": 0.0,
        "groups": 0.5,
        "citation_recall": 0.0,
        "cited": pytest.approx(1 / 3),
        "valid_citations": pytest.approx(2 / 3),
        "right_article": 0.5,
        "exact_quotes": 0.5,
        "origins_counted": 0.0,
    }
    assert {name: found.values[name] for name in expected} == expected
    assert (found.missing, found.inexact) == (("11 / eleven",), (2,))


def test_right_words_from_another_article_are_not_right() -> None:
    found = scored(answered([("11 died on Sunday.", [3])], [WON]))
    assert (found.values["correct"], found.values["cites_gold_article"], found.values["right"]) == (1.0, 0.0, 0.0)


def test_a_copy_is_the_gold_article_too() -> None:
    found = scored(answered([("11 died on Sunday.", [1])], [quoted(1, COPY, "It killed at least 11 people")]))
    assert found.values["cites_gold_article"] == 1.0
    both = [quoted(1, COPY, "The dam broke on Sunday."), KILLED]
    assert scored(answered([("11 on Sunday.", [1, 2])], both)).values["origins_counted"] == 1.0
    twice = answered([("11 on Sunday.", [1, 2])], both, independent_origins=2)
    assert scored(twice).values["origins_counted"] == 0.0


@pytest.mark.parametrize(
    ("answerable", "sentences", "expected"),
    [
        (True, [], {"refusal_precision": 0.0, "answered": 0.0, "correct": 0.0, "groups": 0.0, "right": 0.0}),
        (False, [], {"refusal_precision": 1.0, "refusal_recall": 1.0, "right": 1.0}),
        (False, [("11 died.", [2])], {"refusal_recall": 0.0, "right": 0.0}),
    ],
)
def test_refusals(answerable: bool, sentences: list[Any], expected: dict[str, float]) -> None:
    case = CASE if answerable else Case("no", "Who paid?", answerable=False)
    found = scored(answered(sentences, [KILLED] if sentences else []), case)
    kept = ("refusal_precision", "refusal_recall", "answered", "correct", "groups", "right")
    assert {name: found.values[name] for name in kept if name in found.values} == expected


def test_short_answers() -> None:
    case = Case("day", "On which day?", answers=(("Sunday",),))
    values = scored(answered([("The Sunday.", [1])], [BROKE]), case).values
    assert (values["exact_match"], values["token_f1"]) == (1.0, 1.0)
    values = scored(answered([("The dam broke on Sunday.", [1])], [BROKE]), case).values
    assert values["exact_match"] == 0.0
    assert values["token_f1"] == pytest.approx(2 * 1 / (4 + 1))
    assert "token_f1" not in scored(answered([("On Sunday 11 died.", [1])], [BROKE])).values


def test_values_side_by_side() -> None:
    case = Case("toll", "How many died?", answers=(("11",), ("nine",), ("14",)), tags=("disagreement",))
    values = [{"value": "11", "said_by": "police", "citation": 2}, {"value": "nine", "said_by": "", "citation": 3}]
    dispute = {"about": "people killed", "kind": "dispute", "values": values}
    found = scored(answered([("At least 14.", [2])], [KILLED], disagreements=[dispute]), case).values
    assert (found["disagreement_shown"], found["disagreement_values"]) == (1.0, pytest.approx(2 / 3))
    assert found["correct"] == 1.0, "values side by side are part of what is shown"
    assert scored(answered([("At least 14.", [2])], [KILLED]), case).values["disagreement_shown"] == 0.0
    unasked = scored(answered([("At least 11.", [2])], [KILLED], disagreements=[dispute]), CASE).values
    assert unasked["disagreement_unasked"] == 1.0


def test_who_said_it_stays_attached() -> None:
    with_speaker = scored(answered([("Police said at least 11 died.", [2])], [KILLED])).values
    without = scored(answered([("At least 11 died.", [2])], [KILLED])).values
    assert (with_speaker["speaker_kept"], without["speaker_kept"]) == (1.0, 0.0)
    assert "speaker_kept" not in scored(answered([("The dam broke.", [1])], [BROKE])).values


@pytest.mark.parametrize(
    ("lead", "words", "right"),
    [
        ("Farrant, as reported by the Mail: ", '"We cannot sign."', 1.0),
        ("Farrant: ", '"We cannot sign." It is the first strike since 1998.', 0.0),
        ("Quoted by the Mail: ", '"We cannot sign."', 1.0),
        ("Quoted by the Mail: ", '"We cannot sign." It is the first strike since 1998.', 0.0),
        ("Osk, as reported by the Mail: ", '"We cannot sign."', 0.0),
        ("The Mail reports: ", '"We cannot sign." It is the first strike since 1998.', None),
        ("", "It is the first strike since 1998.", None),
    ],
)
def test_a_quotation_is_given_to_the_one_who_says_it(lead: str, words: str, right: float | None) -> None:
    text = '"Our door is open," said Hugo Farrant. "We cannot sign." It is the first strike since 1998.'
    article = Article("e" * 12, "port.md", text, Metadata())
    answer = answered([(f"{lead}“{words}”", [1])], [quoted(1, article, words)])
    assert attribution_scores(answer, lambda _: article).get("speaker_right") == right


def test_a_question_that_failed_is_wrong() -> None:
    found = scored({}, failure="the index is gone")
    assert found.values == {"failed": 1.0, "right": 0.0, "correct": 0.0}


def test_measures_of_a_ranking() -> None:
    found = rank_scores({"x", "y"}, ["a", "x", "b", "c", "d", "y"])
    assert found["hit@1"] == 0.0
    assert found["hit@5"] == 1.0
    assert found["recall@5"] == 0.5
    assert found["recall@10"] == 1.0
    assert found["mrr@10"] == 0.5
    # Gains 1/log2(3) + 1/log2(7) over the ideal 1/log2(2) + 1/log2(3).
    assert found["ndcg@10"] == pytest.approx((0.63093 + 0.35621) / (1 + 0.63093), abs=1e-4)
    assert set(rank_scores({"x"}, []).values()) == {0.0}


def test_retrieval_counts_copies_once_and_finds_quotations() -> None:
    places = [
        Place(VOTE.id, 0, 26),
        Place(COPY.id, 0, 24),
        Place(DAM.id, 25, len(DAM.text)),
    ]
    found = retrieval_scores(CASE, places, library)
    assert found["article_mrr@10"] == 0.5
    assert found["quote_mrr@10"] == pytest.approx(1 / 3)
    assert retrieval_scores(Case("no", "?", answerable=False), places, library) == {}
