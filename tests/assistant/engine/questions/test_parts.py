"""Questions that ask several things."""

import pytest

from assistant.engine.questions.parts import parts
from assistant.engine.questions.question import understand


@pytest.mark.parametrize(
    ("question", "pieces"),
    [
        ("Who was found in the lake, and who put him there?", ("Who was found in the lake?", "who put him there?")),
        ("What happened in Teviss and how many people were hurt?", ("What happened in Teviss?", "how many people")),
        ("How did the strike end? And did the union agree?", ("How did the strike end?", "did the union agree?")),
        (
            "Who sold the ship, and at which port did it arrive?",
            ("Who sold the ship?", "at which port did it arrive?"),
        ),
    ],
)
def test_each_thing_asked_is_a_part(question: str, pieces: tuple[str, ...]) -> None:
    found = parts(question)
    assert len(found) == len(pieces)
    assert all(part.startswith(piece) for part, piece in zip(found, pieces, strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "When and where did the ship leave?",
        "What did the union and the port say?",
        "Did the minister say what happened and why?",
        "Who is Jane Doe and what does she do?",
        "What did the fire and rescue service find?",
        "Is it raining",
        "",
    ],
)
def test_one_thing_stays_one_question(question: str) -> None:
    assert parts(question) == (question,)


def test_a_later_part_takes_its_subject_from_the_first() -> None:
    assert "lake" in parts("Who was found in the lake, and who put him there?")[1]


def test_a_question_knows_its_parts_and_one_that_asks_one_thing_is_its_own() -> None:
    asked = understand("Who was found in the lake, and who put him there?", (), (), None)
    assert [part.text for part in asked.parts] == ["Who was found in the lake?", "Who put him there?"]
    single = understand("Who was found in the lake?", (), (), None)
    assert single.parts == (single,)


def test_the_place_at_the_end_belongs_to_the_first_part_too() -> None:
    assert parts("How many pupils were killed and how many were injured in Dalen?") == (
        "How many pupils were killed in Dalen?",
        "how many were injured in Dalen?",
    )
    assert (
        parts("How many were killed in Brod and how many were hurt in Dalen?")[0] == "How many were killed in Brod?"
    )
    assert parts("When did the strike begin and who called for it in Dalen?")[0] == "When did the strike begin?"
