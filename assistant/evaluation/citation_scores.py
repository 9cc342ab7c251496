"""Citation recall and precision as ALCE defines them (Gao et al. 2023, arXiv:2305.14627, section 3.3).

A statement has recall 1 when all its citations together support it. A citation of such a statement has precision 1
unless it is irrelevant: it does not support the statement alone, and the others do without it. The citations of an
unsupported statement have precision 0.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.evaluation.judges import SUPPORTED, Judge

_QUOTATION = re.compile(r"(?:[^“”]{1,160}:\s)?“(?P<words>.*)”", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer as it was judged."""

    text: str
    citations: tuple[int, ...]
    """Markers, in order."""
    supported: bool
    """All its citations together support it."""
    needed: tuple[bool, ...]
    """For each of `citations`: it counts as precise."""
    probability: float
    """Of support, by the judge."""


class CachedJudge:
    """Asks a judge each thing once."""

    def __init__(self, judge: Judge) -> None:
        self.name = judge.name
        self._ask = lru_cache(maxsize=4096)(judge.probability)

    def probability(self, statement: str, passages: Sequence[str]) -> float:
        """As the judge says."""
        return self._ask(statement, tuple(passages))


def judged(text: str, citations: Sequence[int], quotes: Mapping[int, str], judge: Judge) -> Statement:
    """Judge one statement; `quotes` gives the text of each citation, and a marker without one supports nothing."""
    claim = _without_lead(text)
    passages = [quotes.get(number, "") for number in citations]
    together = judge.probability(claim, [passage for passage in passages if passage])
    supported = together >= SUPPORTED
    needed = tuple(supported and _is_needed(claim, passages, place, judge) for place in range(len(passages)))
    return Statement(text, tuple(citations), supported, needed, together)


def citation_recall(statements: Sequence[Statement]) -> float:
    """Share of statements that are supported; raises ZeroDivisionError without statements."""
    return sum(one.supported for one in statements) / len(statements)


def citation_precision(statements: Sequence[Statement]) -> float:
    """Share of citations that are precise; 0 when there are none, as in ALCE's own program."""
    needed = [one for statement in statements for one in statement.needed]
    return sum(needed) / len(needed) if needed else 0.0


def _without_lead(text: str) -> str:
    """The words of a quotation without who is quoted, which stands outside the cited passage; else `text`."""
    quotation = _QUOTATION.fullmatch(text)
    return quotation["words"] if quotation and _is_one(quotation["words"]) else text


def _is_one(words: str) -> bool:
    """Whether the marks inside a quotation are those of quotations within it, so that it is not several."""
    depth = 0
    for char in words:
        depth += (char == "“") - (char == "”")
        if depth < 0:
            return False
    return depth == 0


def _is_needed(text: str, passages: Sequence[str], place: int, judge: Judge) -> bool:
    if not passages[place]:
        return False
    if judge.probability(text, [passages[place]]) >= SUPPORTED:
        return True
    others = [passage for other, passage in enumerate(passages) if other != place and passage]
    return judge.probability(text, others) < SUPPORTED
