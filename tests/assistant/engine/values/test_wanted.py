import pytest

from assistant.engine.values.wanted import Sort, stem, wanted


@pytest.mark.parametrize("words", [9, 90])
def test_a_question_without_an_end_for_what_is_counted_is_read_at_once(words: int) -> None:
    found = wanted(f"How many {'harbour fires a year start with lanterns ' * (words // 7 + 1)}, going by the agency?")
    assert found is not None
    assert found.sort is Sort.COUNT


def test_a_month_is_no_name_of_what_is_asked_about() -> None:
    asked = wanted("How many people were hurt in the Orlen fire in November 2018?")
    assert asked is not None
    assert asked.names == {stem("Orlen")}
