"""Follow-up questions made to stand alone, with the words of the conversation and no others.

A question that leans on what was said before is completed from the last question first and the last answer
second. Where the pattern is clear the two are joined into one sentence; elsewhere the topic follows in
parentheses.
"""

import re
from collections.abc import Sequence

from assistant.engine.questions.dependence import Dependence, dependence, without_preface
from assistant.engine.questions.ellipsis import completed
from assistant.engine.terms import AUXILIARIES, QUESTION_WORDS, content_terms, names
from assistant.types import Turn

_TURNS = 3
"""How many turns back a follow-up may refer to."""
_TOPIC_WORDS = 12
"""Most words of the topic in parentheses."""
_TOPIC_NAMES = 3
"""Most names that the topic takes from an answer."""
_ASKING = "|".join(sorted(QUESTION_WORDS | AUXILIARIES, key=len, reverse=True))
ACTS = "did|does|do|was|were|is|are|has|have|had|will|would|can|could|should"
"""Auxiliaries that a question opens with."""
_OPENING = re.compile(
    rf"^(?:(?:since|between|until|in|on|at|by|from|to|for|with|under|of) (?=(?:what|when|which|whom?)\b))?"
    rf"(?:how (?:old|long|far|big|large|high|tall|deep|fast|often|soon|heavy|wide) (?=(?:{ACTS})\b)"
    r"|(?:(?:do|did|can|could|would|will|are|is) )?(?:you|i) (?:able to|know|want to(?: know)?|wonder)\b(?: (?:if|whether)\b)?[\s,]*"
    rf"|(?:and|but|so|or|then|{_ASKING}|you|i|me|many|much|tell|please|about|else|there)\b(?:['’](?:s|re|m|d|ve)\b)?[\s,]*)+",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\s*\b(?:to|about|of|for|after|by)? ?(?:that|this|it|them|him|her)$", re.IGNORECASE)
_TRAILING = re.compile(r"[\s,]+(?:please|right|correct)$", re.IGNORECASE)
_ASKS = re.compile(
    r"\?|^(?:who|what|when|where|why|how|which|tell|list|is|are|was|were|do|does|did)\b", re.IGNORECASE
)
_CITATION = re.compile(r"\s*\[\d+\]")
_PUBLISHED = re.compile(
    r"(?:, as reported by [^“”:]+(?=: “)|(?:(?<=^)|(?<=[”.] ))(?:Quoted by [^“”:]+|[^“”:.]+ reports): (?=“))"
)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question as it reads without the conversation; character for character the same when it needs nothing.

    Only the last three turns count.
    """
    recent = history[-_TURNS:]
    if not recent or not question.strip():
        return question
    need = dependence(question, recent)
    if need is Dependence.NONE:
        return question
    text = without_preface(question)
    if need is Dependence.CLEAR:
        main, about = _parted(recent[-1].standalone_question)
        joined = completed(text, main, _plain(recent[-1].answer))
        if joined is not None:
            return f"{joined} (about: {about})" if about else joined
    topic = _topic(text, recent)
    return f"{text} (about: {topic})" if topic else question


def _topic(question: str, recent: Sequence[Turn]) -> str:
    """What the last telling turn was about: its own topic, what it asked, and new names of its answer."""
    last = next((turn for turn in reversed(recent) if _tells(turn.standalone_question)), recent[-1])
    main, about = _parted(last.standalone_question)
    parts = [_first_words(about.split(",")[0], _TOPIC_WORDS), _first_words(_statement(main), _TOPIC_WORDS)]
    known = set(content_terms(f"{question} {' '.join(parts)}"))
    new = [name for name in names(_plain(last.answer)) if not set(content_terms(name)) <= known][:_TOPIC_NAMES]
    return ", ".join(part for part in (*parts, *new) if part)


def _parted(question: str) -> tuple[str, str]:
    """A standalone question and the topic that was added to it; the topic is empty when none was."""
    main, _, about = (
        question.strip().removesuffix(")").partition(" (about: ") if "(about: " in question else (question, "", "")
    )
    return without_preface(main), about


def _tells(question: str) -> bool:
    """Whether a turn's question is more than "Good to know."."""
    return bool(names(question)) or (bool(content_terms(question)) and bool(_ASKS.search(question)))


def _statement(question: str) -> str:
    """A question without question words and auxiliaries before its subject; empty when it says nothing."""
    text = _TRAILING.sub("", _OPENING.sub("", question).rstrip(" ?.!"))
    return _REFERENCE.sub("", text) if content_terms(text) else ""


def _first_words(text: str, most: int) -> str:
    return " ".join(text.split()[:most]).rstrip(",;")


def _plain(answer: str) -> str:
    """An answer as the articles say it: without citations, and without who published the quotations."""
    return _PUBLISHED.sub("", _CITATION.sub("", answer))
