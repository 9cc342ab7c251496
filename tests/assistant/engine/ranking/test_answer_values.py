"""Which new values of the sought sort a sentence brings."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.ranking.answer_values import values
from assistant.engine.ranking.asked import Asked, read_question


def asked(question: str) -> Asked:
    def rare(words: Sequence[str]) -> list[float]:
        return [0.001] * len(words)

    return read_question(question, rare)


def best(question: str, sentence: str) -> float:
    return max((fit for _, fit in values(sentence, asked(question))), default=0.0)


@pytest.mark.parametrize(
    ("question", "with_value", "without"),
    [
        (
            "How old is Greta Osk?",
            "Greta Osk, who is 79, was pulled out.",
            "Greta Osk was pulled out with 12 others.",
        ),
        ("How tall was the dam?", "The dam stood 41 metres high.", "The dam held 38 people."),
        ("What fee did the mediator get?", "She was paid 9,500 crowns.", "She was asked twice, in 2024."),
        ("Who bought the club?", "The club went to Corvane Capital.", "The club was sold at night."),
        ("Where was the seal found?", "It was found in Osmere.", "It was found at last."),
        ("When did the strike begin?", "They walked out on 12 May.", "They walked out together."),
        ("How long did it last?", "It went on for nine days.", "It went on and on."),
        ("What share voted?", "Some 61 per cent voted.", "Many voted."),
        ("Why did it fail?", "It failed because a drain was blocked.", "It failed at five."),
        ("What did Anna Berg say about the offer?", "Berg said it was poor.", "Ines Halvard said it was fair."),
        ("How many dockers marched?", "Some 450 dockers came.", "Some 450 crates came."),
        ("How many people died?", "The blast killed at least 11.", "It was the year 2025."),
        ("Which rocket launched the probe?", "The rocket was a Velos 3.", "It was launched in June."),
        (
            "What is the name of the consultant?",
            "The consultant, Pavel Orre, signed it.",
            "The consultant signed it.",
        ),
    ],
)
def test_a_sentence_with_the_value_fits_better(question: str, with_value: str, without: str) -> None:
    assert best(question, with_value) >= max(0.6, best(question, without) + 0.3)


def test_what_the_question_already_has_is_no_value() -> None:
    assert values("The strike of 12 May 2019 is over.", asked("When was the strike of 12 May 2019 settled?")) == ()
    assert best("Who leads Corvane Capital?", "Corvane Capital has a new head.") == 0.0


def test_a_question_that_seeks_no_single_value_finds_none() -> None:
    assert values("Anna Berg paid 12 crowns in Osmere.", asked("Did Anna Berg pay?")) == ()


@given(st.text(max_size=120))
def test_values_lie_in_the_sentence_whatever_it_is(sentence: str) -> None:
    questions = ("How many people died?", "Who won?", "When?", "Where was it?", "What did he say?", "How much money?")
    for question in questions:
        for place, fit in values(sentence, asked(question)):
            assert 0 <= place < max(1, len(sentence))
            assert 0 < fit <= 1
