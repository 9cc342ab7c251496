"""Sentences become Markdown in which only citation markers lead anywhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from assistant.tui.answer_markdown import AnswerMarkdown, citation_parser
from assistant.types import Sentence
from tests.fakes.assistant import quoted, supported


def tokens_of(*sentences: Sentence) -> list[Token]:
    composer = AnswerMarkdown()
    return citation_parser().parse("".join(composer.fragment(sentence) for sentence in sentences))


def links(tokens: list[Token]) -> list[object]:
    children = [child for token in tokens for child in token.children or []]
    return [child.attrs["href"] for child in children if child.type == "link_open"]


def words(tokens: list[Token]) -> str:
    return "".join(
        " " if child.type == "softbreak" else child.content for token in tokens for child in token.children or []
    )


def test_markers_are_links_in_order() -> None:
    assert links(tokens_of(supported("One.", 1), supported("Two.", 2, 12))) == ["cite:1", "cite:2", "cite:12"]


def test_prose_flows_and_quotations_stand_alone() -> None:
    tokens = tokens_of(supported("One.", 1), supported("Two.", 2), quoted("Three.", 3), supported("Four.", 1))
    paragraphs = [token.content for token in tokens if token.type == "inline"]
    assert len(paragraphs) == 3
    assert words(tokens) == "One. [1] Two. [2]“Three.” [3]Four. [1]"


def test_a_quotation_that_brings_its_marks_keeps_them() -> None:
    assert words(tokens_of(quoted("“We heard a bang,” she said.", 1))) == "“We heard a bang,” she said. [1]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The Wire reports: “Two are missing.”", "The Wire reports: “Two are missing.” [1]"),
        ('The Wire reports: “He said "no" twice.”', 'The Wire reports: “He said "no" twice.” [1]'),
        ('He called it "great": a "leaky roof"', '“He called it "great": a "leaky roof"” [1]'),
        ("The answer was this: no", "“The answer was this: no” [1]"),
    ],
)
def test_a_quotation_after_its_speaker_has_one_pair_of_marks(text: str, shown: str) -> None:
    assert words(tokens_of(quoted(text, 1))) == shown


@pytest.mark.parametrize(
    "text",
    [
        "[text](cite:1)",
        "![image](http://example.com/x.png)",
        "<http://example.com>",
        "<a href='cite:1'>x</a>",
        "\ue0001\ue001",
        "[x]: cite:1\n\n[x]",
        "http://example.com",
        "&#27;[31m &lt;",
    ],
)
def test_the_model_can_make_no_link(text: str) -> None:
    assert links(tokens_of(supported(text, 7))) == ["cite:7"]


def test_an_open_fence_or_code_span_does_not_swallow_what_follows() -> None:
    assert links(tokens_of(supported("```\ncode", 1), supported("Then.", 2))) == ["cite:1", "cite:2"]
    assert links(tokens_of(supported("a ` b", 1), supported("c ` d", 2))) == ["cite:1", "cite:2"]


def test_a_table_and_a_list_stay_what_they_are() -> None:
    table = supported("| a | b |\n|---|---|\n| 1 | 2 |", 1)
    tokens = tokens_of(supported("First.", 1), table, supported("- item", 2), supported("Last.", 3))
    kinds = {token.type for token in tokens}
    assert {"table_open", "bullet_list_open"} <= kinds
    assert links(tokens) == ["cite:1", "cite:1", "cite:2", "cite:3"]


@given(st.lists(st.tuples(st.text(min_size=1), st.booleans()), min_size=1, max_size=4))
@settings(max_examples=200)
def test_whatever_is_written_every_link_is_a_citation_of_ours(parts: list[tuple[str, bool]]) -> None:
    sentences = [(quoted if verbatim else supported)(text, 5) for text, verbatim in parts]
    assert set(links(tokens_of(*sentences))) <= {"cite:5"}


@given(st.text(min_size=1).filter(lambda text: text.strip()))
@settings(max_examples=200)
def test_a_quotation_is_shown_as_one_paragraph_with_its_marker(text: str) -> None:
    tokens = tokens_of(quoted(text, 3))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert links(tokens) == ["cite:3"]
