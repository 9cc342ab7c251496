import pytest

from assistant.engine.questions.publishers import Publisher, PublisherNames, Strength

KNOWN = PublisherNames(
    [
        Publisher("Press TV"),
        Publisher("abcnews.go.com"),
        Publisher("http://www.nytimes.com"),
        Publisher("theguardian.com"),
        Publisher("smh.com.au"),
        Publisher("news.sky.com"),
        Publisher("time.com"),
        Publisher("bloomberg.com"),
        Publisher("usnews.com"),
        Publisher("nasa.gov"),
        Publisher("World Health Organization", ("WHO",)),
        Publisher("cnn.com"),
        Publisher("http://www.cnn.com"),
    ]
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("what did press tv say", "Press TV"),
        ("What did ABC News say", "abcnews.go.com"),
        ("abcnews.go.com says", "abcnews.go.com"),
        ("in the New York Times today", "http://www.nytimes.com"),
        ("in the NY Times", "http://www.nytimes.com"),
        ("The Guardian's view", "theguardian.com"),
        ("the Sydney Morning Herald", "smh.com.au"),
        ("on Sky News", "news.sky.com"),
    ],
)
def test_spellings(text: str, name: str) -> None:
    (mention,) = KNOWN.mentions(text)
    assert mention.names == (name,)


def test_every_publisher_that_the_words_fit_is_named() -> None:
    (mention,) = KNOWN.mentions("What did CNN report?")
    assert mention.names == ("cnn.com", "http://www.cnn.com")


def test_a_mention_is_the_name_without_article_and_possessive() -> None:
    text = "What is the Guardian's view?"
    (mention,) = KNOWN.mentions(text)
    assert text[mention.start : mention.end] == "Guardian"


@pytest.mark.parametrize(
    "text",
    [
        "what time is it",
        "the guardian of the child",
        "Michael Bloomberg spoke",
        "Time Warner merged",
        "Who wrote it?",
        "In the US, he won",
        "What did the Guardian Angels do?",
    ],
)
def test_other_words_and_longer_names_are_no_mentions(text: str) -> None:
    assert KNOWN.mentions(text) == ()


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Press TV", Strength.SURE),
        ("per Time, he won", Strength.ORDINARY),
        ("from NASA", Strength.NEWSMAKER),
        ("the WHO said", Strength.NEWSMAKER),
    ],
)
def test_strength(text: str, strength: Strength) -> None:
    (mention,) = KNOWN.mentions(text)
    assert mention.strength is strength


def test_resolve_takes_what_a_person_types() -> None:
    assert KNOWN.resolve("the guardian") == ("theguardian.com",)
    assert KNOWN.resolve("time") == ("time.com",)
    assert KNOWN.resolve("abc") == ("abcnews.go.com",)
    assert KNOWN.resolve("Gazette") == ()
