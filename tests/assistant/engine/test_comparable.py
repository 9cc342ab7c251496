"""Which values are set against each other, and which of them one voice revises."""

import pytest

from tests.assistant.engine.test_disagreement import article, found, values

KEREM = "How many people were killed in the blast in Kerem?"
POLICE = "Police said 10 people were killed in the blast in Kerem on Thursday."


@pytest.mark.parametrize(
    ("later", "kind"),
    [
        ("Rebels claimed on Friday that 60 people were killed in the blast in Kerem on Thursday.", "dispute"),
        ("The miners' union said 14 people were killed in the blast in Kerem on Thursday.", "dispute"),
        ("Mayor Ida Foss said 19 people were killed in the blast in Kerem on Thursday.", "dispute"),
        ("The police said 14 people were killed in the blast in Kerem on Thursday.", "update"),
        ("Kerem police said 14 people were killed in the blast in Kerem on Thursday.", "update"),
        ("The blast in Kerem on Thursday killed 14 people.", "update"),
    ],
)
def test_only_the_same_voice_or_none_updates_a_toll(later: str, kind: str) -> None:
    (one,) = found(KEREM, article(POLICE, "The Post", "2024-05-02"), article(later, "The Post", "2024-05-03"))
    assert one.kind == kind


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How many people fled the floods in Marwan province?",
            "About half a million people fled the floods in Marwan province.",
            "About 500,000 people fled the floods in Marwan province.",
        ),
        (
            "How many people were killed when the ferry sank off Tarn?",
            "Seven of the 12 people on the ferry were killed when it sank off Tarn.",
            "Seven people were killed when the ferry sank off Tarn.",
        ),
        (
            "How many people were injured in Porta in the quake?",
            "Nearly a third of the 1,200 people of Porta were injured in the quake.",
            "Some 390 people were injured in the quake in Porta.",
        ),
        (
            "How many people did Storm Elsa kill in Varna county?",
            "Storm Elsa killed 12 people in Varna county. The storm hit Brod too.",
            "Storm Elsa left Varna. A total of 3 people died in the neighbouring Brod county in the storm.",
        ),
        (
            "What was the unemployment rate in Varna?",
            "The unemployment rate in Varna was 6 per cent.",
            "The unemployment rate in Varna rose among the young to 14 per cent.",
        ),
        (
            "When was the Halsa tunnel opened?",
            "The Halsa tunnel opened on 3 May 1998.",
            "The second tube of the Halsa tunnel opened in 2011.",
        ),
    ],
)
def test_fractions_and_other_things_are_no_disagreement(question: str, one: str, other: str) -> None:
    assert found(question, article(one), article(other)) == []


def test_fractions_that_differ_are_a_disagreement() -> None:
    (one,) = found(
        "How many people fled the floods in Marwan province?",
        article("About half a million people fled the floods in Marwan province."),
        article("A million and a half people fled the floods in Marwan province."),
    )
    assert values(one) == ["About half a million", "A million and a half"]


ORSK = "How many miners were killed in the Orsk mine collapse?"
FOSS = "The Orsk mine collapse left at least 20 miners dead."


@pytest.mark.parametrize(
    "denial",
    [
        "Rumours that 60 miners had been killed in the Orsk mine collapse were baseless, police said.",
        "The claim that 60 miners were killed in the Orsk mine collapse is false, Falk said.",
        "Mayor Ida Foss dismissed reports that 60 miners had been killed in the Orsk mine collapse.",
        "Foss rejected claims that 80 miners were killed in the Orsk mine collapse.",
        "It is not true that 60 miners were killed in the Orsk mine collapse.",
        "There is no evidence that 60 miners were killed in the Orsk mine collapse.",
    ],
)
def test_a_value_that_is_denied_is_nobodys(denial: str) -> None:
    assert found(ORSK, article(FOSS), article(denial)) == []


def test_a_value_that_is_not_denied_stands() -> None:
    told = "Police confirmed reports that 60 miners were killed in the Orsk mine collapse."
    (one,) = found(ORSK, article(FOSS), article(told))
    assert values(one) == ["at least 20", "60"]
