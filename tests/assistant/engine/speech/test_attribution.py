import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.speech.attribution import Attribution, attribution, lead_in, self_contained
from index.sentences import sentences

MILL = """The Orlen mill burned down on Friday, Interior Ministry Spokesman Colonel Anton Rehm said.

"All exits were open," Rehm told reporters.

The spokesman said an inquiry had begun. He added that it would take a year.

"We owe that to the families."

Orlen's Labour Ministry said on Sunday that two inspections had been missed.

"The owner was warned twice," the ministry noted, as quoted by Orlen Radio.

The mill was built in 1910. Doctors said four people had burns, and took "all measures" to help.

“It was dark,” said weaver Ilka Moor. “I counted the steps. I will not go back.”

Nobody else was hurt."""


def of(text: str, sentence: str) -> Attribution | None:
    start = text.index(sentence)
    return attribution(text, start, start + len(sentence))


def test_the_speaker_is_the_fullest_name_in_the_article() -> None:
    found = of(MILL, '"All exits were open," Rehm told reporters.')
    assert found is not None
    assert found.speaker == "Interior Ministry Spokesman Colonel Anton Rehm"
    assert (found.verb, found.direct, found.inside) == ("told", True, True)
    assert MILL[found.start : found.end] == "Rehm told"


def test_a_role_and_a_pronoun_go_back_to_the_name() -> None:
    for sentence in ("The spokesman said an inquiry had begun.", "He added that it would take a year."):
        found = of(MILL, sentence)
        assert found is not None
        assert found.speaker == "Interior Ministry Spokesman Colonel Anton Rehm"
        assert not found.inside


def test_a_paragraph_that_is_all_quotation_belongs_to_the_speaker_before_it() -> None:
    found = of(MILL, '"We owe that to the families."')
    assert found is not None
    assert (found.speaker, found.direct, found.inside) == (
        "Interior Ministry Spokesman Colonel Anton Rehm",
        True,
        False,
    )


def test_the_ministry_is_the_one_ministry_named_before_and_not_who_passes_it_on() -> None:
    text = MILL[MILL.index("Orlen's Labour") :]
    found = of(text, '"The owner was warned twice," the ministry noted, as quoted by Orlen Radio.')
    assert found is not None
    assert found.speaker == "Orlen's Labour Ministry"


def test_of_two_ministries_neither_is_chosen() -> None:
    text = 'The Labour Ministry said no. The Health Ministry said yes.\n\n"It is late," the ministry said.'
    found = of(text, '"It is late," the ministry said.')
    assert found is not None
    assert found.speaker == "the ministry"
    assert lead_in(found, "Orlen Radio") == "Quoted by Orlen Radio:"


def test_later_sentences_of_a_quotation_keep_its_speaker() -> None:
    for sentence in ("“I counted the steps.", "I will not go back.”"):
        found = of(MILL, sentence)
        assert found is not None
        assert found.speaker == "weaver Ilka Moor"


def test_the_article_s_own_words_have_no_speaker_even_with_quoted_words_in_them() -> None:
    assert of(MILL, "The mill was built in 1910.") is None
    assert of(MILL, "Nobody else was hurt.") is None
    prose = 'The council called on all sides to "end the crime" and to "take measures at once".'
    assert of(f"Damar said no, according to Orlen Radio. {prose}", prose) is None


def test_a_quotation_of_an_unknown_person_has_an_empty_speaker() -> None:
    text = 'The hall was full.\n\n"Nobody told us anything."'
    found = of(text, '"Nobody told us anything."')
    assert found is not None
    assert (found.speaker, found.direct) == ("", True)


def test_a_pronoun_is_left_alone_when_the_paragraph_is_about_two_people() -> None:
    text = 'Anton Rehm met Ilka Moor. Ilka Moor was late.\n\n"It was dark," he said.'
    found = of(text, '"It was dark," he said.')
    assert found is not None
    assert found.speaker == ""


def test_a_pronoun_after_somebody_new_is_not_the_speaker_before() -> None:
    text = "It failed, Leo Holm said. Chris Palm, who built it, traces it to haste. “We ran,” he says."
    found = of(text, "“We ran,” he says.")
    assert found is not None
    assert found.speaker == ""


def test_whose_lawyer_somebody_is_stays_out_of_the_name() -> None:
    text = "Rehm was held. His lawyer, Alfred Izag, said he was ill."
    found = of(text, "His lawyer, Alfred Izag, said he was ill.")
    assert found is not None
    assert found.speaker == "Alfred Izag"


def test_two_people_of_one_surname_are_not_mixed_up() -> None:
    text = "Ada Holm arrived. Per Holm left. Holm said it was late."
    found = of(text, "Holm said it was late.")
    assert found is not None
    assert found.speaker == "Holm"


def test_a_son_does_not_get_his_father_s_title() -> None:
    text = "Per A. Holm Jr. ran again. His uncle was Sen. Per A. Holm. Holm said it was late."
    found = of(text, "Holm said it was late.")
    assert found is not None
    assert found.speaker == "Per A. Holm Jr."


def test_a_name_that_somebody_owns_something_in_is_not_that_person() -> None:
    found = of(
        "Ada Holm’s Norvik grew. The rocket flew, according to Norvik.", "The rocket flew, according to Norvik."
    )
    assert found is not None
    assert found.speaker == "Norvik"


def test_lead_in_names_the_speaker_only_when_the_words_do_not() -> None:
    named = Attribution("Anton Rehm", "said", 0, 4, direct=True, inside=False)
    assert lead_in(named, "Press TV") == "Anton Rehm, as reported by Press TV:"
    assert lead_in(named, "") == "Anton Rehm:"
    assert lead_in(Attribution("Anton Rehm", "said", 0, 4, direct=True, inside=True), "Press TV") == ""
    assert lead_in(Attribution("", "", 0, 0, direct=True, inside=False), "Press TV") == "Quoted by Press TV:"
    assert (
        lead_in(Attribution("The statement", "said", 0, 4, direct=False, inside=False), "Press TV")
        == "Press TV reports:"
    )
    assert lead_in(None, "Press TV") == "Press TV reports:"
    assert lead_in(None, "") == ""


def joined(text: str) -> list[int]:
    spans = sentences(text)
    return [self_contained(text, spans, place) for place in range(len(spans))]


def test_sentences_that_lean_on_the_one_before_say_so() -> None:
    assert joined("Anton Rehm resigned. He left at noon. That surprised his staff.") == [0, 1, 2]
    assert joined("The mill burned. It is clear that nobody died. Orlen mourned.") == [0, 0, 0]
    assert joined("The mill burned. This week the council meets.") == [0, 0]


@pytest.mark.parametrize(
    "answer",
    [
        "Sellick Terminals said that the figure was wrong.",
        "The union uses a lower number: 1,250.",
        "The ministry denied it on Monday.",
        "Those claims are baseless, Orlen police said.",
    ],
)
def test_what_answers_a_claim_is_read_with_the_claim(answer: str) -> None:
    assert joined(f"Rehm spoke of 46 dead. {answer}") == [0, 1]


def test_a_figure_that_answers_nothing_stands_alone() -> None:
    assert joined("Rehm spoke of 46 dead. Orlen grew by a larger number than Brod.") == [0, 0]
    assert joined("Rehm spoke of 46 dead. The count of votes was slow.") == [0, 0]


def test_never_reaches_over_two_paragraph_breaks() -> None:
    assert joined("Rehm resigned.\n\nHe left.\n\nHe came back.") == [0, 1, 1]


def test_never_reaches_over_a_paragraph_break_to_the_end_of_a_quotation() -> None:
    assert joined("“It was time to go. I am very thankful.”\n\nHe will be replaced by Rehm.")[-1] == 0
    assert joined("Rehm resigned.\n\nHe will be replaced by Holm.")[-1] == 1


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ('"I fell," the weaver says. "It was late. He lied to me. He knew it." He was Anton Rehm.', 0),
        ('"It was late. He lied. He knew it," said Ilka Moor. He had told her.', 2),
        ('"It was late. He lied. He knew it." That claim was wrong.', 2),
        ("“He lied. He knew it.”", 1),
    ],
)
def test_does_not_begin_inside_speech_that_nobody_is_named_for(text: str, needed: int) -> None:
    assert joined(text)[-1] == needed


@pytest.mark.parametrize(
    "second",
    ["The organization also makes films.", "The organisation was founded in 1910.", "Both left Orlen at noon."],
)
def test_what_stands_for_somebody_named_before_brings_the_name_along(second: str) -> None:
    assert joined(f"Rehm met the Orlen Weavers. {second}") == [0, 1]


@given(st.text(alphabet="aH e\n.“”\"', said The ministry", max_size=120))
def test_offsets_lie_in_the_text(text: str) -> None:
    spans = sentences(text)
    for place, (start, end) in enumerate(spans):
        found = attribution(text, start, end)
        assert found is None or 0 <= found.start <= found.end <= len(text)
        assert 0 <= self_contained(text, spans, place) <= min(2, place)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The electoral commission has acknowledged nineteen.", "The electoral commission"),
        ("Orlen acknowledges two dead of its own.", "Orlen"),
        ("The prosecutor put the sum at £3.1 million.", "The prosecutor"),
        ("The organisers put the crowd at 40,000.", "The organisers"),
    ],
)
def test_who_gives_a_figure_is_its_speaker(sentence: str, speaker: str) -> None:
    found = of(sentence, sentence)
    assert found is not None
    assert found.speaker == speaker


def test_a_deed_done_with_a_sum_is_no_speech() -> None:
    assert of("The bank put the money into its own funds.", "The bank put the money into its own funds.") is None
