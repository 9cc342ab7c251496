from contextlib import suppress
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.question_type import AnswerType
from assistant.engine.questions.publishers import Publisher
from assistant.engine.questions.question import understand
from assistant.types import Turn
from index.errors import QuestionError
from index.types import Filters

PUBLISHERS = [Publisher("Press TV"), Publisher("RT"), Publisher("theguardian.com")]
NEWEST = date(2023, 12, 20)


def test_a_question_is_understood_as_a_whole() -> None:
    found = understand('According to RT, how many people were "badly hurt" after:2018-11-20', [], PUBLISHERS, NEWEST)
    assert found.standalone == "According to RT, how many people were badly hurt"
    assert found.search_text == "how many people were badly hurt"
    assert found.filters == Filters(after=date(2018, 11, 20), phrases=("badly hurt",))
    assert found.inferred == Filters(("RT",))
    assert (found.kind, found.expects.counted, found.contested) == (AnswerType.NUMBER, "people", False)


def test_what_a_person_decides_is_not_inferred_over() -> None:
    explicit = Filters(("Press TV",), date(2018, 1, 1))
    found = understand(
        "Compare RT and theguardian.com articles from 2023 on Aleppo", [], PUBLISHERS, NEWEST, explicit
    )
    assert found.filters == explicit
    assert found.inferred == Filters()
    assert found.sides == ()


def test_a_comparison_has_a_side_for_each_publisher() -> None:
    found = understand("Compare what Press TV and RT wrote about Aleppo", [], PUBLISHERS, NEWEST)
    assert [side.sources for side in found.sides] == [("Press TV",), ("RT",)]


def test_a_follow_up_changes_the_publisher() -> None:
    said = [Turn("", "What does Press TV say about the casualties?", "107 were injured. [1]")]
    found = understand("And RT?", said, PUBLISHERS, NEWEST)
    assert found.standalone == "What does RT say about the casualties?"
    assert found.inferred.sources == ("RT",)


def test_a_bare_publisher_after_another_question_narrows_to_it() -> None:
    said = [Turn("", "How many children were hospitalised?", "Eight. [1]")]
    found = understand("What about RT?", said, PUBLISHERS, NEWEST)
    assert found.inferred.sources == ("RT",)
    assert found.search_text == "children were hospitalised"


def test_quotation_marks_around_a_publisher_make_no_phrase() -> None:
    found = understand('What does "The Guardian" say about Gaza?', [], PUBLISHERS, NEWEST)
    assert found.filters == Filters()
    assert found.inferred.sources == ("theguardian.com",)


@given(st.text(max_size=120))
def test_any_text_can_be_asked(question: str) -> None:
    with suppress(QuestionError):
        found = understand(question, [], PUBLISHERS, NEWEST)
        assert found.text == question
        assert found.search_text.strip() or not question.strip()
