"""The pictures of a report as inline SVG: they need no network and no script, and follow the page's colours."""

from collections.abc import Mapping, Sequence
from math import ceil

from markupsafe import Markup, escape

from assistant.evaluation.abstention import CurvePoint
from assistant.evaluation.intervals import Estimate

_WIDTH, _HEIGHT = 420, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 18, 40
_BAR = 20
_LABEL = 150
_BINS = 20


def risk_coverage_plot(curve: Sequence[CurvePoint], questions: int) -> Markup:
    """Share of wrong answers when only the surest are shown; empty without a curve."""
    if not curve:
        return Markup("")
    # The first few answers tell nothing of a share.
    least = min(len(curve), max(1, ceil(0.02 * questions)))
    points = [(_x(point.coverage), _y(point.risk)) for point in curve if point.coverage * questions >= least]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    end = curve[-1]
    note = f"answers {end.coverage:.0%}, {end.risk:.0%} of them wrong"
    body = [
        *_frame("share of questions answered", "share of answers that are wrong"),
        f'<polyline class="line" points="{line}"/>',
        f'<circle class="dot" cx="{_x(end.coverage):.1f}" cy="{_y(end.risk):.1f}" r="4"/>',
        f'<text class="note" x="{_x(end.coverage):.1f}" y="{_y(end.risk) - 9:.1f}" text-anchor="{_anchor(end)}">'
        f"{note}</text>",
    ]
    return _svg(_WIDTH, _HEIGHT, f"Risk against coverage: {note}", body)


def tag_plot(tags: Mapping[str, Mapping[str, Estimate]], name: str) -> Markup:
    """The value of one metric for each tag, with its interval."""
    known = {tag: found[name] for tag, found in tags.items() if name in found}
    height = _BAR * len(known) + _BOTTOM
    body = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = _bar_x(share)
        body.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="4" y2="{height - 34}"/>')
        body.append(f'<text x="{x:.1f}" y="{height - 20}" text-anchor="middle">{share:g}</text>')
    for place, (tag, one) in enumerate(known.items()):
        middle = 4 + _BAR * place + _BAR / 2
        body += [
            f'<text x="{_LABEL - 8}" y="{middle + 4:.1f}" text-anchor="end">{escape(tag)} '
            f'<tspan class="dim">{one.questions}</tspan></text>',
            f'<line class="span" x1="{_bar_x(one.low):.1f}" x2="{_bar_x(one.high):.1f}" y1="{middle:.1f}" '
            f'y2="{middle:.1f}"/>',
            f'<circle class="dot" cx="{_bar_x(one.value):.1f}" cy="{middle:.1f}" r="4">'
            f"<title>{escape(tag)}: {one.value:.3f} ({one.low:.3f} to {one.high:.3f})</title></circle>",
        ]
    return _svg(_WIDTH, height, f"{name} by tag", body)


def seconds_plot(seconds: Sequence[float]) -> Markup:
    """How many questions took how long; empty without any."""
    if not seconds:
        return Markup("")
    ordered = sorted(seconds)
    half, most = (ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.95))
    # The few that took longest come together in the last bar, so that the others can be told apart.
    top = max(1.5 * most, 1e-3)
    counts = [0] * _BINS
    for value in ordered:
        counts[min(_BINS - 1, int(_BINS * value / top))] += 1
    tallest = max(counts)
    width = (_WIDTH - _LEFT - _RIGHT) / _BINS
    longer = "" if ordered[-1] <= top else " and longer"
    body = list(_frame("seconds for the whole answer", "questions", f"{top:.2g}{longer}", str(tallest)))
    for place, count in enumerate(counts):
        height = (_HEIGHT - _TOP - _BOTTOM) * count / tallest
        x, y = _LEFT + place * width, _HEIGHT - _BOTTOM - height
        body.append(f'<rect class="bar" x="{x + 1:.1f}" y="{y:.1f}" width="{width - 2:.1f}" height="{height:.1f}"/>')
    note = f"half within {half:.2g} s, 95 % within {most:.2g} s"
    body.append(f'<text class="note" x="{_WIDTH - _RIGHT}" y="10" text-anchor="end">{note}</text>')
    return _svg(_WIDTH, _HEIGHT, f"Seconds for an answer: {note}", body)


def _frame(across: str, up: str, most_across: str = "1", most_up: str = "1") -> Sequence[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    middle_x, middle_y = (_LEFT + right) / 2, (_TOP + bottom) / 2
    return (
        *(
            f'<line class="grid" x1="{_LEFT}" x2="{right}" y1="{_y(share):.1f}" y2="{_y(share):.1f}"/>'
            for share in (0.25, 0.5, 0.75, 1.0)
        ),
        f'<path class="axis" d="M{_LEFT} {_TOP}V{bottom}H{right}"/>',
        f'<text x="{_LEFT - 6}" y="{bottom + 4}" text-anchor="end">0</text>',
        f'<text x="{_LEFT - 6}" y="{_TOP + 6}" text-anchor="end">{most_up}</text>',
        f'<text x="{_LEFT}" y="{bottom + 16}" text-anchor="middle">0</text>',
        f'<text x="{right}" y="{bottom + 16}" text-anchor="end">{most_across}</text>',
        f'<text x="{middle_x}" y="{bottom + 32}" text-anchor="middle">{across}</text>',
        f'<text transform="translate(14 {middle_y}) rotate(-90)" text-anchor="middle">{up}</text>',
    )


def _svg(width: int, height: int, title: str, body: Sequence[str]) -> Markup:
    inner = "".join(body)
    # Every text that is not ours was escaped where it was put in.
    return Markup(  # noqa: S704
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">{inner}</svg>'
    )


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _bar_x(share: float) -> float:
    return _LABEL + share * (_WIDTH - _LABEL - _RIGHT)


def _anchor(point: CurvePoint) -> str:
    return "end" if point.coverage > 0.5 else "start"
