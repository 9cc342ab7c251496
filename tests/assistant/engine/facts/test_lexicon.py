"""Relations between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.facts.lexicon import Relation, lexicon, relation
from assistant.engine.facts.word_table import is_word

_NAMED = sorted(lexicon().words())


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        ("die", "die", Relation.SAME),
        ("buy", "purchase", Relation.SYNONYM),
        ("hospitalise", "hospitalization", Relation.SYNONYM),
        ("maybe", "perhaps", Relation.SYNONYM),
        ("vehicle", "car", Relation.BROADER),
        ("car", "vehicle", Relation.NARROWER),
        ("monday", "tuesday", Relation.SIBLING),
        ("car", "lorry", Relation.SIBLING),
        ("rise", "fall", Relation.ANTONYM),
        ("reliable", "unreliable", Relation.ANTONYM),
        ("car", "biscuit", Relation.NONE),
        ("velmar", "kolar", Relation.NONE),
    ],
)
def test_how_one_word_stands_to_another(word: str, other: str, expected: Relation) -> None:
    assert relation(word, other) is expected


@given(st.sampled_from(_NAMED), st.sampled_from(_NAMED))
def test_turning_a_pair_round_turns_its_relation_round(word: str, other: str) -> None:
    turned = {Relation.BROADER: Relation.NARROWER, Relation.NARROWER: Relation.BROADER}
    there = relation(word, other)
    assert relation(other, word) is turned.get(there, there)


def test_words_of_the_relations_are_one_word_each_in_lower_case() -> None:
    assert [word for word in _NAMED if not (word.isascii() and word.isalpha() and word.islower())] == []


@pytest.mark.parametrize("word", ["kill", "ministry", "however", "hospitalize"])
def test_ordinary_words_are_words(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("name", ["london", "smith", "reuters", "xyzzy"])
def test_names_are_no_words(name: str) -> None:
    assert not is_word(name)
