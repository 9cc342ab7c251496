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
        ("a bore of 4.065 inches", "4.065 inches", 0.1032383, 0.1032637, "m"),
        ("a mast 300m tall", "300m", 285, 315, "m"),
        ("300m crowns", "300m crowns", 299.5e6, 300.5e6, "crown"),
        ("1 500 people", "1 500", 1450, 1550, ""),
        ("8.5 lakh people", "8.5 lakh", 845_000, 855_000, ""),
        ("a loss of Rs 5 crore", "Rs 5 crore", 4.75e7, 5.25e7, "₹"),
        ("Rs. 2 lakh crore", "Rs. 2 lakh crore", 1.9e12, 2.1e12, "₹"),
        ("AU$40 million", "AU$40 million", 39.5e6, 40.5e6, "A$"),
    ],
)
def test_reads_a_figure(text: str, written: str, low: float, high: float, unit: str) -> None:
    figure = only(text)
    assert (figure.text, figure.unit) == (written, unit)
    assert (figure.low, figure.high) == pytest.approx((low, high))
    assert text[figure.start : figure.end] == written


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("half a million people", 500_000),
        ("half-million people", 500_000),
        ("a quarter of a million people", 250_000),
        ("a quarter-million people", 250_000),
        ("three quarters of a billion dollars", 750e6),
        ("two-thirds of a million people", 2e6 / 3),
        ("half a dozen people", 6),
        ("three and a half million people", 3.5e6),
        ("a million and a half people", 1.5e6),
        ("one and a half million people", 1.5e6),
        ("2 1/2 million people", 2.5e6),
        ("1½ million people", 1.5e6),
        ("¾ million people", 750_000),
        ("two and a half hours", 9000),
    ],
)
def test_reads_a_fraction(text: str, value: float) -> None:
    figure = only(text)
    assert (figure.low + figure.high) / 2 == pytest.approx(value)
    assert text.startswith(figure.text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1.2 to 1.5 million people", 1.2e6, 1.5e6),
        ("1.2-1.5m people", 1.2e6, 1.5e6),
        ("$3-4 million", 3e6, 4e6),
        ("between $3 and $4 million", 3e6, 4e6),
        ("five to six hundred people", 500, 600),
        ("one to two million people", 1e6, 2e6),
        ("two dozen to 40 people", 24, 40),
        ("500 to 1,000 people", 500, 1000),
        ("300 to 1 thousand people", 300, 1000),
        ("five or six people", 5, 6),
    ],
)
def test_the_ends_of_a_range_share_a_scale(text: str, low: float, high: float) -> None:
    figure = only(text)
    assert (figure.low / 0.95, figure.high / 1.05) == pytest.approx((low, high))


@pytest.mark.parametrize(
    "text",
    [
        "a fraction of a million people",
        "between a quarter and half a million men",
        "half to three quarters of a million people",
        "two hours and a half",
        "1/2 million people",
        "1.500 people",
        "won 4–1",
    ],
)
def test_what_a_fraction_or_a_point_leaves_open_is_no_figure(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1200 people died", ["1200"]),
        ("police held 1800 protesters", ["1800"]),
        ("the firm fired 1500 steel workers", ["1500"]),
        ("police held 2000 pupils", ["2000"]),
        ("hurting 2023 budgets", []),
        ("their 2021 meeting makes sense", []),
        ("a 2000 analysis", []),
        ("all Ram 1500 levels", []),
        ("in 1998 people fled", []),
        ("the 2011 riots", []),
        ("May 1998 floods", []),
        ("since 2011 his men", []),
        ("2018 was his year", []),
    ],
)
def test_four_digits_before_a_plural_are_a_year_only_where_one_may_stand(text: str, written: list[str]) -> None:
    assert [figure.text for figure in figures(text)] == written


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
    assert [figure.text for figure in figures("either a 0 or a 1")] == ["0", "1"]
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
        ("about half a million", "500,000", True),
        ("half a million", "a million", False),
        ("1.2 to 1.5 million", "200,000", False),
    ],
)
def test_which_figures_can_mean_the_same(one: str, other: str, agree: bool) -> None:
    assert only(one).agrees_with(only(other)) is agree
    assert only(other).agrees_with(only(one)) is agree


@given(st.text(alphabet="0123456789 ,.-$%½/km at least to half a million and people of", max_size=60))
def test_offsets_are_exact_and_in_order(text: str) -> None:
    end = 0
    for figure in figures(text):
        assert end <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end].strip() == figure.text
        assert figure.low <= figure.high
        end = figure.end


def test_over_that_belongs_to_a_verb_makes_no_figure_larger() -> None:
    (handed,) = figures("The rebels handed over 38 prisoners.")
    (more,) = figures("The rebels freed over 38 prisoners.")
    assert (handed.text, handed.high) == ("38", 38)
    assert more.high > 38
