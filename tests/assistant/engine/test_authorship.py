"""Whose judgements and whose "I" a quotation is, where the text itself names nobody."""

import pytest

from assistant.engine.authorship import author_lead
from index.types import Article, Metadata

CRANES = (
    "The board bought a crane on 4 March. It is hard to see why. We should sell it. “I am tired.” That was Kim Sato. "
    "The crane was built in Orsk."
)


def lead(text: str, sentence: str, title: str = "", author: str = "Nadia Osei", url: str = "") -> str:
    metadata = Metadata(title=title, publisher="the Courier", authors=(author,) if author else (), url=url)
    start = text.index(sentence)
    return author_lead(Article("a", "a.txt", text, metadata), start, start + len(sentence))


@pytest.mark.parametrize("sentence", ["It is hard to see why.", "We should sell it."])
@pytest.mark.parametrize(
    ("title", "url"),
    [("Opinion: No more cranes", ""), ("No more cranes", "https://courier.example/opinion/cranes"), ("Cranes | Column", "")],
)  # fmt: skip
def test_judgements_of_an_opinion_piece_are_its_authors(sentence: str, title: str, url: str) -> None:
    assert lead(CRANES, sentence, title, url=url) == "Nadia Osei, in the Courier:"


def test_plain_facts_and_the_words_of_others_are_not() -> None:
    for sentence in ("The board bought a crane on 4 March.", "“I am tired.”", "The crane was built in Orsk."):
        assert lead(CRANES, sentence, "Opinion: No more cranes") == ""


def test_a_judgement_in_the_news_has_no_author() -> None:
    for title, url in (
        ("Board buys crane", ""),
        ("Court publishes opinion", "https://courier.example/news/?comments=1"),
    ):
        assert lead(CRANES, "We should sell it.", title, url=url) == ""


def test_an_opinion_piece_without_an_author_is_called_one() -> None:
    for author in ("", "Editorial Board"):
        assert lead(CRANES, "We should sell it.", "Editorial: Sell it", author) == "An opinion piece in the Courier:"


def test_who_tells_of_himself_throughout_is_the_author() -> None:
    walk = "I set out in April. On the third day my boots split. It rained."
    assert lead(walk, "On the third day my boots split.") == "Nadia Osei, in the Courier:"
    assert lead(walk, "It rained.") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Elizabeth I gave the charter. World War I ended it. I am.",
        "Q: Who are you?\nA: I am a diver and my ship sank.\nQ: When?\nA: I told you.",
        "He said: 'I am happy. My ship is back. I love it.' She said: 'I am too.'",
    ],
)
def test_somebody_elses_first_person_is_not_the_authors(text: str) -> None:
    assert lead(text, text) == ""
