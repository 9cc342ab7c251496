"""A part is not the whole: "all but three", "nobody except her", "seven of the 12", "all but destroyed"."""

import re
from collections.abc import Iterator

from assistant.engine.facts.sentence import Facts
from assistant.engine.facts.words import listed
from assistant.engine.support.findings import Finding, FindingKind
from assistant.engine.support.source import Aligned

_EXCEPT = re.compile(
    r"\b(?P<all>all|every\w*|each|any\w*|none|nobody|no one|nothing|no \w+)\b"
    r"(?P<between>(?: (?!was|were|is|are|had|has|have|did|could|would|will|can)[\w'’-]+){0,3}?),?"
    r" (?:but|bar|except(?: for)?|excepting|excluding|save for|apart from|other than|aside from)\b",
    re.IGNORECASE,
)
_EXCEPTING = re.compile(
    r"\b(?:but|bar|except\w*|excluding|save|apart|other|others|aside|most|many|almost|nearly)\b", re.I
)
_UNIVERSAL = re.compile(r"\b(?:all|every\w*|each|entire|whole|none|nobody|no|nothing|always|never)\b", re.IGNORECASE)
_OF_ALL = listed("the its his her their these those our")
_PARTS = listed("of half third thirds quarter quarters most some many few several none majority part fifth tenth")
_NEAR_START = 5
"""Farthest place of the whole where the part is the subject, as in "all but three of the 90"."""
_DEED_BEFORE = 2
"""Words before the part among which its verb stands, as in "arrested some of the 12"."""
_ALL_BUT_DONE = re.compile(r"\ball but (?P<deed>[a-z]+(?:ed|en|un|ne|t|ain|ible|ead))\b")


def exception_findings(aligned: Aligned) -> Iterator[Finding]:
    """ "All" or "nobody" without the exception that the source makes, and "all but" lost before a deed."""
    claim = aligned.claim
    if _EXCEPTING.search(claim.text):
        return
    for fact in aligned.pair:
        done = _ALL_BUT_DONE.search(fact.text)
        if done and any(word.lower == done["deed"] for word in claim.words):
            yield Finding(FindingKind.EXCEPTION, f"{done.group()} (in the source)")
        made = _EXCEPT.search(fact.text)
        if made and not done and _UNIVERSAL.search(claim.text):
            yield Finding(FindingKind.EXCEPTION, f"{made.group()} (in the source)")
        yield from _whole_for_part(fact, claim)


def _whole_for_part(fact: Facts, claim: Facts) -> Iterator[Finding]:
    """The number of the whole without the part that it is told of: "seven of the 12", "all but three of the 90"."""
    mine = {quantity.value for quantity in claim.quantities}
    kept = {word.lower for word in claim.words} & _PARTS
    for whole in fact.quantities:
        before = fact.words[max(0, whole.first - 3) : whole.first]
        if whole.value not in mine or kept or len(before) < 3 or before[1].lower != "of":
            continue
        part = next((q for q in fact.quantities if q.last == whole.first - 2), None)
        told = part is not None and part.value not in mine and part.value != whole.value
        subject = whole.first <= _NEAR_START
        same_deed = subject or {word.lemma for word in fact.words[: whole.first - 3][-_DEED_BEFORE:]} & set(
            claim.lemmas
        )
        if before[2].lower in _OF_ALL and same_deed and (told or before[0].lower in _PARTS):
            yield Finding(FindingKind.EXCEPTION, f"{before[0].text} of {before[2].text} {whole.text} (in the source)")
