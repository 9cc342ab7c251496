"""A claim is not quoted without the denial, or the figure set against it, that follows it in its article."""

import re
from dataclasses import replace

from assistant.engine.terms import content_terms, words
from assistant.engine.values.rivals import is_set_against
from assistant.types import Evidence
from index.sentences import sentences

_AHEAD = 700
"""Characters after a quotation in which its denial is sought."""
_SHARED = 2
"""Words of content that a denial shares with the claim, where it does not point back with a word such as "this"."""
_SHORT = 8
"""A denial of fewer words, such as "That figure was wrong", is quoted with the sentence that sets it right."""

_DENIES = re.compile(
    r"(?<!not )(?<!n[’']t )\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es|ed)|refut(?:es?|ed)|contradict(?:s|ed)?)\b"
    r"|\bdismiss(?:es|ed)? (?:the|this|that|these|those|such|it|them|any|her|his|their)\b"
    r"|\b(?:was|is|were|are|be) (?:\w+ ){0,2}?(?:wrong|false|untrue|incorrect|inaccurate|baseless|exaggerated"
    r"|misleading|nonsense|fabricated|unfounded)\b"
    r"|\bno (?:evidence|truth|basis|proof|sign)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:th(?:e|is|at|ese|ose)|such|any|her|his|its|their) (?:\w+ ){0,1}?(?:accusation|account|allegation|assertion"
    r"|blame|charge|claim|count|estimate|figure|finding|involvement|number|remark|report|responsibility|role|statement"
    r"|story|suggestion|total|toll|version|wrongdoing)s?\b|\b(?:it|this|that|them|doing so|having)\b",
    re.IGNORECASE,
)


def with_denial(evidence: Evidence) -> Evidence:
    """The evidence with what follows it, where that denies it or sets another figure against it; else itself."""
    after = evidence.article.text[evidence.end : evidence.end + _AHEAD]
    following = sentences(after)[:2]
    if not following:
        return evidence
    denial = after[following[0].start : following[0].end]
    if _denies(denial, evidence.quote):
        last = following[-1] if len(words(denial)) < _SHORT else following[0]
        return replace(evidence, end=evidence.end + last.end)
    claim = evidence.quote[sentences(evidence.quote)[-1].start :]
    against = [one for one in following if is_set_against(claim, after[one.start : one.end])]
    return replace(evidence, end=evidence.end + against[0].end) if against else evidence


def _denies(sentence: str, claim: str) -> bool:
    if not _DENIES.search(sentence):
        return False
    shared = set(content_terms(claim)).intersection(content_terms(sentence))
    return len(shared) >= _SHARED or _POINTS_BACK.search(sentence) is not None
