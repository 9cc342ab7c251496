import pytest

from assistant.engine.values.wanted import Sort, wanted


@pytest.mark.parametrize("words", [9, 90])
def test_a_question_without_an_end_for_what_is_counted_is_read_at_once(words: int) -> None:
    found = wanted(f"How many {'harbour fires a year start with lanterns ' * (words // 7 + 1)}, going by the agency?")
    assert found is not None
    assert found.sort is Sort.COUNT
