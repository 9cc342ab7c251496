from collections.abc import Sequence
from datetime import date

import pytest

from assistant.engine.sides import sides
from assistant.types import AnswerSpan, Disagreement, Evidence
from index.sentences import sentences
from index.types import Article, Metadata, Passage

DAYS = (date(2025, 3, 1), date(2025, 3, 9))
ASKED = "Did the guards beat the prisoners at Orlen?"
CLAIM = "Dana Holm, a nurse, said that the guards had beaten prisoners at Orlen."
DENIAL = "The governor denied that guards had beaten prisoners at Orlen."


def found(
    question: str,
    *texts: str,
    scores: tuple[float, ...] = (),
    affirms: tuple[float, ...] = (),
    placed: float = 1.0,
    metadata: Sequence[Metadata] = (),
) -> list[Disagreement]:
    pieces: list[Evidence] = []
    for place, text in enumerate(texts):
        told = metadata[place] if metadata else Metadata()
        one = Article(str(place), f"{place}.md", text, told, str(place))
        score = scores[place] if scores else 0.9
        for start, end in sentences(text):
            passage = Passage(one.id, start, end, text[start:end])
            answer = AnswerSpan(start, end, placed, 1.0, affirms[place]) if affirms else None
            pieces.append(Evidence(len(pieces) + 1, one, passage, start, end, score, answer=answer))
    return sides(question, pieces)


def test_a_claim_and_its_denial_stand_side_by_side_with_who_says_it() -> None:
    (one,) = found(ASKED, CLAIM, DENIAL)
    assert one.kind == "dispute"
    assert [(value.value, value.said_by) for value in one.values] == [(CLAIM, "Dana Holm"), (DENIAL, "The governor")]


def test_both_sides_may_stand_in_one_article() -> None:
    (one,) = found(ASKED, f"{CLAIM} The governor said that no guards had beaten prisoners at Orlen.")
    assert [value.said_by for value in one.values] == ["Dana Holm", "The governor"]


@pytest.mark.parametrize(
    "texts",
    [
        (CLAIM,),
        (CLAIM, "Olaf Brand, a cook, said that guards beat prisoners at Orlen."),
        (DENIAL, "The minister denied that guards beat prisoners at Orlen."),
        (CLAIM, "The governor denied that the roof of Orlen town hall had cost too much."),
        (CLAIM, "Holm, the nurse, denied that guards had beaten prisoners at Orlen."),
        (CLAIM, "There were no guards on the roof at Orlen, where prisoners sleep, the governor said."),
        (f"The guards beat prisoners at Orlen. {DENIAL}",),
        (
            "Holm told the guards at Orlen that they would look terrible if they signed the document.",
            "A recording shows that the governor asked guards at Orlen not to sign the document.",
        ),
    ],
)
def test_where_nobody_denies_it_there_are_no_sides(texts: tuple[str, ...]) -> None:
    assert found(ASKED, *texts) == []


def test_a_question_that_asks_for_a_value_has_no_sides() -> None:
    assert found("How many prisoners are at Orlen?", CLAIM, DENIAL) == []


def test_what_is_far_below_the_best_is_of_something_else() -> None:
    assert found(ASKED, CLAIM, DENIAL, scores=(0.9, 0.2)) == []
    assert found(ASKED, CLAIM, DENIAL, scores=(0.05, 0.04)) == []


def test_yes_and_no_in_other_words_stand_side_by_side_where_a_model_has_read_them() -> None:
    taped, worked = "Miners say tape hid the warning lamps.", "Every instrument ran as it should, the owner said."
    (one,) = found("Were the sensors switched off?", taped, worked, affirms=(3.0, -3.0))
    assert [value.value for value in one.values] == [taped, worked]
    assert found("Were the sensors switched off?", taped, worked, affirms=(3.0, -0.3)) == []
    assert found("Were the sensors switched off?", taped, worked, affirms=(3.0, 3.0)) == []
    assert found("Why were the sensors switched off?", taped, worked, affirms=(3.0, -3.0)) == []
    assert found("Were the sensors switched off?", taped, worked, affirms=(3.0, -3.0), scores=(0.9, 0.2)) == []


def test_what_a_model_does_not_take_for_an_answer_says_neither_yes_nor_no() -> None:
    stayed, went = "The mayor stayed in office.", "The minister stepped down."
    asked = "Did the minister step down?"
    assert len(found(asked, went, stayed, affirms=(4.0, -4.0))) == 1
    assert found(asked, went, stayed, affirms=(4.0, -4.0), placed=-20.0) == []


def test_one_publisher_that_reports_first_the_one_and_then_the_other_tells_an_update() -> None:
    texts = ("The minister refuses to go.", "The minister has left office.")
    asked, said = "Did the minister step down?", (-3.0, 3.0)
    (one,) = found(asked, *texts, affirms=said, metadata=[Metadata(publisher="Wire", published=day) for day in DAYS])
    (two,) = found(asked, *texts, affirms=said, metadata=[Metadata(publisher="Wire", published=DAYS[0])] * 2)
    assert (one.kind, two.kind) == ("update", "dispute")


def test_no_evidence_has_no_sides() -> None:
    assert found(ASKED) == []


def test_an_article_is_heard_once_for_each_side() -> None:
    taped, heard = "Miners say tape hid the warning lamps.", "Nobody heard a warning, miners say."
    worked = "Every instrument ran as it should, the owner said."
    (one,) = found("Were the sensors switched off?", f"{taped} {heard}", worked, affirms=(3.0, -3.0))
    assert [value.value for value in one.values] == [taped, worked]


def test_who_could_not_say_takes_no_side() -> None:
    undecided = "Leon Brandt said it was too early to say whether guards had beaten prisoners at Orlen."
    (one,) = found(ASKED, CLAIM, DENIAL, undecided)
    assert len(one.values) == 2
