from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.questions.dates import Period, find_dates, parse_date
from assistant.engine.questions.periods import parse_phrase

WEDNESDAY = date(2023, 12, 20)


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("in November", "2023-11-01", "2023-11-30"),
        ("in November 2018", "2018-11-01", "2018-11-30"),
        ("on 25 November 2018", "2018-11-25", "2018-11-25"),
        ("on November 25th, 2018", "2018-11-25", "2018-11-25"),
        ("on the 25th of November", "2023-11-25", "2023-11-25"),
        ("since 2017", "2017-01-01", None),
        ("after March 2023", "2023-04-01", None),
        ("before 2018", None, "2017-12-31"),
        ("until March 2023", None, "2023-03-31"),
        ("between March and May 2023", "2023-03-01", "2023-05-31"),
        ("between November and January 2023", "2022-11-01", "2023-01-31"),
        ("from 24 to 26 November 2018", "2018-11-24", "2018-11-26"),
        ("from 2015 to 2018", "2015-01-01", "2018-12-31"),
        ("last week", "2023-12-11", "2023-12-17"),
        ("this week", "2023-12-18", "2023-12-24"),
        ("last month", "2023-11-01", "2023-11-30"),
        ("this year", "2023-01-01", "2023-12-31"),
        ("yesterday", "2023-12-19", "2023-12-19"),
        ("on Wednesday", "2023-12-20", "2023-12-20"),
        ("last Wednesday", "2023-12-13", "2023-12-13"),
        ("from the past two weeks", "2023-12-06", "2023-12-20"),
        ("in the second quarter of 2023", "2023-04-01", "2023-06-30"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("dated 2018-11-25", "2018-11-25", "2018-11-25"),
        ("in February 2024", "2024-02-01", "2024-02-29"),
    ],
)
def test_phrases(phrase: str, first: str | None, last: str | None) -> None:
    period = parse_phrase(phrase, WEDNESDAY)
    assert period is not None
    assert (period.first and period.first.isoformat(), period.last and period.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "phrase",
    [
        "before the strike",
        "in may",
        "in march",
        "on 31 February 2023",
        "2018-13-01",
        "between May and the strike",
        "from 2018 to 2015",
        "2018-11-00",
    ],
)
def test_what_is_no_date(phrase: str) -> None:
    assert parse_phrase(phrase, WEDNESDAY) is None


@pytest.mark.parametrize("phrase", ["in November", "last week", "on Monday", "yesterday", "the past month"])
def test_relative_dates_need_a_reference(phrase: str) -> None:
    assert parse_phrase(phrase, None) is None


def test_dates_are_found_where_they_stand() -> None:
    text = "The votes of 3 March 2021 and last May, which may march on"
    assert [text[start:end] for start, end in find_dates(text)] == ["3 March 2021", "last May"]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_written_days_are_read_back(day: date) -> None:
    month = day.strftime("%B")
    for written in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"):
        assert parse_date(written, None) == Period(day, day)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.sampled_from(["week", "month", "year"]))
def test_last_period_ends_the_day_before_this_one(newest: date, unit: str) -> None:
    last, this = parse_phrase(f"last {unit}", newest), parse_phrase(f"this {unit}", newest)
    assert last is not None
    assert last.last is not None
    assert this is not None
    assert this.first == last.last + timedelta(days=1)


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("from the summer of 2021", date(2021, 6, 1), date(2021, 8, 31)),
        ("in the first week of May 2020", date(2020, 5, 1), date(2020, 5, 7)),
        ("in the last week of February 2020", date(2020, 2, 23), date(2020, 2, 29)),
        ("less than two weeks old", date(2023, 12, 6), date(2023, 12, 20)),
        ("from 10 December 2022 onwards", date(2022, 12, 10), None),
        ("no later than March 2021", None, date(2021, 3, 31)),
        ("nothing before 2019", date(2019, 1, 1), None),
        ("2015 or earlier", None, date(2015, 12, 31)),
        ("from March 2021 or later", date(2021, 3, 1), None),
        ("up to and including 24 November 2018", None, date(2018, 11, 24)),
        ("by the end of 2021", None, date(2021, 12, 31)),
        ("since the start of October", date(2023, 10, 1), None),
        ("in the second half of 2022", date(2022, 7, 1), date(2022, 12, 31)),
        ("this December", date(2023, 12, 1), date(2023, 12, 31)),
        ("from 24-26 November 2018", date(2018, 11, 24), date(2018, 11, 26)),
        ("on 2018-11-25", date(2018, 11, 25), date(2018, 11, 25)),
    ],
)
def test_seasons_weeks_ages_and_limits(phrase: str, first: date | None, last: date | None) -> None:
    assert parse_phrase(phrase, date(2023, 12, 20)) == Period(first, last)
