"""Intervals cover what they should, and differences are paired."""

from math import isnan, nan

import numpy as np
import pytest

from assistant.evaluation.abstention import area_under_risk, risk_coverage, separation
from assistant.evaluation.intervals import column_means, estimates, matrix, paired_differences


def test_a_mean_is_over_the_questions_that_have_the_value() -> None:
    values = matrix([{"a": 1.0, "b": 0.5}, {"a": 0.0}, {"a": 0.0}], ["a", "b", "c"])
    assert column_means(values)[:2] == pytest.approx([1 / 3, 0.5])
    first, second, third = estimates(values)
    assert (first.questions, second.questions, third.questions) == (3, 1, 0)
    assert (second.value, second.low, second.high) == (0.5, 0.5, 0.5)
    assert isnan(third.value)
    assert isnan(third.low)


def test_the_interval_is_that_of_a_binomial() -> None:
    values = np.array([[1.0]] * 50 + [[0.0]] * 50)
    (found,) = estimates(values)
    # The normal approximation has 0.5 ± 1.96 · 0.05.
    assert found.low == pytest.approx(0.402, abs=0.015)
    assert found.high == pytest.approx(0.598, abs=0.015)


def test_what_makes_questions_hard_cancels_out_in_a_difference() -> None:
    generator = np.random.default_rng(1)
    theirs = generator.random((80, 1))
    ours = theirs + 0.01
    (found,) = paired_differences(ours, theirs)
    assert (found.value, found.low, found.high) == pytest.approx((0.01, 0.01, 0.01))
    assert found.questions == 80
    assert estimates(ours)[0].high - estimates(ours)[0].low > 0.05
    with pytest.raises(ValueError, match="the same shape"):
        paired_differences(ours, theirs[:3])


def test_the_same_values_have_the_same_interval() -> None:
    values = np.array([[0.0], [1.0], [nan], [1.0]])
    assert estimates(values) == estimates(values.copy())


def test_risk_and_coverage_by_hand() -> None:
    curve = risk_coverage([0.9, 0.5, 0.7, 0.5], [False, True, True, False], questions=5)
    assert [(point.coverage, point.risk, point.threshold) for point in curve] == [
        (0.2, 0.0, 0.9),
        (0.4, 0.5, 0.7),
        (0.8, 0.5, 0.5),
    ]
    assert area_under_risk(curve) == pytest.approx((0.0 * 0.2 + 0.5 * 0.2 + 0.5 * 0.4) / 0.8)
    assert isnan(area_under_risk([]))


def test_separation_by_hand() -> None:
    assert separation([0.9, 0.4], [0.4, 0.1]) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert isnan(separation([0.9], []))
