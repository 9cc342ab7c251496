"""An index in a folder that may not be written: it is read as it is, and left as it is."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.build import BuildOptions, build
from index.catalog import FILE
from index.errors import CatalogError
from index.search import Index
from tests.fakes.embedder import HashEmbedder

NOBODY = 65534


@pytest.fixture
def corpus() -> Iterator[Path]:
    # Below pytest's own folder nobody but its maker may look.
    root = Path(tempfile.mkdtemp(prefix="byline-"))
    root.chmod(0o755)
    (root / "strike.txt").write_text("Dockers walked out at noon on Monday.", encoding="utf-8")
    update(root)
    yield root
    shutil.rmtree(root)


def update(corpus: Path, rebuild: bool = False) -> None:
    list(build(corpus, corpus / ".byline", HashEmbedder(), BuildOptions(rebuild=rebuild)))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Permissions bind everybody but the superuser, so whoever that is becomes somebody else."""
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)
        folder.chmod(0o755)
        for file in folder.iterdir():
            file.chmod(0o644)


def found(index: Index) -> list[str]:
    return [hit.passage.text for hit in index.search("dockers walked out")]


def test_a_finished_index_is_searched_and_nothing_is_written(corpus: Path) -> None:
    folder = corpus / ".byline"
    before = sorted(folder.iterdir())
    with read_only(folder):
        index = Index(folder, HashEmbedder)
        assert found(index) == ["Dockers walked out at noon on Monday."]
        assert index.faults() == []
        index.close()
    assert sorted(folder.iterdir()) == before


def test_what_somebody_else_builds_there_is_seen_after_refresh(corpus: Path) -> None:
    folder = corpus / ".byline"
    with read_only(folder):
        index = Index(folder, HashEmbedder)
        assert not index.refresh()
    (corpus / "strike.txt").write_text("Dockers went back to work on Friday.", encoding="utf-8")
    update(corpus)
    with read_only(folder):
        assert index.refresh()
        assert found(index) == ["Dockers went back to work on Friday."]
    index.close()


def test_commits_that_are_only_in_the_log_are_not_passed_over(corpus: Path) -> None:
    writer = sqlite3.connect(corpus / ".byline" / FILE, isolation_level=None)
    writer.execute("INSERT INTO meta VALUES ('note', 'in the log')")
    copy = corpus / "copy"
    shutil.copytree(corpus / ".byline", copy, ignore=shutil.ignore_patterns("*-shm"))
    writer.close()
    with read_only(copy), pytest.raises(CatalogError, match="in the middle of a build") as raised:
        Index(copy, HashEmbedder)
    assert "byline index" in raised.value.hint


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_build_says_in_one_line_that_it_may_not(corpus: Path, rebuild: bool) -> None:
    with read_only(corpus / ".byline"), pytest.raises(CatalogError, match="may not be written") as raised:
        update(corpus, rebuild)
    assert "\n" not in raised.value.title
    assert "--index" in raised.value.hint


def test_a_build_that_may_write_the_lock_alone_says_so_too(corpus: Path) -> None:
    folder = corpus / ".byline"
    with read_only(folder):
        before = os.geteuid()
        os.seteuid(os.getuid())
        (folder / "lock").chmod(0o666)
        os.seteuid(before)
        with pytest.raises(CatalogError, match="may not be written"):
            update(corpus, rebuild=True)
