"""ALCE's definitions, on cases worked out by hand."""

import pytest

from assistant.evaluation.citation_scores import CachedJudge, citation_precision, citation_recall, judged
from tests.assistant.evaluation.answers import WordJudge

QUOTES = {1: "the dam broke", 2: "on Sunday", 3: "the mayor won", 4: "the dam broke on Sunday"}


@pytest.mark.parametrize(
    ("statement", "citations", "supported", "needed"),
    [
        ("The dam broke.", [1], True, [True]),
        ("The dam broke.", [3], False, [False]),
        # Neither alone says it all, together they do: both are needed.
        ("The dam broke on Sunday.", [1, 2], True, [True, True]),
        # 3 does not say it, and 1 does without it: 3 is irrelevant.
        ("The dam broke.", [1, 3], True, [True, False]),
        # Each says it alone: neither is irrelevant.
        ("The dam broke.", [1, 4], True, [True, True]),
        # 2 says a part, but 4 says all without it.
        ("The dam broke on Sunday.", [4, 2], True, [True, False]),
        # An unsupported statement has no precise citation, even one that says a part.
        ("The dam broke on Monday.", [1, 2], False, [False, False]),
        # A marker that stands for nothing.
        ("The dam broke.", [1, 9], True, [True, False]),
        ("The dam broke.", [9], False, [False]),
        ("The dam broke.", [], False, []),
    ],
)
def test_a_statement(statement: str, citations: list[int], supported: bool, needed: list[bool]) -> None:
    found = judged(statement, citations, QUOTES, WordJudge())
    assert (found.supported, list(found.needed)) == (supported, needed)


def test_recall_is_over_statements_and_precision_over_citations() -> None:
    said = [("The dam broke.", [1, 3]), ("On Sunday.", [2]), ("It rained.", [])]
    statements = [judged(text, numbers, QUOTES, WordJudge()) for text, numbers in said]
    assert citation_recall(statements) == pytest.approx(2 / 3)
    assert citation_precision(statements) == pytest.approx(2 / 3)
    assert citation_precision(statements[2:]) == 0.0


def test_a_judge_is_asked_each_thing_once() -> None:
    judge = WordJudge()
    cached = CachedJudge(judge)
    for _ in range(3):
        cached.probability("The dam broke.", ["the dam broke"])
    assert judge.asked == 1
