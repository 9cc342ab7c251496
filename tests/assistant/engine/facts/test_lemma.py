"""Dictionary forms."""

import pytest

from assistant.engine.facts.words import lemma


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("said", "say"), ("taking", "take"), ("based", "base"), ("stopped", "stop"), ("stepping", "step"),
        ("carried", "carry"), ("believes", "believe"), ("proves", "prove"), ("shoes", "shoe"), ("need", "need"),
        ("hospitals", "hospital"), ("changed", "change"), ("ranging", "range"), ("author", "author"), ("four", "four"),
        ("colours", "color"), ("recognised", "recognize"), ("something", "something"), ("hundred", "hundred"),
        ("treated", "treat"), ("waiting", "wait"), ("killed", "kill"), ("passing", "pass"), ("earnings", "earnings"),
    ],
)  # fmt: skip
def test_a_form_has_its_dictionary_form(form: str, expected: str) -> None:
    assert lemma(form) == expected
