import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.facts.dates import dates
from assistant.engine.facts.quantities import Bound, quantities
from assistant.engine.facts.words import words


def read(text: str) -> list[tuple[float, str, Bound]]:
    found = words(text)
    return [(q.value, q.unit, q.bound) for q in quantities(found, dates(found))]


@pytest.mark.parametrize(
    "text", ["1,200 people", "1200 people", "twelve hundred people", "1.2k people", "1.2 thousand people"]
)
def test_one_number_in_every_style(text: str) -> None:
    assert read(text) == [(1200.0, "", Bound.EXACT)]


@pytest.mark.parametrize("text", ["3m", "3 million", "three million", "3mn"])
def test_millions(text: str) -> None:
    assert read(text)[0][0] == 3_000_000


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("5%", 5, "%"), ("five per cent", 5, "%"), ("5 percent", 5, "%"), ("$4.5 million", 4_500_000, "$"), ("4.2bn euros", 4.2e9, "€"),
     ("a 19-year-old", 19, "year"), ("40km", 40, "km"), ("the third time", 3, "#"), ("Q2 results", 2, "#"),
     ("the second quarter", 2, "#"), ("two hundred and five", 205, ""), ("twenty-one", 21, ""), ("£28million", 28e6, "£")],
)  # fmt: skip
def test_units(text: str, value: float, unit: str) -> None:
    assert read(text) == [(pytest.approx(value), unit, Bound.EXACT)]


@pytest.mark.parametrize(
    ("text", "bound"),
    [("at least 107 people", Bound.AT_LEAST), ("more than 50", Bound.MORE), ("close to 50", Bound.ALMOST), ("up to 9", Bound.AT_MOST),
     ("around 40", Bound.ABOUT), ("fewer than 20", Bound.LESS), ("no fewer than 20", Bound.AT_LEAST), ("46 people", Bound.EXACT)],
)  # fmt: skip
def test_how_exact_a_number_is(text: str, bound: Bound) -> None:
    assert read(text)[0][2] is bound


def test_the_lower_end_of_a_range_has_the_unit_and_scale_of_the_upper_one() -> None:
    assert read("five to six months") == [(5, "month", Bound.EXACT), (6, "month", Bound.EXACT)]
    assert [value for value, _, _ in read("between $3.5 and $3.6 billion")] == [3.5e9, pytest.approx(3.6e9)]


def test_numbers_apart_by_a_comma_stay_apart() -> None:
    assert [value for value, _, _ in read("one hundred thousand, three of them")] == [100_000, 3]


def test_a_number_inside_a_name_is_no_quantity() -> None:
    assert read("because of COVID-19") == []


def test_a_superscript_is_no_number() -> None:
    assert [value for value, _, _ in read("100 m (²)")] == [100]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("25 November 2018", (2018, 11, 25)), ("November 25, 2018", (2018, 11, 25)), ("Nov. 25", (0, 11, 25)), ("2018-11-25", (2018, 11, 25)),
     ("24th of March", (0, 3, 24)), ("in May", (0, 5, 0)), ("since 2011", (2011, 0, 0))],
)  # fmt: skip
def test_dates(text: str, expected: tuple[int, int, int]) -> None:
    assert [(d.year, d.month, d.day) for d in dates(words(text))] == [expected]


def test_may_and_march_are_also_verbs() -> None:
    assert dates(words("They may go. March on. 2000 people")) == ()


def test_a_date_lies_within_one_that_says_more() -> None:
    (day,), (month,), (other,) = (dates(words(t)) for t in ("25 November 2018", "November 2018", "November 2019"))
    assert month.within(day)
    assert not day.within(month)
    assert not month.within(other)


@given(st.integers(min_value=2, max_value=10**9))
def test_digits_with_and_without_commas_are_equal(number: int) -> None:
    assert [value for value, _, _ in read(f"{number:,} people")] == [float(number)]
    assert [value for value, _, _ in read(f"over {number} people")] == [float(number)]


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    found = words(text)
    for quantity in quantities(found, dates(found)):
        assert 0 <= quantity.first < quantity.last <= len(found)
