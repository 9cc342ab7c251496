import pytest

from assistant.engine.values.counts import counts


def read(sentence: str) -> list[tuple[str, str, str]]:
    return [(count.figure.text, count.noun, count.frame) for count in counts(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Twelve residents, including two children, were taken to hospital.",
            [("Twelve", "people", "hospitalised"), ("two", "child", "hospitalised")],
        ),
        ("The blast killed 46 people and injured 20.", [("46", "people", "killed"), ("20", "people", "injured")]),
        ("46 people were killed and 20 injured.", [("46", "people", "killed"), ("20", "people", "injured")]),
        ("The death toll rose to 12 from 9.", [("12", "people", "killed")]),
        ("The death toll has risen to 17.", [("17", "people", "killed")]),
        ("The flood left 46 people dead.", [("46", "people", "killed")]),
        ("He wrote to the families of the 46 persons who lost their lives.", [("46", "people", "killed")]),
        ("Boats saved 131 people.", [("131", "people", "rescued")]),
        ("Two gunmen who killed 11 people fled.", [("Two", "gunmen", ""), ("11", "people", "killed")]),
        ("In all 131 people were saved.", [("131", "people", "rescued")]),
        ("There were 46 deaths.", [("46", "people", "killed")]),
        ("The number of journalists killed had increased to 97.", [("97", "journalist", "killed")]),
        ("46 people saw the man who was killed.", [("46", "people", "")]),
        (
            "Organisers put the crowd at 20,000; police said 5,000.",
            [("20,000", "people", "attending"), ("5,000", "people", "attending")],
        ),
        ("Fourteen workers were taken to hospital.", [("Fourteen", "worker", "hospitalised")]),
        ("12 homes were destroyed.", [("12", "home", "")]),
        ("At\xa0least 107 people were delivered to\xa0hospitals.", [("At least 107", "people", "hospitalised")]),
    ],
)
def test_what_a_figure_counts(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Two more people died.",
        "Another 20 were hurt.",
        "12 of the victims were children.",
        "The storm could kill 40 people.",
        "The probe moved at 24 kilometres a second.",
    ],
)
def test_parts_additions_fears_ages_and_rates_are_not_counted(sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Seven of the 12 people on the ferry were killed.",
        "Seven out of the 12 people on the ferry were killed.",
        "Nearly a third of the 1,200 people of Porta were injured.",
        "Half the 40 people were injured.",
        "Half of 400 workers were laid off.",
        "Two-thirds of the town's 900 people fled.",
        "Most of the 40 workers were laid off.",
        "None of the 12 passengers was hurt.",
        "All but three of the 90 miners were killed.",
        "All but three people were killed.",
        "The quake killed three of the 12 workers.",
        "One in five people were infected.",
        "One of the 12 workers died.",
    ],
)
def test_a_whole_of_which_a_part_is_told_is_not_counted(sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("All of the 12 people were killed.", [("12", "people", "killed")]),
        ("Seven of the 12 people killed were children.", [("12", "people", "killed")]),
        ("A crowd of 500 people gathered.", [("500", "people", "attending")]),
        ("Police arrested 40 of 300 protesters.", [("40", "people", "arrested")]),
        ("Up to 3 in 10 people were infected.", [("Up to 3", "", "")]),
        ("About four in ten children were vaccinated.", [("About four", "", "")]),
        ("About one patient in ten dies.", [("About one", "patient", "")]),
        ("He found one of the two staircases shut.", [("two", "staircases shut", "")]),
        ("Three teams of 12 players met.", [("Three", "team", ""), ("12", "players met", "")]),
        ("He walked 28 in 164 innings.", [("28", "", ""), ("164", "inning", "")]),
        ("Wages rise by 6.5 per cent in two steps.", [("6.5 per cent", "", ""), ("two", "step", "")]),
        ("12 people were killed in 10 villages.", [("12", "people", "killed"), ("10", "village", "")]),
        ("A total of 3 people died.", [("3", "people", "killed")]),
    ],
)
def test_other_numbers_after_of_and_in_are_counted(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(sentence) == expected


def test_others_are_those_besides_another_frame() -> None:
    assert read("Six died. Twenty others were hurt.") == [
        ("Six", "people", "killed"),
        ("Twenty", "people", "injured"),
    ]
    assert read("Three soldiers were hurt and 20 others were hurt.")[1:] == []


def test_a_number_over_time_is_told_apart() -> None:
    assert [count.scope for count in counts("It kills 40 people a year.")] == ["per year"]
    assert [count.scope for count in counts("40 people have died since March.")] == ["since"]
    assert [count.scope for count in counts("40 people died, the most since 1993.")] == [""]


def test_new_cases_are_an_addition() -> None:
    assert counts("We have had only three new patients since Sunday.") == ()
    assert [count.noun for count in counts("The town built 12 new homes.")] == ["new home"]


def test_a_place_is_no_stretch_of_time() -> None:
    assert counts("Over the whole country 46 people died in the storm.")[0].scope == ""
    assert counts("Over the whole campaign police held 23 people.")[0].scope == "since"


def test_an_age_is_not_a_toll() -> None:
    assert ("26", "people", "killed") not in read("The eighth, a woman of 26, died in hospital.")


def test_a_rate_belongs_to_the_figure_before_it() -> None:
    (distance,) = counts("The probe passed 212 kilometres from the comet at 24 kilometres a second.")
    assert distance.scope == ""
    (cost,) = counts("The stoppage costs 30 million crowns a day.")
    assert cost.scope == "per day"


def test_what_a_sum_includes_is_not_the_sum() -> None:
    assert counts("The price includes 23 million crowns of debt.") == ()


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("Some 2,900 pictures were taken and will need a week to reach the ground.", ""),
        ("The mill makes 2,900 doors a week.", "per week"),
        ("Since Friday the outbreak has put 140 people in hospital.", ""),
        ("Since January the outbreak has put 140 people in hospital.", "since"),
    ],
)
def test_a_span_of_time_is_no_rate_and_a_day_no_stretch(sentence: str, scope: str) -> None:
    (count,) = counts(sentence)
    assert count.scope == scope


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The number of people in hospital in Orlen has risen to 163.", ("people", "hospitalised")),
        ("A march drew 8,000 people to Orlen.", ("people", "attending")),
        ("Forty-seven demonstrators were held after the march.", ("people", "arrested")),
        ("Some 200 people were held up for hours.", ("people", "")),
    ],
)
def test_words_of_news_for_hospital_march_and_arrest(sentence: str, expected: tuple[str, str]) -> None:
    assert (counts(sentence)[0].noun, counts(sentence)[0].frame) == expected


@pytest.mark.parametrize(
    ("sentence", "unit", "scope"),
    [
        ("Police put the speed at 34 kilometres per hour.", "km/h", ""),
        ("It was doing 18 km/h when it left the road.", "km/h", ""),
        ("The plant draws 240 litres a second.", "l", "per second"),
        ("They are paid 200 dollars a month.", "$", "per month"),
    ],
)
def test_a_speed_is_no_count_per_hour_and_an_amount_in_a_time_keeps_it(sentence: str, unit: str, scope: str) -> None:
    (found,) = counts(sentence)
    assert (found.figure.unit, found.scope) == (unit, scope)
