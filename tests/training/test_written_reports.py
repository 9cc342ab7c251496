from pathlib import Path

import pytest

from training.written_reports import (
    PARTS,
    learnt_questions,
    measured_questions,
    read_reports,
    written_pairs,
    written_questions,
)

FERRY = """= Ferry sinks off Korrin
1 The ferry sank on Monday.
2 Nobody was hurt, the owner said.
3 Divers found it at noon.
? When did the Korrin ferry sink? => 1 | on Monday
? Why did the Korrin ferry sink? => - 1 3
"""
STORM = """= Storm over Korrin
1 A storm came on Sunday.
? When did the storm reach Korrin? => 1 | on Sunday
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sea.txt"
    path.write_text(f"{FERRY}\n{STORM}", encoding="utf-8")
    return path


def test_questions_know_where_they_are_answered_and_what_tempts(file: Path) -> None:
    when, why, storm = read_reports(file)
    assert when.text == "When did the Korrin ferry sink?"
    assert (when.answering, when.answers, when.tempting) == (frozenset({0}), ("on Monday",), frozenset())
    assert (why.answering, why.answers, why.tempting) == (frozenset(), (), frozenset({0, 2}))
    assert storm.paragraph.title == "Storm over Korrin"
    assert storm.paragraph.document == when.paragraph.document


def test_the_tempting_sentences_are_wrong_and_the_answering_ones_right(file: Path) -> None:
    found = list(written_pairs(read_reports(file), 1))
    judged = {(one.question, one.sentence): one.label for one in found}
    assert judged["When did the Korrin ferry sink?", "The ferry sank on Monday."] == 1
    assert judged["Why did the Korrin ferry sink?", "The ferry sank on Monday."] == 0
    assert judged["Why did the Korrin ferry sink?", "Divers found it at noon."] == 0
    right = next(one for one in found if one.label)
    assert (right.previous, right.answer) == ("Ferry sinks off Korrin", "on Monday")


def test_what_each_sentence_says_to_a_question_of_yes_or_no(tmp_path: Path) -> None:
    path = tmp_path / "sea.txt"
    path.write_text(FERRY + "? Was anybody hurt at Korrin? => 1 2 3 | sank | yes no -\n", encoding="utf-8")
    asked = read_reports(path)[-1]
    assert (asked.answers, asked.affirming, asked.denying) == (("sank",), frozenset({0}), frozenset({1}))
    says = {pair.sentence: pair.says for pair in written_pairs([asked], 1)}
    assert list(says.values()) == ["yes", "no", ""]


def test_a_question_that_follows_another_is_made_to_stand_alone_as_in_use(tmp_path: Path) -> None:
    path = tmp_path / "sea.txt"
    path.write_text(
        FERRY + "?? When did the Korrin ferry sink? => 1 || And who found it? => 3 | Divers\n"
        "?? When did the Korrin ferry sink? => 1 || What did it cost? => - 2\n",
        encoding="utf-8",
    )
    *_, found, cost = read_reports(path)
    assert found.text == "And who found it? (about: the Korrin ferry sink)"
    assert (found.answering, found.answers) == (frozenset({2}), ("Divers",))
    assert (cost.answering, cost.tempting) == (frozenset(), frozenset({1}))
    path.write_text(FERRY + "?? When did the ferry sink? => 9 || Who found it? => 3 | Divers\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"Who found it"):
        read_reports(path)


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("= Ferry sinks off Korrin", "Ferry sinks off Korrin"),
        ("2 Nobody", "3 Nobody"),
        ("=> 1 | on Monday", "=> 4 | on Monday"),
        ("=> 1 | on Monday", "=> 0 | on Monday"),
        ("=> 1 | on Monday", "=> 1"),
        ("=> - 1 3", "=> -"),
    ],
)
def test_what_has_another_form_is_named(tmp_path: Path, line: str, broken: str) -> None:
    path = tmp_path / "sea.txt"
    path.write_text(FERRY.replace(line, broken), encoding="utf-8")
    with pytest.raises(ValueError, match=r"sea\.txt"):
        read_reports(path)


def test_the_reports_of_the_project_can_be_read() -> None:
    questions = [question for part in PARTS for question in written_questions(part)]
    assert len({question.paragraph for question in questions}) > 1000
    for question in questions:
        first = question.paragraph.sentences[min(question.answering)] if question.answering else ""
        assert all(answer in first for answer in question.answers), question.text


def test_a_field_is_held_out() -> None:
    held, learnt = measured_questions(), learnt_questions(PARTS[0])
    assert len(held) > 1000
    assert not {one.paragraph for one in held} & {one.paragraph for one in learnt}
