"""The scores of a run: every metric with its interval, by tag, and the values of single questions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isnan, nan
from pathlib import Path
from typing import Any

from assistant.evaluation.abstention import CurvePoint, area_under_risk, risk_coverage, separation
from assistant.evaluation.cases import Case
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.intervals import Estimate, estimates, matrix
from assistant.evaluation.metrics import METRICS
from assistant.evaluation.records import Record
from assistant.evaluation.scores import Score
from assistant.types import Status

SCHEMA = 1
"""Of `scores.json`; raised when a reader of the old form would misread it."""

FILE = "scores.json"

TAG_METRICS = (
    "right",
    "correct",
    "quote_hit@5",
    "citation_recall",
    "cites_gold_article",
    "answered",
)
"""Columns of the table by tag."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run amounts to."""

    metrics: Mapping[str, Estimate]
    """By name, in the order of `METRICS`; only those that some question has."""
    tags: Mapping[str, Mapping[str, Estimate]]
    """Tag to metrics; "answerable" and "unanswerable" come first."""
    curve: tuple[CurvePoint, ...]
    """Risk against coverage; empty without probabilities."""
    aurc: float
    """Mean risk along the curve; NaN without it."""
    separation: float
    """Chance that an answerable question has a higher probability than an unanswerable one; NaN without either."""
    questions: Mapping[str, Mapping[str, float]]
    """Id to the values of the question."""
    judge: str
    """Who decided on support; "none" when nobody did."""


def summarise(cases: Sequence[Case], records: Mapping[str, Record], scores: Sequence[Score], judge: str) -> Summary:
    """Sum up `scores`, one for each of `cases` in the same order."""
    values = [dict(one.values) for one in scores]
    tags = {}
    for tag, places in _by_tag(cases).items():
        tags[tag] = _estimates([values[place] for place in places])
    curve = tuple(_curve(cases, records, scores))
    return Summary(
        metrics=_estimates(values),
        tags=tags,
        curve=curve,
        aurc=area_under_risk(curve),
        separation=_separation(cases, records),
        questions={one.case: one.values for one in scores},
        judge=judge,
    )


def _estimates(values: Sequence[dict[str, float]]) -> dict[str, Estimate]:
    names = [name for name in METRICS if any(name in row for row in values)]
    return dict(zip(names, estimates(matrix(values, names)), strict=True))


def _by_tag(cases: Sequence[Case]) -> dict[str, list[int]]:
    """Tag to places of its cases, the most frequent first after the two that every question has one of."""
    places: dict[str, list[int]] = {"answerable": [], "unanswerable": []}
    for place, case in enumerate(cases):
        for tag in dict.fromkeys(("answerable" if case.answerable else "unanswerable", *case.tags)):
            places.setdefault(tag, []).append(place)
    fixed = [tag for tag in ("answerable", "unanswerable") if places[tag]]
    others = sorted(places.keys() - {"answerable", "unanswerable"}, key=lambda tag: (-len(places[tag]), tag))
    return {tag: places[tag] for tag in (*fixed, *others)}


def _curve(cases: Sequence[Case], records: Mapping[str, Record], scores: Sequence[Score]) -> list[CurvePoint]:
    """Confidence and error of answered questions; an unanswerable one that is answered is wrong."""
    answered = [
        (records[case.id].answerable, one.values["right"] < 1.0)
        for case, one in zip(cases, scores, strict=True)
        if not isnan(records[case.id].answerable) and records[case.id].answer.get("status") != Status.UNANSWERED
    ]
    return risk_coverage([sure for sure, _ in answered], [wrong for _, wrong in answered], len(cases))


def _separation(cases: Sequence[Case], records: Mapping[str, Record]) -> float:
    known = [(case.answerable, records[case.id].answerable) for case in cases if case.id in records]
    yes = [sure for answerable, sure in known if answerable and not isnan(sure)]
    no = [sure for answerable, sure in known if not answerable and not isnan(sure)]
    return separation(yes, no)


def summary_json(summary: Summary) -> dict[str, Any]:
    """The summary as plain values."""
    return {
        "schema": SCHEMA,
        "judge": summary.judge,
        "metrics": {name: _plain(one) for name, one in summary.metrics.items()},
        "aurc": _number(summary.aurc),
        "separation": _number(summary.separation),
        "tags": {tag: {name: _plain(one) for name, one in found.items()} for tag, found in summary.tags.items()},
        "curve": [asdict(point) for point in summary.curve],
        "questions": {id_: dict(values) for id_, values in summary.questions.items()},
    }


def read_questions(folder: Path) -> dict[str, dict[str, float]]:
    """Id to values of every question of a finished run; raises `EvaluationError` when the folder holds none."""
    path = folder / FILE if folder.is_dir() else folder
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        questions: dict[str, dict[str, float]] = values["questions"]
        fits = values["schema"] == SCHEMA
    except (OSError, ValueError, KeyError, TypeError) as error:
        cure = "name the --report folder of a finished run, or its scores.json"
        raise EvaluationError(f"{folder} holds no scores of a run", cure) from error
    if not fits:
        raise EvaluationError(f"{path} was written by another version", "run that evaluation again")
    return questions


def _plain(one: Estimate) -> dict[str, float | int | None]:
    return {"value": _number(one.value), "low": _number(one.low), "high": _number(one.high), "n": one.questions}


def _number(value: float) -> float | None:
    return None if isnan(value) else round(value, 6)


NONE = Estimate(nan, nan, nan, 0)
"""A metric that no question has."""
