import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.values.figures import Figure, figures


def only(text: str) -> Figure:
    (figure,) = figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "written", "low", "high", "unit"),
    [
        ("At least 46 people fled", "At least 46", 46, 57.5, ""),
        ("close to 50 people", "close to 50", 45, 55, ""),
        ("up to 107 people", "up to 107", 85.6, 107, ""),
        ("forty-six people", "forty-six", 46, 46, ""),
        ("one hundred and seven people", "one hundred and seven", 107, 107, ""),
        ("two dozen people", "two dozen", 24, 24, ""),
        ("12,345 people", "12,345", 12345, 12345, ""),
        ("a deal worth $1.2 billion", "$1.2 billion", 1.15e9, 1.25e9, "$"),
        ("it cost 212 million crowns", "212 million crowns", 211.5e6, 212.5e6, "crown"),
        ("turnout was 58.4 per cent", "58.4 per cent", 58.35, 58.45, "%"),
        ("a river 98 km long", "98 km", 98_000, 98_000, "m"),
        ("a man aged 45", "45", 45, 45, "year old"),
        ("one woman died", "one", 1, 1, ""),
        ("46 or more", "46 or more", 46, 57.5, ""),
    ],
)
def test_reads_a_figure(text: str, written: str, low: float, high: float, unit: str) -> None:
    figure = only(text)
    assert (figure.text, figure.unit) == (written, unit)
    assert (figure.low, figure.high) == pytest.approx((low, high))
    assert text[figure.start : figure.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "on October 9, rebels",
        "24 November",
        "in 2018",
        "at 8:30 p.m.",
        "a Su-35 jet",
        "No. 5",
        "a 3-1 win",
        "the 1990s",
        "it is one of them",
    ],
)
def test_dates_times_names_and_scores_are_no_figures(text: str) -> None:
    assert figures(text) == ()


def test_a_change_is_two_figures_and_a_range_one() -> None:
    assert [figure.text for figure in figures("rose from 12 to 17")] == ["12", "17"]
    assert [figure.text for figure in figures("12 and 14 people")] == ["12", "14"]
    assert [figure.text for figure in figures("between 30 and 40 people")] == ["between 30 and 40"]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("at least 46", "46", True),
        ("about 50", "48", True),
        ("more than 100", "107", True),
        ("close to 50", "at least 46", True),
        ("1.2 million", "1,234,567", True),
        ("close to 50", "107", False),
        ("at least 46", "over 100", False),
        ("46", "47", False),
        ("$5", "£5", False),
    ],
)
def test_which_figures_can_mean_the_same(one: str, other: str, agree: bool) -> None:
    assert only(one).agrees_with(only(other)) is agree
    assert only(other).agrees_with(only(one)) is agree


@given(st.text(alphabet="0123456789 ,.-$%km at least to million people", max_size=60))
def test_offsets_are_exact_and_in_order(text: str) -> None:
    end = 0
    for figure in figures(text):
        assert end <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end].strip() == figure.text
        assert figure.low <= figure.high
        end = figure.end
