"""Common words are cheap and change the order only; rare words and filters lose nothing."""

import sqlite3
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import catalog, fulltext
from index.fulltext import FullText, divided
from index.types import Filters
from index.words import match_expression

SCORED = 40
"""How many passages are scored in these tests."""


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> sqlite3.Connection:
    """2,000 passages: all hold "report", every third "people", every fifth "minister", every 200th "volcano"."""
    monkeypatch.setattr(fulltext, "_SCORED", SCORED)
    monkeypatch.setattr(fulltext.divided, "__defaults__", (SCORED,))
    monkeypatch.setattr(fulltext, "_COMMON", 0.5)
    opened = sqlite3.connect(":memory:", isolation_level=None)
    catalog.create(opened)
    for publisher in (1, 2):
        article = (publisher, f"a{publisher}", "f", f"p{publisher}", "", f"Paper {publisher}", f"paper{publisher}")
        opened.execute("INSERT INTO articles VALUES (?,?,?,?,?,?,?,'[]',NULL,'','','{}','','[]','',x'')", article)
    for number in range(2_000):
        words = ["report", *(word for word, step in WORDS.items() if number % step == 0)]
        words += [f"filling{number}" for _ in range(20 - len(words))]
        opened.execute("INSERT INTO passages VALUES (?, ?, 0, 1, ?)", (number + 1, 1 + (number == 1), number + 1))
        opened.execute("INSERT INTO words (rowid, text, title) VALUES (?, ?, '')", (number + 1, " ".join(words)))
    return opened


WORDS: Mapping[str, int] = {"people": 3, "minister": 5, "volcano": 200}


def plain(connection: sqlite3.Connection, match: str, k: int) -> list[tuple[int, float]]:
    query = "SELECT rowid, -bm25(words, 1.0, 0.5) FROM words WHERE words MATCH ? ORDER BY 2 DESC, rowid LIMIT ?"
    return connection.execute(query, (match, k)).fetchall()


def test_rare_words_alone_are_ranked_as_bm25_ranks_them(connection: sqlite3.Connection) -> None:
    match = match_expression("volcano")
    assert FullText(connection).search(match, 5, Filters()) == plain(connection, match, 5)


def test_commoner_words_reorder_what_the_rare_ones_find(connection: sqlite3.Connection) -> None:
    match = match_expression("volcano people report")
    found = FullText(connection).search(match, 10, Filters())
    assert [id_ for id_, _ in found[:4]] == [id_ for id_, _ in plain(connection, match, 4)]
    assert {id_ for id_, _ in found} == set(range(1, 2001, 200))
    assert [score for _, score in found] == pytest.approx(
        [score for _, score in plain(connection, match, 10)], rel=0.3
    )


def test_a_question_of_common_words_finds_passages_with_both(connection: sqlite3.Connection) -> None:
    found = FullText(connection).search(match_expression("minister people"), 10, Filters())
    assert len(found) == 10
    assert all((id_ - 1) % 15 == 0 for id_, _ in found)


def test_a_filter_is_not_defeated_by_rare_words(connection: sqlite3.Connection) -> None:
    # Paper 2 has one passage, and it holds none of the rare words.
    found = FullText(connection).search(match_expression("volcano report"), 10, Filters(sources=("Paper 2",)))
    assert [id_ for id_, _ in found] == [2]


def test_unknown_words_find_nothing_and_hide_nothing(connection: sqlite3.Connection) -> None:
    words = FullText(connection)
    assert words.search(match_expression("glockenspiel"), 10, Filters()) == []
    assert len(words.search(match_expression("glockenspiel volcano"), 10, Filters())) == 10
    assert words.count("") == 0


def test_common_words_are_counted_about_right(connection: sqlite3.Connection) -> None:
    words = FullText(connection)
    assert words.count('"volcano"') == 10
    assert words.count('"report"') == 2_000
    assert words.count('"people"') == pytest.approx(667, rel=0.3)


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 100), max_size=8), st.integers(1, 200))
def test_division_keeps_every_word_and_the_rarest_first(counts: dict[str, int], most: int) -> None:
    lead, others = divided(counts, most)
    assert sorted([*lead, *others]) == sorted(counts)
    assert bool(lead) == bool(counts)
    assert len(lead) == 1 or sum(counts[word] for word in lead) <= most or not counts
    assert not others or sum(counts[word] for word in [*lead, others[0]]) > most
    assert [counts[word] for word in [*lead, *others]] == sorted(counts.values())
