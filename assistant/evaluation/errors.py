"""Errors of the evaluation."""

from index.errors import BylineError


class EvaluationError(BylineError):
    """A questions file, a run or a judge cannot be used as it is."""
