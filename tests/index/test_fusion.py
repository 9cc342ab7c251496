"""Two rankings into one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import LEXICAL_WEIGHT, Rankings, fuse, most_bm25


def ranking(scores: dict[int, float]) -> dict[int, float]:
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))


scored = st.dictionaries(st.integers(0, 9), st.floats(0, 1), max_size=8).map(ranking)


def test_by_hand() -> None:
    rankings = Rankings({1: 0.6, 2: 0.4}, {2: 5.0, 3: 2.0}, most_bm25=10.0, depth=100)
    assert fuse(rankings) == pytest.approx(
        {2: 0.4 + LEXICAL_WEIGHT * 0.5, 1: 0.6, 3: 0.4 + LEXICAL_WEIGHT * 0.2}, abs=1e-9
    )


def test_what_a_cut_off_ranking_lacks_may_be_as_good_as_its_last() -> None:
    assert Rankings({}, {1: 5.0, 2: 4.0}, most_bm25=10.0, depth=2).share(3) == pytest.approx(0.4)
    assert Rankings({}, {1: 5.0, 2: 4.0}, most_bm25=10.0, depth=3).share(3) == 0.0


@given(scored, scored, st.floats(0, 20), st.integers(1, 9))
def test_keeps_every_passage_once_and_sorted(
    dense: dict[int, float], lexical: dict[int, float], most: float, depth: int
) -> None:
    fused = fuse(Rankings(dense, lexical, most, depth))
    assert set(fused) == set(dense) | set(lexical)
    assert list(fused.values()) == sorted(fused.values(), reverse=True)


@given(scored, scored, st.floats(0.1, 20), st.integers(1, 9))
def test_better_in_both_rankings_is_better(
    dense: dict[int, float], lexical: dict[int, float], most: float, depth: int
) -> None:
    fused = fuse(Rankings(dense, lexical, most, depth))
    both = sorted(set(dense) & set(lexical))
    for one in both:
        for other in both:
            if dense[one] >= dense[other] and lexical[one] >= lexical[other]:
                assert fused[one] >= fused[other]


def test_bound_of_bm25_by_hand() -> None:
    assert most_bm25([1], 10) == pytest.approx(2.2 * math.log(9.5 / 1.5))
    assert most_bm25([10], 10) == pytest.approx(0.0, abs=1e-5)
    assert most_bm25([], 10) == 0.0
