from collections import Counter

from training.relevance_pairs import Pair
from training.source_worth import chosen_questions


def test_every_source_gives_as_many_and_a_small_one_is_read_again() -> None:
    sources = {
        name: [Pair(f"Why {n}?", "", f"{name} {n}", 0, name) for n in range(size)]
        for name, size in (("a", 9), ("b", 2))
    }
    found = [pair for question in chosen_questions(sources, 10) for pair in question]
    assert Counter(pair.source for pair in found) == {"a": 5, "b": 5}
    assert len({pair.sentence for pair in found if pair.source == "b"}) == 2
