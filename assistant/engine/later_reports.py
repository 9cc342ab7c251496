"""What was reported after the reports that answer: a toll that rose, a sum that was corrected."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from assistant.engine.questions.operators import combine
from assistant.engine.values.wanted import wanted
from assistant.types import Evidence
from index.types import Filters

_PASSAGES = 4
"""Later passages that are read."""

Find = Callable[[Filters, int], Sequence[Evidence]]
"""The evidence for the question in the best passages that pass the filters, so many."""


def later_reports(question: str, quoted: Sequence[Evidence], filters: Filters, find: Find) -> Sequence[Evidence]:
    """Evidence from after all that is quoted, for a question that asks for a value; none for others.

    It is for comparing values only: whether it answers the question, nobody has judged.
    """
    days = [day for one in quoted if (day := one.article.metadata.published)]
    if not days or wanted(question) is None:
        return ()
    return find(combine(filters, Filters(after=max(days) + timedelta(days=1))), _PASSAGES)
