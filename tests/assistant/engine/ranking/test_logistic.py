"""Logistic regression as plain numbers."""

import numpy as np
import pytest

from assistant.engine.ranking.logistic import LogisticModel

RAW = {"features": ["a", "b"], "weights": [2.0, -1.0], "low": [0.0, -1.0], "high": [1.0, 1.0], "intercept": 0.5}


def test_log_odds_are_the_weighted_sum() -> None:
    rows = np.array([[0.0, 0.0], [1.0, 0.5], [0.25, 1.0]])
    assert LogisticModel.from_json(RAW).log_odds(rows).tolist() == [0.5, 2.0, 0.0]


def test_values_outside_what_training_met_are_taken_as_the_nearest() -> None:
    model = LogisticModel.from_json(RAW)
    assert model.log_odds(np.array([[50.0, -9.0]])) == model.log_odds(np.array([[1.0, -1.0]]))


def test_even_odds_are_a_half() -> None:
    assert LogisticModel.from_json(RAW).probabilities(np.array([[0.25, 1.0]])).tolist() == [0.5]


def test_rows_of_another_width_are_refused_with_their_shape() -> None:
    with pytest.raises(ValueError, match=r"rows of 2 features.*\(1, 3\)"):
        LogisticModel.from_json(RAW).log_odds(np.zeros((1, 3)))


def test_numbers_that_do_not_fit_the_features_are_refused() -> None:
    with pytest.raises(ValueError, match="2 features"):
        LogisticModel.from_json({**RAW, "weights": [1.0]})
