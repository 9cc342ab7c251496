"""Intervals of shares for the bench programs."""

from math import sqrt


def interval(right: int, n: int) -> str:
    """Wilson's score interval of `right` out of `n`, 95 %."""
    if n == 0:
        return "undefined"
    z, p = 1.96, right / n
    middle, margin = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return f"{(middle - margin) / (1 + z * z / n):.3f} to {(middle + margin) / (1 + z * z / n):.3f}"


def share(right: int, n: int) -> str:
    """The count, its share and the interval, as one cell of a report."""
    return f"{right:4d} of {n:4d}  {right / max(1, n):.3f}  ({interval(right, n)})"
