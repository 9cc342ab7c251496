import re
import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentences

MARKED = [
    # abbreviations, initials and numbers
    "The U.S. envoy met Gen. Ali Haddad and Lt. Col. Per Lund on Jan. 5.|Mr. Osei was not there.",
    "Trains stop at St. Pancras and No. 7 Mill St. every hour.|They are late.",
    "The books of J. K. Rowling and the wars of George W. Bush fill a shelf.|It is full.",
    "Shares of Norfab Corp. rose 3.5 percent to $12.40.|Rivals fell.",
    "Bring tools, e.g. a saw, i.e. something sharp, etc. and gloves.|Come at 7 a.m. on Monday.",
    "The ferry leaves at 5 p.m. Thursday.|The bus left at 6 p.m.|Police waved it through.",
    "The vote in the U.S. Senate was close.|It passed in the U.S.|The House is next.",
    "He moved to the U.K.|She stayed in Washington, D.C., and wrote.",
    "The game Super Mario Bros. 3 sold well.|Warner Bros.’ 100-year history began.",
    "Rep. Dana Holt, R-St. Paul, spoke first.|So did I.|Others slept.",
    "The zoo posted it on X.|“Stay tuned,” it said.",
    "Paolo Rossi Jr. was second.|He smiled.",
    # quotations
    '"I saw it," he said.|"It was green."',
    "“I went home.|She stayed.”|Nobody asked why.",
    '"Why?" he asked.|"Why not!" she cried.|"Who?" Ama Osei asked.|"You?"|They nodded.',
    "He called it a “great day.”|Then he left.",
    "(It was the third fire this week.)|Nobody was hurt.",
    "The mayor (in a rare moment!) and the priest laughed.|Then they wept.",
    # marks
    "What?!|No… perhaps.|And then ... nothing.|The end.",
    "Yahoo! Inc. was sold.|So was E! News.|Go!|Now.",
    "The claim is old.[3]|It was made in 1998.¹|Nobody checked.",
    "Write to desk@example.org or see www.example.org/a.html?b=1.|Both work.",
    "Hizb* fighters left.|*An outlawed group.|It denies this.",
    "The iPhone was sold.|iPhone sales rose.|al-Khatib bought two.",
    "1. Wash the rice.|Then boil it.",
    # other scripts
    "是的。|他走了！|真的吗？|是",
    "ما هذا؟|هذا كتاب.|نعم.",
    "वह गया।|वह आया।",
]


@pytest.mark.parametrize("marked", MARKED)
def test_sentences_end_where_a_reader_says(marked: str) -> None:
    expected = marked.split("|")
    separator = "" if "。" in marked else " "
    text = separator.join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_line_ends_separate_headings_items_and_paragraphs() -> None:
    text = "Rain in the north\n\nIt rained. It stopped\n- a wet dog\n- a wet cat\r\n\r\n  The end of it  \n"
    expected = ["Rain in the north", "It rained.", "It stopped", "- a wet dog", "- a wet cat", "The end of it"]
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_lines_that_a_width_broke_are_joined() -> None:
    prose = (
        "The river rose through the night and by the morning it had reached the steps of the town hall, where Mr. "
        "Osei keeps the records of births and deaths. Nobody was surprised. The council had been told in spring by "
        "the engineers of Norfab Corp. that the wall would not hold, and it had spent the money on a fountain."
    )
    text = "FLOOD\n\n" + textwrap.fill(prose, 60) + "\n\n" + textwrap.fill(prose, 60)
    found = [text[start:end].replace("\n", " ") for start, end in sentences(text)]
    expected = [prose[start:end] for start, end in sentences(prose)]
    assert len(expected) == 3
    assert found == ["FLOOD", *expected, *expected]


def test_a_lone_lower_case_line_is_no_wrapped_line() -> None:
    text = "The first paragraph of a page is long and ends here.\niPod and you\nlululemon opens a shop\nThe end."
    assert len(sentences(text)) == 4


def test_a_list_in_wrapped_text_keeps_its_items() -> None:
    wrapped = textwrap.fill("the quick brown fox jumps over the lazy dog and sleeps " * 4, 40)
    items = "- the first item fills the whole line\n- and the second item does so as well"
    text = wrapped + ".\n" + items
    assert [text[start:end] for start, end in sentences(text)][-2:] == items.split("\n")


def test_blank_text_has_no_sentences() -> None:
    assert sentences("") == []
    assert sentences(" \n\t\n ") == []


PIECES = st.sampled_from(
    [
        "Mr. ",
        "U.S. ",
        "He said. ",
        '"Why?" ',
        "…",
        ". ",
        "\n",
        "\n\n",
        " ",
        "word ",
        "Word",
        "。",
        "؟ ",
        "”",
        "(",
        ")",
        "1. ",
        "\x1c",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS)
def test_spans_are_trimmed_ordered_and_cover_everything(text: str) -> None:
    position = 0
    for start, end in sentences(text):
        assert start < end
        assert text[position:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        position = end
    assert text[position:].strip() == ""


@given(TEXTS.map(lambda text: " ".join(text.split())))
def test_in_a_line_marks_stay_with_words(text: str) -> None:
    found = sentences(text)
    if len(found) > 1:
        assert all(re.search(r"\w", text[start:end]) for start, end in found)


@pytest.mark.parametrize("marked", MARKED)
def test_a_sentence_is_one_sentence(marked: str) -> None:
    for sentence in marked.split("|"):
        assert len(sentences(sentence)) == 1


@pytest.mark.parametrize("unit", [".", ".)", "! ", "A. ", "He ran. ", "* . ", "’ "])
def test_the_time_grows_with_the_length_only(unit: str) -> None:
    text = unit * (200_000 // len(unit)) + "a"
    began = time.process_time()
    sentences(text)
    assert time.process_time() - began < 10  # seconds; quadratic time would be minutes
