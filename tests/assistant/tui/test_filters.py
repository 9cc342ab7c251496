"""Filters in words and as chips."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.tui.filters import FilterError, chips, day, read_date, read_filters, without_chip
from index.types import Filters

NONE = Filters()


def test_words_become_filters_and_leave_the_question() -> None:
    question, filters = read_filters(
        'source:"Press TV" Who said after:2018-11 it? source:SANA before:2018-11 without:sport with:"chlorine gas"',
        NONE,
    )
    assert question == "Who said it?"
    assert filters == Filters(
        ("Press TV", "SANA"), date(2018, 11, 1), date(2018, 11, 30), ("chlorine gas",), ("sport",)
    )


def test_a_question_without_filters_keeps_its_lines() -> None:
    assert read_filters("What: who?\nAnd why after: all? resource:x", NONE) == (
        "What: who?\nAnd why after: all? resource:x",
        NONE,
    )


def test_filters_are_added_to_those_in_force_and_not_twice() -> None:
    _, filters = read_filters("source:SANA source:SANA", Filters(("Press TV",)))
    assert filters.sources == ("Press TV", "SANA")


@pytest.mark.parametrize("text", ["2018-13", "18", "2018-02-30", "tomorrow", "2018-11-24x", "0000"])
def test_what_is_no_date_is_named(text: str) -> None:
    with pytest.raises(FilterError, match="is not a date"):
        read_date(text, end=False)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-2", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_a_year_or_month_has_two_ends(text: str, first: date, last: date) -> None:
    assert (read_date(text, end=False), read_date(text, end=True)) == (first, last)
    assert read_date("", end=True) is None


names = st.lists(st.text("abc ", min_size=1), unique=True, max_size=3).map(tuple)


@given(names, st.none() | st.dates(), st.none() | st.dates(), names, names)
def test_taking_every_chip_away_leaves_nothing(
    sources: tuple[str, ...],
    after: date | None,
    before: date | None,
    phrases: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    filters = Filters(sources, after, before, phrases, without)
    count = len(chips(filters))
    assert bool(filters) is bool(count)
    while chips(filters):
        filters = without_chip(filters, chips(filters)[0])
        count -= 1
        assert len(chips(filters)) == count
    assert not filters


def test_days_are_written_as_in_newspapers() -> None:
    assert day(date(2018, 11, 5)) == "5 Nov 2018"
