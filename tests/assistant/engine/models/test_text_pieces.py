"""Whole characters and no stop strings, however a text is cut into tokens."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.models.text_pieces import TextPieces

LETTERS = st.text(alphabet="ab é€😀", max_size=30)
STOPS = st.lists(st.text(alphabet="ab é", min_size=1, max_size=4), max_size=3)


def cut(data: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in pairwise(edges)]


def before_first_stop(text: str, stops: list[str]) -> str:
    """What stands before the stop string that is complete first."""
    for end in range(len(text) + 1):
        met = [len(stop) for stop in stops if text[:end].endswith(stop)]
        if met:
            return text[: end - max(met)]
    return text


@given(text=LETTERS, stops=STOPS, places=st.lists(st.integers(0, 200), max_size=12))
def test_the_cuts_make_no_difference(text: str, stops: list[str], places: list[int]) -> None:
    pieces = TextPieces(stops)
    written = "".join(pieces.add(token) for token in cut(text.encode(), places)) + pieces.rest()
    assert written == before_first_stop(text, stops)
    assert pieces.stopped == any(stop in text for stop in stops)


@given(text=LETTERS, places=st.lists(st.integers(0, 200), max_size=12))
def test_without_stops_nothing_but_unfinished_characters_is_held(text: str, places: list[int]) -> None:
    pieces, seen = TextPieces([]), b""
    written = ""
    for token in cut(text.encode(), places):
        seen += token
        written += pieces.add(token)
        assert written == seen.decode("utf-8", errors="ignore")


def test_an_unfinished_character_at_the_end_is_dropped() -> None:
    pieces = TextPieces([])
    assert pieces.add("a€".encode()[:-1]) == "a"
    assert pieces.rest() == ""


def test_bytes_that_are_no_text_are_marked() -> None:
    assert TextPieces([]).add(b"a\xffb") == "a\N{REPLACEMENT CHARACTER}b"


def test_an_empty_stop_string_stops_nothing() -> None:
    pieces = TextPieces([""])
    assert pieces.add(b"abc") == "abc"
    assert not pieces.stopped
