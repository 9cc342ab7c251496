"""Whether a reporting verb brings words of its own: "X said it was late", or none: "X said on Friday."."""

import re

from assistant.engine.speech.quotations import MASK, masked
from assistant.engine.speech.speech import Report
from assistant.engine.speech.speech_words import CAPITAL

_QUOTING = re.compile(r"continue[ds]?|responded|joked|reads?|went on|shouted|laughed|smiled")
"""Deeds as well as words, so that alone they are no reason to think that the quotation before them is theirs."""
_LISTENER = re.compile(rf"\s+(?:the |a |an |his |her |their |our )?[\w’'.-]+(?:\s[{CAPITAL}][\w’'-]+)*")
_CIRCUMSTANCE = re.compile(
    r"(?:\s+(?:(?:[a-z]+ly|later|earlier|again|then|too|afterwards?|yesterday|today|(?:last|this) \w+)"
    rf"|(?:in|at|on|to|from|during|after|of|by|about) (?:the |an? |his |her |their )?[\w’'-]+(?: [{CAPITAL}][\w’'-]+)*))*"
)
_LEADS_IN = re.compile(rf"[^.!?{MASK}]{{0,80}}[:,]\s*{MASK}")
_CLAUSE = re.compile(
    r"\b(?:that|he|she|they|it|we|there|was|were|is|are|had|has|have|would|will|could|can|did|does|never|not)\b"
)
_CONTENT = re.compile(r"\s+(?!(?:in|at|on|to|from|during|after|of|by|about|with|as|for|when|while|[a-z]+ly)\b)[^\W_]")


def says_nothing_else(paragraph: str, report: Report) -> bool:
    """Whether plainly nothing but a time, a place or a listener follows, so that what is said stands before it."""
    verb, rest = _parts(paragraph, report)
    if report.rank or _QUOTING.fullmatch(verb) or _LEADS_IN.match(rest):
        return False
    circumstances = re.split("[,.;!?]", rest, maxsplit=1)[0]
    if verb in ("told", "tells") and (listener := _LISTENER.match(circumstances)):
        circumstances = circumstances[listener.end() :]
    return _CIRCUMSTANCE.fullmatch(circumstances.rstrip()) is not None


def says_its_own(paragraph: str, report: Report) -> bool:
    """Whether plainly a clause or a quotation of its own follows the report."""
    verb, rest = _parts(paragraph, report)
    if _LEADS_IN.match(rest):
        return True
    clause = re.split("[.;!?]", rest, maxsplit=1)[0]
    if report.rank:
        return clause.strip() != ""
    clause = clause.split(",", maxsplit=1)[0]
    if _CLAUSE.search(clause):
        return True
    return (
        verb not in ("told", "tells", "asked", "asks")
        and report.verb[0] > report.subject[0]
        and bool(_CONTENT.match(clause))
    )


def _parts(paragraph: str, report: Report) -> tuple[str, str]:
    """The verb, and the words after verb and subject with every quotation masked."""
    words = masked(paragraph)
    return words[slice(*report.verb)].lower(), words[report.end :]
