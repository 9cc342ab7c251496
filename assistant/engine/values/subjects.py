"""Whose value a sentence gives: "the second tube of the Halsa tunnel opened" tells of the tube, not of the tunnel."""

import re

from assistant.engine.values.figures import Figure, figures
from assistant.engine.values.wanted import stems

_CLAUSE_START = re.compile(
    r"[;:.!?–—]\s|(?<!,) (?:which|that|who) $|\b(?:and|but|while|when|after|before|because|as|where|though|although)\b"
)
_OF = re.compile(r"([\w’'-]+) of\b[^,]*")
_BESIDE = re.compile(
    r"(?<=[\w,]) (?:near|beside|behind|opposite|alongside|outside|next to|(?:un)?like|except)\b[^,]*"
)
_POSSESSOR = re.compile(r"[^,]*(?:\w[’']s|s[’'])(?= )|\b(?:its|his|her|their)\b", re.IGNORECASE)
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:second|third|fourth|fifth|another|other|replacement|twin|parallel|rebuilt|renovated|enlarged|extended)\b"
)
_THE_THING_ITSELF = re.compile(  # "the city of Orlen", "the construction of the mill", "its opening"
    r"(?:cit(?:y|ies)|town|village|state|province|county|island|kingdom|republic|district|region|country|municipality"
    r"|construction|building|erection|completion|creation|formation|foundation|founding|establishment|opening|launch"
    r"|inauguration|publication|release|production|recording|writing|work|works|birth|death|killing|murders?|bombing"
    r"|shooting|sinking|explosion|destruction|collapse|fall|fighting|battle|siege|war|invasion|occupation|start"
    r"|beginning|end|discovery|invention)$",
    re.IGNORECASE,
)
_AUXILIARIES = re.compile(
    r"(?:[ ,]+(?:was|were|is|are|has|had|have|been|be|being|to|not|\w+ly|first|then|finally))+$"
)

_PEOPLE = (
    r"(?:women|men|girls|boys|the young|the old|youths?|young \w+|older \w+|adults|children|teenagers|pupils|students"
    r"|graduates|pensioners|migrants|immigrants|foreigners|minorities|(?:under|over)[- ]?\d\ds?|(?:those|people"
    r"|workers) (?:aged|under|over|with|without)\b|(?:the )?(?:rural|urban|coastal) \w+|the (?:countryside|cities|towns"
    r"|villages|north|south|east|west|capital)\b)"
)
_ALL = (
    r"(?:the )?(?:(?:\w+est|worst|best|most|top)\b|(?:registered|eligible|all|adult)\b|them\b|voters\b|electorate\b"
    r"|population\b|workforce\b)"
)
_GROUP = rf"(?:among(?:st)? (?!{_ALL})(?:the )?[\w-]+|(?:for|in) {_PEOPLE})"
_OF_VOTES = re.compile(r" of (?:the )?(?:\w+ )?(?:votes?|ballots?)\b")
_FOR_VOTES = re.compile(r"\b(?:votes?|won|wins?|gets?|got|received?|candidate|ballots?)\b", re.IGNORECASE)
_FUNCTION_WORDS = frozenset(["the", "of", "for", "in", "among"])
_GROUP_AFTER = re.compile(rf"\s*(?:{_GROUP}|of (?:the )?{_PEOPLE})", re.IGNORECASE)
_GROUP_BEFORE = re.compile(
    rf"\b{_GROUP}|\b(?:youth|juvenile|female|male|graduate|urban|rural|adult|teenage|immigrant|migrant|regional|core|food"
    r"|wholesale|producer|long-term|short-term)(?=[ -](?:\w+ )?(?:turnout|rate|coverage|unemployment|inflation|growth"
    r"|joblessness|participation)\b)",
    re.IGNORECASE,
)


def is_of_another(sentence: str, verb: int, value: int, about: frozenset[str]) -> bool:
    """Whether the verb that begins at `verb`, with its value at `value`, has another subject than the question.

    `about` has the stems of the question's words without its verb. A pronoun or a plain noun may stand for it; what
    has or is a part of it does not.
    """
    if stems(sentence[verb:value]) & about:
        return False  # "the people of Orlen built the mill in 1902"
    before = re.sub(r",? (?:which|that|who)(?: \w+)? $", " ", sentence[:verb])
    starts = [match.end() for match in _CLAUSE_START.finditer(before)]
    subject = _AUXILIARIES.sub("", before[starts[-1] if starts else 0 :].rstrip(" ,"))
    heads = [match[1] for match in _OF.finditer(subject)]
    own = _POSSESSOR.sub(" ", _BESIDE.sub("", _OF.sub(r"\1", subject)))
    if stems(own) & about:
        several = _ONE_OF_SEVERAL.search(own)
        return several is not None and not stems(several.group()) & about
    owned = _POSSESSOR.search(subject) is not None
    head = heads[0] if heads else (re.findall(r"[\w-]+", own) or [""])[-1]
    other = heads or owned or _BESIDE.search(subject)
    return bool(other) and not _THE_THING_ITSELF.match(head)


def is_of_group(sentence: str, share: Figure, question: str) -> bool:
    """Whether a share is that of some group ("among the young, 14 per cent") that the question does not name, or what
    somebody got of the votes, where nothing got is asked for."""
    if _OF_VOTES.match(sentence, share.end) and not _FOR_VOTES.search(question):
        return True
    others = [other.end for other in figures(sentence) if other.unit == share.unit and other.end <= share.start]
    before = sentence[max(others, default=0) : share.start]
    groups = [*_GROUP_BEFORE.finditer(before), *filter(None, [_GROUP_AFTER.match(sentence, share.end)])]
    named = stems(question) - _FUNCTION_WORDS
    return not all(stems(group.group()) & named for group in groups)
