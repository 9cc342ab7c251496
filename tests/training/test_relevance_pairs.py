import json
from pathlib import Path
from random import Random

from training.relevance_pairs import Nearest, pairs_of, read_newspapers, window_at, words
from training.relevance_sources import Paragraph, Question

FERRY = Paragraph(
    "squad2", "ferry", ("The ferry sank on Monday.", "Nobody was hurt.", "Divers found the ferry at noon.")
)
STORM = Paragraph("squad2", "ferry", ("A storm came on Sunday.", "The ferry left late."))


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311  repeatable, not secret


def test_negatives_neither_answer_nor_hold_the_answer() -> None:
    question = Question("When did the ferry sink?", FERRY, frozenset({0}), ("Monday",))
    other = Question("When did the storm come?", STORM, frozenset({0}), ("Sunday",))
    for seed in range(30):
        found = list(pairs_of([question, other], seeded(seed)))
        own = [one for one in found if one.question == question.text]
        assert [one.sentence for one in own if one.label] == [FERRY.sentences[0]]
        assert all("Monday" not in one.sentence for one in own if not one.label)
        assert 1 <= sum(not one.label for one in own) <= 3


def test_an_unanswerable_question_is_set_against_the_tempting_sentence() -> None:
    question = Question("Who raised the ferry?", FERRY, frozenset(), tempting=frozenset({1}))
    found = list(pairs_of([question], seeded(0)))
    assert FERRY.sentences[1] in [one.sentence for one in found]
    assert not any(one.label for one in found)


def test_the_answer_is_kept_with_the_pair_that_holds_it() -> None:
    question = Question("When did the ferry sink?", FERRY, frozenset({0}), ("Monday",))
    assert next(pairs_of([question], seeded(0))).answer == "Monday"


def test_a_made_question_has_no_negative_from_its_own_article_but_the_checked_one() -> None:
    paragraph = Paragraph("news", "1", FERRY.sentences)
    elsewhere = Question(
        "Why did it rain?", Paragraph("news", "2", ("It rained.",)), frozenset(), tempting=frozenset({0})
    )
    question = Question("What sank?", paragraph, frozenset({0}))
    found = [one for one in pairs_of([question, elsewhere], seeded(0)) if one.question == "What sank?"]
    assert [(one.sentence, one.label) for one in found] == [(FERRY.sentences[0], 1), ("It rained.", 0)]


def test_the_window_has_the_sentence_before_where_sentences_follow_each_other() -> None:
    assert window_at(FERRY, 1) == (FERRY.sentences[0], FERRY.sentences[1])
    assert window_at(FERRY, 0)[0] == ""
    assert window_at(FERRY, 1, alone=True)[0] == ""
    assert window_at(Paragraph("qamr", "1", ("A.", "B."), connected=False), 1)[0] == ""


def test_rare_words_weigh_more() -> None:
    nearest = Nearest([Question("", FERRY, frozenset()), Question("", STORM, frozenset())], seeded(0))
    assert nearest.overlap("Which divers?", "Divers came.") > nearest.overlap("Which ferry?", "The ferry came.") > 0


def test_words_meet_in_their_forms() -> None:
    assert words("The hospitals") & words("HOSPITAL")


def test_articles_can_be_left_out(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": "It rained. It stopped."}) for n in (1, 2)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = list(read_newspapers(tmp_path / "news.jsonl", frozenset({"1"})))
    assert [(one.document, one.sentences) for one in found] == [("2", ("It rained.", "It stopped."))]
