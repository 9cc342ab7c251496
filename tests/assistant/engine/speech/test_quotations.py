import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.speech.quotations import masked, quotations


def test_an_unclosed_quotation_runs_to_the_end() -> None:
    assert quotations("He said: “It goes on") == ((9, 20),)


@given(st.text(alphabet='ab "“”‘’.,\x00said', max_size=80))
def test_quotations_lie_in_the_paragraph_and_are_all_that_is_masked(paragraph: str) -> None:
    found = quotations(paragraph)
    for start, end in found:
        assert 0 <= start < end <= len(paragraph)
    words = masked(paragraph)
    assert len(words) == len(paragraph)
    outside = [i for i in range(len(paragraph)) if not any(start <= i < end for start, end in found)]
    assert [words[i] for i in outside] == [paragraph[i] for i in outside]


@pytest.mark.parametrize(
    ("paragraph", "quoted"),
    [
        ("'We saw it. We did,' he wrote.", ["'We saw it. We did,'"]),
        ("She said: 'They're gone. It's over.' Then she left.", ["'They're gone. It's over.'"]),
        ("The workers' union said 'no' to the dogs' owner.", []),
        ("'Tis the season for the workers' party.", []),
        ("``It's over. I don't know,'' she said.", ["``It's over. I don't know,''"]),
    ],
)
def test_plain_marks_quote_only_where_they_are_no_apostrophes(paragraph: str, quoted: list[str]) -> None:
    assert [paragraph[start:end] for start, end in quotations(paragraph)] == quoted
