"""Building and updating an index: what is read, embedded, written and kept."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.build import BuildOptions, Progress, Summary, build
from index.catalog import FILE, Catalog
from index.errors import CatalogError
from index.ingest import ReadyArticle, ingest
from index.readers import Problem
from index.search import Index
from index.vectors import VectorStore
from tests.fakes.embedder import HashEmbedder

STRIKE = "Dockers walked out at noon on Monday.\n\nThe union said 1,200 people had joined the strike by evening."
DAM = "The dam failed before dawn.\n\nAt least nine people are missing, the mayor said on Tuesday."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    root.mkdir()
    (root / "strike.txt").write_text(STRIKE, encoding="utf-8")
    (root / "dam.txt").write_text(DAM, encoding="utf-8")
    return root


def run(corpus: Path, embedder: HashEmbedder | None = None, options: BuildOptions = BuildOptions()) -> Summary:
    *_, last = build(corpus, corpus / ".byline", embedder or HashEmbedder(), options)
    assert isinstance(last, Summary)
    return last


def texts(corpus: Path, question: str) -> list[str]:
    index = Index(corpus / ".byline", HashEmbedder)
    return [hit.passage.text for hit in index.search(question)]


def test_every_passage_is_found_and_lies_where_it_says(corpus: Path) -> None:
    summary = run(corpus)
    assert (summary.added, summary.counts["articles"], summary.problems) == (2, 2, ())
    index = Index(corpus / ".byline", HashEmbedder)
    hits = index.search("how many people joined the strike")
    assert "1,200" in hits[0].passage.text
    for hit in hits:
        assert hit.article.text[hit.passage.start : hit.passage.end] == hit.passage.text
    assert index.faults() == []


def test_a_second_build_does_nothing(corpus: Path) -> None:
    first = run(corpus)
    embedder = HashEmbedder()
    second = run(corpus, embedder)
    assert second.generation == first.generation
    assert second.unchanged == 2
    assert embedder.embedded == []


def test_touched_and_renamed_files_embed_nothing(corpus: Path) -> None:
    run(corpus)
    (corpus / "strike.txt").touch()
    (corpus / "dam.txt").rename(corpus / "flood.txt")
    embedder = HashEmbedder()
    summary = run(corpus, embedder)
    assert embedder.embedded == []
    assert (summary.added, summary.deleted, summary.changed) == (1, 1, 0)
    index = Index(corpus / ".byline", HashEmbedder)
    assert {article.path for article in index.articles()} == {"strike.txt", "flood.txt"}
    assert index.faults() == []


def test_a_deleted_article_is_never_found_again(corpus: Path) -> None:
    run(corpus)
    (corpus / "dam.txt").unlink()
    assert run(corpus).deleted == 1
    assert not any("dam" in text for text in texts(corpus, "when did the dam fail"))


def test_a_changed_article_is_found_with_its_new_words_only(corpus: Path) -> None:
    run(corpus)
    (corpus / "dam.txt").write_text(DAM.replace("nine", "fourteen"), encoding="utf-8")
    summary = run(corpus)
    assert (summary.changed, summary.unchanged) == (1, 1)
    found = texts(corpus, "how many people are missing after the dam failed")
    assert "fourteen" in found[0]
    assert not any("nine" in text for text in found)


def test_building_anew_begins_to_count_passages_anew(corpus: Path) -> None:
    run(corpus)
    run(corpus, options=BuildOptions(rebuild=True))
    index = Index(corpus / ".byline", HashEmbedder)
    (most,) = index.catalog.connection.execute("SELECT max(id) FROM passages").fetchone()
    assert most == index.catalog.passage_count
    assert index.faults() == []


def test_an_open_index_searches_words_after_a_rebuild(corpus: Path) -> None:
    run(corpus)
    index = Index(corpus / ".byline", HashEmbedder)
    assert index.search("dam")[0].lexical_rank == 1
    run(corpus, options=BuildOptions(rebuild=True))
    assert index.search("dam")[0].lexical_rank == 1


def test_an_open_index_sees_the_next_state_after_refresh(corpus: Path) -> None:
    run(corpus)
    index = Index(corpus / ".byline", HashEmbedder)
    assert not index.refresh()
    (corpus / "fire.txt").write_text("A fire closed the tannery on Friday, the brigade said.", encoding="utf-8")
    run(corpus)
    assert index.refresh()
    assert "tannery" in index.search("tannery fire")[0].passage.text


def test_copies_are_one_hit_that_names_its_carriers(corpus: Path) -> None:
    long = "\n\n".join(
        f"Paragraph {number} of the dispatch tells of harbour matter {number}." for number in range(12)
    )
    (corpus / "a.txt").write_text(long, encoding="utf-8")
    (corpus / "b.txt").write_text("Harbour news from elsewhere\n\n" + long, encoding="utf-8")
    run(corpus)
    index = Index(corpus / ".byline", HashEmbedder)
    hits = [hit for hit in index.search("dispatch harbour matter 3") if "dispatch" in hit.passage.text]
    carriers = [{hit.article.id, *hit.also_in} for hit in hits]
    assert all(len(carrier) == 2 for carrier in carriers)
    assert len({hit.article.origin for hit in hits}) == 1


def test_another_embedding_model_is_refused_with_a_cure(corpus: Path) -> None:
    run(corpus)
    with pytest.raises(CatalogError, match="was built with the embedding model hash, not other") as caught:
        run(corpus, HashEmbedder("other"))
    assert "--rebuild" in caught.value.hint
    rebuilt = run(corpus, HashEmbedder("other"), BuildOptions(rebuild=True))
    assert rebuilt.embedded == rebuilt.counts["vectors"]


def test_a_search_with_another_model_is_refused(corpus: Path) -> None:
    run(corpus)
    with pytest.raises(CatalogError, match="not other"):
        Index(corpus / ".byline", lambda: HashEmbedder("other")).search("strike")


def test_an_interrupted_build_leaves_the_old_state_and_keeps_its_vectors(corpus: Path) -> None:
    run(corpus)
    for number in range(40):
        (corpus / f"more{number}.txt").write_text(f"Report {number} on the harbour strike.", encoding="utf-8")
    first = HashEmbedder()
    events = build(corpus, corpus / ".byline", first, BuildOptions())
    for event in events:
        if isinstance(event, Progress) and event.stage == "write":
            events.close()
    assert len(Catalog(corpus / ".byline" / FILE).files()) == 2
    second = HashEmbedder()
    assert run(corpus, second).added == 40
    assert len(first.embedded) == 40
    assert second.embedded == []


def test_a_file_named_like_an_article_of_another_has_an_id_of_its_own(corpus: Path) -> None:
    (corpus / "all.jsonl").write_text(json.dumps({"id": "1", "text": STRIKE}), encoding="utf-8")
    (corpus / "all.jsonl#1").write_text(DAM, encoding="utf-8")
    assert run(corpus).counts["articles"] == 4
    assert Index(corpus / ".byline", HashEmbedder).faults() == []


def _stopped_at(corpus: Path, stage: str, done: int) -> None:
    """Build until `done` of a stage are done, and stop there."""
    events = build(corpus, corpus / ".byline", HashEmbedder())
    for event in events:
        if isinstance(event, Progress) and event.stage == stage and event.done == done:
            events.close()


def _read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that builds read from now on."""
    read: list[str] = []

    def noting(place: Path, file: str, *rest: Any) -> Iterator[ReadyArticle | Problem]:
        read.append(file)
        return ingest(place, file, *rest)

    monkeypatch.setattr("index.build.ingest", noting)
    return read


def test_files_read_before_an_interruption_are_not_read_again(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (corpus / "empty.txt").touch()
    (corpus / "gone.txt").write_text("The bridge was closed on Friday.", encoding="utf-8")
    _stopped_at(corpus, "embed", 0)
    (corpus / "gone.txt").unlink()
    (corpus / "dam.txt").write_text(DAM.replace("nine", "fourteen"), encoding="utf-8")
    read = _read_files(monkeypatch)
    summary = run(corpus)
    assert read == ["dam.txt"]
    assert summary.counts["articles"] == 2
    assert [problem.path for problem in summary.problems] == ["empty.txt"]
    index = Index(corpus / ".byline", HashEmbedder)
    assert [problem["path"] for problem in index.catalog.problems()] == ["empty.txt"]
    assert index.faults() == []
    found = texts(corpus, "how many people are missing after the dam failed, how many joined the strike")
    assert any("fourteen" in text for text in found)
    assert not any("nine" in text or "bridge" in text for text in found)


def test_other_corrections_have_files_read_again_after_an_interruption(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stopped_at(corpus, "embed", 0)
    (corpus / "sources.toml").write_text('[[rule]]\nmatch = "dam.txt"\npublisher = "Courier"\n', encoding="utf-8")
    read = _read_files(monkeypatch)
    run(corpus)
    assert read == ["dam.txt", "strike.txt"]
    assert Catalog(corpus / ".byline" / FILE).publishers() == [("Courier", 1)]


def test_a_file_whose_reading_was_cut_off_is_read_from_its_start(corpus: Path) -> None:
    lines = (json.dumps({"id": number, "text": f"Report {number} on the strike."}) for number in range(450))
    (corpus / "export.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def breaking(place: Path, file: str, *rest: Any) -> Iterator[ReadyArticle | Problem]:
        for number, item in enumerate(ingest(place, file, *rest)):
            if number == 400:
                raise KeyboardInterrupt
            yield item

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.build.ingest", breaking)
        with pytest.raises(KeyboardInterrupt):
            run(corpus)
    assert run(corpus).counts["articles"] == 452
    assert Index(corpus / ".byline", HashEmbedder).faults() == []


def test_texts_of_like_length_are_embedded_together_and_each_once(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embedding._WINDOW", 3)
    monkeypatch.setattr("index.embedding._CHUNK", 2)
    for number in range(7):
        (corpus / f"more{number}.txt").write_text("Harbour strike. " * (number % 4 + 1), encoding="utf-8")
    embedder = HashEmbedder()
    summary = run(corpus, embedder)
    assert summary.embedded == len(embedder.embedded) == len(set(embedder.embedded)) == 6
    assert Index(corpus / ".byline", HashEmbedder).faults() == []


def test_many_updates_are_merged_into_few_files(corpus: Path) -> None:
    run(corpus)
    for number in range(20):
        (corpus / f"more{number}.txt").write_text(f"Report {number} on the harbour strike.", encoding="utf-8")
        run(corpus)
    index = Index(corpus / ".byline", HashEmbedder)
    files = list((corpus / ".byline").glob("vectors-*.faiss"))
    assert len(files) == len(index.catalog.segments) <= 17
    assert index.faults() == []
    assert len(index.search("report on the harbour strike", k=30)) == 22


def test_unreadable_files_are_named_and_the_rest_goes_on(corpus: Path) -> None:
    (corpus / "empty.txt").write_text("", encoding="utf-8")
    (corpus / "binary.txt").write_bytes(bytes(range(256)) * 40)
    summary = run(corpus)
    assert {problem.path for problem in summary.problems} == {"empty.txt", "binary.txt"}
    assert all(isinstance(problem, Problem) and problem.hint for problem in summary.problems)
    assert summary.counts["articles"] == 2


def test_an_empty_folder_makes_an_empty_index(tmp_path: Path) -> None:
    root = tmp_path / "none"
    root.mkdir()
    assert run(root).counts["articles"] == 0
    assert Index(root / ".byline", HashEmbedder).search("anything") == []


def test_no_index_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="no index in") as caught:
        Index(tmp_path, HashEmbedder)
    assert caught.value.hint == "build one with: byline index"


def test_a_damaged_catalog_is_named_and_rebuilt(corpus: Path) -> None:
    run(corpus)
    catalog = corpus / ".byline" / FILE
    for suffix in ("-wal", "-shm"):
        catalog.with_name(FILE + suffix).unlink(missing_ok=True)
    catalog.write_bytes(b"not a database, just a text" * 100)
    with pytest.raises(CatalogError, match=r"could not be written|damaged"):
        run(corpus)
    assert run(corpus, options=BuildOptions(rebuild=True)).counts["articles"] == 2


def test_an_index_of_another_version_says_so(corpus: Path) -> None:
    run(corpus)
    with sqlite3.connect(corpus / ".byline" / FILE) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
    connection.close()
    with pytest.raises(CatalogError, match="another version"):
        run(corpus)
    assert run(corpus, options=BuildOptions(rebuild=True)).counts["articles"] == 2


def test_a_missing_vector_file_is_named(corpus: Path) -> None:
    run(corpus)
    for file in (corpus / ".byline").glob("vectors-*.faiss"):
        file.unlink()
    with pytest.raises(CatalogError, match="missing or damaged"):
        Index(corpus / ".byline", HashEmbedder)


def test_corrections_of_sources_change_metadata_without_embedding_more_than_titles(corpus: Path) -> None:
    run(corpus)
    (corpus / "sources.toml").write_text('[[rule]]\nmatch = "dam.txt"\npublisher = "Valley Courier"\n', "utf-8")
    embedder = HashEmbedder()
    run(corpus, embedder)
    index = Index(corpus / ".byline", HashEmbedder)
    assert index.publishers() == ["Valley Courier"]
    assert embedder.embedded == []


def test_an_index_can_be_moved(corpus: Path, tmp_path: Path) -> None:
    run(corpus)
    shutil.move(corpus / ".byline", tmp_path / "elsewhere")
    assert Index(tmp_path / "elsewhere", HashEmbedder).search("strike")


def test_the_vector_of_a_deleted_article_never_stands_for_another(corpus: Path) -> None:
    for number in range(8):
        (corpus / f"more{number}.txt").write_text(f"Report {number} on the harbour strike.", encoding="utf-8")
    run(corpus)
    (corpus / "zebra.txt").write_text("A zebra escaped from the circus.", encoding="utf-8")
    run(corpus)
    (corpus / "zebra.txt").unlink()
    run(corpus)
    (corpus / "snow.txt").write_text("Snow closed the northern pass.", encoding="utf-8")
    run(corpus)
    index = Index(corpus / ".byline", HashEmbedder)
    ids = VectorStore(index.catalog.segments).ids()
    assert len(ids) == len(set(ids))
    [snow] = [hit for hit in index.search("zebra circus", k=30) if hit.article.path == "snow.txt"]
    expected = HashEmbedder().embed(["zebra circus", "Snow closed the northern pass."])
    assert snow.cosine == pytest.approx(float(expected[0] @ expected[1]), abs=1e-5)


def test_an_update_leaves_large_vector_files_as_they_are(corpus: Path) -> None:
    for number in range(100):
        (corpus / f"old{number}.txt").write_text(f"Report {number} on the harbour strike.", encoding="utf-8")
    run(corpus)
    [largest] = (corpus / ".byline").glob("vectors-*.faiss")
    for number in range(30):
        (corpus / f"new{number}.txt").write_text(f"Dispatch {number} from the flooded valley.", encoding="utf-8")
        run(corpus)
    index = Index(corpus / ".byline", HashEmbedder)
    assert largest in index.catalog.segments
    assert len(index.catalog.segments) <= 16
    assert index.faults() == []
