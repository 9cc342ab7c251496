import pytest

from assistant.engine.facts.modifiers import Kind
from assistant.engine.facts.reporting import Stance
from assistant.engine.facts.sentence import read_facts, read_sentences


def names(text: str) -> list[tuple[str, ...]]:
    return [name.parts for name in read_facts(text).names]


def test_names_have_one_spelling() -> None:
    assert names("Officials in the United States met Syrian troops near al-Bab.") == [("us",), ("syria",), ("bab",)]
    assert names("Troops from Syria met U.S. officials.") == [("syria",), ("us",)]


def test_a_first_word_is_a_name_only_when_it_is_no_ordinary_word() -> None:
    assert names("Officials spoke.") == []
    assert names("Turkey spoke.") == [("turkey",)]
    assert names("Konashenkov spoke.") == [("konashenkov",)]


def test_a_surname_that_is_also_a_verb_belongs_to_its_name() -> None:
    assert names("It was Theresa May who spoke.") == [("theresa", "may")]


def test_a_full_stop_ends_a_name() -> None:
    assert names("He flew to Damascus. Ankara agreed.") == [("damascus",), ("ankara",)]


def test_a_short_sentence_full_of_names_is_no_headline() -> None:
    assert names("The United States won the 2018 World Cup.") == [("us",), ("world", "cup")]
    assert names("Kolar Says New Harbour Will Open Soon") == [("kolar",)]


def test_numbers_and_months_are_no_names() -> None:
    assert names("Profit rose in November and in Q3 this year.") == []


@pytest.mark.parametrize(
    ("text", "kind", "head"),
    [("There were no deaths.", Kind.NEGATION, "death"), ("They didn't attack it.", Kind.NEGATION, "attack"), ("It may rain.", Kind.POSSIBLE, "rain"),
     ("He allegedly fired.", Kind.HEARSAY, "fire"), ("It plans to leave.", Kind.PROSPECT, "leave"), ("It is due to leave.", Kind.PROSPECT, "leave"),
     ("It is to leave.", Kind.FUTURE, "leave"), ("Most patients left.", Kind.MOST, "patient"),
     ("They almost won.", Kind.ALMOST, "win")],
)  # fmt: skip
def test_modifiers_and_what_they_govern(text: str, kind: Kind, head: str) -> None:
    assert [(m.kind, m.head) for m in read_facts(text).modifiers] == [(kind, head)]


@pytest.mark.parametrize("text", ["No more than 5 came.", "She met Will Smith in May 2018.", "Some 20 people came."])
def test_words_that_only_look_like_modifiers(text: str) -> None:
    assert read_facts(text).modifiers == ()


@pytest.mark.parametrize(
    ("text", "speaker", "stance"),
    [("The army said that it had left.", "The army", Stance.REPORTED), ("It had left, according to police.", "police", Stance.REPORTED),
     ("Prosecutors alleged that he lied.", "Prosecutors", Stance.CONTESTED), ("The ministry denied that it had fired.", "The ministry", Stance.DENIED)],
)  # fmt: skip
def test_speakers(text: str, speaker: str, stance: Stance) -> None:
    (found,) = read_facts(text).attributions
    assert (found.speaker.lower(), found.stance) == (speaker.lower(), stance)


def test_a_sentence_that_speaks_for_itself_has_no_speaker() -> None:
    assert read_facts("The attack injured scores of people.").attributions == ()
    assert read_facts("The plan, which was announced in March, failed.").attributions == ()
    assert read_facts("We announced the plan and I said so.").attributions == ()


def test_only_closed_quotations_are_direct_speech() -> None:
    assert read_facts("“It is over,” he said.").quotations == ("It is over",)
    assert read_facts('"Officers left the town on Monday after talks.').quotations == ()


def test_sentences_of_a_text_in_order() -> None:
    assert [facts.text for facts in read_sentences("One left.\nTwo came. Three stayed.")] == [
        "One left.",
        "Two came.",
        "Three stayed.",
    ]
