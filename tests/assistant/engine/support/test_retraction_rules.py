"""What was retracted, corrected or reversed is not told as if it still held."""

import pytest

from assistant.engine.facts.retractions import taken_back, takes_back_the_one_before
from assistant.engine.support.check import SupportCheck
from assistant.engine.support.model import load_support_model
from assistant.types import Label


@pytest.fixture(scope="module")
def check() -> SupportCheck:
    return SupportCheck(load_support_model())


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("The army first put the toll at 40, a figure it later corrected to 31.", "The army put the toll at 40."),
        ("In May the army put the toll at 40. It later corrected the figure.", "The army put the toll at 40."),
        ("Brod banned dogs from the beach, but reversed the decision in June.", "Brod banned dogs from the beach."),
        ("The 2011 study tying the dye to fits was withdrawn in May.", "A 2011 study tied the dye to fits."),
    ],
)
def test_what_was_taken_back_is_rejected(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is Label.REJECTED
    assert any(reason.startswith("taken back or corrected later") for reason in verdict.reasons), verdict.reasons


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            "The army first put the toll at 40, a figure it later corrected to 31.",
            "The army corrected the toll from 40 to 31.",
        ),
        ("Pilots called off the strike after Telda dropped its plan.", "Pilots called off the strike."),
        ("Telda withdrew from Varna in 2016 and sold its ships there.", "Telda withdrew from Varna in 2016."),
    ],
)
def test_the_correction_and_other_withdrawals_pass(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is not Label.REJECTED, verdict.reasons


def test_what_may_yet_be_overturned_was_not() -> None:
    assert taken_back("The justices want to overturn the ruling in May.") is None


def test_a_note_that_an_article_was_corrected_takes_nothing_back() -> None:
    assert not takes_back_the_one_before("This story has been corrected to say that it was May.")
    assert takes_back_the_one_before("The ministry later withdrew the claim.")
