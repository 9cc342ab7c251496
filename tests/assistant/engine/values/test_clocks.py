"""Times of day."""

import pytest

from assistant.engine.values.clocks import Clock, clock_matches


def found(text: str) -> list[tuple[str, Clock]]:
    return [(text[start:end], clock) for start, end, clock in clock_matches(text)]


@pytest.mark.parametrize(
    ("text", "written", "minutes"),
    [
        ("The blast came at 4:40 a.m. on Monday.", "4:40 a.m.", 280),
        ("It closed at 7.30pm.", "7.30pm", 1170),
        ("The siren went at 23:15.", "23:15", 1395),
        ("The train left at 07:30.", "07:30", 450),
        ("The doors closed at 7.30 in the evening.", "7.30 in the evening", 1170),
        ("It struck at 12:30 in the morning.", "12:30 in the morning", 30),
        ("They met at 4:10 in the afternoon.", "4:10 in the afternoon", 970),
        ("He left at a quarter to five in the afternoon.", "a quarter to five in the afternoon", 1005),
        ("The bell rang at seven o’clock at night.", "seven o’clock at night", 1140),
        ("She woke at two o'clock at night.", "two o'clock at night", 120),
        ("The gates opened at noon.", "noon", 720),
        ("The truce ends at midnight.", "midnight", 0),
    ],
)
def test_a_time_is_read_as_written(text: str, written: str, minutes: int) -> None:
    assert found(text) == [(written, Clock(minutes))]


@pytest.mark.parametrize(
    ("text", "written", "minutes"),
    [
        ("They put it at ten past four, half an hour before.", "ten past four", 250),
        ("At twenty to 11 it was over.", "twenty to 11", 640),
        ("It was half past three.", "half past three", 210),
        ("The gates close at 7:30 on Fridays.", "7:30", 450),
    ],
)
def test_a_spoken_time_may_be_of_either_half_of_the_day(text: str, written: str, minutes: int) -> None:
    ((part, clock),) = found(text)
    assert (part, clock) == (written, Clock(minutes, either_half=True))
    assert clock.agrees_with(Clock(minutes + 720))
    assert not clock.agrees_with(Clock(minutes + 30))


@pytest.mark.parametrize(
    "text",
    [
        "five to nine people",
        "it went from ten to four",
        "half to two thirds",
        "past four",
        "after five to six hours of talks",
        "about five to nine years",
        "a quarter to one third of voters",
        "shortly before midnight",
        "Midnight Express",
        "Mr Noon",
        "16 am",
    ],
)
def test_a_range_is_no_time(text: str) -> None:
    assert found(text) == []


def test_a_day_goes_round_at_midnight() -> None:
    ((_, midnight),) = found("It ended at midnight.")
    ((_, before),) = found("It ended at 11:59 p.m.")
    assert midnight.agrees_with(before)
    assert not midnight.agrees_with(Clock(720))
