"""The command line: JSON contract, exit status, and one clear line for whatever goes wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.wiring import Corpus
from tests.fakes.embedder import HashEmbedder

ARTICLE = (
    "---\ntitle: Dockers strike at Port Hallow\npublisher: Harbour Gazette\npublished: 2025-03-01\n---\n\n"
    "About 1,200 dockers walked out at Port Hallow on Saturday over a plan to automate two terminals.\n\n"
    'The strike "will last as long as it must", said Mara Quill, who leads the dockers\' union.\n'
)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Corpus, "embedder", lambda self: HashEmbedder())
    monkeypatch.setenv("BYLINE_CACHE", str(tmp_path / "cache"))
    root = tmp_path / "articles"
    root.mkdir()
    (root / "strike.md").write_text(ARTICLE, encoding="utf-8")
    return root


@pytest.fixture
def indexed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["index", str(corpus)]) == 0
    capsys.readouterr()
    return corpus


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main(arguments) == 0
    out, _ = capsys.readouterr()
    parsed = json.loads(out)
    assert isinstance(parsed, dict)
    return parsed


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    """Title and hint of the failure; nothing else may be printed."""
    assert main(arguments) == 1
    out, err = capsys.readouterr()
    assert out == ""
    title, hint = err.splitlines()
    return title.removeprefix("byline: "), hint.strip()


def test_index_reports_what_it_did(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = run_json(capsys, "index", str(corpus), "--json")
    assert summary["files"] == {"added": 1, "changed": 0, "deleted": 0, "unchanged": 0}
    again = run_json(capsys, "index", "--corpus", str(corpus), "--json")
    assert (again["embedded"], again["generation"]) == (0, 1)


def test_the_json_answer_keeps_its_contract(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = "How many dockers walked out at Port Hallow?"
    answer = run_json(capsys, "ask", question, "--json", "--model", "none", "--corpus", str(indexed))
    assert set(answer) >= {
        "schema", "question", "standalone_question", "status", "answer", "sentences", "withheld", "citations",
        "disagreements", "independent_origins", "publishers", "nearest", "model", "index", "seconds",
    }  # fmt: skip
    assert (answer["schema"], answer["question"]) == (1, question)
    assert answer["model"] == {"name": "none", "sha256": ""}
    shown = answer["citations"] or answer["nearest"]
    assert isinstance(shown, list)
    for citation in shown:
        assert main(["show", citation["article"]["path"], "--corpus", str(indexed)]) == 0
        text, _ = capsys.readouterr()
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["article"]["publisher"] == "Harbour Gazette"


def test_search_prints_ranked_passages(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run_json(capsys, "search", "dockers strike", "--json", "--corpus", str(indexed))
    hits = found["hits"]
    assert isinstance(hits, list)
    assert hits[0]["article"]["title"] == "Dockers strike at Port Hallow"
    assert main(["search", "dockers strike", "--corpus", str(indexed), "-k", "1"]) == 0
    assert "1. Harbour Gazette · 2025-03-01 · Dockers strike at Port Hallow" in capsys.readouterr().out


def test_a_search_explains_itself(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--corpus", str(indexed), "--explain", "--after", "2025-01-01")
    found = run_json(capsys, "search", "dockers strike", "--json", *where)
    hits = found["hits"]
    assert found["filters"] == {"sources": [], "after": "2025-01-01", "before": None}
    assert isinstance(hits, list)
    for hit in hits:
        parts = hit["explanation"]
        assert parts["meaning"] + parts["words"] == pytest.approx(hit["score"], abs=1e-5)
    assert main(["search", "dockers strike", *where]) == 0
    out = capsys.readouterr().out
    assert out.startswith("searched: on 2025-01-01 or later\n1. Harbour Gazette")
    assert "place 1 by BM25" in out


def test_filters_reach_the_search(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--corpus", str(indexed), "--json")
    assert run_json(capsys, "search", "strike", "--source", "harbour gazette", *where)["hits"]
    assert not run_json(capsys, "search", "strike", "--source", "Elsewhere", *where)["hits"]
    assert not run_json(capsys, "search", "strike", "--after", "2025-03-02", *where)["hits"]


def test_show_tells_metadata_and_removed_lines(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "strike", "--metadata", "--corpus", str(indexed)]) == 0
    assert "publisher: Harbour Gazette  (front matter" in capsys.readouterr().out
    assert main(["show", "strike", "--removed", "--corpus", str(indexed)]) == 0


def test_no_index(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title, hint = refused(capsys, "search", "strike", "--corpus", str(corpus))
    assert title == f"no index in {corpus / '.byline'}"
    assert hint == "build one with: byline index"


def test_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title, _ = refused(capsys, "index", str(tmp_path / "nowhere"))
    assert title == f"no such folder: {tmp_path / 'nowhere'}"


def test_a_question_of_fifty_thousand_characters(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("ask", "search"):
        title, hint = refused(capsys, command, "why " * 12_500, "--model", "none", "--corpus", str(indexed))
        assert title == "the question has 50,000 characters; 2,000 is the most that is read"
        assert hint


def test_a_missing_model_file(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title, hint = refused(capsys, "ask", "Who?", "--model", "/nowhere/model.gguf", "--corpus", str(indexed))
    assert "/nowhere/model.gguf" in title
    assert hint


def test_an_article_nobody_has(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title, _ = refused(capsys, "show", "flood", "--corpus", str(indexed))
    assert title == "no single article fits 'flood'"


def test_a_wrong_setting(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (indexed / "byline.toml").write_text("modle = 'x'", encoding="utf-8")
    title, hint = refused(capsys, "search", "strike", "--corpus", str(indexed))
    assert 'unknown setting "modle"' in title
    assert hint == 'did you mean "model"?'


def test_files_that_cannot_be_read_cost_one_line_each(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "empty.txt").write_text("", encoding="utf-8")
    (corpus / "escape.txt").write_text("\x1b[2J\x1b]0;title\x07The strike goes on, the union said.", encoding="utf-8")
    (corpus / "latin.txt").write_bytes("Die Hafenarbeiter kämpfen für höhere Löhne, sagte Müller.".encode("cp1252"))
    assert main(["index", str(corpus)]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if line.startswith("problem: ")] == [line for line in lines if "empty.txt" in line]
    assert main(["show", "escape", "--corpus", str(corpus)]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["search", "x", "-k", "0"], ["ask", "x", "--source", ""], ["ask", "x", "--after", "soon"], ["dance"]],
)
def test_wrong_usage_has_status_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_debug_shows_where_an_error_came_from(corpus: Path) -> None:
    with pytest.raises(Exception, match="no index in"):
        main(["search", "strike", "--corpus", str(corpus), "--debug"])


def test_the_doctor_names_what_is_missing(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--corpus", str(corpus), "--model", "none"]) == 1
    out = capsys.readouterr().out
    assert "! index: no index in" in out
    assert "build one with: byline index" in out


def test_the_doctor_is_content_with_a_sound_index(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--corpus", str(indexed), "--model", "none"]) == 0
    assert "✓ index: generation 1: 1 articles, 1 passages, 1 vectors" in capsys.readouterr().out


def test_a_number_that_is_none_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["search", "x", "-k", "many"],
        ["eval", "q.jsonl", "--jobs", "many"],
        ["serve", "--port", "many"],
    ):
        with pytest.raises(SystemExit):
            main(arguments)
        assert capsys.readouterr().err.endswith("'many' is not a whole number\n")


def test_a_place_that_cannot_be_written_is_named(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = indexed.parent / "questions.jsonl"
    questions.write_text('{"id": "a", "question": "Who leads the union?", "answers": [["Mara Quill"]]}')
    where = ("--corpus", str(indexed), "--model", "none")
    title, hint = refused(capsys, "eval", str(questions), "--report", str(questions), *where)
    assert title == f"{questions}: File exists"
    assert "name another one" in hint


def test_a_reader_that_has_gone_is_no_failure(indexed: Path) -> None:
    (indexed / "long.txt").write_text("The strike goes on, the union said. " * 9000, encoding="utf-8")
    assert main(["index", str(indexed)]) == 0
    show = [sys.executable, "-m", "assistant.cli", "show", "long.txt", "--corpus", str(indexed)]
    with subprocess.Popen(show, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_publisher_that_nobody_is_is_remarked_on(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def remark(source: str) -> str:
        assert main(["search", "strike", "--source", source, "--corpus", str(indexed)]) == 0
        return capsys.readouterr().err

    assert remark("harbour gazette") == ""
    nothing = "note: no passage is found\n"
    for near in ("Gazette", "Harbor Gazete"):
        assert remark(near) == f'note: no article is by "{near}" (did you mean Harbour Gazette?)\n{nothing}'
    assert remark("Elsewhere") == f'note: no article is by "Elsewhere" (publishers: Harbour Gazette)\n{nothing}'


def test_a_time_that_ends_before_it_begins(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    time = ("--after", "2025-03-02", "--before", "2025-03-01")
    title, _ = refused(capsys, "ask", "Who?", *time, "--corpus", str(indexed))
    assert title == "--before 2025-03-01 is earlier than --after 2025-03-02"


def test_where_several_articles_fit_they_are_named(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (indexed / "strike-ends.md").write_text(ARTICLE.replace("walked out", "went back"), encoding="utf-8")
    assert main(["index", str(indexed)]) == 0
    capsys.readouterr()
    title, hint = refused(capsys, "show", "stri", "--corpus", str(indexed))
    assert title == "no single article fits 'stri'"
    assert hint == "give its id or path: strike-ends.md, strike.md …"


def test_a_folder_of_prompts_that_is_not_there(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (indexed / "byline.toml").write_text("prompts = '/nowhere'", encoding="utf-8")
    title, _ = refused(capsys, "ask", "Who?", "--model", "none", "--corpus", str(indexed))
    assert title == "no such folder of prompts: /nowhere"


def test_an_empty_folder_is_told_what_to_do(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "strike.md").unlink()
    assert main(["index", str(corpus)]) == 0
    assert "put articles into this folder" in capsys.readouterr().err
