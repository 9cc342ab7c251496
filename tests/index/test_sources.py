from datetime import date
from pathlib import Path

import pytest

from index.errors import ReadError
from index.sources import Sources, load_publishers, load_sources
from index.types import Metadata, Provenance

GOOD = """
[[rule]]
match = "orla/*"
publisher = "OrlaDaily"
published = 2018-11-25

[[rule]]
match = "orla/002*"
title = "Bridge closed"
authors = ["Ann Lee"]
url = ""

[publisher."Orla Daily"]
aliases = ["OrlaDaily", "orladaily.com"]
country = "Orlia"
ownership = "state"
"""


def load(folder: Path, text: str) -> Sources:
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return load_sources(path)


def test_rules_override_and_later_ones_win(tmp_path: Path) -> None:
    sources = load(tmp_path, GOOD)
    known = Metadata(
        title="Old", url="http://x.org", provenance={"title": Provenance("page", 0.5), "url": Provenance("page", 0.5)}
    )
    found = sources.apply("orla/002_a.txt", known)
    assert (found.title, found.publisher, found.published) == ("Bridge closed", "Orla Daily", date(2018, 11, 25))
    assert found.authors == ("Ann Lee",)
    assert found.url == ""
    assert found.provenance["title"] == Provenance("sources.toml", 1.0)
    assert "url" not in found.provenance
    assert sources.apply("other/a.txt", known) == known


def test_a_rule_for_a_file_fits_every_article_in_it(tmp_path: Path) -> None:
    sources = load(tmp_path, '[[rule]]\nmatch = "all.jsonl"\nlanguage = "de"\n')
    assert sources.apply("export/all.jsonl#7", Metadata()).language == "de"


def test_publishers_are_known_without_the_rules(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(GOOD + '[[rule]]\nmatch = "!"\n', encoding="utf-8")
    with pytest.raises(ReadError, match="pattern cannot be read"):
        load_sources(path)
    known = load_publishers(path)
    assert known.rules == ()
    assert known.canonical("orladaily.com") == "Orla Daily"
    assert load_publishers(tmp_path / "none.toml") == Sources()


def test_publishers_are_known_by_any_name(tmp_path: Path) -> None:
    sources = load(tmp_path, GOOD)
    for name in ("orla daily", "ORLA-DAILY", "www.orladaily.com", "https://orladaily.com"):
        assert sources.canonical(name) == "Orla Daily"
    assert sources.canonical("Other") == "Other"
    assert sources.canonical("") == ""
    publisher = sources.publisher("OrlaDaily")
    assert publisher is not None
    assert (publisher.country, publisher.ownership) == ("Orlia", "state")


def test_no_file_corrects_nothing(tmp_path: Path) -> None:
    assert load_sources(tmp_path / "sources.toml") == Sources()


@pytest.mark.parametrize(
    ("text", "title", "hint"),
    [
        (
            '[[rule]]\nmatch = "a"\n\n[[rule]]\nmatch = "b"\npublishd = "x"\n',
            "sources.toml:6: unknown key publishd",
            "published",
        ),
        ('[publisher."A"]\nalias = ["b"]\n', "sources.toml:2: unknown key alias", "aliases"),
        ("[[rules]]\n", "sources.toml:1: unknown key rules", "rule"),
        ('[[rule]]\ntitle = "x"\n', "sources.toml: rule 1 matches nothing", "match"),
        ('[[rule]]\nmatch = "a"\npublished = "2018-13-45"\n', "sources.toml:3: published is a day", "2018-11-25"),
        ('[[rule]]\nmatch = "a"\nauthors = 3\n', "sources.toml:3: authors is a list of names", "authors"),
        ('[[rule]]\nmatch = "a"\ntitle = 3\n', "sources.toml:3: title is a text", "title"),
        ('[publisher."A"]\naliases = 3\n', "sources.toml:2: values of A are texts", "aliases"),
        ("rule = 3\n", "sources.toml: rule and publisher are tables", "[[rule]]"),
        ('[publisher]\nA = "x"\n', "sources.toml: publisher is a table", "[publisher"),
        ("[[rule\n", "sources.toml cannot be read", "TOML"),
    ],
)
def test_mistakes_are_named_with_line_and_cure(tmp_path: Path, text: str, title: str, hint: str) -> None:
    with pytest.raises(ReadError) as caught:
        load(tmp_path, text)
    assert caught.value.title.startswith(title)
    assert hint in caught.value.hint
