"""A large index is compacted after its commit, and stays whole whatever happens in between."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index import commit, compaction, merging, vectors
from index.build import Progress, Summary, build
from index.catalog import FILE, Catalog
from index.errors import CatalogError
from index.search import Index
from tests.fakes.embedder import HashEmbedder

LIMIT = 40


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (vectors, commit, compaction, merging):
        monkeypatch.setattr(module, "EXACT_LIMIT", LIMIT)
    for number in range(100):
        write(tmp_path, number)
    return tmp_path


def write(corpus: Path, number: int) -> None:
    text = f"Engine number{number} left the station{number % 7} on a Monday, driver{number * 13} said."
    (corpus / f"{number}.txt").write_text(text, encoding="utf-8")


def update(corpus: Path) -> tuple[list[Progress], Summary]:
    *events, last = build(corpus, corpus / ".byline", HashEmbedder())
    assert isinstance(last, Summary)
    return [event for event in events if isinstance(event, Progress) and event.stage == "write"], last


def segments(corpus: Path) -> list[tuple[int, bool]]:
    with closing(Catalog(corpus / ".byline" / FILE)) as opened:
        return [(one["count"], one.get("approximate", False)) for one in json.loads(opened.meta["segments"])]


def finds(corpus: Path, number: int) -> bool:
    index = Index(corpus / ".byline", HashEmbedder)
    assert index.faults() == []
    hits = index.search(f"number{number} driver{number * 13}")
    return bool(hits) and hits[0].article.path == f"{number}.txt" and hits[0].dense_rank is not None


def test_a_first_build_of_many_becomes_one_large_file_and_says_how_far_it_is(corpus: Path) -> None:
    progress, summary = update(corpus)
    assert segments(corpus) == [(100, True)]
    assert [step.done for step in progress] == sorted(step.done for step in progress)
    assert progress[-1].total >= progress[-1].done > 1
    assert summary.generation == 2
    assert len(list((corpus / ".byline").glob("vectors-*"))) == 1
    assert finds(corpus, 17)


def test_new_articles_leave_the_large_file_alone(corpus: Path) -> None:
    update(corpus)
    [before] = (corpus / ".byline").glob("vectors-*")
    for number in range(100, 120):
        write(corpus, number)
        update(corpus)
    after = segments(corpus)
    assert after[0] == (100, True)
    assert before.exists()
    assert sum(count for count, _ in after) == 120
    assert len(after) <= 17
    assert finds(corpus, 3)
    assert finds(corpus, 119)


def test_enough_new_articles_are_merged_into_a_large_file(corpus: Path) -> None:
    update(corpus)
    for number in range(100, 100 + LIMIT + 1):
        write(corpus, number)
    update(corpus)
    # The older file is more than twice as large, so it is not written again.
    assert segments(corpus) == [(100, True), (LIMIT + 1, True)]
    for number in range(200, 200 + LIMIT + 1):
        write(corpus, number)
    update(corpus)
    assert segments(corpus) == [(100 + 2 * LIMIT + 2, True)]
    assert finds(corpus, 5)
    assert finds(corpus, 210)


def test_deleted_articles_leave_the_large_file_in_the_end(corpus: Path) -> None:
    update(corpus)
    for number in range(30):
        (corpus / f"{number}.txt").unlink()
    update(corpus)
    assert segments(corpus) == [(70, True)]
    for number in range(30, 70):
        (corpus / f"{number}.txt").unlink()
    update(corpus)
    assert segments(corpus) == [(30, False)]
    assert finds(corpus, 80)
    for file in corpus.glob("*.txt"):
        file.unlink()
    update(corpus)
    assert segments(corpus) == []


def test_an_interrupted_compaction_is_taken_up_by_the_next_build(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = build(corpus, corpus / ".byline", HashEmbedder())
    for event in events:
        if isinstance(event, Progress) and event.stage == "write" and event.done == 2:
            events.close()
    assert segments(corpus) == [(40, False), (40, False), (20, False)]
    assert finds(corpus, 17)
    _, summary = update(corpus)
    assert summary.unchanged == 100
    assert segments(corpus) == [(100, True)]
    assert finds(corpus, 17)


def test_a_file_that_is_not_whole_is_not_named(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(path: Path, *_: object) -> list[tuple[int, int]]:
        vectors.write_segment(path, *vectors.VectorStore([corpus / ".byline" / "vectors-1.faiss"]).all())
        return []

    monkeypatch.setattr(merging, "write_large_segment", half)
    with pytest.raises(CatalogError, match="not whole"):
        update(corpus)
    assert segments(corpus) == [(40, False), (40, False), (20, False)]
    assert finds(corpus, 17)


def test_a_large_file_that_was_cut_short_is_not_named(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_short(path: Path, *_: object) -> list[tuple[int, int]]:
        path.write_bytes((corpus / ".byline" / "vectors-1.faiss").read_bytes()[:-1])
        return []

    monkeypatch.setattr(merging, "write_large_segment", cut_short)
    with pytest.raises(CatalogError, match="not whole"):
        update(corpus)
    assert len(list((corpus / ".byline").glob("vectors-*"))) == 3
    assert finds(corpus, 17)


def test_a_reader_moves_on_to_the_compacted_files(corpus: Path) -> None:
    events = build(corpus, corpus / ".byline", HashEmbedder())
    for event in events:
        if isinstance(event, Progress) and event.stage == "write" and event.total:
            break
    index = Index(corpus / ".byline", HashEmbedder)
    before = [hit.article.id for hit in index.search("number17 driver221")]
    for _ in events:
        pass
    assert [hit.article.id for hit in index.search("number17 driver221")] == before
    assert index.refresh()
    assert index.search("number17 driver221")[0].article.id == before[0]
    assert index.faults() == []


def test_nothing_is_due_in_a_small_index() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE meta (key, value)")
        connection.execute("CREATE TABLE vectors (id)")
        connection.execute("INSERT INTO meta VALUES ('segments', ?)", ('[{"file": "a", "count": 9}]',))
        assert list(compaction.compact(connection, Path())) == []
