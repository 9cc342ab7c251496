from datetime import date

import pytest

from assistant.engine.disagreement import disagreements
from assistant.types import Disagreement, Evidence
from index.sentences import sentences
from index.types import Article, Metadata, Passage


def article(text: str, publisher: str = "", published: str = "", origin: str = "", title: str = "") -> Article:
    day = date.fromisoformat(published) if published else None
    return Article(
        id=f"{abs(hash((text, publisher))) % 16**12:012x}",
        path="a.md",
        text=text,
        metadata=Metadata(title=title, publisher=publisher, published=day),
        origin=origin or publisher + text,
    )


def found(question: str, *articles: Article) -> list[Disagreement]:
    pieces: list[Evidence] = []
    for one in articles:
        for start, end in sentences(one.text):
            passage = Passage(one.id, start, end, one.text[start:end])
            pieces.append(Evidence(len(pieces) + 1, one, passage, start, end, 0.0))
    return disagreements(question, pieces)


def values(one: Disagreement) -> list[str]:
    return [value.value for value in one.values]


HURT = "How many people were hospitalised after the Orlen fire?"


def test_different_tolls_stand_side_by_side_with_their_speakers() -> None:
    (one,) = found(
        HURT,
        article(
            "A fire hit Orlen on Saturday. Close to 50 people were hospitalised, state TV reported.", "Orlen Radio"
        ),
        article("At least 107 residents of Orlen were taken to hospitals after the fire.", "The Harbour Post"),
    )
    assert (one.about, one.kind) == ("people hospitalised", "dispute")
    assert values(one) == ["Close to 50", "At least 107"]
    assert [value.said_by for value in one.values] == ["state TV", ""]


def test_two_speakers_of_one_article_differ_but_one_voice_does_not() -> None:
    march = "How many people marched in Orlen?"
    text = "Thousands marched in Orlen. The Dockers' Union said 12,000 people took part. Police said 5,500."
    (one,) = found(march, article(text))
    assert [(value.value, value.said_by) for value in one.values] == [
        ("12,000", "The Dockers' Union"),
        ("5,500", "Police"),
    ]
    assert found(march, article("In Orlen 12,000 people marched. At the harbour 5,500 people marched.")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "At least 46 people were hospitalised in Orlen after the fire.",
            "The fire in Orlen put 46 people in hospital.",
        ),
        (
            "About 50 people were hospitalised in Orlen after the fire.",
            "48 people were hospitalised after the Orlen fire.",
        ),
        ("12 people were hospitalised after the Orlen fire.", "The Orlen fire injured 40 people."),
        ("12 people were hospitalised after the Orlen fire.", "8 children were hospitalised after the Orlen fire."),
        (
            "12 people were hospitalised after the Orlen fire.",
            "After a similar fire in Orlen 40 people were hospitalised.",
        ),
        ("12 people were hospitalised after the Orlen fire.", "In April 1998 the Orlen fire hospitalised 40 people."),
        (
            "12 people were hospitalised after the Orlen fire.",
            "It was the worst fire in Orlen since 1998, when 40 people were hospitalised.",
        ),
        (
            "12 people were hospitalised after the Orlen fire.",
            "In Orlen one patient in ten was hospitalised by fires.",
        ),
        (
            "12 people were hospitalised after the Orlen fire.",
            "After the fire in Orlen 40 people could be hospitalised.",
        ),
        ("12 people were hospitalised after the Orlen fire.", "Fires in Orlen hospitalise 40 people a year."),
        ("12 people were hospitalised after the Orlen fire.", "After the Orlen flood the toll differed."),
    ],
)
def test_values_that_may_both_be_true_are_no_disagreement(one: str, other: str) -> None:
    assert found(HURT, article(one), article(other)) == []


def test_tolls_of_a_battle_and_its_war_are_not_compared() -> None:
    killed = "How many people were killed in Gorin?"
    assert (
        found(
            killed, article("The strike on Gorin killed six people."), article("In Gorin 20,057 people were killed.")
        )
        == []
    )


def test_copies_of_one_text_count_once() -> None:
    text = "12 people were hospitalised after the Orlen fire."
    other = "40 people were hospitalised after the Orlen fire."
    (one,) = found(
        HURT, article(text, "A", origin="x"), article(text, "B", origin="x"), article(other, "C", origin="y")
    )
    assert values(one) == ["12", "40"]


def test_a_larger_toll_of_the_same_publisher_later_is_an_update() -> None:
    killed = "How many people were killed in the Korva dam break?"
    early = article("The Korva dam break killed at least 11 people.", "Wire", "2025-03-09")
    late = article("The Korva dam break killed 19 people.", "Wire", "2025-03-11")
    other = article("The Korva dam break killed 9 people.", "State TV", "2025-03-11")
    (update,) = found(killed, late, early)
    assert (update.kind, values(update)) == ("update", ["at least 11", "19"])
    (dispute,) = found(killed, early, late, other)
    assert dispute.kind == "dispute"


def test_a_revision_that_says_so_is_an_update_by_another_publisher_too() -> None:
    killed = "How many people were killed in the Korva dam break?"
    early = article("The Korva dam break killed 14 people.", "Courier", "2025-03-10")
    late = article("The death toll of the Korva dam break was corrected to 12.", "Wire", "2025-03-12")
    assert [one.kind for one in found(killed, early, late)] == ["update"]


@pytest.mark.parametrize(
    ("question", "one", "other", "expected"),
    [
        (
            "When was the Orlen Mill built?",
            "The Orlen Mill was built in 1902.",
            "The Orlen Mill was constructed in 1885.",
            ["1902", "1885"],
        ),
        (
            "Where is the Holm House located?",
            "The Holm House is located in Orlen, Velmark.",
            "The Holm House is located in Dunmere, Velmark.",
            ["Orlen", "Dunmere"],
        ),
        (
            "Who directed the film Night Tide?",
            "Night Tide is a film directed by Ada Holm.",
            "Night Tide was directed by Per Lund.",
            ["Ada Holm", "Per Lund"],
        ),
        (
            "At what time did the Korva Dam break?",
            "The Korva Dam broke at 4:40 a.m.",
            "The Korva Dam broke at 4:31 a.m.",
            ["4:40 a.m.", "4:31 a.m."],
        ),
        (
            "What is the population of Orlen?",
            "The population of Orlen was 1,294.",
            "Orlen has a population of 5,003.",
            ["1,294", "5,003"],
        ),
        (
            "How much did the Orlen bridge cost?",
            "The Orlen bridge cost $45 million.",
            "The Orlen bridge cost $62 million.",
            ["$45 million", "$62 million"],
        ),
        (
            "How close did the Lantern probe come to the comet?",
            "The Lantern probe passed 212 kilometres from the comet.",
            "The Lantern probe came within 150 kilometres of the comet.",
            ["212 kilometres", "150 kilometres"],
        ),
        (
            "When was the Orlen well dug?",
            "The Orlen well was dug in 1964.",
            "The Orlen well was dug in 1972, the mayor said.",
            ["1964", "1972"],
        ),
        (
            "At what time did the ferry Korva Star sink?",
            "The ferry Korva Star, built in 1991, went down at 6.40 a.m.",
            "The ferry Korva Star sank at 7.15 a.m.",
            ["6.40 a.m.", "7.15 a.m."],
        ),
        (
            "What share of Orlen Mills is Holm buying?",
            "Holm is buying four fifths of the shares of Orlen Mills.",
            "Holm is buying 85 per cent of Orlen Mills.",
            ["four fifths", "85 per cent"],
        ),
        (
            "How much oil spilled from the Orlen pipeline?",
            "Some 900 tonnes of oil spilled from the Orlen pipeline.",
            "The Orlen pipeline spilled 2,300 tonnes of oil.",
            ["Some 900 tonnes", "2,300 tonnes"],
        ),
        (
            "How many people are in hospital in Orlen?",
            "An outbreak has put 140 people in hospital in Orlen since Friday.",
            "The number of people in hospital in Orlen has risen to 163.",
            ["140", "163"],
        ),
        (
            "How many people marched in Orlen?",
            "A march in Orlen drew 8,000 people.",
            "Some 40,000 people marched in Orlen.",
            ["8,000", "Some 40,000"],
        ),
        (
            "How many people were arrested at the march in Orlen?",
            "Police arrested 31 people at the march in Orlen.",
            "Forty-seven demonstrators were held after the march in Orlen.",
            ["31", "Forty-seven"],
        ),
        (
            "How long was the ferry Korva Star?",
            "The 70-metre ferry Korva Star sank off Orlen.",
            "The ferry Korva Star was 62 metres long.",
            ["70-metre", "62 metres"],
        ),
    ],
)
def test_other_kinds_of_values(question: str, one: str, other: str, expected: list[str]) -> None:
    (disagreement,) = found(question, article(one), article(other))
    assert values(disagreement) == expected


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How many people were arrested in Orlen?",
            "Police arrested 31 people in Orlen.",
            "Some 200 people were held up for hours at the bridge in Orlen.",
        ),
        (
            "What share of Orlen Mills is Holm buying?",
            "Holm is buying four fifths of the shares of Orlen Mills.",
            "Holm is buying 80 per cent of Orlen Mills.",
        ),
        (
            "How much oil spilled from the Orlen pipeline?",
            "Some 900 tonnes of oil spilled from the Orlen pipeline.",
            "The oil of the Orlen pipeline cost 2.3 million dollars.",
        ),
        (
            "How many people were injured in Orlen?",
            "In Orlen 22 people were injured.",
            "Six officers were injured in Orlen.",
        ),
    ],
)
def test_values_of_something_else_are_not_compared(question: str, one: str, other: str) -> None:
    assert found(question, article(one), article(other)) == []


def test_a_figure_set_against_the_one_before_it_needs_no_noun() -> None:
    text = "A march drew 8,000 people to Orlen, the police said. The organisers spoke of 40,000."
    (one,) = found("How many people marched in Orlen?", article(text))
    assert [(value.value, value.said_by) for value in one.values] == [
        ("8,000", "the police"),
        ("40,000", "The organisers"),
    ]


def test_a_place_inside_the_other_is_no_disagreement() -> None:
    where = "Where is the Holm House located?"
    assert (
        found(
            where,
            article("The Holm House is located in Orlen, Velmark."),
            article("The Holm House is located in Velmark."),
        )
        == []
    )


def test_a_question_for_no_value_gets_none() -> None:
    one = article("12 people were hospitalised after the Orlen fire.")
    other = article("40 people were hospitalised after the Orlen fire.")
    assert found("What happened in Orlen?", one, other) == []
    assert found("How many ships were affected by the Orlen fire?", one, other) == []
    assert found("Which papers reported the Orlen toll?", one, other) == []


def test_several_values_in_one_clause_are_left_out() -> None:
    one = article("The Orlen fire hospitalised 12 people at the mill and hospitalised 9 people at the port.")
    assert found(HURT, one, article("The Orlen fire hospitalised 40 people.")) == []


def test_groups_of_people_that_do_something_else_are_not_compared() -> None:
    fainted = "How many children fainted at the Hillside school?"
    one = article("Seventeen children fainted at the Hillside school, parents said.", "Clarion")
    standing = article(
        "The Hillside school regrets it. Krag said 60 children had been standing in the hall.", "Courier"
    )
    fifteen = article("Fifteen children fainted at the Hillside school, Krag said.", "Courier")
    assert found(fainted, one, standing) == []
    (dispute,) = found(fainted, one, fifteen)
    assert values(dispute) == ["Seventeen", "Fifteen"]


FERRY = "The Orlen Line said the stoppage costs 30 million crowns a day."


@pytest.mark.parametrize(
    ("after", "other"),
    [
        ("The dockers have an estimate of their own, by Per Lund, who arrives at 11 million.", "11 million"),
        ("The ministry uses a lower figure: 12.5 million crowns.", "12.5 million crowns"),
        ("The dockers said on Sunday that the figure was wrong and that the cost was 9 million.", "9 million"),
        ("Police put it at about 25 million.", "about 25 million"),
    ],
)
def test_a_figure_that_the_text_sets_against_the_first(after: str, other: str) -> None:
    one = article(f"{FERRY} {after}")
    passage = Passage(one.id, 0, len(one.text), one.text)
    quote = Evidence(1, one, passage, 0, len(one.text), 0.0)
    (dispute,) = disagreements("What does the Orlen stoppage cost per day?", [quote])
    assert values(dispute) == ["30 million crowns", other]


@pytest.mark.parametrize(
    "after",
    [
        "The line has 11 million customers.",
        "Its owners paid another 400 crowns.",
        "It spoke of 30 million on Friday too.",
        "In May 12 million crowns were paid to its owners.",
    ],
)
def test_another_figure_that_follows_is_no_rival(after: str) -> None:
    one = article(f"{FERRY} {after}")
    passage = Passage(one.id, 0, len(one.text), one.text)
    quote = Evidence(1, one, passage, 0, len(one.text), 0.0)
    assert disagreements("What does the Orlen stoppage cost per day?", [quote]) == []


def test_what_the_ranking_takes_for_an_answer_need_not_share_the_words() -> None:
    question = "What was the damage from the Korva disaster estimated at?"
    first = article(
        "The Korva dam broke.\n\nMayors met. The government gave an estimate of the damage: 410 million crowns."
    )
    second = article("Insurers raised their estimate of the damage caused by the Korva dam to 560 million crowns.")

    def pieces(score: float) -> list[Evidence]:
        found = []
        for number, one in enumerate((first, second), start=1):
            start, end = sentences(one.text)[-1]
            passage = Passage(one.id, 0, len(one.text), one.text)
            found.append(Evidence(number, one, passage, start, end, score))
        return found

    assert disagreements(question, pieces(0.1)) == []
    (one,) = disagreements(question, pieces(0.4))
    assert values(one) == ["410 million crowns", "560 million crowns"]


def test_what_raises_eyebrows_revises_nothing() -> None:
    question = "What was the turnout in Orlen?"
    first = article("Turnout in Orlen was 58 per cent.", "Orlen Radio", "2025-04-14")
    for telling, kind in (("which has raised eyebrows", "dispute"), ("which raised the official figure", "update")):
        later = article(f"Turnout in Orlen was 61 per cent, {telling}.", "The Harbour Post", "2025-04-15")
        assert [one.kind for one in found(question, first, later)] == [kind]


def test_a_source_that_counts_again_in_its_own_paper_tells_an_update() -> None:
    asked = "How many people were injured in Orlen?"
    day = article("Lifeline Surgeons said that 88 people were injured in Orlen.", "Orlen Wire", "2025-06-19")
    later = article("In Orlen 131 people were injured.", "Lifeline Surgeons", "2025-06-23")
    (one,) = found(asked, day, later)
    assert (one.kind, values(one)) == ("update", ["88", "131"])
    (other,) = found(asked, day, article("In Orlen 131 people were injured.", "Harbour Post", "2025-06-23"))
    assert other.kind == "dispute"


@pytest.mark.parametrize(
    "second",
    [
        "In Orlen 34 people were killed, not 500 metres from the school.",
        "In Orlen 34 people were killed, said the man who replaced the mayor.",
    ],
)
def test_what_takes_the_place_of_something_else_revises_no_figure(second: str) -> None:
    asked = "How many people were killed in Orlen?"
    first = article("In Orlen 19 people were killed.", "Orlen Radio", "2025-05-09")
    (one,) = found(asked, first, article(second, "Harbour Post", "2025-05-16"))
    assert one.kind == "dispute"


def test_of_two_who_give_figures_to_one_paper_neither_revises_the_other() -> None:
    asked = "How many people were killed in Orlen?"
    first = article("In Orlen 27 people were killed, the fire service said.", "Orlen Wire", "2025-10-20")
    second = article(
        "Nobody agrees about Orlen, while the mortuary has spoken of 34 people killed.", "Orlen Wire", "2025-10-27"
    )
    (one,) = found(asked, first, second)
    assert (one.kind, values(one)) == ("dispute", ["27", "34"])


@pytest.mark.parametrize(
    "second",
    [
        "In Orlen 1,611 ballots were spoiled, not 611.",
        "In Orlen 1,611 ballots were spoiled; this replaces our count.",
    ],
)
def test_a_figure_that_says_it_takes_the_place_of_another_revises_it(second: str) -> None:
    asked = "How many ballots were spoiled in Orlen?"
    first = article("In Orlen 611 ballots were spoiled.", "Orlen Radio", "2025-05-09")
    (one,) = found(asked, first, article(second, "Harbour Post", "2025-05-16"))
    assert (one.kind, values(one)) == ("update", ["611", "1,611"])
