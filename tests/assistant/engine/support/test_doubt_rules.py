"""What a source denies, doubts or only alleges is not told as a fact; what stays doubtful or plain passes."""

import pytest

from assistant.engine.facts.doubts import Doubt, doubted
from assistant.engine.facts.words import words
from assistant.engine.support.check import SupportCheck
from assistant.engine.support.model import load_support_model
from assistant.types import Label

REASON = "denied, doubted or only alleged"


@pytest.fixture(scope="module")
def check() -> SupportCheck:
    return SupportCheck(load_support_model())


LOST = [
    ("A jury cleared Nina Falk of stealing 40 paintings.", "Nina Falk stole 40 paintings."),
    ("Falk was acquitted on Monday of stealing the paintings.", "Falk stole the paintings."),
    ("Falk was exonerated over the theft in Varna.", "Falk committed the theft in Varna."),
    ("The jury found Falk not guilty of stealing the paintings.", "Falk stole the paintings."),
    ("Falk was wrongly convicted of stealing the paintings.", "Falk was convicted of stealing the paintings."),
    ("Falk is accused of stealing the paintings.", "Falk stole the paintings."),
    ("Prosecutors have charged Nina Falk with poisoning the well.", "Nina Falk poisoned the well."),
    ("Falk, who faces trial for stealing the paintings, lives in Varna.", "Falk stole the paintings."),
    ("Two guards were arrested on suspicion of stealing the painting.", "Two guards stole the painting."),
    ("The man suspected of killing two hikers near Dalen fled.", "The man killed two hikers near Dalen."),
    ("The bank faces allegations of laundering money for Lind.", "The bank laundered money for Lind."),
    ("Ilic was indicted for bribing two judges.", "Ilic bribed two judges."),
    ("The claim that minister Tove Berg has resigned is false.", "Minister Tove Berg has resigned."),
    ("Lind's claim to have found the wreck was a lie.", "Lind found the wreck."),
    ("The claim, made by Horn, that Lind sold arms to Lomia is untrue.", "Lind sold arms to Lomia."),
    ("Reports that the dam at Orsk had burst turned out to be wrong.", "The dam at Orsk burst."),
    ("The theory that the comet killed the mammoths has been discredited.", "The comet killed the mammoths."),
    ("It is a myth that the lake of Brod has no bottom.", "The lake of Brod has no bottom."),
    ("Horn lied that the bank had paid 5 million crowns.", "The bank had paid 5 million crowns."),
    ("The minister dismissed claims that the army had shelled the school.", "The army had shelled the school."),
    ("Contrary to reports that Horn had left, he was at his desk.", "Horn had left."),
    ("There is no evidence that the vaccine causes cancer in mice.", "The vaccine causes cancer in mice."),
    ("Rumours that the queen had died spread in Varna.", "The queen died in Varna."),
    ("There were fears that the reactor at Orsk would melt.", "The reactor at Orsk melted."),
    ("Experts doubt the mine holds any gold.", "The mine holds gold."),
    ("It is unclear whether Horn signed the contract with Telda.", "Horn signed the contract with Telda."),
    ("Horn is believed to have fled to Varna on a ferry.", "Horn fled to Varna on a ferry."),
    ("Twelve sailors are feared drowned off Brod.", "Twelve sailors drowned off Brod."),
    ("The council has yet to approve the stadium in Brod.", "The council approved the stadium in Brod."),
    ("Foss stopped short of calling for a boycott of the match.", "Foss called for a boycott of the match."),
    ("The plane narrowly avoided hitting the tower.", "The plane hit the tower."),
    ("Police prevented the crowd from storming the parliament.", "The crowd stormed the parliament."),
    ("The mayor talked Lind out of selling the port.", "Lind sold the port."),
    ("The army ruled out sending tanks to Kerem.", "The army sent tanks to Kerem."),
    ("Instead of closing the mine, Telda sold it.", "Telda closed the mine."),
    ("Telda threatened to close the plant in Brod.", "Telda closed the plant in Brod."),
    ("Workers came close to shutting down the reactor.", "Workers shut down the reactor."),
    ("The court ordered Telda to pay 3 million crowns.", "Telda paid 3 million crowns."),
]


@pytest.mark.parametrize(("source", "sentence"), LOST)
def test_a_doubt_that_is_lost_is_named(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is Label.REJECTED
    assert any(reason.startswith(REASON) for reason in verdict.reasons), verdict.reasons


def test_a_denial_that_only_the_claim_makes_is_rejected(check: SupportCheck) -> None:
    verdict = check.check(
        "Falk was cleared of stealing the paintings.", ["Falk was jailed for stealing the paintings."]
    )
    assert verdict.label is Label.REJECTED


KEPT = [
    ("He was charged with murder.", "Police charged him with murder."),
    ("Kerr was charged with the murder of Ruth Pane.", "Ruth Pane was murdered."),
    ("Kerr was acquitted of murdering Ruth Pane.", "Kerr was cleared of murdering Ruth Pane."),
    ("Kerr, accused of murdering Ruth Pane, fled to Brod in May.", "Kerr fled to Brod in May."),
    ("Kerr, accused of fraud, was convicted of murdering Ruth Pane.", "Kerr was convicted of murdering Ruth Pane."),
    ("The claim that minister Tove Berg has resigned is false.", "Minister Tove Berg has not resigned."),
    ("Reports that the dam at Orsk had burst were false.", "The dam at Orsk had not burst."),
    ("Rumours that the queen had died spread in Varna.", "There were rumours in Varna that the queen had died."),
    (
        "The council has yet to approve the new stadium in Brod.",
        "The council has not approved the new stadium in Brod.",
    ),
    ("Rebels claim that 60 soldiers were killed in Kerem.", "Rebels said 60 soldiers were killed in Kerem."),
    ("There was no doubt that the dam at Orsk would burst.", "The dam at Orsk would burst."),
    ("Telda agreed to pay 3 million crowns and paid it in June.", "Telda paid 3 million crowns in June."),
    ("The mayor asked whether the bridge was safe before it opened on Friday.", "The bridge opened on Friday."),
    ("Police arrested two guards on suspicion of stealing the painting.", "Police arrested two guards."),
    (
        "Two hikers were killed near Dalen in May. A man accused of killing the two hikers was freed.",
        "Two hikers were killed near Dalen in May.",
    ),
    ("The idea of the bridge came from a schoolgirl in Brod.", "The idea of the bridge came from a girl in Brod."),
]


@pytest.mark.parametrize(("source", "sentence"), KEPT)
def test_what_stays_doubtful_or_was_never_doubted_passes(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is not Label.REJECTED, verdict.reasons


def test_what_is_doubted_ends_with_its_clause() -> None:
    text = "Ilic, accused of lying, stealing and bribing judges, was freed but denied nothing."
    found = words(text)
    accused = next(one for one in doubted(text, found) if one.kind is Doubt.ACCUSED)
    assert [word.text for word in found[accused.first : accused.last]] == "lying stealing and bribing judges".split()
