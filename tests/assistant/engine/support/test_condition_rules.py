"""What a source says on a condition or as a prospect is not told as a plain fact."""

import pytest

from assistant.engine.support.check import SupportCheck
from assistant.engine.support.model import load_support_model
from assistant.types import Label


@pytest.fixture(scope="module")
def check() -> SupportCheck:
    return SupportCheck(load_support_model())


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("If the strike goes on, Telda will close the mine at Orsk.", "Telda will close the mine at Orsk."),
        ("Should the strike go on, Telda will close the mine at Orsk.", "Telda will close the mine at Orsk."),
        ("Pilots will strike on Friday unless Telda raises pay.", "Pilots will strike on Friday."),
        ("Horn will sell the ship provided that the crew keeps its jobs.", "Horn will sell the ship."),
        ("In the event of a flood, the sluice at Brod will be opened.", "The sluice at Brod will be opened."),
        ("The council will pay for the bridge as long as Dalen pays half.", "The council will pay for the bridge."),
    ],
)
def test_a_lost_condition_is_named(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is Label.REJECTED
    assert any(reason.startswith("leaves out the condition") for reason in verdict.reasons), verdict.reasons


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("If the strike goes on, Telda will close the mine.", "Telda will close the mine if the strike continues."),
        ("Even if it snows, the race will start at noon.", "The race will start at noon."),
        ("Asked if he would resign, Horn said he had the support of the board.", "Horn said he had the support of the board."),
        ("Telda is as large as Horn as long as it keeps Brod. It has 300 ships.", "Telda has 300 ships."),
    ],
)  # fmt: skip
def test_a_kept_condition_and_what_is_none_pass(check: SupportCheck, source: str, sentence: str) -> None:
    assert check.check(sentence, [source]).label is not Label.REJECTED


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Horn is due to sign the treaty in Varna on Friday.", "Horn signed the treaty in Varna on Friday."),
        ("Telda is expected to open the port in May.", "Telda will open the port in May."),
        ("Telda plans to hire 200 sailors.", "Telda has recruited 200 sailors."),
        ("The court is likely to free Falk on Friday.", "The court freed Falk on Friday."),
    ],
)
def test_a_prospect_is_no_fact(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is Label.REJECTED
    assert any(reason.startswith("certainty or tense differs") for reason in verdict.reasons), verdict.reasons


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Horn is due to sign the treaty in Varna on Friday.", "Horn is scheduled to sign the treaty in Varna on Friday."),
        ("Telda is expected to open the port in May.", "Telda should open the port in May."),
        ("The council will close the pool in Brod on 3 May.", "The pool in Brod is to close on 3 May."),
    ],
)  # fmt: skip
def test_a_prospect_in_other_words_passes(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is not Label.REJECTED, verdict.reasons
