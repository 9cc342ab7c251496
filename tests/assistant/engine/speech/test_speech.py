import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.speech.speech import reports


def said(paragraph: str) -> list[tuple[str, str]]:
    return [(paragraph[slice(*report.subject)], paragraph[slice(*report.verb)]) for report in reports(paragraph)]


@pytest.mark.parametrize(
    ("paragraph", "subject", "verb"),
    [
        ("Mayor Ilse Brandt said the bridge was safe.", "Mayor Ilse Brandt", "said"),
        ("The bridge was safe, said Ilse Brandt.", "Ilse Brandt", "said"),
        ("“The bridge is safe,” said Ilse Brandt, the mayor of Orlen.", "Ilse Brandt", "said"),
        ('"We will rebuild it," the ministry noted, as quoted by Orlen Radio.', "the ministry", "noted"),
        (
            '"No one came," said its shop steward, Nils Abel, who has worked there.',
            "its shop steward, Nils Abel",
            "said",
        ),
        ('"No one came," said the lasher.', "the lasher", "said"),
        ("Ilse Brandt, who has been mayor since 2011, told Orlen Radio that it was safe.", "Ilse Brandt", "told"),
        ("Ilse Brandt, a lawyer at the town hall, who ran twice, says it is safe.", "Ilse Brandt", "says"),
        ("According to police chief Anton Rehm, nobody was hurt.", "police chief Anton Rehm", "According to"),
        (
            "The fire spread, according to the mill's manager, Anton Rehm.",
            "the mill's manager, Anton Rehm",
            "according to",
        ),
        ("Nobody was hurt, the Orlen police confirmed earlier.", "the Orlen police", "confirmed"),
        ("The stand fell, killing 27, the civil protection service said.", "the civil protection service", "said"),
        ("It was three times the amount the company reported, inspectors say.", "inspectors", "say"),
        ("The figures the ministry reported were too low, inspectors say.", "inspectors", "say"),
        ("Residents say over 100 cellars were flooded.", "Residents", "say"),
        ("The smoke cleared and state TV later said it was over.", "state TV", "said"),
        ("U.S. officials said the ship had left.", "U.S. officials", "said"),
        ("Brandt invoked the old treaty and insisted it held.", "Brandt", "insisted"),
        ("Orlen Radio, the local station, has put the toll even higher.", "Orlen Radio", "put"),
    ],
)
def test_finds_who_speaks(paragraph: str, subject: str, verb: str) -> None:
    assert said(paragraph)[0] == (subject, verb)


@pytest.mark.parametrize(
    "paragraph",
    [
        "The man accused of setting the fire was released.",
        "Hurricane Ines claimed 46 lives.",
        "The driver was told to leave.",
        "The clerk remembered that Brandt told her to change the dates.",
        "The works will close in March, whatever head office says.",
        "He is said to be ill.",
        "The team added two players in May.",
        "The alleged attack happened in April.",
        "Take his persistent claim that the bridge is safe.",
        'A 65" television stood in the hall.',
        'She wrote nothing; the sign read: "According to the mayor, all is well."',
    ],
)
def test_words_that_only_look_like_reporting_are_none(paragraph: str) -> None:
    assert said(paragraph) == []


def test_words_inside_a_quotation_attribute_nothing() -> None:
    paragraph = '"According to our first information, Rehm said, it was gas," Major Ute Falk said.'
    assert said(paragraph) == [("Major Ute Falk", "said")]


def test_a_title_before_the_verb_is_no_second_report() -> None:
    assert [subject for subject, _ in said("Health official Ada Roth said symptoms suggested gas.")] == [
        "Health official Ada Roth"
    ]


@given(st.text(alphabet='ab "“”‘’.,\x00said', max_size=80))
def test_spans_lie_in_the_paragraph(paragraph: str) -> None:
    for report in reports(paragraph):
        assert 0 <= report.start < report.end <= len(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    ["The 12 miners reported missing on Monday were found.", "All 46 passengers confirmed dead were from Orlen."],
)
def test_of_whom_something_is_reported_says_nothing(paragraph: str) -> None:
    assert said(paragraph) == []
