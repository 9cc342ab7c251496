"""An event told from its other side: with the sides exchanged it is the same, with the sides in place the contrary."""

import pytest

from assistant.engine.facts.converses import frames
from assistant.engine.facts.words import words
from assistant.engine.support.check import SupportCheck
from assistant.engine.support.model import load_support_model
from assistant.types import Label

REASON = "who did what to whom is turned round"


@pytest.fixture(scope="module")
def check() -> SupportCheck:
    return SupportCheck(load_support_model())


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Orsk lost 2-0 to Varna in the cup final.", "Orsk beat Varna 2-0 in the cup final."),
        ("Nina Falk succeeded Tove Berg as minister in 2019.", "Nina Falk preceded Tove Berg as minister in 2019."),
        ("Tove Berg was preceded by Nina Falk as minister.", "Tove Berg was succeeded by Nina Falk as minister."),
        ("Telda leased the port of Brod from Horn in May.", "Telda leased the port of Brod to Horn in May."),
    ],
)
def test_sides_left_in_place(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is Label.REJECTED
    assert any(reason.startswith(REASON) for reason in verdict.reasons), verdict.reasons


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Orsk lost 2-0 to Varna in the cup final.", "Varna beat Orsk 2-0 in the cup final."),
        ("Telda bought the port of Brod from the Horn family.", "The Horn family sold the port of Brod to Telda."),
        ("Nina Falk learned the trade from Ilic in Varna.", "Ilic taught Nina Falk the trade in Varna."),
        ("The bank lent Telda 40 million crowns in May.", "Telda borrowed 40 million crowns from the bank in May."),
        ("Falk beat Berg in 2019, and Berg beat Falk in 2021.", "Berg beat Falk in 2021."),
    ],
)
def test_sides_exchanged(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is not Label.REJECTED, verdict.reasons


def test_a_passive_and_a_relative_clause_have_the_same_sides() -> None:
    texts = ("Marsh succeeded Okafor.", "Okafor was succeeded by Marsh.", "Okafor, who was succeeded by Marsh, left.")
    read = [frames(words(text))[0] for text in texts]
    assert {(frame.first, frame.second) for frame in read} == {(frozenset({"marsh"}), frozenset({"okafor"}))}


def test_a_verb_without_an_other_side_tells_no_such_event() -> None:
    assert frames(words("The plan succeeded in June.")) == ()
