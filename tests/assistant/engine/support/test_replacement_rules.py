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
        ("Colonel Tarik said the boys shot first.", "Colonel Tarik said the army shot first."),
        ("“The army shot first,” said Ana Lopez. Tarik said the boys shot first.", "Tarik said the army shot first."),
        ("The union rejected the offer of Telda.", "The company rejected the offer of Telda."),
        ("Judges freed the captain of the Talia.", "Judges freed the owner of the Talia."),
        ("A sailor found the wreck of the Talia.", "A diver found the wreck of the Talia."),
        ("The nurse found the body of the sailor.", "The nurse found the body of the farmer."),
        ("The minister opened the new school in Dalen.", "The minister opened the new hospital in Dalen."),
        ("The storm sank the trawler off Brod.", "The storm sank the yacht off Brod."),
        ("Fishermen blocked the harbour of Brod.", "Farmers blocked the harbour of Brod."),
    ],
)
def test_another_noun_in_a_near_copy_is_rejected(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is Label.REJECTED
    assert any("another word" in reason or "joins what" in reason for reason in verdict.reasons), verdict.reasons


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Officers seized the car of the mayor.", "Officers seized the vehicle of the mayor."),
        ("The physician treated 12 miners in Orsk.", "The doctor treated 12 miners in Orsk."),
        ("Soldiers entered the town of Kerem at dawn.", "Troops entered the town of Kerem at dawn."),
        ("A lifeboat rescued the crew off Brod.", "A boat rescued the crew off Brod."),
        ("Police arrested Dean Moss in Brod on Friday.", "Police arrested a man in Brod on Friday."),
        ("Police arrested Dean Moss, a teacher, in Brod on Friday.", "Police arrested a teacher in Brod."),
        ("A lorry hit a house in Brod. The vehicle caught fire.", "The lorry caught fire."),
        ("The driver of the lorry was arrested in Brod.", "The motorist was arrested in Brod."),
        ("Doctors treated 12 miners after the blast.", "Doctors treated 12 miners after the explosion."),
        (
            "Police arrested the driver of the lorry in Brod.",
            "The driver of the lorry was arrested by police in Brod.",
        ),
    ],
)
def test_a_noun_that_names_the_same_passes(check: SupportCheck, source: str, sentence: str) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is not Label.REJECTED, verdict.reasons
