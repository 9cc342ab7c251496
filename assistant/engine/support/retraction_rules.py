"""What was retracted, corrected or reversed is not told as if it still held."""

from collections.abc import Iterator

from assistant.engine.facts.retractions import RETRACTING, taken_back, takes_back_the_one_before
from assistant.engine.facts.sentence import Facts
from assistant.engine.support.findings import Finding, FindingKind
from assistant.engine.support.source import Aligned

_ABOUT = 0.6
"""Least share of the claim's telling words that stand in what was taken back where the claim is about it."""


def retraction_findings(aligned: Aligned) -> Iterator[Finding]:
    """Claims about what the source says was taken back, in the same sentence or in the next."""
    if RETRACTING.search(aligned.claim.text):
        return
    best = aligned.best
    at = taken_back(best.text)
    if at is not None:
        if _tells(aligned.claim, best, at):
            yield Finding(FindingKind.RETRACTED, f"{best.text[at:].strip(' ,.')} (in the source)")
        return
    after = aligned.following
    if after is not None and takes_back_the_one_before(after.text) and _tells(aligned.claim, best, len(best.text)):
        yield Finding(FindingKind.RETRACTED, f"{after.text} (in the source)")


def _tells(claim: Facts, fact: Facts, at: int) -> bool:
    """True when the claim is about what stands before `at`, and has no figure that stands only after it."""
    before = {word.lemma for word in fact.words if word.content and word.start < at}
    figures = {q.value for q in fact.quantities if fact.words[q.first].start < at}
    later = {q.value for q in fact.quantities if fact.words[q.first].start >= at} - figures
    mine = set(claim.lemmas)
    shared = mine & before
    if any(q.value in later for q in claim.quantities):
        return False
    return len(shared) >= min(2, len(mine)) and len(shared) >= _ABOUT * len(mine)
