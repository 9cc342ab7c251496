from datetime import date

import pytest

from assistant.engine.variants import compared, variants
from assistant.types import Evidence
from index.types import Article, Metadata, Passage


def evidence(number: int, text: str, origin: str = "first", published: date | None = None) -> Evidence:
    article = Article(f"a{number}", f"{number}.txt", text, Metadata(published=published), origin)
    return Evidence(number, article, Passage(article.id, 0, len(text), text), 0, len(text), 0.9)


def test_a_changed_figure_in_a_copied_sentence_is_told_with_both_readings() -> None:
    found = variants(
        [
            evidence(1, "The flood drowned 14 cattle on the Mossel farm.", published=date(2024, 3, 1)),
            evidence(2, "The flood drowned 41 cattle on the Mossel farm."),
        ]
    )
    assert [one.about for one in found] == ["“The flood drowned […] cattle on the Mossel farm.”"]
    assert [(value.value, value.citation) for value in found[0].values] == [("14", 1), ("41", 2)]
    assert found[0].values[0].published == date(2024, 3, 1)


def test_three_copies_are_one_disagreement() -> None:
    found = variants([evidence(n, f"The ferry to Orrel was run by {name} until last May.") for n, name in NAMED])
    assert [[value.value for value in one.values] for one in found] == [["Castell", "Brandt", "Ohm Lines"]]


NAMED = ((1, "Castell"), (2, "Brandt"), (3, "Ohm Lines"))


def test_reports_of_their_own_are_not_compared_word_for_word() -> None:
    first = evidence(1, "The index fell 2 per cent on Friday in Harnstad.", origin="first")
    second = evidence(2, "The index fell 3 per cent on Friday in Harnstad.", origin="second")
    assert variants([first, second]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bridge fell at dawn on Tuesday.", "The bridge fell at dawn on Tuesday."),
        ("The bridge fell at dawn on Tuesday.", "A bridge fell at dawn on Tuesday."),
        ("The bridge collapsed at dawn on Tuesday.", "The bridge fell at dawn on Tuesday."),
        ("At least 12 died in Lower Askel on Monday night.", "At least 30 died in Upper Harn on Monday night."),
        ("Twelve.", "Thirteen."),
        ("He left.", "Nobody expected 12 of the mills to close before June."),
    ],
)
def test_other_differences_are_no_variants(one: str, other: str) -> None:
    assert compared(one, other) is None


def test_a_date_is_one_stretch() -> None:
    found = compared(
        "Runa Falk (June 3, 1910 – June 5, 1988) was a judge.",
        "Runa Falk (January 1, 1900 – June 5, 1988) was a judge.",
    )
    assert found is not None
    assert (found.one, found.other) == ("June 3, 1910", "January 1, 1900")


def test_long_sentences_are_cut_around_the_place() -> None:
    before, after = "word " * 30, " word" * 30
    found = compared(f"{before}in Miami{after}", f"{before}in Anchorage{after}")
    assert found is not None
    assert "[…]" in found.place
    assert len(found.place) < 100


DEAL = "Corel agreed on Thursday to buy its rival Telda for {} in cash."
STAFF = "The maker Corel employs {} people in Varna and in Brod."
BLAST = "An explosion in a flat in Brod hurt three at {}, firefighters said."
FERRY = "The ferry to Orrel was run from Marn by {} until last May."
MILL = "The old mill at Orlen near Brod was built on {} by the guild."
RIVER = "The river at Orlen near Brod is {} long and quite wide."


@pytest.mark.parametrize(
    ("sentence", "one", "other"),
    [
        (DEAL, "$1.2 billion", "$1.2bn"),
        (DEAL, "€1.2 billion", "1.2 billion euros"),
        (DEAL, "Three and a half million crowns", "3.5m crowns"),
        (STAFF, "3,000", "3000"),
        (STAFF, "3 000", "3,000"),
        (STAFF, "1,800", "1800"),
        (STAFF, "About 300", "A third of the 900"),
        (BLAST, "7 p.m.", "19:00"),
        (BLAST, "7pm", "7 p.m."),
        (BLAST, "7.30pm", "19:30"),
        (BLAST, "19.30", "19:30"),
        (BLAST, "12 a.m.", "00:00"),
        (FERRY, "the US Navy", "the U.S. Navy"),
        (FERRY, "the United Nations", "the UN"),
        (FERRY, "Mr Castell", "Anna Castell"),
        (FERRY, "Castell’s sons", "Castell's sons"),
        (FERRY, "Sadik Erdogan", "Sadik Erdoğan"),
        (MILL, "3 May 1998", "3rd May 1998"),
        (MILL, "Sept. 3", "September 3"),
        (MILL, "Monday", "3 May"),
        (RIVER, "5 km", "3 miles"),
        (RIVER, "100 metres", "300 feet"),
    ],
)
def test_house_style_is_no_variant(sentence: str, one: str, other: str) -> None:
    assert compared(sentence.format(one), sentence.format(other)) is None
    assert compared(sentence.format(other), sentence.format(one)) is None


@pytest.mark.parametrize(
    ("sentence", "one", "other"),
    [
        (DEAL, "$1.2 billion", "$1.3 billion"),
        (DEAL, "12.5 million crowns", "12.6bn crowns"),
        (DEAL, "12.5 million crowns", "12.6 million crowns"),
        (STAFF, "3,000", "3,500"),
        (STAFF, "1,800", "1900"),
        (BLAST, "7 p.m.", "9 p.m."),
        (BLAST, "7 p.m.", "7 a.m."),
        (BLAST, "7 p.m.", "20:00"),
        (FERRY, "Anna Castell", "Joan Castell"),
        (FERRY, "the UN", "the United States"),
        (MILL, "May 3", "May 5"),
        (MILL, "Monday", "Tuesday"),
        (MILL, "1998", "1989"),
        (RIVER, "5 km", "9 miles"),
    ],
)
def test_values_that_cannot_both_be_meant_stay_variants(sentence: str, one: str, other: str) -> None:
    assert compared(sentence.format(one), sentence.format(other)) is not None


def test_a_variant_is_told_with_its_sign_and_unit() -> None:
    found = compared(DEAL.format("$1.2 billion"), DEAL.format("$3bn"))
    assert found is not None
    assert (found.one, found.other) == ("$1.2 billion", "$3bn")
    assert found.place.endswith("Telda for […] in cash.")
