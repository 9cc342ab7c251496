"""What holds on a condition is not told without it: "it will close if the deal is signed"."""

from collections.abc import Iterator

from assistant.engine.facts.conditions import Condition, conditions, leaves_open
from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.sentence import Facts
from assistant.engine.support.findings import Finding, FindingKind
from assistant.engine.support.source import Aligned, Source

_TOLD = 0.5
"""Least share of the consequence's telling words in a claim that tells it."""
_ABOUT = 0.6
"""Least share of the claim's telling words that are the consequence's where the claim is about it."""
_KEPT = 0.3
"""Least share of the condition's telling words in a claim that keeps it in other words."""


def condition_findings(aligned: Aligned) -> Iterator[Finding]:
    """Consequences of the source that the claim tells as plain facts."""
    claim = aligned.claim
    if leaves_open(claim.text, claim.words):
        return
    for fact in aligned.pair:
        for one in conditions(fact.text, fact.words):
            if _tells(one, claim) and not _keeps(one, claim) and not _plain(one, fact, aligned.source):
                yield Finding(FindingKind.CONDITION, f"{one.text} (in the source)")
                return


def _tells(one: Condition, claim: Facts) -> bool:
    mine = {lemma for lemma in claim.lemmas if _means_one_of(lemma, one.consequence)}
    theirs = {lemma for lemma in one.consequence if _means_one_of(lemma, frozenset(claim.lemmas))}
    enough = len(theirs) >= max(min(2, len(one.consequence)), _TOLD * len(one.consequence))
    return enough and len(mine) >= _ABOUT * len(set(claim.lemmas))


def _keeps(one: Condition, claim: Facts) -> bool:
    """True when the claim has enough of the condition that the consequence lacks."""
    telling = one.condition - one.consequence
    kept = {lemma for lemma in telling if _means_one_of(lemma, frozenset(claim.lemmas))}
    return bool(telling) and len(kept) >= _KEPT * len(telling)


def _plain(one: Condition, fact: Facts, source: Source) -> bool:
    """True when another sentence of the source says the consequence without a condition."""
    return any(
        one.consequence <= set(other.lemmas) and not leaves_open(other.text, other.words)
        for other in source.sentences
        if other is not fact
    )


def _means_one_of(lemma: str, others: frozenset[str]) -> bool:
    return lemma in others or any(relation(lemma, other) <= Relation.SYNONYM for other in others)
