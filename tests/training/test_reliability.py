import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.reliability import bins, calibration_error, report_risk


def test_bins_hold_what_was_said_and_what_came_true() -> None:
    first, last = bins(np.array([0.1, 0.19, 1.0]), np.array([True, False, True]))
    assert (first.low, first.cases, first.observed) == (0.1, 2, 0.5)
    assert first.said == pytest.approx(0.145)
    assert (last.high, last.cases, last.observed) == (1.0, 1, 1.0)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_every_case_is_in_one_bin_and_the_error_is_a_share(cases: list[tuple[float, bool]]) -> None:
    said, true = np.array([one for one, _ in cases]), np.array([one for _, one in cases])
    assert sum(one.cases for one in bins(said, true)) == len(cases)
    assert 0 <= calibration_error(said, true) <= 1


def test_probabilities_that_always_come_true_too_seldom_are_off_by_that_much() -> None:
    said, true = np.full(10, 0.85), np.array([True] * 6 + [False] * 4)
    assert calibration_error(said, true) == pytest.approx(0.25)


def test_risk_is_the_share_of_wrong_ones_among_those_that_pass(capsys: pytest.CaptureFixture[str]) -> None:
    report_risk(np.array([0.9, 0.8, 0.2, 0.1]), np.array([True, False, False, True]), (0.5,))
    assert capsys.readouterr().out.splitlines()[1].split() == ["0.5", "2", "0.500", "0.500", "0.500"]
