"""The report holds every answer beside its gold, escapes what articles say, and needs no network."""

import re
from dataclasses import replace
from math import nan
from pathlib import Path

import pytest

from assistant.evaluation.abstention import CurvePoint
from assistant.evaluation.cases import Case
from assistant.evaluation.compare import compare
from assistant.evaluation.evaluate import Evaluation
from assistant.evaluation.intervals import Estimate
from assistant.evaluation.plots import risk_coverage_plot, seconds_plot, tag_plot
from assistant.evaluation.records import Record
from assistant.evaluation.report import Beside, markdown_lines, page, write_report
from assistant.evaluation.run import RunIdentity
from assistant.evaluation.scores import score
from assistant.evaluation.summary import read_questions, summarise
from assistant.types import IndexIdentity, ModelIdentity
from tests.assistant.evaluation.answers import DAM, VOTE, WordJudge, answered, library, quoted, recorded

HOSTILE = "<script>alert(1)</script> & <b>bold</b>"
CASES = (
    Case("toll", "How many died?", answers=(("11", "eleven"), ("Sunday",)), articles=("dam.md",), tags=("figure",)),
    Case("odd", HOSTILE, answers=(("Torvald",),), quotes=("Ansa Torvald won the vote.",)),
    Case("none", "Who paid?", answerable=False),
    Case("gone", "What failed?", answers=(("x",),)),
)
KILLED = quoted(1, DAM, "It killed at least 11 people, police said.")
RECORDS = {
    "toll": recorded(
        CASES[0], answered([("Police said it killed at least 11 people.", [1])], [KILLED]), answerable=0.7
    ),
    "odd": recorded(CASES[1], answered([(f"Torvald won {HOSTILE}.", [1])], [quoted(1, VOTE, VOTE.text)])),
    "none": recorded(CASES[2], answered([], [], nearest=[quoted(1, VOTE, VOTE.text)])),
    "gone": recorded(CASES[3], {}, failure="the model died"),
}


def evaluated(records: dict[str, Record]) -> Evaluation:
    scores = tuple(score(case, records[case.id], library, WordJudge()) for case in CASES)
    identity = RunIdentity("byline", {}, ModelIdentity("big", "ab" * 32), IndexIdentity("abc", 2), "0.1.0", "f00d")
    return Evaluation(identity, CASES, records, scores, summarise(CASES, records, scores, "words"))


EVALUATION = evaluated(RECORDS)


def test_the_page_holds_every_question_with_its_gold() -> None:
    html = page(EVALUATION)
    assert html.count("<article ") == 4
    assert '<li class="yes">11 / eleven</li>' in html
    assert '<li class="no">Sunday — missing</li>' in html
    assert "the model died" in html
    assert "The articles do not say." in html
    assert 'title="not supported by its citations"' in html


def test_the_page_escapes_and_reaches_nothing_outside() -> None:
    html = page(EVALUATION)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert html.count("<script>") == 1
    assert not re.search(r"(?:src|href)\s*=|url\(|@import|https?://", html)
    assert "default-src 'none'" in html


def test_each_article_carries_what_it_is_filtered_by() -> None:
    html = page(EVALUATION)
    attributes = re.findall(r'<article data-tag="([^"]*)" data-result="(\w+)" data-status="(\w+)"', html)
    assert attributes == [
        ("|answerable|figure|", "wrong", "answered"),
        ("|answerable|", "right", "answered"),
        ("|unanswerable|", "right", "unanswered"),
        ("|answerable|", "wrong", "failed"),
    ]


def test_markdown_names_what_is_wrong_with_each() -> None:
    text = "\n".join(markdown_lines(EVALUATION))
    assert "- `toll` How many died? — missing: Sunday" in text
    assert "- `gone` What failed? — failed: the model died" in text
    assert "- language model: big (abababababab)" in text
    assert "`odd`" not in text.partition("## Wrong")[2]


def test_both_answers_stand_beside_each_other_where_one_changed(tmp_path: Path) -> None:
    better = answered([("Police said it killed at least 11 people. The dam broke on Sunday.", [1])], [KILLED])
    after = evaluated(
        RECORDS | {"toll": recorded(CASES[0], better), "odd": recorded(CASES[1], answered([], [], nearest=[]))}
    )
    comparison = compare(after.summary.questions, EVALUATION.summary.questions)
    assert (comparison.better, comparison.worse) == (("toll",), ("odd",))
    written = write_report(tmp_path, after, Beside("before", comparison, RECORDS))
    assert [path.name for path in written] == ["scores.json", "report.md", "report.html"]
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "### Better: `toll`" in text
    assert (
        "- before: Police said it killed at least 11 people.\n- now: Police said it killed at least 11 people. The"
        in text
    )
    assert "- now: (refused)" in text
    assert 'data-change="worse"' in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert read_questions(tmp_path) == {id_: dict(values) for id_, values in after.summary.questions.items()}


def test_plots_stand_where_they_should() -> None:
    curve = [CurvePoint(0.5, 0.0, 0.9), CurvePoint(1.0, 0.5, 0.4)]
    plot = str(risk_coverage_plot(curve, 2))
    assert "answers 100%, 50% of them wrong" in plot
    assert plot.count("<polyline") == 1
    assert risk_coverage_plot([], 2) == ""
    assert "half within 2 s, 95 % within 9 s" in str(seconds_plot([1.0, 2.0, 9.0]))
    assert seconds_plot([]) == ""
    tagged = str(tag_plot({"a<b": {"right": Estimate(0.5, 0.2, 0.8, 7)}, "c": {}}, "right"))
    assert "a&lt;b: 0.500 (0.200 to 0.800)" in tagged
    assert tagged.count("<circle") == 1


@pytest.mark.parametrize("value", [nan, 0.5])
def test_a_probability_that_is_not_known_is_not_shown(value: float) -> None:
    records = RECORDS | {"toll": replace(RECORDS["toll"], answerable=value)}
    assert ("probability 0.50" in page(evaluated(records))) == (value == 0.5)
