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
