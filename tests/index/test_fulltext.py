"""BM25 over the stored postings is SQLite's, whatever was added, dropped and merged before."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import catalog_file, postings
from index.fulltext import FullText, best
from index.postings import Posted
from index.tokenizer import Tokenizer
from index.words import content_words, words

WORDS = ("report", "reports", "people", "Minister", "volcano", "café", "o'brien", "ice-land", "3.5")


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:", isolation_level=None)
    catalog_file.create(opened)
    yield opened
    opened.close()


def add(connection: sqlite3.Connection, texts: Sequence[tuple[str, str]]) -> list[int]:
    """Put passages into the catalog and the full text, as a build does; their ids."""

    def posted() -> Iterator[Posted]:
        for text, title in texts:
            id_ = connection.execute("INSERT INTO passages VALUES (NULL, 1, 0, 1, 7)").lastrowid
            yield Posted(int(id_ or 0), 1, 7, text, title)

    before = connection.execute("SELECT max(id) FROM passages").fetchone()[0] or 0
    postings.add(connection, posted())
    return [id_ for (id_,) in connection.execute("SELECT id FROM passages WHERE id > ? ORDER BY id", (before,))]


def drop(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    connection.executemany("DELETE FROM passages WHERE id = ?", [(id_,) for id_ in ids])
    postings.drop(connection, ids)


def by_sqlite(texts: dict[int, tuple[str, str]], words: Sequence[str]) -> dict[int, float]:
    reference = sqlite3.connect(":memory:")
    reference.execute("CREATE VIRTUAL TABLE t USING fts5 (a, b, tokenize='porter unicode61 remove_diacritics 2')")
    reference.executemany("INSERT INTO t (rowid, a, b) VALUES (?, ?, ?)", [(id_, *one) for id_, one in texts.items()])
    match = " OR ".join(f'"{word}"' for word in words)
    found = dict(reference.execute("SELECT rowid, -bm25(t, 1.0, 0.5) FROM t WHERE t MATCH ?", (match,)))
    reference.close()
    return found


passage = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join),
    st.lists(st.sampled_from(("Report", "People", "volcano", "cafe")), max_size=3, unique=True).map(" ".join),
)
"""Text and title; a term counts once in a title, which makes a difference where it stands there twice."""


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.lists(passage, min_size=1, max_size=6), st.integers(0, 3)), min_size=1, max_size=6),
    st.lists(
        st.sampled_from(("report", "people", "minister", "volcano", "cafe")), min_size=1, max_size=3, unique=True
    ),
)
def test_scores_are_those_of_sqlite_after_any_updates(
    updates: list[tuple[list[tuple[str, str]], int]], words: list[str]
) -> None:
    opened = sqlite3.connect(":memory:", isolation_level=None)
    catalog_file.create(opened)
    living: dict[int, tuple[str, str]] = {}
    for added, dropped in updates:
        living.update(zip(add(opened, added), added, strict=True))
        gone = list(living)[:dropped]
        drop(opened, gone)
        for id_ in gone:
            del living[id_]
    # A batch with dropped passages counts their words still; one merge of all leaves the living only.
    batches = [id_ for (id_,) in opened.execute("SELECT id FROM batches ORDER BY first")]
    if batches:
        postings._merge(opened, batches)
    found = FullText(opened).search(words, 100, None)
    expected = by_sqlite(living, words)
    assert dict(found) == pytest.approx(expected, rel=1e-4, abs=1e-5)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert postings.faults(opened) == []


def test_dropped_passages_are_not_found_before_their_batch_is_merged(connection: sqlite3.Connection) -> None:
    first, second = add(connection, [("A volcano erupted", ""), ("The volcano slept", "")])
    drop(connection, [first])
    assert [id_ for id_, _ in FullText(connection).search(["volcano"], 5, None)] == [second]


def test_ids_are_not_given_twice(connection: sqlite3.Connection) -> None:
    gone = add(connection, [("A volcano erupted", "")])
    drop(connection, gone)
    assert add(connection, [("Nothing happened", "")]) > gone
    assert FullText(connection).search(["volcano"], 5, None) == []


def test_only_what_is_allowed_is_found(connection: sqlite3.Connection) -> None:
    ids = add(connection, [(f"Volcano {number}", "") for number in range(9)])
    allowed = np.zeros(ids[-1], dtype=bool)
    allowed[ids[3]] = True
    # The newest passage lies behind the end of what was known when the filter was applied.
    assert [id_ for id_, _ in FullText(connection).search(["volcano"], 5, allowed)] == [ids[3]]


def test_words_are_counted_in_all_inflections_and_by_their_rarest_part(connection: sqlite3.Connection) -> None:
    add(connection, [("O'Brien reports", ""), ("He was reporting", "o o o"), ("s", "")])
    words = FullText(connection)
    assert words.counts(["report", "o'brien", "glockenspiel", "…"]) == [2, 1, 0, 0]
    assert words.search(["glockenspiel"], 5, None) == []
    assert words.search([], 5, None) == []


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Die Straße nach Gießen ist gesperrt.", "STRASSE Gießen"),
        ("Российский министр ещё молчит, сказал Фёдор.", "российский Федор"),
        ("Як їхати до Києва?", "їхати"),
        ("Η Αθήνα περιμένει.", "αθηνα Αθήνα"),
        ("서울 시장이 말했다.", "서울"),
        ("قال أحمد إن آخر", "أحمد احمد آخر"),
        ("The ﬁrst oﬃce", "first office"),
        ("東京でガスが漏れた。", "ガス 東京"),
        ("叙利亚官方媒体周六报道说", "叙利亚"),
        ("O’Brien’s café", "o'brien's CAFE"),
    ],
)
def test_words_of_many_languages_are_found(connection: sqlite3.Connection, text: str, question: str) -> None:
    (there, _) = add(connection, [(text, ""), ("Nothing happened", "")])
    found = FullText(connection)
    asked = content_words(question)
    assert found.counts(asked) == [1] * len(asked)
    assert [id_ for id_, _ in found.search(asked, 5, None)] == [there]
    assert np.flatnonzero(found.holding(asked)).tolist() == [there]


@given(st.text(max_size=60))
def test_any_text_has_the_terms_of_its_words(text: str) -> None:
    tokenizer = Tokenizer()
    of_words = {term for terms in tokenizer.terms(words(text)) for term in terms}
    tokenizer.add(0, text)
    assert set(tokenizer.take().terms) == of_words
    tokenizer.close()


def test_a_commit_in_the_midst_of_a_search_waits_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "catalog.db"
    with closing(catalog_file.connect(path)) as writer, closing(catalog_file.connect(path)) as reader:
        catalog_file.create(writer)
        add(writer, [("A volcano erupted", "")])
        found = FullText(reader)
        as_before = found._rarest_terms

        def after_a_commit(asked: Sequence[str]) -> list[tuple[str, int]]:
            monkeypatch.undo()
            add(writer, [("The volcano slept", "")] * 9)
            return as_before(asked)

        monkeypatch.setattr(found, "_rarest_terms", after_a_commit)
        assert len(found.search(["volcano"], 20, None)) == 1
        assert len(found.search(["volcano"], 20, None)) == 10


def test_an_update_by_another_connection_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    with sqlite3.connect(path) as writer:
        catalog_file.create(writer)
        add(writer, [("A volcano erupted", "")])
    words = FullText(sqlite3.connect(path, isolation_level=None))
    assert len(words.search(["volcano"], 5, None)) == 1
    with sqlite3.connect(path) as writer:
        add(writer, [("The volcano slept", "")])
    assert len(words.search(["volcano"], 5, None)) == 2


def test_small_batches_are_merged_and_large_ones_stay(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "_LARGEST", 64)
    for number in range(200):
        add(connection, [(f"volcano {number}", "")])
    spans = [size // 2 for (size,) in connection.execute("SELECT length(lengths) FROM batches ORDER BY first")]
    assert sum(spans) == 200
    assert max(spans) <= 64
    assert len(spans) <= 12
    assert FullText(connection).counts(["volcano", "17"]) == [200, 1]


def test_faults_name_passages_without_words(connection: sqlite3.Connection) -> None:
    ids = add(connection, [("A volcano erupted", ""), ("…", "")])
    assert postings.faults(connection) == []
    postings.drop(connection, ids[:1])
    assert postings.faults(connection)


@given(st.lists(st.floats(0, 100, width=32), max_size=2000), st.integers(1, 50))
def test_the_best_are_those_of_sorting(scores: list[float], k: int) -> None:
    kept = [(place, score) for place, score in enumerate(scores) if score > 1e-30]
    assert best(np.array(scores, np.float32), k) == sorted(kept, key=lambda pair: (-pair[1], pair[0]))[:k]


def test_the_best_of_many() -> None:
    scores = np.random.default_rng(1).random(100_000, np.float32)
    assert [place for place, _ in best(scores, 100)] == np.argsort(-scores)[:100].tolist()
