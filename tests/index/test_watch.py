"""Following a folder: one update for each change that has come to rest."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from index.build import BuildOptions, Summary, build
from index.watch import Snapshot, at_rest, snapshot
from tests.fakes.embedder import HashEmbedder


def updates(states: Sequence[int]) -> list[int]:
    """How many looks were taken before each update, when the folder looks like each of `states` in turn."""
    looks: Iterator[int] = iter(states)
    taken = 0

    def look() -> Snapshot:
        nonlocal taken
        state = next(looks, None)
        if state is None:
            raise EOFError
        taken += 1
        return {"a.txt": (state, 0)}

    found = []
    try:
        for _ in at_rest(look, sleep=lambda seconds: None):
            found.append(taken)
    except EOFError:
        return found
    raise AssertionError("watching ended by itself")


def test_the_first_update_is_at_once_and_no_other_without_a_change() -> None:
    assert updates([1, 1, 1, 1]) == [1]


def test_an_update_waits_until_the_files_rest() -> None:
    assert updates([1, 2, 3, 4, 4, 4, 4]) == [1, 5]


def test_a_change_that_is_taken_back_is_none() -> None:
    assert updates([1, 2, 1, 1, 1]) == [1]


def test_a_folder_that_never_rests_is_updated_now_and_then() -> None:
    assert len(updates(range(100))) == 4


def test_a_snapshot_shows_what_can_change_an_index(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("one", encoding="utf-8")
    states = [snapshot(tmp_path)]

    def changed() -> bool:
        states.append(snapshot(tmp_path))
        return states[-1] != states[-2]

    assert not changed()
    article.write_text("three", encoding="utf-8")
    assert changed()
    (tmp_path / "sources.toml").write_text("", encoding="utf-8")
    assert changed()
    (tmp_path / ".bylineignore").write_text("a.txt", encoding="utf-8")
    assert changed()
    article.unlink()
    assert not changed()


def test_an_index_inside_the_corpus_is_not_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry ran aground on Monday, the harbour office said.", encoding="utf-8")
    events = [*build(tmp_path, tmp_path / "kept", HashEmbedder(), BuildOptions())]
    before = snapshot(tmp_path)
    events += build(tmp_path, tmp_path / "kept", HashEmbedder(), BuildOptions())
    last = events[-1]
    assert isinstance(last, Summary)
    assert (last.unchanged, last.added, last.counts["files"]) == (1, 0, 1)
    assert snapshot(tmp_path) == before
