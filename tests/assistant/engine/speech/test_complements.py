import pytest

from assistant.engine.speech.complements import says_its_own, says_nothing_else
from assistant.engine.speech.speech import reports
from tests.assistant.engine.speech.said import speaker

FIRST = '"The vault was empty," Tom Berg told the inquiry. "Thieves took the gold in July'


@pytest.mark.parametrize(
    "following",
    [
        '." Ivan Petrov said he had been at work.',
        '." Ivan Petrov told the inquiry he had been at work.',
        '." Ivan Petrov said on Monday that he had been at work.',
        '." Ivan Petrov denied any involvement.',
        '." Ivan Petrov said: "I was at work."',
        '." Ivan Petrov said, "I was at work."',
        '." Prosecutors say the inspection never happened.',
        '." According to Ivan Petrov, nothing was taken.',
        '…" Ivan Petrov said he had been at work.',
        '..." Ivan Petrov said he had been at work.',
        '". Ivan Petrov said he had been at work.',
    ],
)
def test_a_quotation_does_not_belong_to_who_speaks_in_the_next_sentence(following: str) -> None:
    text = FIRST + following
    assert speaker(text, text[text.index('"Thieves') : text.index("July") + 6]) == "Tom Berg"


@pytest.mark.parametrize(
    "following",
    [
        '," Ivan Petrov said.',
        '," said Ivan Petrov, who had been at work.',
        '!" Ivan Petrov said.',
        '?" Ivan Petrov asked.',
        '?" asked the lawyer Ivan Petrov.',
        '…" said Ivan Petrov.',
        '." said Ivan Petrov.',
        '." Ivan Petrov said.',
        '." Ivan Petrov said on Monday.',
        '." Ivan Petrov told reporters in Rome.',
        '", Ivan Petrov said.',
        '," Ivan Petrov said, adding that he had been at work.',
    ],
)
def test_a_quotation_belongs_to_who_ends_its_sentence(following: str) -> None:
    text = FIRST + following
    found = speaker(text, text[text.index('"Thieves') : text.index("July") + 6])
    assert found in ("Ivan Petrov", "the lawyer Ivan Petrov")


def test_curly_marks_are_read_alike() -> None:
    text = "“The vault was empty,” said Tom Berg. “Thieves took the gold.” Ivan Petrov said he was at work."
    assert speaker(text, "“Thieves took the gold.”") == "Tom Berg"


def test_a_deed_after_a_quotation_that_has_ended_leaves_it_open() -> None:
    assert speaker(f'{FIRST}." Ivan Petrov laughed.', '"Thieves took the gold in July."') == ""


def test_a_sentence_about_somebody_else_leaves_the_next_quotation_open() -> None:
    for between in ("Ivan Petrov shook his head.", "The driver shook his head.", "His lawyer shook her head."):
        assert speaker(f'Tom Berg said it was late. {between} "We go home."', '"We go home."') == ""
    assert speaker('Tom Berg said it was late. The bell rang. "We go home."', '"We go home."') == "Tom Berg"


@pytest.mark.parametrize(
    ("sentence", "own", "nothing"),
    [
        ("Ivan Petrov said.", False, True),
        ("Ivan Petrov said sarcastically.", False, True),
        ("Ivan Petrov told the Daily Post on Friday.", False, True),
        ("Ivan Petrov said it was late.", True, False),
        ("Ivan Petrov told reporters it was late.", True, False),
        ("Ivan Petrov said in Rome: “It is late.”", True, False),
        ("Ivan Petrov said in Rome police lied.", False, False),
    ],
)
def test_whether_words_of_its_own_follow_a_verb(sentence: str, own: bool, nothing: bool) -> None:
    (report,) = reports(sentence)
    assert (says_its_own(sentence, report), says_nothing_else(sentence, report)) == (own, nothing)
