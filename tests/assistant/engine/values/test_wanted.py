import pytest

from assistant.engine.values.wanted import Sort, stem, wanted


@pytest.mark.parametrize("words", [9, 90])
def test_a_question_without_an_end_for_what_is_counted_is_read_at_once(words: int) -> None:
    found = wanted(f"How many {'harbour fires a year start with lanterns ' * (words // 7 + 1)}, going by the agency?")
    assert found is not None
    assert found.sort is Sort.COUNT


def test_a_month_is_no_name_of_what_is_asked_about() -> None:
    asked = wanted("How many people were hurt in the Orlen fire in November 2018?")
    assert asked is not None
    assert asked.names == {stem("Orlen")}


@pytest.mark.parametrize(
    "question",
    ["Was there shooting when the tanker was boarded?", "What did the minister say when he resigned?"],
)
def test_a_when_that_only_joins_asks_for_no_time(question: str) -> None:
    assert wanted(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "By how many metres was the course too short?",
        "How many days did the strike last?",
        "How much rain fell at Orlen?",
        "What was the peak release from the dam in cubic metres per second?",
    ],
)
def test_a_number_of_units_is_a_measure(question: str) -> None:
    found = wanted(question)
    assert found is not None
    assert found.sort is Sort.MEASURE


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("How many people died in the rainfall in Orlen?", Sort.COUNT),
        ("When did the rainfall start?", Sort.WHEN),
        ("Who criticised the low turnout in Orlen?", Sort.WHO),
        ("Where was the ship when it was stopped?", Sort.WHERE),
        ("In which town was the ship when it was stopped?", Sort.WHERE),
        ("Do you know when the ferry sank?", Sort.WHEN),
        ("Did she say when it would open?", Sort.WHEN),
        ("How and when did the fire start?", Sort.WHEN),
        ("orlen ferry sank when", Sort.WHEN),
    ],
)
def test_a_word_in_passing_does_not_make_the_sort(question: str, sort: Sort) -> None:
    found = wanted(question)
    assert found is not None
    assert found.sort is sort


@pytest.mark.parametrize("question", ["What is happening in Fort Worth?", "What is a deal worth watching?"])
def test_worth_in_passing_is_no_sum(question: str) -> None:
    assert wanted(question) is None


def test_what_something_is_worth_is_a_sum() -> None:
    found = wanted("What is the hoard of Orlen worth?")
    assert found is not None
    assert found.sort is Sort.MONEY


def test_turnout_alone_is_a_share_but_not_of_a_march() -> None:
    found = wanted("turnout orlen mayor election")
    assert found is not None
    assert found.sort is Sort.PERCENT
    assert wanted("orlen strike march turnout") is None
