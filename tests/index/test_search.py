"""Filters, fusion and the plain forms in which words and names are compared."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build
from index.embedder import Vectors
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
    assert words("叙利亚 TV，ไทย") == ["叙", "利", "亚", "tv", "ไ", "ท", "ย"]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """More articles that match better than either search ranks, and one that passes the filters below."""
    root: Path = tmp_path_factory.mktemp("crowded")
    lines = [
        f"Falk spoke in debate {number}, and the customs union was Falk's matter of debate." for number in range(300)
    ]
    lines.append("Falk opened a harbour and said it was “Orrel’s\n worst day” since news of the long\u00a0storm.")
    articles = (json.dumps({"title": f"Day {number}", "text": line}) for number, line in enumerate(lines))
    (root / "all.jsonl").write_text("\n".join(articles), encoding="utf-8")
    for _ in build(root, root / ".byline", HashEmbedder()):
        pass
    return Index(root / ".byline", HashEmbedder)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(without=("Customs",)),
        Filters(without=("unions", "union")),
        Filters(phrases=("Orrel's worst  day",)),
        Filters(phrases=("orrel’s worst day", "LONG STORM")),
        Filters(phrases=("news",), without=("new",)),
        Filters(phrases=("Day 300",)),
    ],
)
def test_words_decide_before_the_rankings_are_cut(crowded: Index, filters: Filters) -> None:
    (hit,) = crowded.search("What did Falk say in the debate?", filters)
    assert "harbour" in hit.passage.text


@pytest.mark.parametrize("phrase", ["worst Orrel's", "arbour", "customs harbour"])
def test_a_phrase_is_whole_words_in_their_order(crowded: Index, phrase: str) -> None:
    assert crowded.search("What did Falk say in the debate?", Filters(phrases=(phrase,))) == []


def test_a_phrase_of_signs_and_an_unwanted_inflection_exclude_nothing(crowded: Index) -> None:
    assert len(crowded.search("Falk", Filters(phrases=("…",), without=("unions",)))) == 10


def test_a_search_reads_one_state_while_a_build_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def report(days: range) -> None:
        for day in days:
            (tmp_path / f"{day}.md").write_text(
                f"---\npublished: 2024-03-{day:02}\n---\n\nThe dam broke on day {day}."
            )
        for _ in build(tmp_path, tmp_path / ".byline", HashEmbedder()):
            pass

    report(range(1, 4))
    index = Index(tmp_path / ".byline", HashEmbedder)
    embed = index.embed

    def after_a_commit(texts: Sequence[str]) -> Vectors:
        monkeypatch.undo()
        report(range(4, 20))
        return embed(texts)

    monkeypatch.setattr(index, "embed", after_a_commit)
    recent = Filters(after=date(2024, 1, 1))
    assert {hit.article.path for hit in index.search("dam", recent)} == {"1.md", "2.md", "3.md"}
    assert index.refresh()
    assert len(index.search("dam", recent)) == 10


def test_of_copies_the_one_that_people_would_name_is_cited(tmp_path: Path) -> None:
    text = "The ferry ran aground off Orla pier on Monday, and all 40 passengers were brought ashore by noon."
    # Added later, so that the order of reading does not help.
    for name in ("ferry-1 copy.md", "ferry-1.md", "zz.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        if name == "zz.md":
            (tmp_path / name).write_text(f"---\npublished: 2024-08-03\n---\n{text}", encoding="utf-8")
            break
        list(build(tmp_path, tmp_path / ".byline", HashEmbedder()))
    before = Index(tmp_path / ".byline", HashEmbedder)
    [hit] = before.search("ferry aground")
    assert (hit.article.path, hit.passage.article_id) == ("ferry-1.md", hit.article.id)
    copy = before.article("ferry-1 copy.md")
    assert copy is not None
    assert (hit.also_in, copy.origin) == ((copy.id,), hit.article.id)
    list(build(tmp_path, tmp_path / ".byline", HashEmbedder()))
    [hit] = Index(tmp_path / ".byline", HashEmbedder).search("ferry aground")
    assert hit.article.path == "zz.md"
