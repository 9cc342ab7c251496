import re

import pytest

from assistant.engine.values.givers import giver


def who(sentence: str) -> str:
    figure = re.search(r"\d[\d,.]*\d|\d|ten past four|six hundred", sentence)
    assert figure is not None
    return giver(sentence, *figure.span())


@pytest.mark.parametrize(
    ("sentence", "said_by"),
    [
        ("The agency put the moment of the break at 4.40.", "The agency"),
        ("Traffic police, who had looked at a camera, put the speed at 34 kilometres per hour.", "Traffic police"),
        ("The Water Committee counted 9,000 people at the gate.", "The Water Committee"),
        ("The regional government on Thursday had reckoned with 410 million.", "The regional government"),
        ("Some six hundred, on the employers' count.", "the employers"),
        ("By the union’s own estimate 9,000 marched.", "the union"),
        (
            "The union's economist, Ruth Adeyemi, worked through the books and makes it 6 million.",
            "The union's economist",
        ),
        ("Civic Watch's parallel count arrived at 51.3 per cent.", "Civic Watch"),
        ("Nobody was sure; residents put the blast at ten past four.", "residents"),
        ("The crowd sang for hours, but police estimated it at 2,500.", "police"),
        ("The prefecture says 23, the union 40.", "The prefecture"),
        ("Nobody agrees, while the mortuary has spoken of 34.", "the mortuary"),
    ],
)
def test_the_giver_of_a_figure_is_named(sentence: str, said_by: str) -> None:
    assert who(sentence) == said_by


@pytest.mark.parametrize(
    "sentence",
    [
        "The strike cost the port 40 million.",
        "It put the toll at 12.",
        "In its provisional count the number was given as 312.",
        "In March 312 people died.",
        "Police put on a show; 300 came.",
        "A device placed under a bus killed 30.",
        "The attack claimed the lives of 30 people.",
        "The attack claimed 30 lives.",
        "Residents gave blood after the blast killed 30.",
        "The blast put 12 people in hospital.",
        "The ferry gave way and 40 drowned.",
        "Residents given shelter numbered 300.",
        "The estimated cost is 30 million.",
        "By Monday's count 12 were missing.",
        "In Dalen's data centre 12 died.",
        "Police, organisers and residents agree on little: 60, some say.",
        "Neither side put it at 12.",
        "",
    ],
)
def test_where_nobody_gives_it_nobody_is_named(sentence: str) -> None:
    assert giver(sentence, len(sentence), len(sentence)) == "" if not sentence else who(sentence) == ""
