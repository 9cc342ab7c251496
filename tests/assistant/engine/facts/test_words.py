import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.words import lemma, normalise, words


@given(st.text(max_size=200))
def test_every_word_stands_where_it_says(text: str) -> None:
    position = 0
    for word in words(text):
        assert position <= word.start < word.end <= len(text)
        assert text[word.start : word.end].startswith(word.text[:1])
        assert word.gap == text[word.end : word.end + len(word.gap)]
        position = word.end


@pytest.mark.parametrize(
    ("form", "dictionary_form"),
    [("said", "say"), ("children", "child"), ("attacks", "attack"), ("stopped", "stop"), ("prices", "price"),
     ("studies", "study"), ("defence", "defense"), ("news", "news"), ("organisation", "organization")],
)  # fmt: skip
def test_inflections_have_one_lemma(form: str, dictionary_form: str) -> None:
    assert lemma(form) == dictionary_form


def test_names_of_countries_and_pronouns_are_told_apart() -> None:
    assert [word.content for word in words("US told us")] == [True, True, False]


def test_superscript_digits_are_no_numbers_that_break_reading() -> None:
    assert [word.text for word in words("100 m² (²)")]


def test_normalise_unifies_quotation_marks_spaces_and_drops_citation_markers() -> None:
    assert normalise("“It’s\u00a0 over” [1, 2] – he said") == '"It\'s over" - he said'


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [("buy", "purchase", Relation.SYNONYM), ("buy", "sell", Relation.ANTONYM), ("reliable", "unreliable", Relation.ANTONYM),
     ("hospitalize", "hospitalization", Relation.SYNONYM), ("attack", "table", Relation.NONE), ("rise", "rise", Relation.SAME)],
)  # fmt: skip
def test_relations_between_words(word: str, other: str, expected: Relation) -> None:
    assert relation(word, other) is expected
