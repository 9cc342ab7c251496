"""Nothing in a text can steer the terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from assistant.tui.plain_text import in_marks, one_line, visible


def test_escape_sequences_are_shown() -> None:
    assert visible("a\x1b[31mb") == "a␛[31mb"
    assert visible("\x07\x7f\0") == "␇␡␀"
    assert "\x9b" not in visible("\x9b2J")


def test_line_ends_stay_and_tabs_become_spaces() -> None:
    assert visible("a\r\nb\tc\u2028d") == "a\nb c\nd"


def test_direction_overrides_and_tags_go_and_joiners_of_scripts_stay() -> None:
    assert visible("a\u202eb\u2066c\U000e0041d\ufeff") == "abcd"
    assert visible("نمی\u200cخواهم") == "نمی\u200cخواهم"
    assert visible("👩\u200d🚒") == "👩\u200d🚒"


@given(st.text(alphabet=st.characters()))
def test_no_control_character_is_left(text: str) -> None:
    for character in visible(text):
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs")
        assert character not in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\ue000\ue001"


@given(st.text(), st.integers(1, 40))
def test_one_line_is_one_short_line(text: str, length: int) -> None:
    line = one_line(text, length)
    assert "\n" not in line
    assert len(line) <= length


def test_a_quotation_that_begins_with_marks_gets_no_others() -> None:
    assert in_marks("Two are missing.") == "“Two are missing.”"
    assert in_marks('"Two are missing," he said.') == '"Two are missing," he said.'
