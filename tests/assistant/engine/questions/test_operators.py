from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.questions.operators import combine, split_operators
from assistant.engine.questions.publishers import Publisher, PublisherNames
from index.errors import QuestionError
from index.types import Filters

KNOWN = PublisherNames([Publisher("Press TV"), Publisher("RT", ("Russia Today",)), Publisher("https://www.bbc.com")])


def test_all_operators_together() -> None:
    found = split_operators(
        'source:"press tv" source:rt who fired? after:2018-11-20 before:2018-12 -rugby -"big cat"', KNOWN
    )
    assert found.text == "who fired?"
    assert found.filters == Filters(
        ("Press TV", "RT"), date(2018, 11, 20), date(2018, 12, 31), without=("rugby", "big cat")
    )


def test_an_unknown_source_stays_so_that_nothing_passes() -> None:
    assert split_operators("source:Gazette eels", KNOWN).filters.sources == ("Gazette",)


@pytest.mark.parametrize("question", ["eels after:2018-13-45", "eels before:yesterday", "eels after:2018-02-30"])
def test_a_date_that_cannot_be_is_named(question: str) -> None:
    with pytest.raises(QuestionError) as raised:
        split_operators(question, KNOWN)
    assert "is not a date" in raised.value.title
    assert "2018-11-20" in raised.value.hint


def test_excluding_a_source_is_refused() -> None:
    with pytest.raises(QuestionError):
        split_operators("eels -source:rt", KNOWN)


def test_phrases_keep_their_words_and_single_quotation_marks_make_none() -> None:
    found = split_operators("Who said “a red line” and 'never'?", KNOWN)
    assert found.filters.phrases == ("a red line",)
    assert found.text == "Who said a red line and 'never'?"


def test_a_pasted_question_is_no_phrase() -> None:
    found = split_operators('"Who fired the shells?"', KNOWN)
    assert found == split_operators("Who fired the shells?", KNOWN)


@pytest.mark.parametrize(
    "question",
    [
        "What is a well-known non-profit?",
        "at 5 - 6 pm",
        "the attack -which Russia blamed- failed",
        'snow 12" deep',
        "-5 degrees",
    ],
)
def test_hyphens_and_inches_are_no_operators(question: str) -> None:
    assert not split_operators(question, KNOWN).filters


@given(st.text(alphabet=st.sampled_from('abc -:"“” source:after:before:2018?'), max_size=60))
def test_any_text_is_taken_apart_or_refused(question: str) -> None:
    with suppress(QuestionError):
        assert len(split_operators(question, KNOWN).text) <= len(question)


def test_flags_and_operators_add_up() -> None:
    flags = Filters(("RT",), date(2018, 1, 1), date(2020, 1, 1))
    operators = Filters(("Press TV",), date(2019, 1, 1), None, ("red line",), ("rugby",))
    assert combine(flags, operators) == Filters(
        ("RT", "Press TV"), date(2019, 1, 1), date(2020, 1, 1), ("red line",), ("rugby",)
    )
