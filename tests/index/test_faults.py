"""Killed or out of space at a system call: the index is the old or the new one, and the next build completes it.

Every so many-th call here; `tests.bench.bench_faults` takes each of them, and random instants.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.build import BuildOptions, build
from index.catalog import FILE, Catalog
from index.catalog_file import connect, is_damage
from index.errors import CatalogError, NoIndexError
from index.work import WorkStore
from tests.fakes.embedder import HashEmbedder
from tests.faults.inject import FAULTS, compile_shim, run


@pytest.mark.parametrize(
    ("scenario", "stride"), [("first build", 23), ("merge", 13), ("compaction", 17), ("rebuild", 41)]
)
def test_nothing_is_lost(tmp_path: Path, scenario: str, stride: int) -> None:
    shim = compile_shim(tmp_path)
    if shim is None:
        pytest.skip("needs a C compiler named cc, and /proc")
    outcomes = list(run(shim, scenario=scenario, stride=stride, at_random=3))
    assert {outcome.fault for outcome in outcomes} >= set(FAULTS)
    assert [loss for outcome in outcomes for loss in outcome.losses] == []
    assert all(outcome.old + outcome.new == outcome.runs > 0 for outcome in outcomes)
    assert sum(outcome.finished for outcome in outcomes) < sum(outcome.runs for outcome in outcomes)


def test_an_unfinished_first_build_is_no_index_and_the_next_build_works(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry ran aground on Monday.", encoding="utf-8")
    folder = tmp_path / ".byline"
    folder.mkdir()
    connect(folder / FILE).close()
    with pytest.raises(NoIndexError, match="no index in"):
        Catalog(folder / FILE)
    assert [*build(tmp_path, folder, HashEmbedder())]
    assert Catalog(folder / FILE).generation == 1


def test_a_folder_that_cannot_be_written_is_a_named_failure(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the index should be", encoding="utf-8")
    with pytest.raises(CatalogError, match="could not be written") as caught:
        [*build(tmp_path, tmp_path / "taken", HashEmbedder())]
    assert caught.value.hint


def test_a_rebuild_that_cannot_open_the_index_leaves_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry ran aground on Monday.", encoding="utf-8")
    folder = tmp_path / ".byline"
    [*build(tmp_path, folder, HashEmbedder())]

    def full(path: Path) -> sqlite3.Connection:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patch:
        patch.setattr("index.catalog.connect_to_read", full)
        with pytest.raises(CatalogError, match="disk is full"):
            [*build(tmp_path, folder, HashEmbedder(), BuildOptions(rebuild=True))]
    assert Catalog(folder / FILE).generation == 1
    (folder / FILE).write_bytes(b"no database at all, though long enough to be one" * 100)
    [*build(tmp_path, folder, HashEmbedder(), BuildOptions(rebuild=True))]
    assert len(Catalog(folder / FILE).files()) == 1


def test_only_a_damaged_work_file_is_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    embedder = HashEmbedder()
    work = WorkStore(path, embedder.identity.sha256)
    work.add([b"key"], embedder.embed(["ferry"]))
    work.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with closing(sqlite3.connect(path, timeout=0)) as late, pytest.raises(sqlite3.OperationalError) as locked:
            late.execute("SELECT key FROM vectors")
    assert not is_damage(locked.value)
    path.write_bytes(b"no database at all, though long enough to be one" * 100)
    anew = WorkStore(path, embedder.identity.sha256)
    assert anew.known([b"key"]) == set()
    anew.discard()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_goes_with_the_next(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry ran aground on Monday.", encoding="utf-8")
    folder = tmp_path / ".byline"
    [*build(tmp_path, folder, HashEmbedder())]
    before = {path.name for path in folder.iterdir()}
    (folder / "work.db").write_bytes(b"")
    (folder / "vectors-7.faiss").write_bytes(b"half of one")
    [*build(tmp_path, folder, HashEmbedder())]
    assert {path.name for path in folder.iterdir()} == before
