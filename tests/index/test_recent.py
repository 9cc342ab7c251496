"""Vectors of the latest texts."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.embedder import Vectors
from index.recent import RecentVectors


class Counting:
    """Embeds a text as its length, and notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


def test_no_text_is_embedded_twice() -> None:
    inner = Counting()
    recent = RecentVectors(inner.embed)
    first = recent.embed(["one", "three", "one"])
    assert first[:, 0].tolist() == [3, 5, 3]
    assert recent.embed(["three", "seven!!"])[:, 0].tolist() == [5, 7]
    assert inner.asked == ["one", "three", "seven!!"]


def test_the_texts_of_longest_ago_are_forgotten() -> None:
    inner = Counting()
    recent = RecentVectors(inner.embed, most=2)
    recent.embed(["a", "b"])
    recent.embed(["a", "c"])
    recent.embed(["a"])
    recent.embed(["b"])
    assert inner.asked == ["a", "b", "c", "b"]


@given(st.lists(st.lists(st.text(max_size=3), min_size=1, max_size=6), max_size=6))
def test_vectors_are_those_of_the_texts(calls: list[list[str]]) -> None:
    recent = RecentVectors(Counting().embed, most=3)
    for texts in calls:
        assert recent.embed(texts)[:, 0].tolist() == [len(text) for text in texts]
