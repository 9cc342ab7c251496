from datetime import date

import pytest

from assistant.engine.later_reports import later_reports
from assistant.types import Evidence
from index.types import Article, Filters, Metadata, Passage


def evidence(text: str, published: date | None) -> Evidence:
    article = Article(text, "a.txt", text, Metadata(published=published), text)
    return Evidence(1, article, Passage(article.id, 0, len(text), text), 0, len(text), 0.9)


FIRST = evidence("At least 11 people died.", date(2025, 3, 9))
SECOND = evidence("The dam was built in 1911.", date(2025, 3, 12))
ASKED = "How many people died when the dam broke?"


def test_a_question_for_a_value_is_asked_again_of_what_came_after() -> None:
    assert later_reports(ASKED, [SECOND, FIRST]) == Filters(after=date(2025, 3, 13))


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        (ASKED, []),
        (ASKED, [evidence("At least 11 people died.", None)]),
        ("Why did the dam break?", [FIRST]),
    ],
    ids=["nothing quoted", "no date", "no value asked for"],
)
def test_other_questions_are_not(question: str, quoted: list[Evidence]) -> None:
    assert later_reports(question, quoted) is None
