"""Lines that a publisher repeats go from all its articles, whatever the order of builds, for the price of what changes."""

import random
from pathlib import Path

import pytest

from index.build import BuildOptions, Progress, Summary, build
from index.readers import Problem
from index.search import Index
from index.site_furniture import as_json, from_json
from index.types import Article
from tests.fakes.embedder import HashEmbedder

SIGN = "Orla Daily Online"
EVENTS = ("ferry", "bridge", "harbour", "mayor", "school", "flood", "strike", "market")


def write(root: Path, event: str, publisher: str = "Orla Daily") -> Path:
    """An article of two passages and more; the sign of the publisher stands at its end."""
    root.mkdir(exist_ok=True)
    parts = [
        f"The {event} matter number {part} was settled on Monday, the {event} office of Orla said in a statement."
        for part in range(24)
    ]
    file = root / f"{event}.md"
    file.write_text(
        f"---\ntitle: The {event}\npublisher: {publisher}\n---\n\n" + "\n\n".join([*parts, SIGN]), encoding="utf-8"
    )
    return file


def run(root: Path, embedder: HashEmbedder | None = None, options: BuildOptions = BuildOptions()) -> Summary:
    *_, last = build(root, root / ".byline", embedder or HashEmbedder(), options)
    assert isinstance(last, Summary)
    return last


def articles(root: Path) -> list[Article]:
    index = Index(root / ".byline", HashEmbedder)
    assert index.faults() == []
    return list(index.articles())


def signs(root: Path) -> list[bool]:
    """Of each article, whether the sign still stands in it."""
    return [SIGN in article.text for article in articles(root)]


def test_the_third_article_shows_what_the_first_two_repeat(tmp_path: Path) -> None:
    for event in EVENTS[:2]:
        write(tmp_path, event)
    write(tmp_path, "other", publisher="Courier")
    run(tmp_path)
    assert signs(tmp_path) == [True, True, True]
    write(tmp_path, EVENTS[2])
    embedder = HashEmbedder()
    summary = run(tmp_path, embedder)
    assert signs(tmp_path) == [False, False, False, True]
    assert (summary.added, summary.changed) == (1, 2)
    assert [line.rule for article in articles(tmp_path) for line in article.removed] == ["repeated line"] * 3
    new = [text for text in embedder.embedded if EVENTS[2] in text]
    assert len(embedder.embedded) == len(new) + 2


def test_a_file_that_is_read_again_tells_its_problems_once(tmp_path: Path) -> None:
    for event in EVENTS[:3]:
        file = write(tmp_path, event)
        file.write_text(file.read_text(encoding="utf-8").replace("title:", "date: soon\ntitle:"), encoding="utf-8")
    events = list(build(tmp_path, tmp_path / ".byline", HashEmbedder()))
    summary = events[-1]
    assert isinstance(summary, Summary)
    assert signs(tmp_path) == [False] * 3
    assert [event for event in events if isinstance(event, Problem)] == list(summary.problems)
    assert len(summary.problems) == 3


def test_what_is_no_longer_repeated_comes_back(tmp_path: Path) -> None:
    for event in EVENTS[:3]:
        write(tmp_path, event)
    run(tmp_path)
    assert signs(tmp_path) == [False] * 3
    (tmp_path / f"{EVENTS[0]}.md").unlink()
    run(tmp_path)
    assert signs(tmp_path) == [True, True]
    assert run(tmp_path).unchanged == 2


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_builds_does_not_matter(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    for event in draw.sample(EVENTS, len(EVENTS)):
        write(tmp_path, event, draw.choice(["Orla Daily", "the Orla Daily", "Courier"]))
        if draw.random() < 0.3:
            draw.choice(list(tmp_path.glob("*.md"))).unlink()
        run(tmp_path)
    stepwise = articles(tmp_path)
    run(tmp_path, options=BuildOptions(rebuild=True))
    assert articles(tmp_path) == stepwise


def test_an_article_beyond_the_sample_has_no_other_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.site_furniture._SAMPLE", 3)
    for event in EVENTS[:5]:
        write(tmp_path, event)
    run(tmp_path)
    for event in EVENTS[5:]:
        write(tmp_path, event)
        assert (summary := run(tmp_path)).changed == 0
        assert summary.added == 1
    assert signs(tmp_path) == [False] * len(EVENTS)


def test_a_build_cut_off_after_reading_again_goes_on_rightly(tmp_path: Path) -> None:
    for event in EVENTS[:2]:
        write(tmp_path, event)
    run(tmp_path)
    third = write(tmp_path, EVENTS[2])
    write(tmp_path, EVENTS[3])
    events = build(tmp_path, tmp_path / ".byline", HashEmbedder())
    next(event for event in events if isinstance(event, Progress) and event.stage == "embed")
    events.close()  # type: ignore[attr-defined]
    third.unlink()
    (tmp_path / f"{EVENTS[3]}.md").unlink()
    write(tmp_path, EVENTS[4], publisher="Courier")
    run(tmp_path)
    assert signs(tmp_path) == [True, True, True]


def test_furniture_is_kept_as_text() -> None:
    furniture = {"b": frozenset({"y", "x"}), "a": frozenset({"é"})}
    assert from_json(as_json(furniture)) == furniture
    assert as_json(furniture) == '{"a": ["é"], "b": ["x", "y"]}'
