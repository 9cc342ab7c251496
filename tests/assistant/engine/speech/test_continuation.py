"""Sentences that go on with the one before, and the speech that a position is in the middle of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.speech.continuation import continues, speech_around
from assistant.engine.speech.quotations import quotations


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Orlen Radio reported that rebels had burned the mill.", "Rebels also shelled the bridge, and 12 died."),
        ("Police said the young men had fled.", "The young men also took a boat."),
        ("On the record, Moor sings ...", '"I have to go" ... and the hall is silent.'),
        ("This is how Rehm put it:", "“I have to go.”"),
    ],
)
def test_what_goes_on_with_the_sentence_before(before: str, sentence: str) -> None:
    assert continues(before, sentence)


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Rebels burned the mill.", "Rebels also shelled the bridge."),
        ("Orlen Radio reported that rebels had burned the mill.", "The mayor also lost a house."),
        ("Orlen Radio reported that rebels had burned the mill.", "Rebels also shelled the bridge, police said."),
        ("Rebels said that the mill was theirs.", "Rebels also shelled the bridge."),
        ("Moor sings on the record.", "“I have to go.”"),
        ("Moor sings ...", "The hall is silent."),
    ],
)
def test_what_stands_alone(before: str, sentence: str) -> None:
    assert not continues(before, sentence)


def test_the_middle_of_speech_is_known_from_its_paragraph() -> None:
    text = "Rehm left.\n“He lied. He knew it.” Moor wept."
    speech = (text.index("“"), text.index(" Moor"))
    assert speech_around(text, text.index("He knew")) == speech
    assert speech_around(text, speech[0]) is None
    assert speech_around(text, text.index("Moor")) is None
    assert speech_around(text, 0) is None


@given(st.text(alphabet="aH. \n“”\"'", max_size=60), st.integers(0, 60))
def test_speech_is_a_quotation_of_the_line_around_the_position(text: str, position: int) -> None:
    position = min(position, len(text))
    found = speech_around(text, position)
    line = text.rfind("\n", 0, position) + 1
    spans = quotations(text[line:].partition("\n")[0])
    around = [(line + start, line + end) for start, end in spans if line + start < position < line + end]
    assert found == (around[0] if around else None)
