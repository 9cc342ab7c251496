"""Whether probabilities mean what they say, and what a threshold on them buys."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The cases whose probability lies between two bounds."""

    low: float
    high: float
    """Bounds of the probability, `high` itself left out but for 1."""
    cases: int
    """At least one."""
    said: float
    """Mean probability."""
    observed: float
    """Share that came true."""


def bins(probabilities: Floats, true: Marks) -> list[Bin]:
    """Ten bins of equal width, without the empty ones; both arrays of shape (cases,)."""
    places = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    return [
        Bin(
            place / _BINS,
            (place + 1) / _BINS,
            int((places == place).sum()),
            float(probabilities[places == place].mean()),
            float(true[places == place].mean()),
        )
        for place in sorted(set(places.tolist()))
    ]


def calibration_error(probabilities: Floats, true: Marks) -> float:
    """Expected calibration error, 0 to 1: how far said and observed are apart, on average over cases.

    (Guo et al., "On calibration of modern neural networks", 2017, equation 3.)
    """
    found = bins(probabilities, true)
    return sum(one.cases * abs(one.said - one.observed) for one in found) / len(true)


def report_reliability(probabilities: Floats, true: Marks) -> None:
    """Print the bins, each with a bar of what was observed, then calibration error and Brier score."""
    print(f"    {'probability':14}{'n':>6}{'said':>8}{'observed':>10}")
    for one in bins(probabilities, true):
        bar = "#" * round(20 * one.observed)
        print(f"    {one.low:.1f} to {one.high:.1f}    {one.cases:6}{one.said:8.2f}{one.observed:10.2f}  {bar}")
    brier = float(((probabilities - true) ** 2).mean())
    print(f"    calibration error {calibration_error(probabilities, true):.3f}, Brier score {brier:.3f}")


def report_risk(probabilities: Floats, true: Marks, thresholds: tuple[float, ...]) -> None:
    """Print for each threshold how many cases pass, how many of these are wrong, and how many of the wrong pass."""
    print(f"    {'from':14}{'pass':>6}{'wrong of these':>16}{'of the wrong':>14}{'of the right':>14}")
    for threshold in thresholds:
        passed = probabilities >= threshold
        risk = (~true[passed]).mean() if passed.any() else float("nan")
        lost, kept = passed[~true].mean(), passed[true].mean()
        print(f"    {threshold:<14}{int(passed.sum()):6}{risk:16.3f}{lost:14.3f}{kept:14.3f}")
