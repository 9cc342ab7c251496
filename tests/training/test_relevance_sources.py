import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentences
from training.relevance_sources import is_held_out, is_measured, key, qamr, qnli, selqa, span_of, squad, untokenised

CONTEXT = "The ferry sank on Monday. Nobody was hurt. Divers, sent by the harbour board, found it."


def test_squad_marks_the_answering_and_the_tempting_sentence(tmp_path: Path) -> None:
    asked = {
        "question": " When did the ferry  sink?",
        "answers": [{"text": "Monday", "answer_start": CONTEXT.index("Monday")}],
    }
    trap = {"text": "Divers", "answer_start": CONTEXT.index("Divers")}
    lacking = {"question": "Who raised the ferry?", "answers": [], "is_impossible": True, "plausible_answers": [trap]}
    raw = {"data": [{"title": "Ferry", "paragraphs": [{"context": CONTEXT, "qas": [asked, lacking]}]}]}
    (tmp_path / "squad.json").write_text(json.dumps(raw), encoding="utf-8")
    first, second = squad(tmp_path / "squad.json", "squad2")
    assert (first.text, first.answering, first.answers) == ("When did the ferry sink?", {0}, ("Monday",))
    assert (second.answering, second.tempting) == (frozenset(), {2})
    assert first.paragraph.document == "0"


@given(st.integers(0, len(CONTEXT) - 1))
def test_the_place_of_an_answer_is_the_sentence_that_holds_it(start: int) -> None:
    spans = sentences(CONTEXT)
    place = span_of(spans, start, "")
    assert spans[place].start <= start
    assert place + 1 == len(spans) or start < spans[place + 1].start


def test_qamr_leaves_out_rejected_questions_and_other_sources(tmp_path: Path) -> None:
    (tmp_path / "filtered").mkdir()
    sentences_file = (
        "W:wikinews:7:0:0\tThe ferry sank .\nW:wikinews:7:0:3\tNobody `` fled '' .\nW:wikipedia:8:0:0\tA cat .\n"
    )
    (tmp_path / "wiki-sentences.tsv").write_text(sentences_file, encoding="utf-8")
    rows = [
        "W:wikinews:7:0:3\t0\t1\t0\t0\tWho fled?\t0\t2:0\t3:0",
        "W:wikinews:7:0:0\t0\t1\t0\t0\tWhat sank?\t0 1\t2:Invalid\t3:0",
        "W:wikipedia:8:0:0\t0\t1\t0\t0\tWhat is it?\t1\t2:1\t3:1",
    ]
    (tmp_path / "filtered" / "dev.tsv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "filtered" / "test.tsv").write_text("", encoding="utf-8")
    (found,) = qamr(tmp_path)
    assert (found.text, found.answering, found.answers) == ("Who fled?", {1}, ("Nobody",))
    assert found.paragraph.sentences == ("The ferry sank.", 'Nobody "fled".')
    assert not found.paragraph.connected


def test_selqa_keeps_its_candidates(tmp_path: Path) -> None:
    entry = {"question": "Who sank?", "article": "Sea", "answers": [1], "candidates": ["A  port.", "The ferry sank."]}
    for part in ("dev", "test"):
        (tmp_path / f"selqa-ass-{part}.json").write_text(json.dumps([entry]), encoding="utf-8")
    found = next(selqa(tmp_path))
    assert found.paragraph.sentences == ("A port.", "The ferry sank.")
    assert found.answering == {1}


def test_qnli_leaves_out_what_held_out_documents_hold(tmp_path: Path) -> None:
    table = [
        "premise,hypothesis,label",
        "Who?,The ferry sank.,entailment",
        "When?,The ferry sank.,not_entailment",
        "Who?,It rained.,entailment",
    ]
    (tmp_path / "dev.csv").write_text("\n".join(table), encoding="utf-8")
    found = list(qnli(tmp_path / "dev.csv", lambda sentence: key(sentence) == key("It  rained!")))
    assert [one.answering for one in found] == [frozenset({0}), frozenset()]


def test_brackets_and_quotation_marks_are_restored() -> None:
    assert (
        untokenised("`` Yes '' , said Ann -LRB- 43 -RRB- , who did n't pay $ 5 .")
        == '"Yes", said Ann (43), who didn\'t pay $5.'
    )


def test_about_a_sixth_is_held_out_and_most_of_it_measured() -> None:
    held = [str(n) for n in range(6000) if is_held_out("reddit", str(n))]
    assert 850 < len(held) < 1150
    assert 0.55 < sum(is_measured("reddit", one) for one in held) / len(held) < 0.78
    assert is_held_out("squad2", "Warsaw")
    assert not is_held_out("squad2", "Huguenot")
