"""Means over questions with bootstrap confidence intervals (Efron 1979; percentile intervals)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

RESAMPLES = 2000
_SEED = 20180101
_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over questions and where it lies."""

    value: float
    """NaN when no question has the value."""
    low: float
    high: float
    """The 95 % interval; both equal `value` for a single question."""
    questions: int
    """How many questions have the value."""


def estimates(values: Values) -> list[Estimate]:
    """One estimate for each column of `values`, shape (questions, metrics), NaN where undefined.

    Questions are drawn anew, with replacement; a draw in which nothing is defined counts for nothing.
    """
    means = column_means(values)
    drawn = _resampled_means(values)
    counts = np.sum(~np.isnan(values), axis=0)
    return [_estimate(float(means[i]), drawn[:, i], int(counts[i]), _LEVEL) for i in range(values.shape[1])]


def paired_differences(ours: Values, theirs: Values, level: float = _LEVEL) -> list[Estimate]:
    """One estimate of the difference of means for each column of two matrices, shape (questions, metrics) both.

    The same questions are drawn for both, so that what makes a question hard cancels out. `questions` counts those
    with both values.
    """
    if ours.shape != theirs.shape:
        raise ValueError(f"expected the same shape, got {ours.shape} and {theirs.shape}")
    drawn = _resampled_means(ours) - _resampled_means(theirs)
    means = column_means(ours) - column_means(theirs)
    both = np.sum(~np.isnan(ours) & ~np.isnan(theirs), axis=0)
    return [_estimate(float(means[i]), drawn[:, i], int(both[i]), level) for i in range(ours.shape[1])]


def column_means(values: Values) -> Values:
    """Means of the columns without NaN, shape (metrics,); NaN for a column of nothing else."""
    known = ~np.isnan(values)
    counts = known.sum(axis=0)
    sums = np.where(known, values, 0.0).sum(axis=0)
    return _divided(sums, counts)


def _resampled_means(values: Values) -> Values:
    """Shape (RESAMPLES, metrics). The draws depend only on the number of questions."""
    questions = values.shape[0]
    generator = np.random.default_rng(_SEED)
    if not questions:
        return np.full((RESAMPLES, values.shape[1]), nan)
    # How often each question is drawn, shape (RESAMPLES, questions): the means are then two matrix products.
    weights = generator.multinomial(questions, np.full(questions, 1 / questions), size=RESAMPLES).astype(np.float64)
    known = ~np.isnan(values)
    counts = weights @ known
    sums = weights @ np.where(known, values, 0.0)
    return _divided(sums, counts)


def _divided(sums: Values, counts: NDArray[Any]) -> Values:
    """Quotients, NaN where the count is 0."""
    means: Values = np.divide(sums, counts, out=np.full(sums.shape, nan), where=counts > 0)
    return means


def _estimate(value: float, drawn: Values, questions: int, level: float) -> Estimate:
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return Estimate(value, nan, nan, questions)
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(value, float(low), float(high), questions)


def matrix(rows: Sequence[dict[str, float]], names: Sequence[str]) -> Values:
    """Shape (rows, names), NaN where a row lacks a name."""
    table = [[row.get(name, nan) for name in names] for row in rows]
    return np.array(table, dtype=np.float64).reshape(len(rows), len(names))
