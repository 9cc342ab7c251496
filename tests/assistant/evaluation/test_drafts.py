"""Drafted questions hold together, and a person has the last word."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.evaluation.cases import read_cases
from assistant.evaluation.drafting import go_through
from assistant.evaluation.drafts import Draft, draft_questions
from index.types import Article, Metadata
from tests.fakes.model import ScriptedModel

TEXT = (
    "Some 2,600 residents of Lower Askel were moved to higher ground during the morning. "
    "Ansa Torvald, a former bus driver, won the vote in Dunmere by a wide margin. "
    "“Nobody asked the people who live below the dam,” said Petra Lindqvar on Monday. "
    "It rained."
)
ARTICLE = Article("a" * 12, "dam.md", TEXT, Metadata())
COPY = Article("c" * 12, "copy.md", TEXT, Metadata(), origin="a" * 12)
OTHER = Article("b" * 12, "vote.md", "Nine ships were sent away from the port on Monday.", Metadata())


def test_rules_draft_from_the_shape_of_sentences() -> None:
    drafts, left_out = draft_questions([ARTICLE, COPY], 10, seed=1)
    assert {(draft.question, draft.answer, draft.tag) for draft in drafts} == {
        ("How many residents of Lower Askel were moved to higher ground during the morning?", "2,600", "figure"),
        ("Who is Ansa Torvald?", "former bus driver", "fact"),
        ("Who said “Nobody asked the people who live below the dam”?", "Petra Lindqvar", "who-said"),
    }
    assert all(draft.quote in TEXT and draft.article == "dam.md" and draft.answerable for draft in drafts)
    assert left_out == []


def test_a_held_out_text_makes_unanswerable_questions_and_names_every_copy() -> None:
    for seed in range(4):
        drafts, left_out = draft_questions([ARTICLE, COPY, OTHER], 4, seed, held_out=1)
        assert left_out in (["dam.md", "copy.md"], ["vote.md"])
        for draft in drafts:
            assert draft.answerable == (draft.article not in left_out)
        assert any(not draft.answerable for draft in drafts)
        assert len(drafts) <= 4


def test_a_model_drafts_only_what_stands_in_the_sentence() -> None:
    sentence = Article("d" * 12, "m.md", "The judge chaired a commission of three for a year.", Metadata())
    good = "Question: Who chaired the commission?\nAnswer: The judge"
    for reply, answers in (
        (good, ["The judge"]),
        ("Question: Who chaired it?\nAnswer: the mayor", []),
        ("Question: Did the judge chair it?\nAnswer: The judge", []),
        ("The judge chaired it.", []),
    ):
        drafts, _ = draft_questions([sentence], 5, 0, model=ScriptedModel([reply]))
        assert [draft.answer for draft in drafts] == answers


def script(*lines: str) -> Iterator[str]:
    yield from lines


def test_accept_edit_reject_and_quit(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    drafts = [
        Draft("How many?", "2,600", "dam.md", "Some 2,600 residents", "figure"),
        Draft("Who?", "Ann", "dam.md", "Ann won", "fact"),
        Draft("Which?", "x", "dam.md", "x", "fact"),
        Draft("Who paid?", "Bo", "vote.md", "Bo paid", "fact", answerable=False),
        Draft("Never asked?", "y", "dam.md", "y", "fact"),
    ]
    typed = script("what?", "a", "e", "Who won?", "Ann | Ann Lee", "r", "a", "q")
    shown: list[str] = []
    assert go_through(drafts, path, lambda _: next(typed), shown.append) == 3
    first, second, third = read_cases(path)
    assert (first.id, first.answers, first.quotes) == ("dam-1", (("2,600",),), ("Some 2,600 residents",))
    assert (second.question, second.answers) == ("Who won?", (("Ann", "Ann Lee"),))
    assert (third.id, third.answerable, third.articles) == ("vote-1", False, ())
    assert any("Never asked?" in line for line in shown)


def test_more_are_added_behind_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "dam-1", "question": "Who?", "answers": [["Ann"]]}')
    draft = Draft("How many?", "11", "dam.md", "11 people", "figure")
    assert go_through([draft], path, lambda _: "a", lambda _: None) == 1
    assert [case.id for case in read_cases(path)] == ["dam-1", "dam-2"]


def test_the_end_of_input_stops(tmp_path: Path) -> None:
    def ask(_: str) -> str:
        raise EOFError

    path = tmp_path / "q.jsonl"
    assert go_through([Draft("How many?", "11", "dam.md", "11 people", "figure")], path, ask, lambda _: None) == 0
    assert not path.exists()


def test_no_question_comes_twice_and_files_of_several_articles_stay() -> None:
    again = Article("e" * 12, "all.jsonl#7", "Ansa Torvald, the new mayor, spoke to nobody on Monday.", Metadata())
    drafts, left_out = draft_questions([again, ARTICLE], 10, seed=2)
    assert [draft.question for draft in drafts].count("Who is Ansa Torvald?") == 1
    assert draft_questions([again, ARTICLE], 10, seed=2, held_out=1)[1] == ["dam.md"]
    assert left_out == []


@pytest.mark.parametrize("count", [1, 2, 3])
def test_no_more_than_asked_for(count: int) -> None:
    drafts, _ = draft_questions([ARTICLE, OTHER], count, seed=0)
    assert len(drafts) == count
