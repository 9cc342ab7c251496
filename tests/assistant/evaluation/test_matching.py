"""Gold answers are found by whole words, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.matching import (
    contains,
    exact_match,
    groups_found,
    holds_half,
    same_quotation,
    token_f1,
    tokens,
)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("At least 46 people were hurt.", "46"),
        ("It held 2,600 people", "2600"),
        ("It held 2600 people", "2,600"),
        ("Torvald’s victory", "Torvald"),
        ("said Fatima Al-Masri", "al masri"),
        ("a share of 12%", "12 per cent"),
        ("a share of 12 per cent.", "12 percent"),
        ("Café Müller", "cafe muller"),
        ("twenty-four dead", "twenty-four"),
        ("on 9 March 2025", "9 March"),
        ("worth 3.5 million", "3.5 million"),
    ],
)
def test_a_wording_is_found(text: str, wording: str) -> None:
    assert contains(text, wording)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("146 people", "46"),
        ("46.5 per cent", "46"),
        ("4,600 people", "600"),
        ("twenty-four dead", "four"),
        ("nineteen dead", "nine"),
        ("9 in March", "9 March"),
        ("anything", ""),
        ("", "46"),
    ],
)
def test_a_part_of_a_word_or_number_is_not(text: str, wording: str) -> None:
    assert not contains(text, wording)


def test_any_wording_of_a_group_will_do() -> None:
    assert groups_found("Twelve were hurt in Ansel", [["12", "twelve"], ["Dunmere"]]) == [True, False]


def test_half_of_a_long_quotation_stands_for_it() -> None:
    quote = "the dam broke before dawn on Sunday after a week of rain"
    assert holds_half("Officials said the dam broke before dawn on a", quote)
    assert holds_half("… on Sunday after a week of rain. It", quote)
    assert not holds_half("the dam broke on Sunday after rain", quote)
    assert not holds_half("killing at least", "killing at least 11 people")
    assert same_quotation("dawn", "before dawn on Sunday")


def test_short_answers_as_squad_scores_them() -> None:
    assert exact_match("The Ulle", "Ulle")
    assert not exact_match("Ulle Hydropower", "Ulle")
    assert token_f1("Ulle Hydropower owns it", "Ulle Hydropower") == pytest.approx(2 * 2 / (4 + 2))
    assert token_f1("nobody", "Ulle") == 0.0


@given(st.text(), st.text(), st.text())
def test_what_stands_between_words_is_found(before: str, wording: str, after: str) -> None:
    found = contains(f"{before} | {wording} | {after}", wording)
    # Joined words can change what a token is only where a "%" or "cent" meets a "per".
    assert found == bool(tokens(wording)) or "per" in tokens(before) + tokens(wording)
