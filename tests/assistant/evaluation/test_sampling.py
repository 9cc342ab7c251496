from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.sampling import choose


@given(st.integers(0, 30), st.integers(1, 40), st.integers(0, 1000))
def test_a_sample_keeps_the_order_and_repeats(count: int, limit: int, seed: int) -> None:
    drawn = choose(range(count), limit, seed)
    assert len(drawn) == min(limit, count)
    assert drawn == sorted(set(drawn))
    assert drawn == choose(range(count), limit, seed)


def test_without_a_seed_the_first_are_taken() -> None:
    assert choose(range(9), 2) == [0, 1]
    assert choose(range(9)) == list(range(9))
    assert choose(range(9), 4, seed=1) != [0, 1, 2, 3]
