"""What the source denies, doubts or only alleges is no fact."""

import re
from collections.abc import Iterator

from assistant.engine.facts.doubts import Doubt, Doubted, doubted
from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.modifiers import MODALITIES, Kind, governing
from assistant.engine.facts.reporting import Stance
from assistant.engine.facts.sentence import Facts
from assistant.engine.facts.words import listed
from assistant.engine.support.findings import Finding, FindingKind
from assistant.engine.support.meaning_rules import DENYING, INVARIANT
from assistant.engine.support.source import Aligned

_DENIED = DENYING | listed(
    """clear acquit acquittal absolve exonerate vindicate innocent innocence denial dismiss dispute refute rebut debunk
    discredit disprove false falsely untrue lie baseless unfounded groundless fake hoax myth fabricate wrong wrongly
    wrongful quash overturn annul repeal revoke rescind scrap decline bar refrain short yet instead rather contrary
    doubt"""
)
_ACCUSED = listed(
    """accuse accusation charge suspect suspicion indict indictment allege allegation allegedly trial prosecute
    prosecution prosecutor defendant investigate investigation plead face court case arrest wanted count"""
)
_UNSURE = listed(
    """rumor rumour claim report reportedly speculation suggestion suggest theory hoax myth belief believe fear concern
    worry think doubt whether if unclear unknown possibility chance prospect risk danger threat hope dream story idea
    suppose pretend imagine presume appear seem understand wonder ask potential could may might"""
)
_UNREALISED = listed(
    """threat threaten promise vow pledge offer propose proposal agree agreement prepare want wish plan bid about ready
    order call ask consider mull weigh brink verge close demand urge decide future"""
)
_KEPT_BY: dict[Doubt, tuple[frozenset[str], frozenset[Kind]]] = {
    Doubt.DENIED: (_DENIED, frozenset({Kind.NEGATION})),
    Doubt.ACCUSED: (_ACCUSED | _DENIED, frozenset({Kind.NEGATION, Kind.HEARSAY})),
    Doubt.UNSURE: (_UNSURE | _ACCUSED | _DENIED, MODALITIES | {Kind.NEGATION}),
    Doubt.UNREALISED: (_UNREALISED | _UNSURE | _DENIED, MODALITIES | {Kind.NEGATION}),
}
"""Lemmas and modifiers of a claim that leave the doubt in it."""
_FIRST_UNITS = 3
"""Names and other telling words at the head of a stretch, of which a claim that repeats it has two."""
_LIGHT = listed("be do get give go have make need put take use")
"""Deeds that say little by themselves."""
_PEOPLE = listed("he she they him her them")

_CHOSEN = re.compile("instead|rather", re.IGNORECASE)
"""Begins what a claim sets aside, which the source need not deny."""


def doubt_findings(aligned: Aligned) -> Iterator[Finding]:
    """What the source denies, doubts, or says that somebody is accused of, told as a fact; and denials made up."""
    for fact in aligned.pair:
        for one in doubted(fact.text, fact.words):
            if _repeats(one, fact, aligned) and not _kept(one, fact, aligned) and not _plain(one, fact, aligned):
                yield Finding(FindingKind.DOUBTED, f"{one.text} (in the source)")
                return
    for one in doubted(aligned.claim.text, aligned.claim.words):
        if one.kind is Doubt.DENIED and not _CHOSEN.match(one.text) and _invented(one, aligned):
            yield Finding(FindingKind.DOUBTED, f"{one.text} (not in the source)")
            return


def _invented(one: Doubted, aligned: Aligned) -> bool:
    """True for a denial by the claim alone of something that the source speaks of."""
    if any(_has(Doubt.DENIED, fact) for fact in aligned.context):
        return False
    return any(
        word.content and word.lemma in aligned.source.lemmas for word in aligned.claim.words[one.first : one.last]
    )


def _repeats(one: Doubted, fact: Facts, aligned: Aligned) -> bool:
    """True when the claim has the deed that is governed, or two of the first three names and words."""
    claim = set(aligned.claim.lemmas)
    units = _units(one, fact)[:_FIRST_UNITS]
    shared = [any(_in(lemma, claim) for lemma in unit) for unit in units]
    if not any(shared):
        return False
    if one.kind is Doubt.UNREALISED:
        return shared[0] and _done(units[0], aligned.claim)
    if one.kind is Doubt.ACCUSED and not _about_somebody(one, fact, aligned.claim):
        return False
    telling = not one.is_clause and not set(units[0]) & _LIGHT
    return sum(shared) >= min(2, len(units)) or (shared[0] and telling)


def _units(one: Doubted, fact: Facts) -> list[list[str]]:
    """The governed stretch as names and single telling words."""
    units: list[list[str]] = []
    ends = 0
    for i in range(one.first, one.last):
        if i < ends or not fact.words[i].content:
            continue
        name = next((name for name in fact.names if name.first <= i < name.last), None)
        ends = min(name.last, one.last) if name else i + 1
        units.append([word.lemma for word in fact.words[i:ends] if word.content])
    return units


def _in(lemma: str, claim: set[str]) -> bool:
    return lemma in claim or any(relation(lemma, other) <= Relation.SYNONYM for other in claim)


def _done(deed: list[str], claim: Facts) -> bool:
    """True when the claim has the deed in a past form."""
    return any(
        word.lemma in deed
        and (word.lower != word.lemma or word.lower in INVARIANT)
        and not word.lower.endswith(("ing", "s"))
        for word in claim.words
    )


def _about_somebody(one: Doubted, fact: Facts, claim: Facts) -> bool:
    """True when the claim names somebody beside the deed: that the murder happened is not what is alleged."""
    outside = {word.lemma for word in (*fact.words[: one.first], *fact.words[one.last :]) if word.content}
    return bool(outside & set(claim.lemmas)) or any(word.lower in _PEOPLE for word in claim.words)


def _kept(one: Doubted, fact: Facts, aligned: Aligned) -> bool:
    """True when the claim leaves the doubt over what it repeats."""
    claim = aligned.claim
    lemmas, kinds = _KEPT_BY[one.kind]
    governed = {lemma for unit in _units(one, fact)[: _FIRST_UNITS + 1] for lemma in unit}
    if one.kind is Doubt.UNSURE and claim.attributions:
        return True
    if one.kind is Doubt.DENIED and any(said.stance is Stance.DENIED for said in claim.attributions):
        return True
    for lemma in claim.lemmas:
        own = governing(fact.modifiers, kinds, lemma)
        if _in(lemma, governed) and governing(claim.modifiers, kinds, lemma) and not own:
            return True
    words = {word.lemma for word in claim.words} | {word.lower for word in claim.words}
    return bool(words & lemmas - governed)


def _plain(one: Doubted, fact: Facts, aligned: Aligned) -> bool:
    """True when the source says as much of the claim without the doubt, in this sentence or in another."""
    claim = set(aligned.claim.lemmas)
    reach = _FIRST_UNITS if one.is_clause else 1
    heads = [lemma for unit in _units(one, fact)[:reach] for lemma in unit if lemma in claim]
    outside = [word.lemma for word in (*fact.words[: one.first], *fact.words[one.last :]) if word.content]
    if heads and set(heads) <= set(outside):
        return True
    mine = claim & set(fact.lemmas) if fact is aligned.best else set(heads)
    return any(
        mine <= set(other.lemmas) and not _has(one.kind, other)
        for other in aligned.source.sentences
        if other is not fact
    )


def _has(kind: Doubt, fact: Facts) -> bool:
    if any(one.kind is kind for one in doubted(fact.text, fact.words)):
        return True
    if kind is not Doubt.DENIED:
        return False
    return bool(_DENIED & set(fact.lemmas)) or any(modifier.kind is Kind.NEGATION for modifier in fact.modifiers)
