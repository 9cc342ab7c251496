import pytest

from assistant.engine.sides import sides
from assistant.types import Disagreement, Evidence
from index.sentences import sentences
from index.types import Article, Metadata, Passage

ASKED = "Did the guards beat the prisoners at Orlen?"
CLAIM = "Dana Holm, a nurse, said that the guards had beaten prisoners at Orlen."
DENIAL = "The governor denied that guards had beaten prisoners at Orlen."


def found(question: str, *texts: str, scores: tuple[float, ...] = ()) -> list[Disagreement]:
    pieces: list[Evidence] = []
    for place, text in enumerate(texts):
        one = Article(str(place), f"{place}.md", text, Metadata(), str(place))
        score = scores[place] if scores else 0.9
        for start, end in sentences(text):
            passage = Passage(one.id, start, end, text[start:end])
            pieces.append(Evidence(len(pieces) + 1, one, passage, start, end, score))
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


def test_no_evidence_has_no_sides() -> None:
    assert found(ASKED) == []
