"""A run is written down answer by answer, goes on where it stopped, and never mixes two things."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event as Flag

import pytest

from assistant.errors import ModelError
from assistant.evaluation.baseline import Baseline
from assistant.evaluation.cases import Case
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.pipelines import Plan, answer, open_pipeline
from assistant.evaluation.records import from_json, to_json
from assistant.evaluation.run import ANSWERS_FILE, Run, RunIdentity, code_fingerprint, read_records
from assistant.events import Event
from assistant.types import IndexIdentity, ModelIdentity, Turn
from assistant.wiring import Corpus
from index.search import Index
from index.types import Filters
from tests.fakes.model import ScriptedModel

KNOWN = RunIdentity("byline", {"passages": 12}, ModelIdentity("none"), IndexIdentity("abc", 3), "0.1.0", "f00d")
CASES = [Case("a", "Who owns the dam?"), Case("b", "Who won the vote?")]


def test_a_record_reads_back_as_it_was(index: Index) -> None:
    model = ScriptedModel(["It belongs to Ulle Hydropower [1]. No idea [7]."])
    one = answer(Baseline(index, model), CASES[0])
    assert one.answer["sentences"][0]["citations"] == [1]
    assert one.pieces == len(one.draft.split())
    assert one.hits
    assert to_json(from_json(to_json(one))) == to_json(one)
    assert from_json(to_json(replace(one, answerable=0.25))).answerable == 0.25


def test_answered_questions_are_not_asked_again(index: Index, tmp_path: Path) -> None:
    run = Run(tmp_path, KNOWN)
    assert run.missing(CASES) == CASES
    run.add(answer(Baseline(index, ScriptedModel(["Yes."])), CASES[0]))
    again = Run(tmp_path, KNOWN)
    assert [case.id for case in again.missing(CASES)] == ["b"]
    reworded = replace(CASES[0], question="Whose is the dam?")
    assert again.missing([reworded]) == [reworded]
    followed = replace(CASES[0], history=(Turn("Which dam?", "Which dam?", "That one."),))
    assert again.missing([followed]) == [followed]


def test_a_torn_last_line_costs_one_question(index: Index, tmp_path: Path) -> None:
    run = Run(tmp_path, KNOWN)
    for case in CASES:
        run.add(answer(Baseline(index, ScriptedModel(["Yes."])), case))
    path = tmp_path / ANSWERS_FILE
    path.write_bytes(path.read_bytes()[:-40])
    again = Run(tmp_path, KNOWN)
    assert [case.id for case in again.missing(CASES)] == ["b"]
    again.add(answer(Baseline(index, ScriptedModel(["Yes."])), CASES[1]))
    assert set(read_records(tmp_path)) == {"a", "b"}


def test_another_thing_is_not_mixed_in(tmp_path: Path) -> None:
    Run(tmp_path, KNOWN)
    with pytest.raises(EvaluationError) as caught:
        Run(tmp_path, replace(KNOWN, code="beef", model=ModelIdentity("big")))
    assert "another model, code" in caught.value.title
    assert "--restart" in caught.value.hint
    Run(tmp_path, replace(KNOWN, code="beef"), restart=True)
    assert json.loads((tmp_path / "run.json").read_text())["code"] == "beef"


def test_damage_is_named(tmp_path: Path) -> None:
    Run(tmp_path, KNOWN)
    (tmp_path / ANSWERS_FILE).write_text('{"case": "a"}\n')
    with pytest.raises(EvaluationError, match="line 1 is no answer"):
        read_records(tmp_path)
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(EvaluationError, match="is damaged"):
        Run(tmp_path, KNOWN)


class Failing:
    """A pipeline whose model dies."""

    def ask(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = Filters(), cancelled: Flag | None = None
    ) -> Iterator[Event]:
        raise ModelError("the model died", "use a smaller one")
        yield

    def close(self) -> None:
        pass


def test_a_question_that_fails_is_written_down_with_the_reason() -> None:
    one = answer(Failing(), CASES[0])
    assert (one.answer, one.failure) == ({}, "the model died; use a smaller one")


def test_an_unknown_pipeline_is_named(corpus_folder: Path) -> None:
    with Corpus(corpus_folder) as corpus, pytest.raises(EvaluationError, match="no pipeline 'best'"):
        open_pipeline(corpus, "best")
    with Plan(corpus_folder, corpus_folder / ".byline", flags={"model": "none"}).open_corpus() as corpus:
        assert corpus.language_model() is None


def test_the_fingerprint_follows_what_makes_answers(tmp_path: Path) -> None:
    for name in ("index/a.py", "assistant/engine/b.py", "prompts/c.md", "assistant/tui/d.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    before = code_fingerprint(tmp_path)
    (tmp_path / "assistant/tui/d.py").write_text("y")
    assert code_fingerprint(tmp_path) == before
    (tmp_path / "prompts/c.md").write_text("y")
    assert code_fingerprint(tmp_path) != before


def test_an_answer_with_other_line_ends_is_read_back(index: Index, tmp_path: Path) -> None:
    run = Run(tmp_path, KNOWN)
    one = answer(Baseline(index, ScriptedModel(["Yes."])), CASES[0])
    run.add(replace(one, draft="one\u2028two\x85three"))
    assert run.records()["a"].draft == "one\u2028two\x85three"
