import pytest

from assistant.engine.values.occasions import Day, Occasion, days_in, may_be_same, occasion

VARNA = frozenset(["varna"])


def told(sentence: str, article: str = "") -> Occasion:
    return occasion(sentence, "", None, article.lower())


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("3 people died in the neighbouring Brod county.", {"brod"}),
        ("3 people died in neighbouring Brod.", {"brod"}),
        ("12 died in the hill town of Marn.", {"marn"}),
        ("Across northern Velmark 12 died.", {"velmark"}),
        ("It hit the small port of Orlen on Monday.", {"orlen"}),
        ("In recent months President Ilic said 3 died.", set()),
        ("In the same month Ilic said 3 died.", set()),
        ("In a statement Mayor Holm said 12 died.", set()),
    ],
)
def test_the_places_of_a_sentence(sentence: str, places: set[str]) -> None:
    assert told(sentence).places == places


@pytest.mark.parametrize(
    "other",
    [
        "A total of 3 people died in the neighbouring Brod county.",
        "3 people died in nearby Brod.",
        "3 people died in another district.",
        "Elsewhere 3 people died.",
        "3 people died in Brod.",
    ],
)
def test_another_place_is_another_occasion(other: str) -> None:
    both = "in varna and in brod"
    asked = told("12 people died in Varna county.", both)
    assert not may_be_same(asked, told(other, both), "people", VARNA)
    assert not may_be_same(told(other, both), asked, "people", VARNA)


@pytest.mark.parametrize(
    "other", ["50 people were treated in nearby hospitals.", "15 people died.", "15 died in Varna."]
)
def test_a_place_that_fits_is_the_same_occasion(other: str) -> None:
    assert may_be_same(told("12 people died in Varna county."), told(other), "people", VARNA)


def test_the_neighbouring_county_may_be_asked_for() -> None:
    sentence = "3 people died in the neighbouring Brod county."
    assert may_be_same(told(sentence), told("5 people died in Brod."), "people", frozenset(["brod"]))


def test_a_month_that_opens_a_sentence_is_a_date() -> None:
    assert days_in("In January 19 people died.") == days_in("Nineteen people died in January.") != ()


def test_a_number_of_people_is_no_year() -> None:
    assert days_in("In 2018 police held 1800 pupils.") == (Day(2018, 0, 0),)
