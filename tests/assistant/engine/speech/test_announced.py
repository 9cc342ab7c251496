"""A sentence whose speaker the sentence before announces."""

import pytest

from assistant.engine.speech.attribution import attribution, lead_in
from tests.assistant.engine.speech.said import speaker

FINDINGS = "The report makes two findings. The alarm failed. The crew slept. Shares of the owner fell on Monday."
CHARGED = "According to the indictment, Falk opened an account in Varna. "


def test_as_many_sentences_as_are_announced() -> None:
    assert speaker(FINDINGS, "The alarm failed.") == "The report"
    assert speaker(FINDINGS, "The crew slept.") == "The report"
    assert speaker(FINDINGS, "Shares of the owner fell on Monday.") is None


@pytest.mark.parametrize(
    ("announcement", "who"),
    [
        ("A preliminary investigation gave this picture.", "A preliminary investigation"),
        ("The chief of police, Tove Berg, described what happened next.", "Tove Berg"),
        ("Nina Falk, who lives in Brod, gave her account.", "Nina Falk"),
    ],
)
def test_who_announces(announcement: str, who: str) -> None:
    assert speaker(f"{announcement} The lights went out at ten.", "The lights went out at ten.") == who


@pytest.mark.parametrize(
    "before",
    [
        "The film tells the story of a lighthouse keeper.",
        "The mayor gave a speech at the harbour.",
        "The council will discuss three findings on Friday.",
        "Nina Falk gave her account to the court on Friday.",
    ],
)
def test_other_sentences_announce_nothing(before: str) -> None:
    assert speaker(f"{before} The lights went out at ten.", "The lights went out at ten.") is None


def test_a_paper_goes_on_telling_but_not_how_the_case_stands() -> None:
    told, plea = "He then moved 3 million crowns.", "He also pleaded not guilty."
    assert speaker(CHARGED + told, told) == "the indictment"
    assert speaker(CHARGED + plea, plea) is None


def test_a_paper_is_named_before_its_words() -> None:
    start = FINDINGS.index("The alarm")
    said = attribution(FINDINGS, start, start + len("The alarm failed."))
    assert lead_in(said, "the Courier") == "The report, as reported by the Courier:"
