"""A question that asks several things, taken apart."""

import re
from collections.abc import Sequence

from assistant.engine.questions.dates import find_dates
from assistant.engine.questions.followup import ACTS, standalone
from assistant.engine.terms import content_terms, names, words
from assistant.types import Turn

_MOST = 3
"""More parts than this are a conversation, and stay one question."""

_ASKS = "who|whom|whose|what|when|where|why|how|which"
_BEFORE = "in|on|at|by|from|to|for|with|under|of|since|until|till|between|during|after|before|into|about|against|over"
_TOPIC = re.compile(r"[^:?]{3,60}:\s+(?=\D)")
_OPENING = re.compile(rf"(?:{_BEFORE})?\s*\b(?:{_ASKS}|{ACTS})\b", re.IGNORECASE)
_JOINT = re.compile(
    rf",?\s+and\s+(?=(?:(?:{_BEFORE})\s+)?(?:{_ASKS}|{ACTS})\b)|\?\s+(?:and\s+)?(?=\w)",
    re.IGNORECASE,
)
_MEASURES = re.compile(rf"(?:how \w+|when|where) (?:{ACTS})\b", re.IGNORECASE)
_PERSONAL = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their)\b", re.IGNORECASE)
_COUNTS = re.compile(
    r"how (?:many|much)(?P<noun>(?: [\w’'-]+){0,2} (?:[\w’'-]+s|people|children|men|women))$", re.IGNORECASE
)
_BARE = re.compile(
    rf"(?P<first>(?:when|where|why|how)) (?P<rest>(?:{ACTS})\b .+?),? and (?P<next>(?:(?:{_BEFORE}) whom|when|where|why|how))\?*$",
    re.IGNORECASE,
)
_ASKS_WHEN_OR_WHERE = re.compile(r"(?:when|where)\b", re.IGNORECASE)
_LAST_PHRASE = re.compile(
    r" (?:in|at|on|near|during|after|from|outside|by) (?:the )?(?=[^ ]* ?[A-Z\d])(?:[\w’'-]+ ?){1,4}$"
)


def parts(question: str) -> tuple[str, ...]:
    """The questions that one question joins with "and", each made to stand alone; itself when it asks one thing.

    "Who was found, and who put him there?" asks two things, "When and where did it happen?" one. What stands at the end
    belongs to all: "How many were killed and how many were hurt in Dalen?", as does a topic before a colon. A bare word
    asks of the same again: "When was it found, and by whom?"
    """
    bare = _BARE.fullmatch(question.strip())
    if bare:
        return f"{bare['first']} {bare['rest']}?", f"{bare['next']} {bare['rest']}?"
    topic = _TOPIC.match(question)
    before = topic[0] if topic and not _OPENING.match(question) else ""
    pieces = [piece.strip(" ?") for piece in _JOINT.split(question[len(before) :])]
    if not 1 < len(pieces) <= _MOST or not _asks(pieces[0]) or not all(map(_asks_further, pieces[1:])):
        return (question,)
    first = f"{before}{pieces[0]}{_predicate(pieces) or _shared(pieces)}?"
    said = [Turn(first, first, "")]
    return (
        first,
        *(
            f"{before}{piece}?" if before and not _PERSONAL.search(piece) else standalone(f"{piece}?", said)
            for piece in pieces[1:]
        ),
    )


def _predicate(pieces: Sequence[str]) -> str:
    """What the next piece asks of what the first only names: "How many children and how many adults died?"; else empty."""
    named = _COUNTS.fullmatch(pieces[0])
    if not named:
        return ""
    words_of_noun = len(named["noun"].split())
    counted = re.match(rf"how (?:many|much)(?: [\w’'-]+){{{words_of_noun}}}(?P<rest> .+)", pieces[1], re.IGNORECASE)
    return counted["rest"] if counted else ""


def _shared(pieces: Sequence[str]) -> str:
    """The place, time or event at the end that the first piece, which names none, is about as well; else empty."""
    first, end = pieces[0], _LAST_PHRASE.search(pieces[-1])
    open_to_it = not names(first) and not find_dates(first) and not _ASKS_WHEN_OR_WHERE.match(first)
    return end[0] if end and open_to_it else ""


def _asks(piece: str) -> bool:
    """Whether it is a question by itself: it opens like one and speaks of something."""
    return bool(_OPENING.match(piece)) and len(words(piece)) > 2 and bool(content_terms(piece))


def _asks_further(piece: str) -> bool:
    """Whether it is one after another: "how much was it" speaks of what the one before speaks of."""
    return _asks(piece) or (bool(_MEASURES.match(piece)) and len(words(piece)) > 2)
