"""`byline eval` from end to end over a small corpus, without a language model."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli_eval import add_eval
from assistant.evaluation.errors import EvaluationError
from assistant.wiring import Corpus
from index.errors import BylineError
from tests.fakes.embedder import HashEmbedder

ARTICLE = (
    "---\ntitle: Dockers strike at Port Hallow\npublisher: Harbour Gazette\npublished: 2025-03-01\n---\n\n"
    "About 1,200 dockers walked out at Port Hallow on Saturday over a plan to automate two terminals.\n\n"
    "“We will not be replaced by cranes,” said Mara Quill, who leads the dockers' union.\n"
)
QUESTIONS = (
    {
        "id": "who",
        "question": "Who leads the dockers' union at Port Hallow?",
        "answers": [["Mara Quill"]],
        "articles": ["strike.md"],
        "quotes": ["Mara Quill, who leads the dockers' union"],
        "tags": ["who-said"],
    },
    {"id": "moon", "question": "Which rocket carried the probe to the moon?", "answerable": False},
)

Command = Callable[..., int]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Corpus, "embedder", lambda self: HashEmbedder())
    monkeypatch.setenv("BYLINE_CACHE", str(tmp_path / "cache"))
    root = tmp_path / "articles"
    root.mkdir()
    (root / "strike.md").write_text(ARTICLE, encoding="utf-8")
    with Corpus(root) as opened:
        for _ in opened.build():
            pass
    return root


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    return path


@pytest.fixture
def command(corpus: Path) -> Command:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--corpus", default=str(corpus))
    common.add_argument("--index", dest="index_folder")
    common.add_argument("--model", default="none")
    parser = argparse.ArgumentParser()
    add_eval(parser.add_subparsers(), common)

    def run(*arguments: object) -> int:
        given = parser.parse_args(["eval", *map(str, arguments)])
        return int(given.run(given))

    return run


def test_scores_report_and_resuming(
    command: Command, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "run"
    assert command(questions, "--report", folder, "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert set(first["questions"]) == {"who", "moon"}
    assert first["metrics"]["quote_hit@5"]["value"] == 1.0
    assert {path.name for path in folder.iterdir()} == {
        "run.json",
        "answers.jsonl",
        "scores.json",
        "report.md",
        "report.html",
    }
    answers = (folder / "answers.jsonl").read_bytes()
    assert command(questions, "--report", folder, "--json") == 0
    assert (folder / "answers.jsonl").read_bytes() == answers
    assert json.loads(capsys.readouterr().out) == first


def test_a_baseline_is_shown_beside(
    command: Command, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(questions, "--report", tmp_path / "one") == 0
    capsys.readouterr()
    assert command(questions, "--report", tmp_path / "two", "--baseline", tmp_path / "one") == 0
    assert "against one, over 2 questions" in capsys.readouterr().out
    with pytest.raises(EvaluationError, match="holds no scores"):
        command(questions, "--report", tmp_path / "three", "--baseline", tmp_path / "none")
    assert not (tmp_path / "three").exists()


def test_bounds_decide_the_exit_status(
    command: Command, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = ("--report", tmp_path / "run")
    assert command(questions, *run, "--min", "quote_hit@5=1", "--max", "failed=0") == 0
    assert command(questions, *run, "--no-worse-than", tmp_path / "run") == 0
    capsys.readouterr()
    assert command(questions, *run, "--min", "words=9999") == 1
    assert "words is " in capsys.readouterr().err


def test_a_wrong_bound_is_a_wrong_usage(command: Command, questions: Path) -> None:
    for bound in ("wright=1", "right=much"):
        with pytest.raises(SystemExit) as left:
            command(questions, "--min", bound)
        assert left.value.code == 2


def test_an_unknown_article_is_named_before_anything_runs(command: Command, questions: Path, tmp_path: Path) -> None:
    with questions.open("a") as file:
        file.write('\n{"id": "x", "question": "Who?", "articles": ["lost.md"]}')
    with pytest.raises(EvaluationError, match=r'line 3: no single article fits "lost\.md"'):
        command(questions, "--report", tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_quotation_that_strayed_is_remarked_on(
    command: Command, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with questions.open("a") as file:
        file.write('\n{"id": "x", "question": "Who?", "articles": ["strike.md"], "quotes": ["nobody went home"]}')
    assert command(questions, "--judge", "none") == 0
    assert 'line 3: no gold article says "nobody went home"' in capsys.readouterr().err


def test_a_run_of_something_else_is_not_touched(command: Command, questions: Path, tmp_path: Path) -> None:
    command(questions, "--report", tmp_path / "run")
    (tmp_path / "run" / "run.json").write_text('{"pipeline": "other"}')
    with pytest.raises(BylineError, match="holds a run with another pipeline"):
        command(questions, "--report", tmp_path / "run")
    assert command(questions, "--report", tmp_path / "run", "--restart") == 0


def test_the_baseline_needs_a_model(command: Command, questions: Path) -> None:
    with pytest.raises(EvaluationError, match="needs a language model"):
        command(questions, "--pipeline", "baseline")


def test_questions_are_drafted_and_can_be_asked(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "a")
    path = tmp_path / "mine.jsonl"
    assert command("new", path) == 0
    assert "questions written to" in capsys.readouterr().err
    assert command(path) == 0
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert ("Who said “We will not be replaced by cranes”?", [["Mara Quill"]]) in [
        (row["question"], row["answers"]) for row in rows
    ]


def test_judges_and_labels_agree_or_not(
    command: Command, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run, sheet = tmp_path / "run", tmp_path / "labels.jsonl"
    command(questions, "--report", run)
    assert command("judge-agreement", run, "--sheet", sheet) == 0
    rows = [json.loads(line) for line in sheet.read_text(encoding="utf-8").splitlines()]
    assert rows
    sheet.write_text("\n".join(json.dumps(row | {"supported": True, "needed": []}) for row in rows))
    capsys.readouterr()
    assert command("judge-agreement", run, "--labels", sheet) == 0
    table = capsys.readouterr().out.splitlines()
    assert table[1].split()[:5] == ["labels", "byline", "support", str(len(rows)), "1.000"]


def test_too_many_names(command: Command, questions: Path) -> None:
    with pytest.raises(EvaluationError, match="too many names"):
        command(questions, questions)


def test_a_wrong_run_is_named_before_anything_runs(command: Command, questions: Path, tmp_path: Path) -> None:
    for option in ("--baseline", "--no-worse-than"):
        with pytest.raises(EvaluationError, match="holds no scores"):
            command(questions, option, tmp_path / "nowhere", "--report", tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_judges_need_a_run(command: Command, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="holds no answers of a run"):
        command("judge-agreement", tmp_path / "nowhere", "--judge", "byline")


def test_answers_that_were_there_are_told(
    command: Command, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command(questions, "--report", tmp_path / "run")
    assert "were there already" not in capsys.readouterr().err
    command(questions, "--report", tmp_path / "run")
    assert "note: 2 of 2 answers were there already" in capsys.readouterr().err


def test_drafts_need_a_folder(command: Command, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no such folder"):
        command("new", tmp_path / "nowhere" / "mine.jsonl")
