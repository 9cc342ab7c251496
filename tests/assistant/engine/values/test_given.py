from dataclasses import replace

import pytest

from assistant.engine.disagreement import disagreements
from assistant.engine.values.given import given, sources_of_value
from assistant.engine.values.wanted import wanted
from assistant.types import AnswerSpan, Evidence
from index.types import Article, Metadata, Passage


def piece(text: str, answer: str, score: float = 0.6, number: int = 1, title: str = "", before: str = "") -> Evidence:
    """Evidence whose sentence is `text`, of which a model has read `answer` as the answer."""
    whole = f"{before} {text}".strip()
    article = Article(f"{number:012x}", f"{number}.md", whole, Metadata(title=title), origin=str(number))
    start = whole.index(text)
    place = whole.index(answer, start)
    span = AnswerSpan(place, place + len(answer), placed=1.0, lead=5.0)
    return Evidence(number, article, Passage(article.id, 0, len(whole), whole), start, len(whole), score, answer=span)


def values(question: str, *evidence: Evidence) -> list[str]:
    asked = wanted(question)
    assert asked is not None
    return [statement.found.text for statement in given(question, asked, evidence)]


IDLE = "How many drivers are idle because of the Orlen walkout?"
HAULIERS = "Hauliers reckon that six hundred lorries and 900 drivers stand still, 12 of them abroad."


def test_of_several_figures_the_one_that_answers_is_given() -> None:
    assert values(IDLE, piece(HAULIERS, "900 drivers")) == ["900"]
    assert values(IDLE, piece(HAULIERS, "six hundred")) == []
    idle = "How many vehicles are idle because of the Orlen walkout?"
    assert values(idle, piece(HAULIERS, "six hundred")) == ["six hundred"]
    assert values(idle, piece(HAULIERS, "six hundred lorries and 900 drivers")) == []


def test_a_figure_of_another_sort_is_not_given() -> None:
    loss = "How much money did the Orlen walkout cost?"
    assert values(loss, piece("It cost the port $18 million.", "$18 million")) == ["$18 million"]
    assert values(loss, piece("It cost the port 18 per cent of its trade.", "18 per cent")) == []
    assert values(IDLE, piece("Drivers lost 18 per cent of their pay.", "18 per cent")) == []
    assert values(IDLE, piece("In the walkout 14 drivers were injured.", "14")) == []


@pytest.mark.parametrize("change", [{"placed": -9.0}, {"lead": 0.2}])
def test_words_that_hardly_answer_give_nothing(change: dict[str, float]) -> None:
    sure = piece(HAULIERS, "900 drivers")
    assert sure.answer is not None
    assert values(IDLE, replace(sure, answer=replace(sure.answer, **change))) == []
    assert values(IDLE, replace(sure, answer=None)) == []


def test_evidence_far_behind_the_best_gives_nothing() -> None:
    best = piece(HAULIERS, "900 drivers", score=0.9)
    assert values(IDLE, best, piece("Some 40 drivers wait.", "40", score=0.24, number=2)) == ["900"]
    assert values(IDLE, best, piece("Some 40 drivers wait.", "40", score=0.3, number=2)) == ["900", "Some 40"]


def test_a_question_for_an_hour_gets_hours_and_one_for_a_day_gets_days() -> None:
    text = "The gates were opened on 4 May at 4 a.m., the operator said."
    assert values("When were the gates of Orlen opened?", piece(text, "4 a.m.")) == ["4 a.m."]
    assert values("At what time were the gates of Orlen opened?", piece(text, "on 4 May at 4 a.m.")) == ["4 a.m."]
    assert values("When were the gates of Orlen opened?", piece(text, "on 4 May at 4 a.m.")) == ["4 May"]


ONE = piece("The union says that 2,300 stayed away from the Orlen terminals.", "2,300", title="Orlen walkout")
TWO = piece("At the Orlen terminals 1,450 failed to turn up.", "1,450", number=2, title="Orlen walkout")
JOINED = "How many dockers joined the walkout at Orlen?"


def test_what_two_sources_answer_in_other_words_stands_side_by_side() -> None:
    (found,) = disagreements(JOINED, [ONE, TWO])
    assert [value.value for value in found.values] == ["2,300", "1,450"]
    assert sources_of_value(JOINED, [ONE, TWO]) == [ONE, TWO]


def test_without_the_words_that_answer_such_figures_are_not_compared() -> None:
    unread = [replace(ONE, answer=None), replace(TWO, answer=None)]
    assert disagreements(JOINED, unread) == []
    assert sources_of_value(JOINED, unread) == []


def test_a_value_in_the_question_s_words_meets_one_that_only_a_model_has_read() -> None:
    marched = "How many demonstrators marched at Orlen?"
    plain = replace(piece("Police said 2,500 demonstrators marched at Orlen.", "2,500"), answer=None)
    other = piece("The committee counted 9,000 between the church and the gate of Orlen.", "9,000", number=2)
    (found,) = disagreements(marched, [plain, other])
    assert [value.value for value in found.values] == ["2,500", "9,000"]
    assert disagreements(marched, [plain, replace(other, answer=None)]) == []


def test_sure_answers_are_compared_even_where_one_article_does_not_name_the_place() -> None:
    question = "What was the turnout in Orlen?"
    named = piece("Turnout was 58 per cent in Orlen.", "58 per cent", score=0.7)
    city = piece("A full 61 per cent went to the polls in the city.", "61 per cent", score=0.6, number=2)
    assert len(disagreements(question, [named, city])) == 1
    assert disagreements(question, [named, replace(city, score=0.4)]) == []


def test_persons_of_another_kind_are_not_those_asked_for() -> None:
    hurt = "How many protesters were hurt at Orlen?"
    assert values(hurt, piece("At Orlen 27 demonstrators were hurt.", "27")) == ["27"]
    assert values(hurt, piece("At Orlen 12 officers were hurt.", "12")) == []
    assert values(hurt, piece("At Orlen 40 people were hurt.", "40")) == ["40"]


def test_lengths_of_different_order_are_of_different_things() -> None:
    question = "How far from Orlen did the ferry sink?"
    sank = piece("It sank about 17 kilometres from Orlen.", "17 kilometres")
    depth = piece("The wreck off Orlen lies in 18 metres of water.", "18 metres", number=2)
    nearer = piece("Off Orlen, 12 kilometres out, it went down.", "12 kilometres", number=2)
    assert disagreements(question, [sank, depth]) == []
    (found,) = disagreements(question, [sank, nearer])
    assert found.about == "distance"


def test_what_differs_always_has_a_name() -> None:
    sums = [
        piece(f"The Orlen walkout cost {much}.", much, number=n)
        for n, much in enumerate(("$18 million", "$6 million"), 1)
    ]
    (found,) = disagreements("How much money did Orlen lose by the walkout?", sums)
    assert found.about
    weighed = [
        piece(f"The Orlen bell is {much} of bronze.", much, number=n)
        for n, much in enumerate(("40 tonnes", "52 tonnes"), 1)
    ]
    (found,) = disagreements("How big is the bell of Orlen?", weighed)
    assert found.about == "measure"


def test_a_date_needs_a_surer_answer_than_a_figure() -> None:
    opened = piece("The gates of Orlen were opened on 4 May.", "4 May", score=0.55)
    assert values("When were the gates of Orlen opened?", opened) == ["4 May"]
    assert values("When were the gates of Orlen opened?", replace(opened, score=0.45)) == []


def test_children_are_some_of_the_people_and_things_are_nobody() -> None:
    killed = "How many people were killed at Orlen?"
    assert values(killed, piece("At Orlen 12 children were killed.", "12")) == []
    assert values(killed, piece("At Orlen 12 workers were killed.", "12")) == ["12"]
    robbers = "How many robbers were in the museum of Orlen?"
    assert values(robbers, piece("At Orlen 14 chalices were taken.", "14")) == []
    assert values(robbers, piece("At Orlen 3 men were seen.", "3")) == ["3"]
    children = "How many children were killed at Orlen?"
    assert values(children, piece("At Orlen 46 people were killed.", "46")) == []


def test_a_figure_whose_clause_does_not_say_what_happened_needs_a_surer_answer() -> None:
    killed = "How many people were killed at Orlen?"
    counted = piece("At Orlen the undertakers speak of 61.", "61")
    assert counted.answer is not None
    assert values(killed, counted) == ["61"]
    assert values(killed, replace(counted, answer=replace(counted.answer, placed=-0.5))) == []


def test_what_a_model_reads_surely_stands_for_what_the_words_of_the_question_stand_beside() -> None:
    late = "How many polling stations opened late in Orlen?"
    whole = piece("Of the 118 polling stations in Orlen, nine opened late.", "nine")
    party = piece("In Orlen thirty-one polling stations opened late, the party said.", "thirty-one", number=2)
    (found,) = disagreements(late, [whole, party])
    assert {value.value for value in found.values} == {"nine", "thirty-one"}


def test_what_another_event_counts_stands_on_no_card() -> None:
    killed = "How many people died when the ferry sank?"
    ferry = piece("The Anna Holm sank off Orlen and 46 people died.", "46", score=0.9)
    town = piece("In Orlen at least 61 people died on the Anna Holm.", "61", score=0.7, number=2)
    bomb = piece("The bomb in Tarrin has left 73 people dead.", "73", score=0.7, number=3)
    (found,) = disagreements(killed, [ferry, town, bomb])
    assert {value.value for value in found.values} == {"46", "at least 61"}
    assert disagreements(killed, [ferry, bomb]) == []


def test_a_sure_reading_takes_no_value_from_another_voice_of_its_piece() -> None:
    killed = "How many people were killed in Orlen?"
    both = piece("In Orlen 19 people were killed, police said. The union said 34 people were killed in Orlen.", "19")
    (found,) = disagreements(killed, [both])
    assert [(value.value, value.said_by) for value in found.values] == [("19", "police"), ("34", "The union")]


def test_each_part_of_a_question_may_be_about_an_event_of_its_own() -> None:
    asked = "How many people were killed in the Orlen fire and how many in the Tarrin flood?"
    fire = piece("In Orlen 12 people were killed.", "12", score=0.9)
    floods = [
        piece(f"In Tarrin {much} people were killed in the flood.", much, score=0.8, number=n)
        for n, much in enumerate(("30", "44"), 2)
    ]
    (found,) = disagreements(asked, [fire, *floods])
    assert {value.value for value in found.values} >= {"30", "44"}


def test_whoever_is_counted_by_a_word_for_persons_may_be_among_the_people() -> None:
    killed = "How many people were killed at Orlen?"
    for who in ("hostages", "residents", "deaths", "tenants"):
        assert values(killed, piece(f"At Orlen 46 {who} were counted.", "46")) == ["46"]
    assert values("How many women were killed at Orlen?", piece("At Orlen 12 men were killed.", "12")) == []


def test_what_a_candidate_got_is_no_turnout() -> None:
    turnout = "What share of voters went to the polls in Orlen?"
    assert values(turnout, piece("Torvald got 51.3 per cent of the valid vote in Orlen.", "51.3 per cent")) == []
    assert values(turnout, piece("In Orlen 58 per cent went to the polls.", "58 per cent")) == ["58 per cent"]
    won = "What share of the vote did Torvald get in Orlen?"
    assert values(won, piece("Torvald got 51.3 per cent of the valid vote.", "51.3 per cent")) == ["51.3 per cent"]


def test_a_late_toll_that_hardly_names_its_event_stands_on_the_card_all_the_same() -> None:
    killed = "How many people were killed when the Orlen dam broke?"
    first = piece("At least 11 people were killed when the Orlen dam broke.", "11", score=0.95)
    report = piece("The 214-page report on the Orlen dam puts the death toll at 24.", "24", score=0.13, number=2)
    (found,) = disagreements(killed, [first, report])
    assert [value.value for value in found.values] == ["At least 11", "24"]
