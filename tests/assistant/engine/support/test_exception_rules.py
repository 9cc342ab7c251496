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
        ("All but two of the 12 sailors drowned.", "All 12 sailors drowned."),
        ("All but two of the 12 sailors drowned.", "The 12 sailors drowned."),
        ("Nobody but Horn had a key to the vault.", "Nobody had a key to the vault."),
        ("Everyone except the pilot died in the crash.", "Everyone died in the crash."),
        ("None of the ships but the Talia reached Varna.", "None of the ships reached Varna."),
        ("Every county apart from Dalen voted for the law.", "Every county voted for the law."),
        ("The storm all but destroyed the village of Dalen.", "The storm destroyed the village of Dalen."),
        ("One of the 12 miners died.", "12 miners died."),
        ("Half of the 300 jobs in Orsk will go.", "300 jobs in Orsk will go."),
    ],
)
def test_a_part_told_as_the_whole_is_rejected(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is Label.REJECTED
    assert any(reason.startswith("leaves out the exception") for reason in verdict.reasons), verdict.reasons


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Everyone except the pilot died in the crash.", "All except the pilot died in the crash."),
        ("All shops except bakeries closed on Sunday.", "Shops closed on Sunday."),
        ("Seven of the 12 people on the ferry were killed.", "Seven people on the ferry were killed."),
        ("Seven of the 12 people on the ferry were killed.", "Seven of 12 people on the ferry were killed."),
        ("All were saved but the ship sank off Brod.", "All were saved."),
        ("The parliament of the 27 states met in Varna.", "The 27 states met in Varna."),
    ],
)
def test_the_part_and_the_exception_kept_pass(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is not Label.REJECTED, verdict.reasons
