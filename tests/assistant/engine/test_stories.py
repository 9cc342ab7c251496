import pytest

from assistant.engine.stories import may_tell_one_story, of_asked_story
from assistant.types import Evidence
from index.types import Article, Metadata, Passage


def article(text: str, publisher: str = "", title: str = "", origin: str = "") -> Article:
    return Article(f"{publisher}{text}", "a.md", text, Metadata(title=title, publisher=publisher), origin)


FERRY = article("ORLEN, March 4 (Wire) - The ferry Anna Holm sank in Brava Strait, the port said.", "Orlen Wire")


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("The families of those on the Anna Holm wait in the fish hall.", "Harbour Post"),
        ("Brava is in mourning.", "Harbour Post"),
        ("The Brava guard has found the Anna Holm.", "Orlen Wire"),
        ("Nobody knows why it sank.", "Harbour Post"),
    ],
)
def test_reports_of_one_event_share_names_and_what_names_nothing_may_be_of_any(text: str, publisher: str) -> None:
    assert may_tell_one_story(FERRY, article(text, publisher))
    assert may_tell_one_story(article(text, publisher), FERRY)


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("In Tarrin the police say 19 people died on Monday.", "Harbour Post"),
        ("TARRIN, June 9 (Wire) - A bomb tore through Tarrin on Monday.", "Orlen Wire"),
        ("The Minister of Health and President Dahl met in Tarrin.", "Orlen Wire"),
    ],
)
def test_reports_of_other_events_share_none_but_days_offices_and_their_publisher(text: str, publisher: str) -> None:
    assert not may_tell_one_story(FERRY, article(text, publisher))
    assert not may_tell_one_story(article(text, publisher), FERRY)


def test_an_article_and_its_copies_tell_one_story() -> None:
    one, copy = article("Dana Holm sang.", origin="o"), article("A choir sang, Ines Toll said.", origin="o")
    assert may_tell_one_story(one, one)
    assert may_tell_one_story(one, copy)


def evidence(number: int, text: str, score: float) -> Evidence:
    one = article(text, f"Paper {number}")
    return Evidence(number, one, Passage(one.id, 0, len(text), text), 0, len(text), score)


BOMB = evidence(1, "A bomb in Tarrin hurt 131 people.", 0.9)
STAND = evidence(2, "The stand of Club Orlen fell in Brava and hurt 150.", 0.8)
FOUND = evidence(3, "Officials in Brava now count 236 injured.", 0.5)


def test_what_lacks_the_names_of_the_question_and_shares_none_is_of_another_event() -> None:
    pieces = [BOMB, STAND, FOUND]
    assert of_asked_story("How many were hurt in Tarrin?", pieces) == [BOMB]
    assert of_asked_story("How many were hurt at the Orlen stadium?", [STAND, BOMB, FOUND]) == [STAND, FOUND]


@pytest.mark.parametrize(
    "question", ["How many were hurt?", "How many were hurt in Kesh?", "Why did Brava and Tarrin quarrel?"]
)
def test_where_no_article_has_the_names_all_evidence_stays(question: str) -> None:
    assert of_asked_story(question, [BOMB, STAND, FOUND]) == [BOMB, STAND, FOUND]


def test_what_stands_before_the_first_piece_with_the_names_stays() -> None:
    assert of_asked_story("How many were hurt at the Orlen stadium?", [BOMB, STAND, FOUND]) == [BOMB, STAND, FOUND]


def test_a_country_and_its_people_are_one_name() -> None:
    fled = evidence(1, "Some 6 million people have fled Ukraine, an agency said.", 0.9)
    learn = evidence(2, "Ukrainians in Kesh learn Danish.", 0.8)
    assert of_asked_story("How many Ukrainians have fled?", [fled, learn]) == [fled, learn]
    assert may_tell_one_story(article("In Syria 12 people died."), article("Twenty died, Syrian rebels said."))
    assert may_tell_one_story(article("A blast in Łódź hurt 12."), article("The mayor of Łódź spoke."))


def test_names_that_only_poor_evidence_has_take_nothing_away() -> None:
    poor = evidence(4, "Kesh is far away.", 0.3)
    assert of_asked_story("How many were hurt in Kesh?", [BOMB, STAND, poor]) == [BOMB, STAND, poor]
