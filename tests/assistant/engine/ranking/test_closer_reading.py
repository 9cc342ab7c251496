"""What is likeliest is read again."""

from collections.abc import Sequence

import pytest

from assistant.engine.ranking.closer_reading import CloserReading, shipped_reading
from assistant.engine.ranking.evidence_model import Reading, shipped_close_model

with_weights = pytest.mark.skipif(shipped_close_model() is None, reason="installed without the larger model")


class Reads:
    """Takes a window for an answer by the number it ends with."""

    def __init__(self, times: float, answer: tuple[int, int] = (0, 1)) -> None:
        self.read_windows: list[str] = []
        self.warmed = False
        self._times, self._answer = times, answer

    def read(self, question: str, windows: Sequence[str]) -> list[Reading]:
        self.read_windows += windows
        return [Reading(self._times * float(one.split()[-1]), self._answer, 1.0, 1.0) for one in windows]

    def warm(self) -> None:
        self.warmed = True


def test_the_likeliest_eight_are_read_again_and_both_readings_count() -> None:
    quick, close = Reads(1.0), Reads(-1.0, (3, 4))
    windows = [f"window {number}" for number in range(12)]
    found = CloserReading(quick, close).read("?", windows)
    assert quick.read_windows == windows
    assert sorted(close.read_windows) == sorted(windows[4:])
    assert [one.answer for one in found] == [(0, 1)] * 4 + [(3, 4)] * 8
    assert [one.odds for one in found[:4]] == [0.0, 1.0, 2.0, 3.0]
    assert all(-number < one.odds < number for number, one in enumerate(found[4:], start=4))


def test_nothing_is_read_where_there_is_nothing() -> None:
    assert CloserReading(Reads(1.0), Reads(1.0)).read("?", []) == []


def test_both_models_are_prepared() -> None:
    quick, close = Reads(1.0), Reads(1.0)
    CloserReading(quick, close).warm()
    assert quick.warmed
    assert close.warmed


@pytest.mark.models
@with_weights
def test_the_shipped_models_tell_an_answer_from_a_near_miss() -> None:
    reading = shipped_reading()
    assert reading is not None
    asked = "What was the name of the woman who was rescued?"
    named, unnamed = reading.read(
        asked,
        ["Divers brought Ilse Marn ashore alive.", "A woman was rescued by divers on Monday, her name unknown."],
    )
    assert named.odds > unnamed.odds


@pytest.mark.models
@with_weights
def test_the_shipped_models_tell_yes_from_no() -> None:
    reading = shipped_reading()
    assert reading is not None
    said, denied = reading.read(
        "Did the mayor take money from the builder?",
        [
            "The builder told the court he had handed the mayor an envelope of cash.",
            "Not a penny came to me, he said.",
        ],
    )
    assert said.affirms > 0 > denied.affirms
