"""Questions suggested from the articles."""

from datetime import date

from assistant.suggestions import suggested_questions
from index.types import Article, Metadata


def article(number: int, title: str, text: str, publisher: str = "", origin: str = "") -> Article:
    metadata = Metadata(title=title, publisher=publisher, published=date(2025, 3, number))
    return Article(f"a{number}", f"{number}.md", text, metadata, origin or f"a{number}")


STRIKE = article(3, "Dockers strike at Port Hallow", "Dockers went on strike at Port Hallow.", "The Gazette")
FIRE = article(4, "Fire closes the Osmere mill", "The mill in Osmere was closed by a fire.", "The Gazette")
VOTE = article(1, "Who won the vote in Dunmere?", "Torvald won the vote in Dunmere.", "The Observer")


def test_the_newest_come_first_and_every_publisher_has_its_turn() -> None:
    assert suggested_questions([STRIKE, VOTE, FIRE], 3) == [
        "What is known about “Fire closes the Osmere mill”?",
        "Who won the vote in Dunmere?",
        "What is known about “Dockers strike at Port Hallow”?",
    ]
    assert len(suggested_questions([STRIKE, VOTE, FIRE], 2)) == 2


def test_copies_and_titles_that_say_nothing_are_left_out() -> None:
    copy = article(5, "Mill in Osmere closed by fire", FIRE.text, "The Wire", origin=FIRE.origin)
    riddle = article(6, "Nine minutes of silence, and then a peanut", "The probe passed the comet on Friday.")
    untitled = article(7, "", "Dockers went on strike.")
    assert suggested_questions([FIRE, copy, riddle, untitled], 5) == [
        "What is known about “Mill in Osmere closed by fire”?"
    ]
