"""What was reported after the reports that answer: a toll that rose, a sum that was corrected."""

from collections.abc import Sequence
from datetime import timedelta

from assistant.engine.values.wanted import wanted
from assistant.types import Evidence
from index.types import Filters

LATER_PASSAGES = 4
"""Later passages that are read."""


def later_reports(question: str, quoted: Sequence[Evidence]) -> Filters | None:
    """What passes only articles from after all that is quoted; None for a question that asks for no value.

    They are for comparing values only: whether they answer the question, nobody has judged.
    """
    days = [day for one in quoted if (day := one.article.metadata.published)]
    if not days or wanted(question) is None:
        return None
    return Filters(after=max(days) + timedelta(days=1))
