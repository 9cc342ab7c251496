"""The report of a run: `scores.json`, `report.md` and `report.html`, in the folder of the run."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant.evaluation.cases import Case
from assistant.evaluation.compare import Comparison
from assistant.evaluation.evaluate import Evaluation
from assistant.evaluation.metrics import METRICS
from assistant.evaluation.records import Record
from assistant.evaluation.scores import Score, shown_text
from assistant.evaluation.summary import FILE, TAG_METRICS, summary_json
from assistant.evaluation.tables import (
    difference_rows,
    markdown_table,
    number,
    sections,
    tag_rows,
)

_METRIC_HEAD = ("metric", "value", "95 %", "n", "what it is")
_DIFFERENCE_HEAD = ("metric", "change", "95 %", "n", "verdict")
_HEADLINE = ("right", "citation_recall", "citation_precision", "answered", "refusal_recall", "quote_hit@5")
"""Metrics at the top of the page."""
_MOST_CHARACTERS = 3600
"""Of an answer of the other run."""


@dataclass(frozen=True, slots=True)
class Beside:
    """An earlier run that the report is held against."""

    name: str
    comparison: Comparison
    records: Mapping[str, Record]
    """Its answers by question id."""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One question as the page shows it."""

    case: Case
    record: Record
    score: Score
    groups: tuple[tuple[str, bool], ...]
    """Gold answers, and whether each is shown."""
    tags: tuple[str, ...]
    """With "answerable" or "unanswerable" before its own."""
    change: str
    """ "better" or "worse" than the run it is held against; empty when neither."""
    before: str
    """The other run's answer, where it changed; else empty."""


def write_report(folder: Path, evaluation: Evaluation, beside: Beside | None = None) -> list[Path]:
    """Write all three forms; returns the files."""
    written = {
        FILE: json.dumps(summary_json(evaluation.summary), ensure_ascii=False, indent=1) + "\n",
        "report.md": "\n".join(markdown_lines(evaluation, beside)) + "\n",
        "report.html": page(evaluation, beside),
    }
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in written]


def markdown_lines(evaluation: Evaluation, beside: Beside | None = None) -> Iterator[str]:
    """The tables of the report, and the questions that went wrong."""
    yield "# Evaluation"
    yield ""
    yield from (f"- {label}: {value}" for label, value in about(evaluation))
    for title, rows in sections(evaluation.summary):
        yield from ("", f"## {title.capitalize()}", "")
        yield from markdown_table(_METRIC_HEAD, rows)
    yield from ("", "## By tag", "")
    yield from markdown_table(("tag", "n", *TAG_METRICS), tag_rows(evaluation.summary))
    if beside is not None:
        yield from ("", f"## Against {beside.name}", "")
        yield from markdown_table(_DIFFERENCE_HEAD, difference_rows(beside.comparison))
        yield from _changes(evaluation, beside)
    yield from ("", "## Wrong", "")
    for view in views(evaluation, beside):
        if not view.score.values["right"]:
            yield f"- `{view.case.id}` {view.case.question} — {_shortcoming(view)}"


def _changes(evaluation: Evaluation, beside: Beside) -> Iterator[str]:
    """Each question that got better or worse, with both answers."""
    for view in views(evaluation, beside):
        if view.change:
            yield from (
                "",
                f"### {view.change.capitalize()}: `{view.case.id}` {view.case.question}",
                "",
                f"- before: {view.before}",
                f"- now: {_shown(view.record)}",
            )


def page(evaluation: Evaluation, beside: Beside | None = None) -> str:
    """One HTML page that needs nothing else."""
    from jinja2 import Environment, StrictUndefined

    from assistant.evaluation.plots import risk_coverage_plot, seconds_plot, tag_plot

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(files(__package__).joinpath("report.html").read_text(encoding="utf-8"))
    summary = evaluation.summary
    shown = views(evaluation, beside)
    return template.render(
        about=about(evaluation),
        headline=[
            (METRICS[name], number(name, summary.metrics[name].value), summary.metrics[name])
            for name in _HEADLINE
            if name in summary.metrics
        ],
        plots=[
            ("Right, by tag", tag_plot(summary.tags, "right")),
            ("Risk against coverage", risk_coverage_plot(summary.curve, len(evaluation.cases))),
            ("Time", seconds_plot([one.values["seconds"] for one in evaluation.scores if "seconds" in one.values])),
        ],
        sections=sections(summary),
        metric_head=_METRIC_HEAD,
        tag_head=("tag", "n", *TAG_METRICS),
        tag_rows=tag_rows(summary),
        difference_head=_DIFFERENCE_HEAD,
        difference_rows=difference_rows(beside.comparison) if beside is not None else [],
        beside=beside,
        views=shown,
        tags=list(summary.tags),
    )


def about(evaluation: Evaluation) -> list[tuple[str, str]]:
    """What was measured, as label and value."""
    identity = evaluation.identity
    checksum = f" ({identity.model.sha256[:12]})" if identity.model.sha256 else ""
    return [
        ("questions", str(len(evaluation.cases))),
        ("pipeline", identity.pipeline),
        ("language model", identity.model.name + checksum),
        ("index", f"{identity.index.id}, generation {identity.index.generation}"),
        ("support judged by", evaluation.summary.judge),
        ("Byline", f"{identity.version}, code {identity.code}"),
    ]


def views(evaluation: Evaluation, beside: Beside | None = None) -> list[AnswerView]:
    """Every question with what the page shows of it."""
    return [
        _view(case, evaluation.records[case.id], one, beside)
        for case, one in zip(evaluation.cases, evaluation.scores, strict=True)
    ]


def _view(case: Case, record: Record, score: Score, beside: Beside | None) -> AnswerView:
    change = before = ""
    if beside is not None:
        for word, changed in (("better", beside.comparison.better), ("worse", beside.comparison.worse)):
            change = word if case.id in changed else change
        if change and case.id in beside.records:
            before = _shown(beside.records[case.id])
    names = [" / ".join(group) for group in case.answers]
    return AnswerView(
        case=case,
        record=record,
        score=score,
        groups=tuple((name, name not in score.missing) for name in names),
        tags=("answerable" if case.answerable else "unanswerable", *case.tags),
        change=change,
        before=before,
    )


def _shown(record: Record) -> str:
    answer: Mapping[str, Any] = record.answer
    text = " ".join(shown_text(answer).split()) if answer else record.failure
    return (text or "(refused)")[:_MOST_CHARACTERS]


def _shortcoming(view: AnswerView) -> str:
    """What keeps an answer from being right, in a few words."""
    values = view.score.values
    if view.record.failure:
        return f"failed: {view.record.failure}"
    if not view.case.answerable:
        return "answered, although the articles do not say"
    if not values.get("answered", 1.0):
        return "refused"
    if view.score.missing:
        return "missing: " + "; ".join(view.score.missing)
    return "no gold article is cited"
