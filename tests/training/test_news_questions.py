from random import Random

import pytest

from training.news_questions import made_from, news_questions, persons
from training.relevance_sources import Paragraph


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311  repeatable, not secret


def made(sentence: str) -> set[tuple[str, bool]]:
    return {(one.template, one.answered) for one in made_from(sentence, seeded(0))}


@pytest.mark.parametrize(
    ("sentence", "template", "answered"),
    [
        ("Anna Berg, 43, was taken to hospital.", "age", True),
        ("Anna Berg was taken to hospital.", "age", False),
        ("“It was loud,” said Anna Berg, who lives nearby.", "speech", True),
        ("Anna Berg lives near the quay.", "speech", False),
        ("Anna Berg said it was loud.", "relative", False),
        ("Anna Berg’s lawyer said she would appeal.", "relative", True),
        ("The bridge was closed on Monday.", "when", True),
        ("The bridge was closed by the crew.", "when", False),
        ("The bridge was closed by the crew.", "by whom", True),
        ("The bridge was closed because of ice.", "why", True),
        ("The bridge was closed in Oslo.", "where", True),
        ("The bridge was closed quickly.", "where", False),
        ("Police said 12 people were hurt in the blast.", "how many", True),
        ("The workers were hurt in the blast.", "how many", False),
        ("Anna Berg, the harbour board's director, resigned.", "who is", True),
        ("The cause of the fire was a broken lamp.", "aspect", True),
    ],
)
def test_a_template_knows_whether_its_sentence_answers(sentence: str, template: str, answered: bool) -> None:
    assert (template, answered) in made(sentence)
    if template not in ("relative", "aspect"):
        assert (template, not answered) not in made(sentence)


def test_a_question_reads_as_one() -> None:
    texts = [one.text for one in made_from("The old bridge was closed to traffic on Monday.", seeded(0))]
    assert "When was the old bridge closed to traffic?" in texts


def test_a_figure_is_asked_for_with_all_its_words() -> None:
    texts = [one.text for one in made_from("Police said 12 people were hurt in the blast, and one died.", seeded(0))]
    assert "How many people were hurt in the blast?" in texts


def test_a_conjunction_begins_no_subject() -> None:
    assert not [
        one
        for one in made_from("While the mod was printed at home, others bought it.", seeded(0))
        if one.template == "when"
    ]


def test_names_of_offices_are_no_persons() -> None:
    assert persons("Anna Berg met the Supreme Court and the New York Times.") == ["Anna Berg"]


def test_answered_and_unanswered_stay_balanced_and_the_seed_decides() -> None:
    lines = [f"The {thing} was closed on Monday after a long night." for thing in ("gate", "lock", "quay", "dock")]
    lines += [f"The {thing} was painted slowly and with great care." for thing in ("hall", "tower")]
    paragraph = Paragraph("news", "1", tuple(lines))
    found = news_questions([paragraph], seed=4, most=100)
    when = [bool(one.answering) for one in found if one.text.startswith("When")]
    assert (when.count(True), when.count(False)) == (3, 2)
    assert found == news_questions([paragraph], seed=4, most=100)
    assert all(one.answering or one.tempting for one in found)
