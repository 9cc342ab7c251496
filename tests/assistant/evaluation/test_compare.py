"""Planted regressions fail the gate, and the same run passes it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.evaluation.cases import Case
from assistant.evaluation.compare import compare, regressions, shortfalls
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.records import Place, Record
from assistant.evaluation.scores import score
from assistant.evaluation.summary import Summary, read_questions, summarise, summary_json
from assistant.evaluation.tables import difference_lines, terminal_lines
from tests.assistant.evaluation.answers import DAM, VOTE, WordJudge, answered, library, quoted, recorded

KILLED = "It killed at least 11 people, police said."
WON = "Ansa Torvald won the vote."

CASES = [
    *(
        Case(f"dam-{number}", "How many died?", (), (("11",),), ("dam.md",), (KILLED,), tags=("figure",))
        for number in range(10)
    ),
    *(
        Case(f"vote-{number}", "Who won?", answers=(("Torvald",),), articles=("vote.md",), quotes=(WON,))
        for number in range(10)
    ),
    *(Case(f"no-{number}", "Who paid?", answerable=False) for number in range(10)),
]


def right(case: Case) -> Record:
    """The record of a right answer, search and all."""
    if not case.answerable:
        return recorded(case, answered([], []), answerable=0.2)
    article, quote = (DAM, KILLED) if case.id.startswith("dam") else (VOTE, WON)
    start = article.text.index(quote)
    hits = [Place(article.id, start, start + len(quote))]
    sentence = f"Continental Wire reports: “{quote}”"
    return recorded(case, answered([(sentence, [1])], [quoted(1, article, quote)]), hits, answerable=0.8)


def shuffled(record: Record) -> Record:
    """Citations of another article."""
    if not record.answer["citations"]:
        return record
    other = quoted(1, VOTE, WON) if record.case.startswith("dam") else quoted(1, DAM, KILLED)
    return replace(record, answer=dict(record.answer) | {"citations": [other]})


def shifted(record: Record) -> Record:
    """Quotations that begin one character late."""
    citations = [one | {"start": one["start"] + 1, "end": one["end"] + 1} for one in record.answer["citations"]]
    return replace(record, answer=dict(record.answer) | {"citations": citations})


def answered_all(record: Record) -> Record:
    """Answers where there is nothing to answer."""
    if record.answer["sentences"]:
        return record
    return replace(record, answer=answered([(f"“{WON}”", [1])], [quoted(1, VOTE, WON)]))


def found_nothing(record: Record) -> Record:
    """A search that finds something else first."""
    return replace(record, hits=(Place(VOTE.id, 27, 50), Place(DAM.id, 0, 24)))


def summed(change: Callable[[Record], Record] = lambda record: record) -> Summary:
    records = {case.id: change(right(case)) for case in CASES}
    scores = [score(case, records[case.id], library, WordJudge()) for case in CASES]
    return summarise(CASES, records, scores, "words")


def test_the_run_itself_is_right() -> None:
    values = {name: one.value for name, one in summed().metrics.items()}
    for name in ("right", "citation_recall", "citation_precision", "exact_quotes", "quote_hit@1", "refusal_recall"):
        assert values[name] == 1.0, name


@pytest.mark.parametrize(
    ("change", "metric"),
    [
        (shuffled, "citation_recall"),
        (shuffled, "right_article"),
        (shifted, "exact_quotes"),
        (answered_all, "refusal_recall"),
        (found_nothing, "quote_hit@1"),
        (found_nothing, "article_hit@1"),
    ],
)
def test_a_planted_regression_is_caught(change: Callable[[Record], Record], metric: str) -> None:
    found = regressions(summed(change).questions, summed().questions)
    assert any(line.startswith(f"{metric} is worse") for line in found), found


def test_no_change_passes_and_two_runs_compare_equal() -> None:
    ours, theirs = summed(), summed()
    assert regressions(ours.questions, theirs.questions) == []
    assert summary_json(ours) == summary_json(theirs)
    found = compare(ours.questions, theirs.questions)
    assert {(one.value, one.low, one.high) for one in found.differences.values()} == {(0.0, 0.0, 0.0)}
    assert (found.better, found.worse, found.shared) == ((), (), 30)


def test_an_improvement_passes() -> None:
    assert regressions(summed().questions, summed(shuffled).questions) == []
    found = compare(summed().questions, summed(shuffled).questions)
    assert len(found.better) == 20
    assert not found.worse


def test_one_unlucky_question_is_within_chance_but_a_promise_is_not() -> None:
    def once(change: Callable[[Record], Record]) -> Callable[[Record], Record]:
        return lambda record: change(record) if record.case == "dam-3" else record

    assert not any(
        "right_article" in line for line in regressions(summed(once(shuffled)).questions, summed().questions)
    )
    (line,) = regressions(summed(once(shifted)).questions, summed().questions)
    assert line.startswith("exact_quotes is worse by 0.050")


def test_bounds() -> None:
    summary = summed(answered_all)
    assert shortfalls(summary, {"right": 0.6, "citation_recall": 0.9}, {"words": 99.0}) == []
    assert shortfalls(summary, {"right": 0.9}, {"words": 2.0}) == [
        "right is 0.667; at least 0.9 is wanted",
        f"words is {summary.metrics['words'].value:.3f}; at most 2 is wanted",
    ]
    (line,) = shortfalls(summary, {"refusal_precision": 0.5}, {})
    assert "no question defines it" in line


def test_runs_without_a_question_in_common() -> None:
    with pytest.raises(EvaluationError, match="share no question"):
        compare({"a": {"right": 1.0}}, {"b": {"right": 1.0}})


def test_scores_that_are_none(tmp_path: Any) -> None:
    with pytest.raises(EvaluationError, match="holds no scores"):
        read_questions(tmp_path)
    (tmp_path / "scores.json").write_text('{"schema": 99, "questions": {}}')
    with pytest.raises(EvaluationError, match="another version"):
        read_questions(tmp_path)


def test_tables_for_a_terminal() -> None:
    rows = [line.split() for line in terminal_lines(summed())]
    assert ["separation", "1.000"] in [row[:2] for row in rows]
    assert ["figure", "10", "1.00"] in [row[:3] for row in rows]
    changed = "\n".join(difference_lines(compare(summed(shifted).questions, summed().questions), "before"))
    assert "exact_quotes  -1.000" in changed
    assert "worse" in changed
    same = list(difference_lines(compare(summed().questions, summed().questions), "before"))
    assert same[-1] == "  nothing changed"
