"""Words of near meaning."""

import numpy as np
import pytest

from assistant.engine.ranking.term_matches import match
from assistant.engine.ranking.word_similarity import similarities, similarity
from tests.assistant.engine.ranking.test_asked import frequency, read_question


@pytest.mark.parametrize(("word", "near", "far"), [("vehicle", "car", "biscuit"), ("salary", "wage", "rocket")])
def test_words_of_near_meaning_are_near(word: str, near: str, far: str) -> None:
    assert similarity(word, near) > 0.6 > similarity(word, far)


def test_only_the_same_word_is_wholly_the_same() -> None:
    found = similarities(["car", "xyzzy"], ["car", "automobile", "xyzzy"])
    assert found[0, 0] == found[1, 2] == 1.0
    assert found[0, 1] < 1.0
    assert found[1, 0] == 0.0


def test_a_name_is_met_by_its_own_word_alone() -> None:
    asked = read_question("Which vehicle did London buy?", frequency)
    found = match(asked, ["The city of Paris bought a car.", "London bought a vehicle."])
    by_word = {term.written: i for i, term in enumerate(asked.terms)}
    assert found.near[by_word["London"]].tolist() == [0.0, 1.0]
    assert 0.6 < found.near[by_word["vehicle"], 0] < found.near[by_word["vehicle"], 1] == 1.0
    assert np.all(found.exact <= found.near)


def test_no_text_and_no_term_give_empty_matches() -> None:
    assert match(read_question("Who is it?", frequency), ["A text."]).near.shape == (0, 1)
    assert match(read_question("Which vehicle?", frequency), [""]).near.tolist() == [[0.0]]
