"""A folder of damaged and hostile files: one line for each, the rest indexed, in bounded memory and time."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.build import Summary, build
from index.catalog import FILE, Catalog
from index.readers import Problem
from tests.fakes.broken_corpus import GOOD, write_broken_corpus
from tests.fakes.embedder import HashEmbedder

_MOST_BYTES = 1_000_000_000


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    root = tmp_path_factory.mktemp("broken")
    return root, write_broken_corpus(root)


def test_one_line_each_and_the_rest_is_indexed(broken: tuple[Path, dict[str, str]]) -> None:
    root, expected = broken
    *_, summary = build(root, root / ".byline", HashEmbedder())
    assert isinstance(summary, Summary)
    problems = {problem.path: problem for problem in summary.problems}
    assert sorted(problem.path for problem in summary.problems) == sorted(expected)
    assert [
        f"{path}: {problem.title}" for path, problem in problems.items() if expected[path] not in problem.title
    ] == []
    assert all(problem.hint for problem in problems.values() if problem.path != "people.jsonl")
    catalog = Catalog(root / ".byline" / FILE)
    assert {article.path.partition("#")[0] for article in catalog.articles()} == set(GOOD)
    catalog.close()
    *_, again = build(root, root / ".byline", HashEmbedder())
    assert isinstance(again, Summary)
    assert (again.added, again.changed, again.deleted, again.generation) == (0, 0, 0, 1)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no other figure leaves out the parent's memory")
def test_memory_and_time_are_bounded(broken: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    program = (
        "import resource, sys; from pathlib import Path; from index.build import build;"
        "resource.setrlimit(resource.RLIMIT_CPU, (60, 60));"
        "from tests.fakes.embedder import HashEmbedder;"
        "[*build(Path(sys.argv[1]), Path(sys.argv[2]), HashEmbedder())];"
        "status = dict(line.split(':', 1) for line in open('/proc/self/status'));"
        "print(int(status['VmHWM'].split()[0]) * 1024)"
    )
    command = [sys.executable, "-c", program, str(broken[0]), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) < _MOST_BYTES


def test_many_bad_records_of_one_file_do_not_fill_the_screen(tmp_path: Path) -> None:
    (tmp_path / "export.jsonl").write_text("{broken\n" * 500, encoding="utf-8")
    *_, summary = build(tmp_path, tmp_path / ".byline", HashEmbedder())
    assert isinstance(summary, Summary)
    assert len(summary.problems) == 11
    assert summary.problems[-1].title.startswith("490 more problems")


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "open.txt").write_text("The ferry ran aground on Monday.", encoding="utf-8")
    (tmp_path / "shut").mkdir()
    scandir = os.scandir

    def refuse(path: Any) -> Iterator[Any]:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    events = list(build(tmp_path, tmp_path / ".byline", HashEmbedder()))
    [problem] = [event for event in events if isinstance(event, Problem)]
    assert str(problem) == "shut: folder that cannot be listed"
