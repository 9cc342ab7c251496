"""A question that asks several things, taken apart."""

import re

from assistant.engine.questions.followup import standalone
from assistant.engine.terms import content_terms, words
from assistant.types import Turn

_MOST = 3
"""More parts than this are a conversation, and stay one question."""

_ASKS = "who|whom|whose|what|when|where|why|how|which"
_ACTS = "did|does|do|was|were|is|are|has|have|had|will|would|can|could|should"
_OPENING = re.compile(rf"(?:in|on|at|by|from|to|for|with|under|of)?\s*\b(?:{_ASKS}|{_ACTS})\b", re.IGNORECASE)
_JOINT = re.compile(
    rf",?\s+and\s+(?=(?:(?:in|on|at|by|from|to|for|with|under|of)\s+)?(?:{_ASKS}|{_ACTS})\b)|\?\s+(?:and\s+)?(?=\w)",
    re.IGNORECASE,
)


def parts(question: str) -> tuple[str, ...]:
    """The questions that one question joins with "and", each made to stand alone; itself when it asks one thing.

    "Who was found, and who put him there?" asks two things, "When and where did it happen?" one.
    """
    pieces = [piece.strip(" ?") for piece in _JOINT.split(question)]
    if not 1 < len(pieces) <= _MOST or not all(map(_asks, pieces)):
        return (question,)
    first = f"{pieces[0]}?"
    said = [Turn(first, first, "")]
    return (first, *(standalone(f"{piece}?", said)[0] for piece in pieces[1:]))


def _asks(piece: str) -> bool:
    """Whether it is a question by itself: it opens like one and speaks of something."""
    return bool(_OPENING.match(piece)) and len(words(piece)) > 2 and bool(content_terms(piece))
