import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.models.token_estimate import estimated_tokens


@given(st.text(), st.text())
def test_longer_text_never_counts_less(text: str, more: str) -> None:
    assert estimated_tokens(text + more) >= estimated_tokens(text) - 1


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("", 0, 2), ("a", 1, 3), ("12,345", 6, 8), ("漢字", 2, 8), ("The harbour was closed.", 5, 15)],
)
def test_it_is_neither_below_nor_far_above(text: str, least: int, most: int) -> None:
    assert least <= estimated_tokens(text) <= most
