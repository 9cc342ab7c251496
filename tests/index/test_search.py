"""Filters, fusion and the plain forms in which words and names are compared."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import build
from index.errors import QuestionError
from index.search import MOST_CHARACTERS, Index
from index.types import Filters
from index.words import content_words, plain_name, words
from tests.fakes.embedder import HashEmbedder

ARTICLES = {
    "gazette.md": ("The Harbour Gazette", date(2025, 3, 1), "Dockers struck on Saturday over the automation plan."),
    "wire.md": ("Continental Wire", date(2025, 3, 5), "Dockers ended their strike, the mediator said on Wednesday."),
    "state.md": ("State Television", date(2025, 3, 9), 'Ministers praised "calm and order" at the docks.'),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    root: Path = tmp_path_factory.mktemp("articles")
    for name, (publisher, published, text) in ARTICLES.items():
        front = f"---\ntitle: Report {name}\npublisher: {publisher}\npublished: {published}\n---\n\n"
        (root / name).write_text(front + text, encoding="utf-8")
    for _ in build(root, root / ".byline", HashEmbedder()):
        pass
    return Index(root / ".byline", HashEmbedder)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(sources=("harbour gazette",)), {"gazette.md"}),
        (Filters(sources=("Continental Wire", "State Television")), {"wire.md", "state.md"}),
        (Filters(after=date(2025, 3, 5)), {"wire.md", "state.md"}),
        (Filters(before=date(2025, 3, 5)), {"gazette.md", "wire.md"}),
        (Filters(phrases=("calm and order",)), {"state.md"}),
        (Filters(without=("automation",)), {"wire.md", "state.md"}),
        (Filters(sources=("Nobody",)), set()),
    ],
)
def test_filters_are_obeyed(index: Index, filters: Filters, expected: set[str]) -> None:
    assert {hit.article.path for hit in index.search("what happened at the docks", filters)} == expected


def test_each_hit_tells_its_ranks(index: Index) -> None:
    best = index.search("dockers strike mediator")[0]
    assert best.article.path == "wire.md"
    assert best.dense_rank is not None
    assert best.lexical_rank == 1
    assert -1.0 <= best.cosine <= 1.0
    assert 0.0 < best.lexical_share <= 1.0


@pytest.mark.parametrize("question", ["", "   ", "x" * (MOST_CHARACTERS + 1)])
def test_questions_that_are_none_are_refused(index: Index, question: str) -> None:
    with pytest.raises(QuestionError):
        index.search(question)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_searched_for(index: Index, text: str) -> None:
    if text.strip():
        index.search(text)


def test_frequencies_count_inflections(index: Index) -> None:
    docker, unknown = index.frequencies(["docker", "volcano"])
    assert docker == pytest.approx(2 / 3)
    assert unknown == 0


def test_plain_names() -> None:
    assert plain_name("The Harbour Gazette") == plain_name("harbour-gazette!")
    assert plain_name("The") == "the"
    assert words("Zoë’s café, 1,200 people") == ["zoe's", "cafe", "1", "200", "people"]
    assert content_words("Who is the mayor of “Askel”?") == ["mayor", "askel"]
    assert content_words("who is it?") == []
