import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.questions.followup import standalone
from assistant.engine.terms import words
from assistant.types import Turn
from tests.bench.bench_question import CASES, lines, token_f1, turns

HURT = Turn(
    "How many people were hospitalised in Aleppo?",
    "How many people were hospitalised in Aleppo?",
    "At least 46 people, including eight children, were hospitalised, the Russian military said. [1]",
)
CASES_WITH_GOLD = lines(CASES / "followups.jsonl")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And the children?", "How many children were hospitalised in Aleppo?"),
        ("And how many children?", "How many children were hospitalised in Aleppo?"),
        ("When?", "When were people hospitalised in Aleppo?"),
        ("And in Idlib?", "How many people were hospitalised in Idlib?"),
        ("What about Damascus?", "How many people were hospitalised in Damascus?"),
        ("Who treated them?", "Who treated them? (about: people were hospitalised in Aleppo, Russian)"),
    ],
)
def test_completed(question: str, expected: str) -> None:
    assert standalone(question, [HURT]) == expected


@pytest.mark.parametrize(
    ("question", "last", "expected"),
    [
        ("And by 10 March?", "How many died on 6 February?", "How many died by 10 March?"),
        ("And in Idlib?", "Who was killed in the attack in Aleppo?", "Who was killed in the attack in Idlib?"),
        ("And the Mail?", "What did the Post report about the dam?", "What did the Mail report about the dam?"),
        ("And in Orlen?", "Who died in the fire?", "And in Orlen? (about: died in the fire)"),
    ],
)
def test_like_takes_the_place_of_like(question: str, last: str, expected: str) -> None:
    assert standalone(question, [Turn(last, last, "")]) == expected


def test_he_is_nobody_who_only_published_the_answer() -> None:
    asked = "Who opened the Halsa tunnel?"
    named, unnamed = ("The Halsa tunnel was opened by Olav Lund.", "The Halsa tunnel was opened by the king.")
    assert standalone("When was he born?", [Turn(asked, asked, f"The Mail reports: “{named}” [1]")]) == (
        "When was Olav Lund born?"
    )
    assert "Mail" not in standalone("When was he born?", [Turn(asked, asked, f"The Mail reports: “{unnamed}” [1]")])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And the children?", "What did Moscow say about the children?"),
        ("What about sanctions?", "What did Moscow say about sanctions?"),
        ("And Damascus?", "What did Damascus say about the attack?"),
    ],
)
def test_what_somebody_said_about_another_thing(question: str, expected: str) -> None:
    asked = "What did Moscow say about the attack?"
    said = Turn(asked, asked, "Moscow said that it came from Idlib. [1]")
    assert standalone(question, [said]) == expected


def test_the_decision_to_complete_is_right_on_every_written_case() -> None:
    wrong = [
        case["id"]
        for case in CASES_WITH_GOLD
        if (standalone(case["question"], turns(map(tuple, case["history"]))) != case["question"]) != case["dependent"]
    ]
    assert wrong == []


def test_standalone_questions_come_close_to_the_written_ones() -> None:
    dependent = [case for case in CASES_WITH_GOLD if case["dependent"]]
    ours = [token_f1(standalone(c["question"], turns(map(tuple, c["history"]))), c["standalone"]) for c in dependent]
    unchanged = [token_f1(case["question"], case["standalone"]) for case in dependent]
    assert sum(ours) / len(ours) > 0.85 > 0.5 > sum(unchanged) / len(unchanged)


def test_the_subject_lives_through_a_conversation() -> None:
    said = turns(
        [("What happened in Aleppo in November 2018?", "Shells fell. [1]"), ("Who was blamed?", "Militants. [1]")]
    )
    question = standalone("And Washington?", [*said, *turns([("What did Moscow say to that?", "It denied it. [2]")])])
    assert "Washington" in question
    question = standalone("What did Moscow say to that?", said)
    assert "Aleppo in November 2018" in question


def test_thanks_are_no_topic() -> None:
    said = turns(
        [("How many were hurt in Aleppo?", "46. [1]"), ("Thanks. Who won the World Cup in 2018?", "France. [1]")]
    )
    assert standalone("When?", said) == "When? (about: won the World Cup in 2018, France)"


def test_only_the_last_three_turns_count() -> None:
    old = Turn("Who owns the Zeppelin works?", "Who owns the Zeppelin works?", "Nobody.")
    question = standalone("Why?", [old, HURT, HURT, HURT])
    assert "Zeppelin" not in question


def test_without_history_nothing_changes() -> None:
    assert standalone("And the children?", []) == "And the children?"


_ASKED = st.sampled_from(
    [
        "And the children?",
        "When?",
        "Why?",
        "What did he say?",
        "Who treated them?",
        "and in Homs?",
        "How many?",
        "What about RT?",
        "Where was it found?",
        "his deputy?",
        "What did Moscow say to that?",
        "and then",
        "Any others?",
        "Who?",
        "By whom?",
    ]
)
_SAID = st.lists(
    st.tuples(
        st.sampled_from([case["history"][-1][0] for case in CASES_WITH_GOLD if case["history"]]),
        st.sampled_from(
            ["", "Nobody knows. [1]", "Igor Konashenkov said so. [2]", "Militants fired 46 shells at Aleppo. [1][2]"]
        ),
    ),
    max_size=4,
)


@given(_ASKED, _SAID)
def test_nothing_is_invented(question: str, said: list[tuple[str, str]]) -> None:
    history = turns(said)
    ours = standalone(question, history)
    known = " ".join([question, *(f"{turn.standalone_question} {turn.answer}" for turn in history)]).casefold()
    bare = {re.sub(r"['’]s?$", "", word) for word in words(known)}
    assert {re.sub(r"['’]s?$", "", word.casefold()) for word in words(ours)} <= bare | {"about", "how", "many"}


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_understood(question: str, asked: str, answer: str) -> None:
    ours = standalone(question, [Turn(asked, asked, answer)])
    assert isinstance(ours, str)
    assert ours or not question


@pytest.mark.parametrize(
    ("before", "topic"),
    [
        (
            "What's the difference between the wire and the courier?",
            "the difference between the wire and the courier",
        ),
        ("Are you able to tell me who were the writers of the Dalen song?", "the writers of the Dalen song"),
        ("How old was the mayor of Dalen when he died?", "the mayor of Dalen when he died"),
        ("Since when have drivers blocked the Dalen bridge?", "drivers blocked the Dalen bridge"),
        ("How big tech avoids tax in Dalen", "big tech avoids tax in Dalen"),
        ("To Kill a Mockingbird in Dalen", "To Kill a Mockingbird in Dalen"),
    ],
)
def test_a_topic_is_what_was_asked_about_without_the_words_that_ask(before: str, topic: str) -> None:
    assert standalone("Which is more important to them?", [Turn(before, before, "")]).endswith(f"(about: {topic})")
