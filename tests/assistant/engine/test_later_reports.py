from collections.abc import Sequence
from datetime import date

import pytest

from assistant.engine.later_reports import later_reports
from assistant.types import Evidence
from index.types import Article, Filters, Metadata, Passage


def evidence(text: str, published: date | None) -> Evidence:
    article = Article(text, "a.txt", text, Metadata(published=published), text)
    return Evidence(1, article, Passage(article.id, 0, len(text), text), 0, len(text), 0.9)


FIRST = evidence("At least 11 people died.", date(2025, 3, 9))
LAST = evidence("The report puts the toll at 24.", date(2025, 11, 26))
ASKED = "How many people died when the dam broke?"


class Archive:
    """Has one late report, and notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[Filters] = []

    def find(self, filters: Filters, k: int) -> Sequence[Evidence]:
        self.asked.append(filters)
        return [LAST]


def test_a_question_for_a_value_is_asked_again_of_what_came_after() -> None:
    archive = Archive()
    assert later_reports(ASKED, [FIRST], Filters(sources=("Wire",)), archive.find) == [LAST]
    assert archive.asked == [Filters(sources=("Wire",), after=date(2025, 3, 10))]


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
    archive = Archive()
    assert not later_reports(question, quoted, Filters(), archive.find)
    assert archive.asked == []
