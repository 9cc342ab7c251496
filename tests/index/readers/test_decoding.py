"""Bytes of many origins to the characters that were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.decoding import decode, normalise
from tests.index.readers.files import TEXT, Write


@pytest.mark.parametrize(
    ("declared", "real", "text"),
    [
        ("gb2312", "gb18030", "前总理朱镕基周六在北京表示，改革必须继续。"),
        ("shift_jis", "cp932", "髙島屋は①日、新しい店を開いたと発表しました。"),
        ("euc-kr", "cp949", "그는 똠방각하를 보고 펲시를 마셨다고 신문이 보도했다."),
        ("iso-8859-9", "cp1254", "Cumhurbaşkanı “önlemler alınacak” dedi – 5 €."),
        ("windows-874", "cp874", "สื่อทางการซีเรียรายงานว่าเกิดเหตุโจมตี"),
        ("us-ascii", "cp1252", "“We don’t know,” she said."),
    ],
)
def test_a_page_is_read_in_the_encoding_that_its_declaration_means(
    write: Write, declared: str, real: str, text: str
) -> None:
    html = f'<html><head><meta charset="{declared}"><title>x</title></head><body><p>{text * 5}</p></body></html>'
    [article], problems = write("a.html", html.encode(real))
    assert not problems
    assert article.text == text * 5


def test_a_stray_byte_costs_no_other_character() -> None:
    data = "“Hello,” he said. It’s fine.\n".encode() + b"The caf\xe9 owner said \x93no\x94."
    assert decode(data) == "“Hello,” he said. It’s fine.\nThe café owner said “no”."
    assert decode("“Hello,” said Ann’s friend – ".encode() + b"\xe2\x80") == "“Hello,” said Ann’s friend – \ufffd"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp874", "สื่อทางการซีเรียรายงานว่าเกิดเหตุโจมตีด้วยแก๊สพิษมีผู้บาดเจ็บกว่าร้อยคน"),
        ("gb18030", "阿勒颇袭击事件造成人员伤亡，改革必须继续"),
        ("cp949", "서울 대통령 비서실이 발표했다. 정부는 월요일 새로운 규칙을"),
        ("big5", "阿勒頗襲擊事件造成人員傷亡"),
        ("koi8_r", "Министр заявил в среду, что правительство"),
        ("cp1256", "قال الوزير يوم الأربعاء إن الحكومة"),
    ],
)
def test_other_encodings_are_not_taken_for_damaged_utf8(encoding: str, text: str) -> None:
    assert decode(f'<meta charset="{encoding}">{text}'.encode(encoding)).endswith(text)


def test_joiners_stay_in_words_that_are_spelt_with_them_and_nowhere_else() -> None:
    for word in ("می\u200cشود", "ශ්\u200dරී", "क्\u200dष"):
        assert normalise(word) == word
    assert normalise("a\u200cb \u200dc 1\u200d2") == "ab c 12"
    assert normalise("می\u200c\u200d\u200cشود \u200cی ی\u200c") == "می\u200cشود ی ی"


@given(st.text(st.sampled_from("aی්ක \u200b\u200c\u200d\u202e\x00é"), max_size=30))
def test_normalised_text_stays_as_it_is(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_text_in_utf8_is_never_changed_by_what_it_declares() -> None:
    assert decode(f'<meta charset="gb2312">{TEXT} – Größe'.encode()).endswith("Größe")


def test_windows_punctuation_that_was_read_as_latin_1_is_restored() -> None:
    assert normalise("\x93We don\x92t know\x85\x94 she said \x97 \x81twice.") == "“We don’t know…” she said — twice."
