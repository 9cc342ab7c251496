"""A question taken apart."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.ranking.asked import read_question, read_wording

SHARES = {"dam": 0.5, "Korrin": 0.01, "owns": 0.0}


def frequency(words: Sequence[str]) -> list[float]:
    return [SHARES.get(word, 0.1) for word in words]


def test_rare_words_tell_more_than_common_ones() -> None:
    asked = read_question("Who owns the Korrin dam?", frequency)
    by_word = {term.written: term for term in asked.terms}
    assert by_word["Korrin"].weight > by_word["dam"].weight
    assert by_word["owns"].weight == 1.0
    assert [term.written for term in asked.terms if term.unseen] == ["owns"]


def test_names_and_numbers_are_not_what_is_asked_about_them() -> None:
    asked = read_question("Who convicted Ines Halvard in 2019?", frequency)
    assert asked.names == ("Ines Halvard",)
    assert asked.numbers == {"2019"}
    assert [term.written for term in asked.terms if term.says_what] == ["convicted"]


def test_a_name_that_no_index_looks_up_is_not_called_unseen() -> None:
    asked = read_question("What did the IT department buy?", lambda words: [0.0] * len(words))
    assert "IT" not in [term.written for term in asked.terms if term.unseen]


def test_a_question_of_stop_words_has_no_terms_and_asks_for_no_frequencies() -> None:
    def never(words: Sequence[str]) -> list[float]:
        raise AssertionError(words)

    assert read_question("Who is it?", never).terms == ()


@given(st.text(max_size=200))
def test_every_word_of_a_wording_stands_where_it_says(text: str) -> None:
    wording = read_wording(text)
    assert len(wording.stems) == len(wording.starts)
    assert list(wording.starts) == sorted(wording.starts)
    assert all(0 <= start < len(text) for start in wording.starts)


@given(st.text(max_size=200))
def test_any_question_can_be_read(text: str) -> None:
    asked = read_question(text, frequency)
    assert all(0.1 <= term.weight <= 1 for term in asked.terms)
    assert asked.stems == {term.stem for term in asked.terms}
