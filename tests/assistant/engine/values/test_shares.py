import pytest

from assistant.engine.values.figures import figures
from assistant.engine.values.shares import shares


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("It bought four fifths of the shares.", 80),
        ("Half of all voters stayed at home.", 50),
        ("A third of the land is fallow.", 100 / 3),
        ("Nine out of ten pupils passed.", 90),
        ("Half the town was flooded.", 50),
    ],
)
def test_a_share_in_words_is_a_percentage(text: str, percent: float) -> None:
    (share,) = shares(text)
    assert share.unit == "%"
    assert share.low < percent < share.high
    assert text[share.start : share.end] == share.text


@pytest.mark.parametrize(
    "text",
    [
        "Half a million people fled.",
        "A quarter of a million people fled.",
        "Three of the ten were hurt.",
        "It rained on three in five days.",
        "She was the third of four sisters.",
        "They lost in the second half.",
    ],
)
def test_scales_and_ordinals_are_no_shares(text: str) -> None:
    assert shares(text) == ()


def test_more_than_half_reaches_upwards() -> None:
    (more,), (half,) = shares("More than half of the town"), shares("half of the town")
    assert more.low == 50
    assert more.high > half.high


@pytest.mark.parametrize(("figure", "agrees"), [("80 per cent", True), ("85 per cent", False)])
def test_a_share_in_words_agrees_with_what_rounds_to_it(figure: str, agrees: bool) -> None:
    (share,), (other,) = shares("four fifths of the shares"), figures(figure)
    assert share.agrees_with(other) is agrees
