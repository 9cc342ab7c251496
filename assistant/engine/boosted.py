"""Boosted regression trees as plain numbers, evaluated all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """A probability from features: the sum of trees, calibrated by Platt scaling on data not trained on."""

    features: tuple[str, ...]
    """Names of the columns, in order."""
    base: float
    """Log odds before any tree."""
    column: NDArray[np.int32]
    """Shape (trees, nodes): the column a node looks at; -1 for a leaf. Node 0 is the root."""
    threshold: Matrix
    """Shape (trees, nodes): values up to this go to `left`, others to `right`."""
    left: NDArray[np.int32]
    """Shape (trees, nodes): a node."""
    right: NDArray[np.int32]
    """Shape (trees, nodes): a node."""
    value: Matrix
    """Shape (trees, nodes): log odds that a leaf adds."""
    slope: float
    """Probability = sigmoid(slope * log odds + offset)."""
    offset: float

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "BoostedTrees":
        """Read what `json` gave. Raises KeyError, TypeError or ValueError for anything else."""
        trees: Sequence[Mapping[str, Sequence[float]]] = raw["trees"]
        longest = max(len(tree["column"]) for tree in trees)

        def padded(name: str, filler: float) -> Matrix:
            rows = [[*tree[name], *[filler] * (longest - len(tree[name]))] for tree in trees]
            return np.array(rows, dtype=np.float64)

        model = cls(
            features=tuple(raw["features"]),
            base=float(raw["base"]),
            column=padded("column", -1).astype(np.int32),
            threshold=padded("threshold", 0),
            left=padded("left", 0).astype(np.int32),
            right=padded("right", 0).astype(np.int32),
            value=padded("value", 0),
            slope=float(raw["slope"]),
            offset=float(raw["offset"]),
        )
        if model.column.max() >= len(model.features):
            raise ValueError("a tree looks at a feature that is not listed")
        return model

    def log_odds(self, rows: Matrix) -> Matrix:
        """Uncalibrated log odds, shape (rows,), for `rows` of shape (rows, features)."""
        if rows.ndim != 2 or rows.shape[1] != len(self.features):
            raise ValueError(f"expected rows of {len(self.features)} features, got an array of shape {rows.shape}")
        trees = np.arange(len(self.column))[None, :]
        row = np.arange(len(rows))[:, None]
        node = np.zeros((len(rows), len(self.column)), dtype=np.int32)
        while True:
            column = self.column[trees, node]
            inner = column >= 0
            if not inner.any():
                break
            low = rows[row, np.maximum(column, 0)] <= self.threshold[trees, node]
            node = np.where(inner, np.where(low, self.left[trees, node], self.right[trees, node]), node)
        total: Matrix = self.base + self.value[trees, node].sum(axis=1)
        return total

    def probabilities(self, rows: Matrix) -> Matrix:
        """Calibrated probabilities, shape (rows,), for `rows` of shape (rows, features)."""
        scaled: Matrix = self.slope * self.log_odds(rows) + self.offset
        return 1.0 / (1.0 + np.exp(-scaled))
