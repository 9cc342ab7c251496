import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.support.check import SupportCheck
from assistant.engine.support.features import FEATURES
from assistant.engine.support.model import SupportModel, Tree, load_support_model
from assistant.types import Label
from index.errors import BylineError

PASSAGE = (
    "The harbour town of Velmar was hit by a gas leak on Saturday, 14 March 2020. "
    "At least 107 people were taken to three hospitals, the mayor Ines Kolar said. "
    "The ministry of health said that most of the patients had breathing problems, but there were no deaths. "
    "Officers arrested two managers of the Brenta plant after the leak. "
    "The company said it may close the plant for nearly 6 weeks. "
    "Prosecutors alleged that Brenta ignored several warnings. "
    "“We have never seen anything like it,” said the fire chief, Tomas Reiner. "
    "Shares of the company fell 12% on Monday, to $4.5 million in all."
)


@pytest.fixture(scope="module")
def check() -> SupportCheck:
    return SupportCheck(load_support_model())


TRUE = [
    "At least 107 people were taken to hospitals, Ines Kolar said.",
    "Officers arrested two managers of the Brenta plant.",
    "Officers detained two managers of the Brenta plant after the leak.",
    "Velmar was hit by a gas leak on 14 March 2020.",
    "The ministry of health said that there were no deaths.",
    "Shares of the company fell twelve percent on Monday.",
    "According to prosecutors, Brenta ignored several warnings.",
]


@pytest.mark.parametrize("sentence", TRUE)
def test_what_the_passage_says_in_other_words_is_supported(check: SupportCheck, sentence: str) -> None:
    verdict = check.check(sentence, [PASSAGE])
    assert (verdict.label, verdict.reasons) == (Label.SUPPORTED, ())
    assert 0.5 <= verdict.score <= 1


FALSE = [
    ("At least 108 people were taken to hospitals, Ines Kolar said.", "number not in source: 108"),
    (
        "Exactly 107 people were taken to three hospitals, the mayor Ines Kolar said.",
        "how exact the number is differs: 107",
    ),
    ("Shares of the company fell 12 million on Monday.", "number not in source: 12 million"),
    ("Shares of the company fell $12 on Monday.", "unit differs: $12"),
    ("Velmar was hit by a gas leak on 15 March 2020.", "date not in source: 15 March 2020"),
    ("Velmar was hit by a gas leak on Sunday.", "day not in source: Sunday"),
    ("Officers arrested two managers of the Olmec plant.", "name not in source: Olmec"),
    ("The mayor Ines Reiner said 107 people were ill.", "name joined from two: Ines Reiner"),
    ("The ministry of health said that there were deaths.", "negation differs"),
    ("Officers did not arrest two managers of the Brenta plant.", "negation differs: not arrest"),
    ("The company said it will close the plant for nearly 6 weeks.", "certainty or tense differs"),
    ("The company said it closed the plant for nearly 6 weeks.", "certainty or tense differs: may close"),
    ("The ministry of health said that all of the patients had breathing problems.", "how many differs: all"),
    ("Shares of the company rose 12% on Monday.", "opposite of the source: rose (source: fell)"),
    ("Officers released two managers of the Brenta plant after the leak.", "opposite of the source"),
    ("Two managers of the Brenta plant arrested officers after the leak.", "who did what to whom is turned round"),
    ("Brenta ignored several warnings.", "who said it is lost: Prosecutors"),
    ("The mayor alleged that Brenta ignored several warnings.", "different speaker: The mayor (source: Prosecutors)"),
    ("Prosecutors confirmed that Brenta ignored several warnings.", "said more firmly than in the source: confirmed"),
    ("“We have seen this many times,” said the fire chief, Tomas Reiner.", "quotation not in source"),
    (
        "Prosecutors arrested two managers of the Brenta plant after the leak.",
        "joins what the source says separately: Prosecutors",
    ),
]


@pytest.mark.parametrize(("sentence", "reason"), FALSE)
def test_what_the_passage_does_not_say_is_rejected_with_its_reason(
    check: SupportCheck, sentence: str, reason: str
) -> None:
    verdict = check.check(sentence, [PASSAGE])
    assert verdict.label is Label.REJECTED
    assert any(given.startswith(reason) for given in verdict.reasons), verdict.reasons


def test_invented_words_are_named(check: SupportCheck) -> None:
    verdict = check.check("Tourists praised the beaches and the cheap wine.", [PASSAGE])
    assert verdict.label is Label.REJECTED
    assert verdict.reasons[-1] == "not entailed"
    assert verdict.reasons[0].startswith("words not in source: ")


def test_a_whole_sentence_is_a_quotation_whatever_its_marks_and_spaces(check: SupportCheck) -> None:
    verdict = check.check('"We have never seen  anything like it," said the fire chief, Tomas Reiner', [PASSAGE])
    assert (verdict.label, verdict.score) == (Label.QUOTED, 1.0)


def test_two_sentences_in_a_row_are_a_quotation(check: SupportCheck) -> None:
    text = PASSAGE[PASSAGE.index("Officers") : PASSAGE.index(" Prosecutors")]
    assert check.check(text, [PASSAGE]).label is Label.QUOTED


def test_part_of_a_sentence_that_loses_its_speaker_is_no_quotation(check: SupportCheck) -> None:
    assert check.check("Brenta ignored several warnings", [PASSAGE]).label is Label.REJECTED
    assert check.check("there were no deaths", [PASSAGE]).label is Label.REJECTED


def test_part_of_a_sentence_that_loses_its_condition_is_no_quotation(check: SupportCheck) -> None:
    verdict = check.check("the dam breaks", ["If the dam breaks, the town floods."])
    assert verdict.label is Label.REJECTED


def test_part_of_a_word_is_no_quotation(check: SupportCheck) -> None:
    assert check.check("he left the town", ["She left the town."]).label is Label.REJECTED


def test_part_of_a_sentence_that_loses_nothing_is_a_quotation(check: SupportCheck) -> None:
    assert check.check("Officers arrested two managers of the Brenta plant", [PASSAGE]).label is Label.QUOTED


def test_citation_markers_in_the_sentence_do_not_count(check: SupportCheck) -> None:
    assert (
        check.check("Officers arrested two managers of the Brenta plant after the leak [3].", [PASSAGE]).label
        is Label.QUOTED
    )


def test_passages_count_together(check: SupportCheck) -> None:
    sentence = "Velmar was hit by a gas leak on 14 March 2020."
    assert check.check(sentence, ["Nothing happened in Velmar.", PASSAGE]).label is Label.SUPPORTED
    assert check.check(sentence, ["Nothing happened in Velmar."]).label is Label.REJECTED


@pytest.mark.parametrize(
    ("sentence", "passages"), [("", [PASSAGE]), ("!?", [PASSAGE]), ("Velmar burns.", []), ("Velmar burns.", [""])]
)
def test_without_words_or_passages_nothing_is_supported(
    check: SupportCheck, sentence: str, passages: list[str]
) -> None:
    verdict = check.check(sentence, passages)
    assert verdict.label is Label.REJECTED
    assert verdict.reasons


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Rovers beat United 3-1 on Saturday in the derby.", "United beat Rovers 3-1 on Saturday in the derby."),
        ("Hungary let Serbia use its airfield.", "Serbia let Hungary use its airfield."),
        ("The mayor hurt the minister in the debate.", "The minister hurt the mayor in the debate."),
        ("Soldiers attack rebels near Kerem every night.", "Rebels attack soldiers near Kerem every night."),
        ("Germany backs France in the row over fishing.", "France backs Germany in the row over fishing."),
        ("Telda outbid Lind for the harbour.", "Lind outbid Telda for the harbour."),
    ],
)
def test_actors_change_sides_also_around_verbs_that_show_no_past(
    check: SupportCheck, source: str, sentence: str
) -> None:
    verdict = check.check(sentence, [source])
    assert any(reason.startswith("who did what to whom") for reason in verdict.reasons), verdict.reasons


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Horn met Lind in Varna on Friday.", "Lind met Horn in Varna on Friday."),
        ("Rovers beat United 3-1 on Saturday.", "United were beaten 3-1 by Rovers on Saturday."),
        ("Russia cut aid to Lomia in May.", "Aid to Lomia was cut by Russia in May."),
    ],
)
def test_actors_may_change_places_with_the_voice_or_around_what_both_do(
    check: SupportCheck, source: str, sentence: str
) -> None:
    verdict = check.check(sentence, [source])
    assert verdict.label is Label.SUPPORTED, verdict.reasons


def test_initials_stand_for_names_and_names_for_initials(check: SupportCheck) -> None:
    passage = "The World Trade Council met officials of the EU on Friday in Geneva."
    verdict = check.check("The WTC met officials of the European Union in Geneva.", [passage])
    assert not any("name" in reason for reason in verdict.reasons)


def test_the_opposite_of_a_negated_word_agrees_with_it(check: SupportCheck) -> None:
    verdict = check.check("The bridge is closed on Mondays.", ["The bridge is not open on Mondays."])
    assert not any("opposite" in reason or "negation" in reason for reason in verdict.reasons)


def test_direct_speech_without_a_speaker_of_its_own_has_its_neighbours(check: SupportCheck) -> None:
    passage = "“The dam is about to break,” Minister Orla Finn said. “The lower town has to leave the valley.”"
    verdict = check.check("The lower town has to leave.", [passage])
    assert "who said it is lost: Minister Orla Finn" in verdict.reasons


def test_a_description_that_stands_beside_the_speaker_is_the_speaker(check: SupportCheck) -> None:
    passage = "Ines Kolar, the mayor, came at noon. Kolar said that the harbour will open on Friday."
    assert check.check("The mayor said that the harbour will open on Friday.", [passage]).label is Label.SUPPORTED


def test_a_stricter_threshold_rejects_more() -> None:
    sentence = "Officers detained two managers of the Brenta plant after the leak."
    assert SupportCheck(load_support_model(), 0.99).check(sentence, [PASSAGE]).label is Label.REJECTED


@given(st.text(max_size=150), st.text(max_size=300))
def test_any_text_gets_a_verdict(sentence: str, passage: str) -> None:
    verdict = SupportCheck(load_support_model()).check(sentence, [passage])
    assert 0 <= verdict.score <= 1
    assert bool(verdict.reasons) == (verdict.label is Label.REJECTED)


def test_the_model_fits_the_features() -> None:
    assert load_support_model().features == FEATURES


def test_a_model_adds_its_trees_and_squeezes_the_sum() -> None:
    tree = Tree(
        feature=(0, -1, -1), threshold=(0.5, 0.0, 0.0), left=(1, -1, -1), right=(2, -1, -1), value=(0.0, -1.0, 2.0)
    )
    model = SupportModel(features=("x",), base=0.5, trees=(tree, tree), slope=2.0, offset=-1.0)
    assert model.probability([0.5]) == pytest.approx(1 / (1 + math.exp(4)))
    assert model.probability([0.6]) == pytest.approx(1 / (1 + math.exp(-8)))


@pytest.mark.parametrize("content", ["", "[]", json.dumps({"features": []})])
def test_a_file_that_is_no_model_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BylineError, match=r"broken\.json is no support model"):
        load_support_model(path)
