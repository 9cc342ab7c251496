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
        (
            "Since when has Dalen been cut off and what does it cost the mill?",
            ("Since when has Dalen been cut off?", "what does it cost the mill?"),
        ),
        (
            "Where did the money for Dalen come from and how much was it?",
            ("Where did the money for Dalen come from?", "how much was it? (about: the money for Dalen"),
        ),
        ("When was the comet found, and by whom?", ("When was the comet found?", "by whom was the comet found?")),
        ("Where was the captain held and why?", ("Where was the captain held?", "why was the captain held?")),
        ("How old is Jane Doe, and to which port?", ("How old is Jane Doe?", "to which port? (about: Jane Doe)")),
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
        "Do you know where and when it was?",
        "How many died and how?",
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


def test_things_that_are_only_counted_share_what_is_asked_of_the_last() -> None:
    assert parts("How many children and how many women were among the dead of Dalen?") == (
        "How many children were among the dead of Dalen?",
        "how many women were among the dead of Dalen?",
    )


def test_any_verb_and_a_third_part_may_follow_what_is_counted() -> None:
    assert (
        parts("How many children and how many adults died in the fire?")[0] == "How many children died in the fire?"
    )
    three = parts("How many homes and how many people were affected and when was the flood?")
    assert three[0] == "How many homes were affected?"
    assert parts("How many died and how many were hurt in Dalen?")[0] == "How many died in Dalen?"


def test_he_after_a_topic_is_who_was_asked_about() -> None:
    first, second = parts("Dalen fire: who is Jan Hus and was he arrested?")
    assert first == "Dalen fire: who is Jan Hus?"
    assert "Dalen fire" in second


def test_a_colon_inside_a_question_is_no_topic() -> None:
    assert len(parts("Who won the race: Smith or Jones, and when did the race end?")) == 2


def test_a_topic_before_a_colon_belongs_to_every_part() -> None:
    assert parts("Port strike: who called it, and when does the union say it ends?") == (
        "Port strike: who called it?",
        "Port strike: when does the union say it ends?",
    )
    assert parts("Port strike: who called it?") == ("Port strike: who called it?",)
