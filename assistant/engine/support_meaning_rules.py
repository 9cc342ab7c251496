"""Negation, certainty, quantifiers, opposites and roles: the claim may not turn its source sentence round."""

from collections.abc import Iterator

from assistant.engine.facts.sentence import Facts
from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.modifiers import MODALITIES, Kind, Modifier, governing
from assistant.engine.support_findings import Finding, FindingKind
from assistant.engine.support_source import Aligned, Source

_OPPOSED = (("before", "after"), ("until", "since"), ("with", "without"), ("above", "below"), ("over", "under"), ("up", "down"))
_WEAKER_QUANTIFIER = {Kind.ALL: {Kind.ALL}, Kind.MOST: {Kind.MOST}, Kind.FEW: {Kind.FEW}, Kind.ONLY: {Kind.ONLY}}
_REACH = 5
"""Words to either side of a verb among which who and whom are looked for."""


def negation_findings(aligned: Aligned, source: Source) -> Iterator[Finding]:
    """Negations that only one side has over words that both have."""
    for modifier in _of_kind(aligned.claim, {Kind.NEGATION}):
        shared = [lemma for lemma in modifier.scope if _in_pair(lemma, aligned)]
        if any(_governed(lemma, {Kind.NEGATION}, aligned.pair) or _opposite_in(lemma, aligned) for lemma in shared):
            continue
        if shared or not any(_of_kind(fact, {Kind.NEGATION}) for fact in aligned.pair):
            yield Finding(FindingKind.NEGATION, _phrase(modifier))
    for modifier in _of_kind(aligned.best, {Kind.NEGATION}):
        shared = [lemma for lemma in modifier.scope if lemma in aligned.claim.lemmas]
        head_shared = bool(modifier.scope) and modifier.scope[0] in shared
        if head_shared and not any(_keeps(lemma, {Kind.NEGATION}, aligned) for lemma in shared):
            yield Finding(FindingKind.NEGATION, f"{_phrase(modifier)} (in the source)")


def modality_findings(aligned: Aligned, source: Source) -> Iterator[Finding]:
    """"may", "will", "allegedly", "tried to" that only one side has over a word that both have."""
    for modifier in _of_kind(aligned.best, MODALITIES):
        head = modifier.scope[0] if modifier.scope else ""
        if head in aligned.claim.lemmas and not _keeps(head, _compatible(modifier.kind), aligned):
            yield Finding(FindingKind.MODALITY, f"{_phrase(modifier)} (in the source)")
    for modifier in _of_kind(aligned.claim, MODALITIES):
        head = modifier.scope[0] if modifier.scope else ""
        inside = [fact for fact in aligned.pair if head in fact.lemmas]
        if inside and not any(governing(fact.modifiers, _compatible(modifier.kind), head) for fact in inside):
            yield Finding(FindingKind.MODALITY, _phrase(modifier))


def quantifier_findings(aligned: Aligned, source: Source) -> Iterator[Finding]:
    """"all", "most", "few" and "only" that the aligned sentences do not have, and "some" made general."""
    present = {modifier.kind for fact in aligned.pair for modifier in fact.modifiers}
    for modifier in aligned.claim.modifiers:
        wanted = _WEAKER_QUANTIFIER.get(modifier.kind)
        if wanted and not wanted & present and modifier.scope and _in_pair(modifier.scope[0], aligned):
            yield Finding(FindingKind.QUANTIFIER, _phrase(modifier))
    for modifier in _of_kind(aligned.best, {Kind.ALL, Kind.MOST, Kind.SOME, Kind.FEW, Kind.ONLY}):
        head = modifier.scope[0] if modifier.scope else ""
        mine = {o.kind for o in governing(aligned.claim.modifiers, _WEAKER_QUANTIFIER.keys() | {Kind.SOME}, head)}
        if mine and modifier.kind not in mine:
            yield Finding(FindingKind.QUANTIFIER, f"{_phrase(modifier)} (in the source)")


def opposite_findings(aligned: Aligned, source: Source) -> Iterator[Finding]:
    """Words of the claim whose opposite stands in the source sentence instead."""
    claim = set(aligned.claim.lemmas)
    for lemma, other, kind in aligned.relations:
        if kind in (Relation.SAME, Relation.SYNONYM):
            continue
        opposite = other if kind is Relation.ANTONYM else _opposite(lemma, aligned.best)
        if opposite and opposite not in claim and not _turned(lemma, opposite, aligned):
            yield Finding(FindingKind.OPPOSITE, f"{lemma} (source: {opposite})")
    mine = {word.lower for word in aligned.claim.words}
    theirs = {word.lower for fact in aligned.pair for word in fact.words}
    for one, other in _OPPOSED:
        for here, there in ((one, other), (other, one)):
            if here in mine and here not in theirs and there in theirs and there not in mine:
                yield Finding(FindingKind.OPPOSITE, f"{here} (source: {there})")


def pronoun_findings(aligned: Aligned, source: Source) -> Iterator[Finding]:
    """"he" for someone who is only "she" in the source, and the other way round."""
    he, she = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
    mine = {word.lower for word in aligned.claim.words}
    theirs = {word.lower for fact in (*aligned.context, *([aligned.following] if aligned.following else [])) for word in fact.words}
    for here, there, word in ((he, she, "he"), (she, he, "she")):
        if mine & here and not theirs & here and theirs & there:
            yield Finding(FindingKind.PRONOUN, word)


def role_findings(aligned: Aligned, source: Source) -> Iterator[Finding]:
    """Two words that have changed sides around a verb that both sentences share."""
    for fact in aligned.pair:
        mine, theirs = _unique_places(aligned.claim), _unique_places(fact)
        shared = sorted(set(mine) & set(theirs), key=lambda lemma: mine[lemma])
        for verb in shared:
            before = [x for x in shared if 0 < mine[verb] - mine[x] <= _REACH and x != verb]
            after = [x for x in shared if 0 < mine[x] - mine[verb] <= _REACH]
            turned = [
                (a, b)
                for a in before[-1:]
                for b in after[:1]
                if theirs[b] < theirs[verb] < theirs[a] and theirs[a] - theirs[b] <= 3 * _REACH
            ]
            if turned and _verbal(aligned.claim, mine[verb]) and _passive(aligned.claim, mine[verb]) == _passive(fact, theirs[verb]):
                a, b = turned[0]
                yield Finding(FindingKind.ROLES, f"{aligned.claim.words[mine[a]].text}, {aligned.claim.words[mine[b]].text}")
                return
            kept = [
                (a, b) for a in before[-1:] for b in after[:1] if theirs[a] < theirs[verb] < theirs[b]
            ]
            if kept and _by_after(aligned.claim, mine[verb]) != _by_after(fact, theirs[verb]):
                a, b = kept[0]
                yield Finding(FindingKind.ROLES, f"{aligned.claim.words[mine[a]].text}, {aligned.claim.words[mine[b]].text}")
                return


def joined_findings(aligned: Aligned, source: Source) -> Iterator[Finding]:
    """A name as subject of words that the source says, in another sentence, of someone else."""
    claim = aligned.claim
    if not claim.names or claim.names[0].first > 3 or len(aligned.relations) < 3:
        return
    subject = claim.names[0]
    near = frozenset().union(*(fact.spelled for fact in aligned.context if fact in (aligned.best, *_before(aligned))))
    others = [name for name in aligned.best.names if name.first <= 4 and not set(name.parts) & claim.spelled]
    if others and not any(part in near for part in subject.parts):
        yield Finding(FindingKind.JOINED, f"{subject.text} (source: {others[0].text})")


def _before(aligned: Aligned) -> tuple[Facts, ...]:
    return tuple(
        one for one, other in zip(aligned.context, aligned.context[1:], strict=False) if other is aligned.best
    )


def _of_kind(facts: Facts, kinds: set[Kind] | frozenset[Kind]) -> list[Modifier]:
    return [modifier for modifier in facts.modifiers if modifier.kind in kinds]


def _phrase(modifier: Modifier) -> str:
    return " ".join((modifier.text, *modifier.scope[:1]))


def _in_pair(lemma: str, aligned: Aligned) -> bool:
    return any(lemma in fact.lemmas for fact in aligned.pair)


def _governed(lemma: str, kinds: set[Kind] | frozenset[Kind], facts: tuple[Facts, ...]) -> bool:
    return any(governing(fact.modifiers, kinds, lemma) for fact in facts)


def _keeps(lemma: str, kinds: set[Kind] | frozenset[Kind], aligned: Aligned) -> bool:
    """True when the claim has such an modifier over `lemma`, or a sentence of the pair says it without one too."""
    if governing(aligned.claim.modifiers, kinds, lemma):
        return True
    others = [fact for fact in (*aligned.pair, *aligned.rivals) if fact is not aligned.best and lemma in fact.lemmas]
    return any(not governing(fact.modifiers, kinds, lemma) for fact in others)


def _compatible(kind: Kind) -> frozenset[Kind]:
    return frozenset({kind})


def _opposite(lemma: str, fact: Facts) -> str:
    return next((other for other in fact.lemmas if relation(lemma, other) is Relation.ANTONYM), "")


def _opposite_in(lemma: str, aligned: Aligned) -> bool:
    return any(_opposite(lemma, fact) for fact in aligned.pair)


def _turned(lemma: str, opposite: str, aligned: Aligned) -> bool:
    """True when exactly one side negates its word, so that the opposites agree."""
    mine = bool(governing(aligned.claim.modifiers, {Kind.NEGATION}, lemma))
    theirs = _governed(opposite, {Kind.NEGATION}, aligned.pair)
    return mine != theirs


def _unique_places(facts: Facts) -> dict[str, int]:
    places: dict[str, int] = {}
    for i, word in enumerate(facts.words):
        if word.content:
            places[word.lemma] = -1 if word.lemma in places else i
    return {lemma: i for lemma, i in places.items() if i >= 0}


def _verbal(facts: Facts, i: int) -> bool:
    word = facts.words[i]
    return word.lower != word.lemma and not word.text[0].isupper()


def _by_after(facts: Facts, i: int) -> bool:
    return any(word.lower == "by" for word in facts.words[i + 1 : i + 3])


def _passive(facts: Facts, i: int) -> bool:
    return _by_after(facts, i)
