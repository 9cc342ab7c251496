from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.bylines import byline_in
from index.cleaning import clean
from index.metadata import complete
from index.types import Metadata

DAY = date(2024, 8, 3)
STORY = "The reservoir above Corran was drained on Friday after inspectors found a crack in its northern wall.\n" * 3


@pytest.mark.parametrize(
    ("line", "authors", "publisher"),
    [
        ("By Joan Pike, Valley Times, August 3, 2024", ("Joan Pike",), "Valley Times"),
        ("Joan Pike | Valley Times | 3 August 2024", ("Joan Pike",), "Valley Times"),
        ("Valley Times, Aug. 3, 2024 - By Joan Pike", ("Joan Pike",), "Valley Times"),
        (
            "Saturday, August 3, 2024 — Valley Times — By Joan Pike and Tom de Vries",
            ("Joan Pike", "Tom de Vries"),
            "Valley Times",
        ),
        ("BY JOAN PIKE • 2024-08-03", ("JOAN PIKE",), ""),
        ("By Joan Pike, Staff Writer, Aug 3, 2024 at 5:40 pm ET", ("Joan Pike",), ""),
        ("By Joan Pike, Ann Lee, 3 August 2024", ("Joan Pike", "Ann Lee"), ""),
        ("By Joan Pike | Corran | Published Aug. 3, 2024", ("Joan Pike",), ""),
    ],
)
def test_a_byline_is_taken_apart(line: str, authors: tuple[str, ...], publisher: str) -> None:
    found = byline_in(line)
    assert found is not None
    assert (found.authors, found.publisher, found.published) == (authors, publisher, DAY)


@pytest.mark.parametrize(
    "line",
    [
        "Valley Times, August 3, 2024",
        "The Valley Times | Saturday, August 3, 2024",
        "World News | Corran Valley | 3 August 2024",
        "By Joan Pike | Updated August 3, 2024",
        "Joan Pike told the Valley Times on August 3, 2024",
        "By August 3, 2024, the crews had left",
        "By Friday, August 3, 2024",
        "The ferry sank by Corran Pier, August 3, 2024.",
        "Valley Times | Joan Pike | Retrieved 3 August 2024",
        "By Joan Pike, Valley Times, 03/08/2024",
        "18:22 GMT, 3 August 2024",
        "By Joan Pike",
    ],
)
def test_other_lines_with_a_day_are_no_bylines(line: str) -> None:
    assert byline_in(line) is None


@given(st.text(max_size=150))
def test_no_text_breaks_it(text: str) -> None:
    byline_in(text)


@pytest.mark.parametrize(
    "line", ["By Joan Pike, Valley Times, August 3, 2024", "Joan Pike | Valley Times | 3 August 2024"]
)
def test_metadata_has_what_the_byline_says_and_the_text_has_it_no_more(line: str) -> None:
    text = f"Reservoir drained above Corran village\n{line}\n\n{STORY}"
    found = complete(Metadata(), text, "a.txt")
    assert (found.title, found.authors) == ("Reservoir drained above Corran village", ("Joan Pike",))
    assert (found.publisher, found.published) == ("Valley Times", DAY)
    assert line not in clean(text, found.title).text


def test_the_address_says_better_who_published() -> None:
    text = f"Reservoir drained above Corran village\nBy Joan Pike, Associated Press, August 3, 2024\n\n{STORY}"
    assert complete(Metadata(url="https://www.valleytimes.com/a"), text, "a.txt").publisher == "valleytimes.com"
