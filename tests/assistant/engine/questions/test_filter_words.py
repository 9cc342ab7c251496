from datetime import date

import pytest

from assistant.engine.questions.filter_words import infer
from assistant.engine.questions.publishers import Publisher, PublisherNames
from assistant.engine.questions.question import understand
from index.types import Filters
from tests.bench.bench_question import FIELDS, corpus, gold, phrasings, understood

PUBLISHERS, NEWEST = corpus()
KNOWN = PublisherNames(PUBLISHERS)
PLAIN = [case for case in phrasings() if not any(gold(case).values())]
NARROWING = [case for case in phrasings() if any(gold(case).values())]


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: case["id"])
def test_a_question_that_names_no_filter_is_not_narrowed(case: dict[str, object]) -> None:
    assert not any(understood(understand(str(case["question"]), [], PUBLISHERS, NEWEST)).values())


@pytest.mark.parametrize(
    ("part", "least"),
    [
        ("tune", 0.97),
        ("held", 0.97),
        ("fresh", 0.97),
        ("blind", 0.97),
        ("unseen", 0.75),
        ("last", 0.55),
        ("desk", 0.95),
    ],
)
def test_what_is_understood_is_right_and_most_is_understood(part: str, least: float) -> None:
    right = wrong = missed = 0
    for case in (case for case in NARROWING if case["set"] == part):
        found, written = understood(understand(case["question"], [], PUBLISHERS, NEWEST)), gold(case)
        right += sum(len(found[name] & written[name]) for name in FIELDS)
        wrong += sum(len(found[name] - written[name]) for name in FIELDS)
        missed += sum(len(written[name] - found[name]) for name in FIELDS)
    assert wrong == 0
    assert right / (right + missed) >= least


def test_loose_words_narrow_to_every_publisher_named_or_to_none() -> None:
    assert not infer("Is RT's figure higher than that of Press TV?", KNOWN, NEWEST).filters
    assert infer("What does RT's tally of the injured say?", KNOWN, NEWEST).filters.sources == ("RT",)


def test_three_words_with_the_initials_of_a_publisher_are_none() -> None:
    known = PublisherNames([Publisher("http://www.cbc.ca"), Publisher("http://www.cnn.com")])
    assert known.mentions("To whom did the Congressional Black Caucus write?") == ()
    assert [one.names for one in known.mentions("Who spoke to the Cable News Network?")] == [("http://www.cnn.com",)]


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("According to Press TV, how many people were hospitalised?", "how many people were hospitalised?"),
        ("What did RT report about the chlorine attack?", "the chlorine attack?"),
        ("Compare what Press TV and RT wrote about the attack.", "the attack."),
        ("What do articles published before 2018 say about the bridge?", "the bridge?"),
        ("Coverage from last week on the budget", "the budget"),
        ("What happened in the 2014 election?", "What happened in the 2014 election?"),
        ("What did Press TV report?", "What did Press TV report?"),
    ],
)
def test_the_words_of_filters_leave_the_search_text(question: str, rest: str) -> None:
    assert infer(question, KNOWN, NEWEST).rest == rest


def test_sides_share_the_dates_of_a_comparison() -> None:
    found = infer("Compare Press TV and RT articles from November 2018 on Aleppo", KNOWN, NEWEST)
    span = (date(2018, 11, 1), date(2018, 11, 30))
    assert found.filters == Filters(("Press TV", "RT"), *span)
    assert found.sides == (Filters(("Press TV",), *span), Filters(("RT",), *span))


def test_capitals_throughout_do_not_hide_a_publisher() -> None:
    assert infer("WHAT DID PRESS TV REPORT ABOUT ALEPPO", KNOWN, NEWEST).filters.sources == ("Press TV",)


def test_without_publishers_nothing_is_a_source() -> None:
    assert not infer("According to Press TV, who fired?", PublisherNames([]), None).filters


def test_the_us_is_not_us_news() -> None:
    known = PublisherNames([Publisher("http://www.usnews.com")])
    assert not infer("In the US, who won?", known, None).filters
    assert infer("According to US News, who won?", known, None).filters
