"""Scores as tables of text, for the terminal and for Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from math import isnan

from assistant.evaluation.compare import Comparison
from assistant.evaluation.intervals import Estimate
from assistant.evaluation.metrics import METRICS, Section
from assistant.evaluation.summary import NONE, TAG_METRICS, Summary

Row = Sequence[str]


def metric_rows(metrics: Mapping[str, Estimate], section: Section) -> list[Row]:
    """Name, value, interval, number of questions and meaning of each metric of a section."""
    return [
        (name, number(name, one.value), interval(name, one), str(one.questions), METRICS[name].about)
        for name, one in metrics.items()
        if METRICS[name].section is section
    ]


def probability_rows(summary: Summary) -> list[Row]:
    """What the probability of an answer is worth; empty without one."""
    rows: list[Row] = []
    if not isnan(summary.separation):
        rows.append(
            ("separation", f"{summary.separation:.3f}", "", "", "answerable rated above unanswerable (AUROC)")
        )
    if summary.curve:
        rows.append(("aurc", f"{summary.aurc:.3f}", "", "", "mean risk when the surest answers come first"))
    return rows


def tag_rows(summary: Summary) -> list[Row]:
    """A row for each tag: number of questions, then `TAG_METRICS`."""
    return [
        (tag, str(found["right"].questions), *(_short(found.get(name, NONE)) for name in TAG_METRICS))
        for tag, found in summary.tags.items()
    ]


def difference_rows(comparison: Comparison) -> list[Row]:
    """Name, change, interval, number of questions and verdict of each metric that is not the same in two runs."""
    return [
        (name, f"{one.value:+.3f}", f"{one.low:+.3f} to {one.high:+.3f}", str(one.questions), _verdict(name, one))
        for name, one in comparison.differences.items()
        if not isnan(one.low) and (one.low, one.high) != (0.0, 0.0)
    ]


def difference_lines(comparison: Comparison, name: str) -> Iterator[str]:
    """The comparison for a terminal: what changed, and which questions."""
    changed = difference_rows(comparison)
    yield ""
    yield f"against {name}, over {comparison.shared} questions"
    yield from aligned(changed) if changed else ["  nothing changed"]
    for word, ids in (("better", comparison.better), ("worse", comparison.worse)):
        if ids:
            yield f"  {word}: {', '.join(ids)}"


def _verdict(name: str, one: Estimate) -> str:
    if one.low <= 0.0 <= one.high:
        return "within chance"
    return "better" if (one.value > 0.0) == METRICS[name].higher_is_better else "worse"


def sections(summary: Summary) -> list[tuple[str, list[Row]]]:
    """Title and rows of each section that has any, in the order of the report."""
    found = []
    for section in Section:
        rows = metric_rows(summary.metrics, section)
        if section is Section.ABSTENTION:
            rows += probability_rows(summary)
        if rows:
            found.append((section.value, rows))
    return found


def terminal_lines(summary: Summary) -> Iterator[str]:
    """The whole table for a terminal."""
    for title, rows in sections(summary):
        yield from ("", title, *aligned(rows))
    yield ""
    yield from aligned([("by tag", "n", *TAG_METRICS), *tag_rows(summary)])


def aligned(rows: Sequence[Row]) -> Iterator[str]:
    """Columns at equal places: the first and the last to the left, those between to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = [
            text.ljust(width) if place == 0 or (place == len(row) - 1 and " " in text) else text.rjust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()


def markdown_table(head: Row, rows: Sequence[Row]) -> Iterator[str]:
    """A Markdown table; the first and last columns to the left, the others to the right."""
    marks = ["---:" if 0 < place < len(head) - 1 else "---" for place in range(len(head))]
    for row in (head, marks, *rows):
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def number(name: str, value: float) -> str:
    """A value with as many digits as it deserves."""
    if isnan(value):
        return "–"
    if name == "megabytes":
        return f"{value:,.0f}"
    return f"{value:.1f}" if name in ("words", "tokens_written") else f"{value:.3f}"


def interval(name: str, one: Estimate) -> str:
    """The 95 % interval."""
    return f"{number(name, one.low)}–{number(name, one.high)}" if not isnan(one.low) else "–"


def _short(one: Estimate) -> str:
    return "–" if isnan(one.value) else f"{one.value:.2f}"
