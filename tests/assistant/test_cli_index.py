"""`byline index --watch`: a line for each update, each problem once, a clean end."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import index.watch
from assistant.cli import main
from assistant.wiring import Corpus
from tests.fakes.embedder import HashEmbedder


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Corpus, "embedder", lambda self: HashEmbedder())
    (tmp_path / "ferry.txt").write_text("The ferry ran aground on Monday.", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    return tmp_path


def follow(monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], object]) -> None:
    """Stand in for the clock: the folder changes by one step before each update; then somebody presses Ctrl-C."""

    def at_rest(look: Callable[[], object]) -> Iterator[None]:
        for step in steps:
            step()
            look()
            yield
        raise KeyboardInterrupt

    monkeypatch.setattr(index.watch, "at_rest", at_rest)


def test_each_update_is_a_line_and_each_problem_is_named_once(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = corpus / "sources.toml"
    follow(
        monkeypatch,
        lambda: None,
        lambda: (corpus / "ferry.txt").rename(corpus / "boat.txt"),
        lambda: sources.write_text("[[rul]]\n", encoding="utf-8"),
        lambda: sources.write_text("", encoding="utf-8"),
    )
    assert main(["index", "--watch", str(corpus)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("problem: empty.txt: empty file") == 1
    assert "1 added, 0 changed, 1 deleted, 1 unchanged; 0 passages embedded" in err
    assert "sources.toml:1: unknown key rul" in err
    assert err.splitlines()[-1] == "stopped watching"


def test_what_is_wrong_from_the_start_is_a_failure(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / "sources.toml").write_text("[[rul]]\n", encoding="utf-8")
    follow(monkeypatch, lambda: None)
    assert main(["index", "--watch", str(corpus)]) == 1
    assert "unknown key rul" in capsys.readouterr().err


def test_json_is_one_summary_a_line(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(monkeypatch, lambda: None, lambda: (corpus / "empty.txt").unlink())
    assert main(["index", "--watch", "--json", str(corpus)]) == 0
    summaries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [summary["files"]["deleted"] for summary in summaries] == [0, 1]
