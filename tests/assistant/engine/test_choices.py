import pytest

from assistant.engine.choices import events, namesakes
from assistant.types import Evidence
from index.types import Article, Metadata, Passage


def evidence(number: int, title: str, text: str) -> Evidence:
    article = Article(f"a{number}", f"{number}.txt", text, Metadata(title=title), f"a{number}")
    return Evidence(number, article, Passage(article.id, 0, len(text), text), 0, len(text), 0.9)


BRANDTS = [
    evidence(
        1, "Collapse", "Amina Brandt spoke first. Later Amina Brandt said the cause was unknown. Leon Brandt left."
    ),
    evidence(2, "Fire", "Leon Brandt of the fire service said so. The cause, Leon Brandt said, is being examined."),
]


def test_a_surname_of_two_people_is_asked_back() -> None:
    assert namesakes("What did Brandt say about the cause?", BRANDTS) == (
        "Brandt may be Leon Brandt or Amina Brandt: name the one you mean."
    )


@pytest.mark.parametrize(
    "question", ["What did Leon Brandt say?", "What did the minister say?", "What did Falk say?"]
)
def test_a_full_name_or_another_is_not(question: str) -> None:
    assert namesakes(question, BRANDTS) == ""


def test_titles_days_and_one_mention_make_no_namesake() -> None:
    text = "Runa Falk won. Runa Falk spoke. President Falk waved. President Falk left. On Monday Falk rose. Ida Falk sat."
    assert namesakes("What did Falk say?", [evidence(1, "Vote", text)]) == ""


def test_offices_and_months_make_no_namesake() -> None:
    text = "Runa Falk won. Runa Falk spoke. Asked, CEO Falk waved; CEO Falk left. In November Falk rose, and in November Falk sat."
    assert namesakes("What did Falk say?", [evidence(1, "Vote", text)]) == ""


def test_someone_mostly_meant_is_meant() -> None:
    text = "Runa Falk spoke. " * 9 + "Ida Falk sat. Ida Falk stood."
    assert namesakes("What did Falk say?", [evidence(1, "Vote", text)]) == ""


FERRY = evidence(1, "Ferry sinks off Cape Orrel", "The ferry Castell sank off Cape Orrel. Nine people died.")
MILL = evidence(2, "Fire at the Osmere mill", "A fire at the mill in Osmere killed six people on Friday.")
SECOND = evidence(3, "Castell wreck raised", "The wreck of the Castell was raised. Nine people had died.")


def test_events_without_a_name_in_common_are_offered() -> None:
    assert events("How many people died?", [FERRY, MILL]) == (
        "This fits several things: “Ferry sinks off Cape Orrel” or “Fire at the Osmere mill”. Name the one you mean."
    )


def test_reports_of_one_event_are_not_offered() -> None:
    assert events("How many people died?", [FERRY, SECOND]) == ""
    assert events("How many people died in Osmere?", [FERRY, MILL]) == ""
