import pytest

from assistant.engine.speech.people import full_name, gender, same_person, shown_gender
from tests.assistant.engine.speech.said import speaker


@pytest.mark.parametrize(
    ("before", "mention"),
    [
        ("Mrs Anna Reed vanished. Her husband was held.", "Mr Reed"),
        ("Ms. Anna Reed vanished.", "Mr. Reed"),
        ("Queen Anna Reed vanished.", "Mr Reed"),
        ("Spokeswoman Anna Reed vanished.", "Mr Reed"),
        ("Senator Anna Reed vanished. Her husband was held.", "Mr Reed"),
        ("Senator Anna Reed vanished.", "Mr Reed"),
        ("Sir John Reed was charged.", "Mrs Reed"),
        ("Senator John Reed was charged.", "Mrs Reed"),
        ("Mr John Reed was charged. Mrs Reed wept.", "Reed"),
        ("Mr and Mrs Reed sailed. Anna Reed went overboard.", "Reed"),
        ("The family was rich; the Reeds sailed. Anna Reed went overboard.", "Reed"),
    ],
)
def test_a_name_that_may_be_the_other_one_s_stays_as_written(before: str, mention: str) -> None:
    text = f'{before} "It was late," {mention} said. "Anna went overboard."'
    assert speaker(text, f'"It was late," {mention} said.') == mention
    assert speaker(text, '"Anna went overboard."') == mention


@pytest.mark.parametrize(
    ("before", "mention", "name"),
    [
        ("Mrs Anna Reed vanished.", "Mrs Reed", "Mrs Anna Reed"),
        ("Mrs Anna Reed vanished.", "Reed", "Mrs Anna Reed"),
        ("Lady Anna Reed vanished.", "Ms Reed", "Lady Anna Reed"),
        ("Sir John Reed was charged.", "Mr Reed", "Sir John Reed"),
        ("Senator John Reed was charged. He wept.", "Mr Reed", "Senator John Reed"),
        ("Senator John Reed said he wept.", "Mr Reed", "Senator John Reed"),
        ("Dr Anna Reed was charged.", "Dr Reed", "Dr Anna Reed"),
        ("Mr John Reed and Mrs Anna Reed were charged.", "Anna Reed", "Mrs Anna Reed"),
    ],
)
def test_a_name_is_filled_in_where_it_is_plainly_the_same_person(before: str, mention: str, name: str) -> None:
    assert full_name(f"{before} It was late, {mention} said.", mention) == name


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Mr. Reed", "he"),
        ("Mrs Reed", "she"),
        ("Congresswoman Anna Reed", "she"),
        ("Spokesman Reed", "he"),
        ("German Chancellor Reed", ""),
        ("Ada Goodman", ""),
        ("Billie Jean King", ""),
        ("Senator Anna Reed", ""),
    ],
)
def test_titles_show_a_gender_and_surnames_do_not(words: str, shown: str) -> None:
    assert shown_gender(words) == shown


def test_the_pronouns_after_a_name_tell_a_gender_where_they_agree() -> None:
    assert gender("Kim Tan said she was late. Kim Tan left. Her aide stayed.", "Kim Tan") == "she"
    assert gender("Kim Tan said she was late. Kim Tan left. His aide stayed.", "Kim Tan") == ""
    assert gender("Kim Tan met Ola Berg. He was late.", "Kim Tan") == ""
    assert gender("Kim Tan said she was late.", "Kim Tan", least=2) == ""


def test_the_words_of_one_name_in_the_other_make_one_person() -> None:
    assert same_person("Mayor Lena Voss", "Voss")
    assert not same_person("Daniel Kerr", "Joan Kerr")
    assert not same_person("Mr Kerr", "Mrs Kerr")
