"""Agreement is counted as published, and labels are read strictly."""

import json
from math import isnan
from pathlib import Path

import pytest

from assistant.evaluation.agreement import (
    agreement,
    agreement_lines,
    cohen_kappa,
    decide,
    read_labels,
    sheet_lines,
    shown_sentences,
)
from assistant.evaluation.cases import Case
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.judges import ChatJudge, open_judge
from tests.assistant.evaluation.answers import DAM, WordJudge, answered, quoted, recorded
from tests.fakes.model import ScriptedModel

RECORDS = {
    case: recorded(
        Case(case, "?"),
        answered([("The dam broke on Sunday.", [1]), ("It killed nine.", [1, 2])], [quoted(1, DAM, DAM.text)]),
    )
    for case in ("a", "b")
}


def test_kappa_by_hand() -> None:
    # Observed 35 of 50; by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5.
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert cohen_kappa(pairs) == pytest.approx((0.7 - 0.5) / (1 - 0.5))
    assert cohen_kappa([(True, False), (False, True)]) == pytest.approx(-1.0)
    assert isnan(cohen_kappa([(True, True)] * 3))
    assert isnan(cohen_kappa([]))


def test_only_common_decisions_count() -> None:
    found = agreement({"a": True, "b": False, "c": True}, {"b": False, "c": False, "d": True})
    assert (found.accuracy.value, found.accuracy.questions) == (0.5, 2)


def test_a_sheet_filled_in_is_read_as_labels(tmp_path: Path) -> None:
    sentences = shown_sentences(RECORDS)
    rows = [json.loads(line) for line in sheet_lines(sentences)]
    assert [(row["case"], row["sentence"]) for row in rows] == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]
    assert rows[1]["quotes"] == {"[1]": DAM.text, "[2]": ""}
    rows[0] |= {"supported": True, "needed": [True]}
    rows[1] |= {"supported": True, "needed": [True, None]}
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    labels, judge = read_labels(path), decide(WordJudge(), sentences)
    assert labels.supported == {("a", 1): True, ("a", 2): True}
    assert labels.needed == {("a", 1, 0): True, ("a", 2, 0): True}
    assert judge.supported == {("a", 1): True, ("a", 2): False, ("b", 1): True, ("b", 2): False}
    table = list(agreement_lines([labels, judge]))
    assert table[1].split()[:5] == ["labels", "words", "support", "2", "0.500"]
    with pytest.raises(EvaluationError, match="nothing to compare"):
        list(agreement_lines([judge]))


def test_sentences_are_drawn_alike() -> None:
    assert shown_sentences(RECORDS, 2, seed=4) == shown_sentences(RECORDS, 2, seed=4)
    assert [one.key for one in shown_sentences(RECORDS, 3)] == [("a", 1), ("a", 2), ("b", 1)]


@pytest.mark.parametrize("line", ["{", "[]", '{"case": "a"}', '{"case": "a", "sentence": 1, "supported": "yes"}'])
def test_a_wrong_label_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(line)
    with pytest.raises(EvaluationError, match="line 1"):
        read_labels(path)


def test_a_language_model_as_judge() -> None:
    judge = ChatJudge(ScriptedModel(["Yes.", "no", "perhaps"], name="big"))
    assert judge.name == "big"
    assert judge.probability("It broke.", []) == 0.0
    assert judge.probability("It broke.", ["It broke."]) == 1.0
    assert judge.probability("It fell.", ["It broke."]) == 0.0
    with pytest.raises(EvaluationError, match="neither yes nor no but 'perhaps'"):
        judge.probability("It fell.", ["It broke."])


def test_judges_are_found_by_name(tmp_path: Path) -> None:
    judge = open_judge("big@http://127.0.0.1:1/v1")
    assert judge.name == "big"
    with pytest.raises(EvaluationError, match="no model in"):
        open_judge(f"nli:{tmp_path}")
    with pytest.raises(EvaluationError, match="no judge 'oracle'"):
        open_judge("oracle")
