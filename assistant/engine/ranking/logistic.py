"""Logistic regression as plain numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """A calibrated probability from a weighted sum of features."""

    features: tuple[str, ...]
    """Names of the columns, in order."""
    weights: Matrix
    """Shape (features,): log odds that one unit of a feature adds."""
    low: Matrix
    """Shape (features,): smaller values are taken as this, the least that training met but for outliers."""
    high: Matrix
    """Shape (features,): larger values are taken as this."""
    intercept: float
    """Log odds when every feature is 0."""

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "LogisticModel":
        """Read what `json` gave. Raises KeyError, TypeError or ValueError for anything else."""
        features = tuple(str(name) for name in raw["features"])
        weights, low, high = (np.array(raw[name], dtype=np.float64) for name in ("weights", "low", "high"))
        if not weights.shape == low.shape == high.shape == (len(features),):
            raise ValueError(
                f"{len(features)} features, but {weights.size} weights, {low.size} and {high.size} limits"
            )
        return cls(features, weights, low, high, float(raw["intercept"]))

    def log_odds(self, rows: Matrix) -> Matrix:
        """Log odds, shape (rows,), for `rows` of shape (rows, features)."""
        if rows.ndim != 2 or rows.shape[1] != len(self.features):
            raise ValueError(f"expected rows of {len(self.features)} features, got an array of shape {rows.shape}")
        found: Matrix = np.clip(rows, self.low, self.high) @ self.weights + self.intercept
        return found

    def probabilities(self, rows: Matrix) -> Matrix:
        """Probabilities, shape (rows,), for `rows` of shape (rows, features)."""
        return probability(self.log_odds(rows))


def probability(log_odds: Matrix) -> Matrix:
    """The probabilities that log odds stand for."""
    found: Matrix = 1.0 / (1.0 + np.exp(-log_odds))
    return found
