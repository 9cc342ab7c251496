import pytest

from assistant.engine.stories import may_tell_one_story
from index.types import Article, Metadata


def article(text: str, publisher: str = "", title: str = "", origin: str = "") -> Article:
    return Article(f"{publisher}{text}", "a.md", text, Metadata(title=title, publisher=publisher), origin)


FERRY = article("ORLEN, March 4 (Wire) - The ferry Anna Holm sank in Brava Strait, the port said.", "Orlen Wire")


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("The families of those on the Anna Holm wait in the fish hall.", "Harbour Post"),
        ("Brava is in mourning.", "Harbour Post"),
        ("The Brava guard has found the Anna Holm.", "Orlen Wire"),
        ("Nobody knows why it sank.", "Harbour Post"),
    ],
)
def test_reports_of_one_event_share_names_and_what_names_nothing_may_be_of_any(text: str, publisher: str) -> None:
    assert may_tell_one_story(FERRY, article(text, publisher))
    assert may_tell_one_story(article(text, publisher), FERRY)


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("In Tarrin the police say 19 people died on Monday.", "Harbour Post"),
        ("TARRIN, June 9 (Wire) - A bomb tore through Tarrin on Monday.", "Orlen Wire"),
        ("The Minister of Health and President Dahl met in Tarrin.", "Orlen Wire"),
    ],
)
def test_reports_of_other_events_share_none_but_days_offices_and_their_publisher(text: str, publisher: str) -> None:
    assert not may_tell_one_story(FERRY, article(text, publisher))
    assert not may_tell_one_story(article(text, publisher), FERRY)


def test_an_article_and_its_copies_tell_one_story() -> None:
    one, copy = article("Dana Holm sang.", origin="o"), article("A choir sang, Ines Toll said.", origin="o")
    assert may_tell_one_story(one, one)
    assert may_tell_one_story(one, copy)
