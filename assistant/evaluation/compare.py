"""Two runs beside each other, and the conditions that a run must meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.intervals import Estimate, matrix, paired_differences
from assistant.evaluation.metrics import GATED, METRICS
from assistant.evaluation.summary import Summary

Questions = Mapping[str, Mapping[str, float]]
"""Id to the values of a question."""

_GATE_LEVEL = 0.99
"""Some thirty metrics are looked at, so a gate asks for more than one chance in twenty."""

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against an earlier one, over the questions both have."""

    differences: Mapping[str, Estimate]
    """Ours less theirs, by metric, with a 95 % interval."""
    better: tuple[str, ...]
    """Questions that are right now and were not."""
    worse: tuple[str, ...]
    """Questions that were right and are not."""
    shared: int
    """Questions that both runs have."""


def compare(ours: Questions, theirs: Questions) -> Comparison:
    """Paired differences; raises `EvaluationError` when no question is in both runs."""
    shared = [id_ for id_ in ours if id_ in theirs]
    if not shared:
        raise EvaluationError("the two runs share no question", "compare runs of the same questions file")
    return Comparison(
        differences=_differences(ours, theirs, shared),
        better=tuple(id_ for id_ in shared if ours[id_]["right"] > theirs[id_]["right"]),
        worse=tuple(id_ for id_ in shared if ours[id_]["right"] < theirs[id_]["right"]),
        shared=len(shared),
    )


def regressions(ours: Questions, theirs: Questions) -> list[str]:
    """A line for every metric that fell, beyond what chance explains; promises may not fall at all."""
    shared = [id_ for id_ in ours if id_ in theirs]
    if not shared:
        return ["the two runs share no question"]
    found = []
    for name, one in _differences(ours, theirs, shared, _GATE_LEVEL).items():
        metric = METRICS[name]
        if name not in GATED or not one.questions:
            continue
        sign = 1.0 if metric.higher_is_better else -1.0
        change, nearest_to_none = sign * one.value, max(sign * one.low, sign * one.high)
        fell = change < -_TOLERANCE if metric.promise else nearest_to_none < -_TOLERANCE
        if fell:
            found.append(f"{name} is worse by {abs(one.value):.3f} ({one.low:+.3f} to {one.high:+.3f})")
    return found


def shortfalls(summary: Summary, least: Mapping[str, float], most: Mapping[str, float]) -> list[str]:
    """A line for every metric that is not within the bounds given for it."""
    found = []
    for bounds, sign, word in ((least, 1.0, "at least"), (most, -1.0, "at most")):
        for name, bound in bounds.items():
            one = summary.metrics.get(name)
            if one is None:
                found.append(f"{name} has no value, for no question defines it; {word} {bound:g} is wanted")
            elif sign * one.value < sign * bound - _TOLERANCE:
                found.append(f"{name} is {one.value:.3f}; {word} {bound:g} is wanted")
    return found


def _differences(
    ours: Questions, theirs: Questions, shared: Sequence[str], level: float = 0.95
) -> dict[str, Estimate]:
    here, there = [dict(ours[id_]) for id_ in shared], [dict(theirs[id_]) for id_ in shared]
    names = [name for name in METRICS if any(name in row for row in here) and any(name in row for row in there)]
    return dict(zip(names, paired_differences(matrix(here, names), matrix(there, names), level), strict=True))
