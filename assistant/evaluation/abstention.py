"""How well the probability of an answer tells what will be right and what cannot be answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What happens when only the surest answers are shown."""

    coverage: float
    """Share of all questions that are answered."""
    risk: float
    """Share of wrong ones among those."""
    threshold: float
    """The least probability among them."""


def risk_coverage(confidences: Sequence[float], wrong: Sequence[bool], questions: int) -> list[CurvePoint]:
    """The curve of answered questions, the surest first (El-Yaniv & Wiener 2010).

    `questions` counts all, the refused included, so the curve ends where the system itself stops. Answers with the
    same confidence come together, in one point.
    """
    order = sorted(range(len(confidences)), key=lambda place: -confidences[place])
    curve: list[CurvePoint] = []
    mistakes = 0
    for count, place in enumerate(order, start=1):
        mistakes += wrong[place]
        last = count == len(order) or confidences[order[count]] < confidences[place]
        if last:
            curve.append(CurvePoint(count / questions, mistakes / count, confidences[place]))
    return curve


def area_under_risk(curve: Sequence[CurvePoint]) -> float:
    """Mean risk over the coverage that the curve reaches (AURC, Geifman et al. 2019); NaN for an empty curve."""
    if not curve:
        return nan
    area = before = 0.0
    for point in curve:
        area += point.risk * (point.coverage - before)
        before = point.coverage
    return area / before


def separation(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """Chance that an answerable question gets the higher probability: area under the ROC curve, ties count half."""
    pairs = [(yes > no) + 0.5 * (yes == no) for yes in answerable for no in unanswerable]
    return sum(pairs) / len(pairs) if pairs else nan
