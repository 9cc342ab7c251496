"""The article is cut into blocks without losing or moving a character."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.tui.widgets.reader import CHUNK, Mark, blocks

texts = st.text("ab \n", max_size=300)


@given(texts, st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=3))
def test_blocks_cover_the_text_in_order(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, start + length, place) for place, (start, length) in enumerate(spans)]
    found = blocks(text, marks)
    assert "".join(text[block.start : block.end] for block in found) == text
    for block in found:
        touched = any(mark.start < block.end and block.start < mark.end for mark in marks)
        assert block.marked is touched


def test_a_long_text_is_cut_into_few_blocks() -> None:
    text = "word " * 20 + "\n"
    found = blocks(text * 1000, [Mark(50_000, 50_040, 1)])
    assert len(found) < 1000 * len(text) / CHUNK * 1.1 + 3
