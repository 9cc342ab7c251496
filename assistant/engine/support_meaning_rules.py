"""Negation, certainty, quantifiers, opposites and roles: the claim may not turn its source sentence round."""

from collections.abc import Iterator

from assistant.engine.facts.sentence import Facts
from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.modifiers import MODALITIES, Kind, Modifier, governing
from assistant.engine.speech import can_speak
from assistant.engine.support_findings import Finding, FindingKind
from assistant.engine.support_source import Aligned, Source

OPPOSED = (("before", "after"), ("with", "without"), ("above", "below"))
_WEAKER_QUANTIFIER = {Kind.ALL: {Kind.ALL}, Kind.MOST: {Kind.MOST}, Kind.FEW: {Kind.FEW}, Kind.ONLY: {Kind.ONLY}}
_MAY_BECOME = {
    Kind.POSSIBLE: {Kind.POSSIBLE},
    Kind.FUTURE: {Kind.FUTURE},
    Kind.DUTY: {Kind.DUTY, Kind.POSSIBLE},
    Kind.HEARSAY: {Kind.HEARSAY},
    Kind.ATTEMPT: {Kind.ATTEMPT, Kind.FUTURE},
    Kind.ALMOST: {Kind.ALMOST},
}
"""What a source says and the ways of saying it that do not make it surer."""
_DENYING = frozenset(
    "unlikely impossible deny prevent stop avoid ban halt reject absent block forbid cancel rule".split()
)
_REACH = 5
"""Words to either side of a verb among which who and whom are looked for."""


def negation_findings(aligned: Aligned, source: Source) -> Iterator[Finding]:
    """Negations that only one side has over words that both have."""
    for modifier in _of_kind(aligned.claim, {Kind.NEGATION}):
        shared = [lemma for lemma in modifier.scope if _in_pair(lemma, aligned)]
        agreed = any(_governed(lemma, {Kind.NEGATION}, aligned.pair) for lemma in shared)
        if agreed or any(_opposite_in(lemma, aligned) for lemma in modifier.scope):
            continue
        if shared or not any(_denies(fact) for fact in aligned.pair):
            yield Finding(FindingKind.NEGATION, _phrase(modifier))
    for modifier in _of_kind(aligned.best, {Kind.NEGATION}):
        shared = [lemma for lemma in modifier.scope if lemma in aligned.claim.lemmas]
        head_shared = bool(modifier.scope) and modifier.scope[0] in shared
        if head_shared and not any(_keeps(lemma, {Kind.NEGATION}, aligned) for lemma in shared):
            yield Finding(FindingKind.NEGATION, f"{_phrase(modifier)} (in the source)")


def modality_findings(aligned: Aligned, source: Source) -> Iterator[Finding]:
    """ "may", "will", "allegedly", "tried to" that only one side has over a word that both have."""
    for modifier in _of_kind(aligned.best, MODALITIES):
        head = modifier.scope[0] if modifier.scope else ""
        if head in aligned.claim.lemmas and not _keeps(head, _MAY_BECOME[modifier.kind], aligned):
            yield Finding(FindingKind.MODALITY, f"{_phrase(modifier)} (in the source)")
    for modifier in _of_kind(aligned.claim, MODALITIES):
        head = modifier.scope[0] if modifier.scope else ""
        inside = [fact for fact in aligned.pair if head in fact.lemmas]
        wanted = {kind for kind, others in _MAY_BECOME.items() if modifier.kind in others}
        if inside and not _governed(head, wanted, aligned.pair):
            yield Finding(FindingKind.MODALITY, _phrase(modifier))


def quantifier_findings(aligned: Aligned, source: Source) -> Iterator[Finding]:
    """ "all", "most", "few" and "only" that the aligned sentences do not have, and "some" made general."""
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
        opposite = other if kind is Relation.ANTONYM else _opposite(_forms(lemma, aligned.claim), aligned.best)
        if not _same_surroundings(lemma, opposite, aligned):
            continue
        if opposite and opposite not in claim and not _turned(lemma, opposite, aligned):
            yield Finding(FindingKind.OPPOSITE, f"{lemma} (source: {opposite})")
    mine = {word.lower for word in aligned.claim.words}
    theirs = {word.lower for fact in aligned.pair for word in fact.words}
    for one, other in OPPOSED:
        for here, there in ((one, other), (other, one)):
            if here in mine and here not in theirs and there in theirs and there not in mine:
                yield Finding(FindingKind.OPPOSITE, f"{here} (source: {there})")


def pronoun_findings(aligned: Aligned, source: Source) -> Iterator[Finding]:
    """ "he" for someone who is only "she" in the source, and the other way round."""
    he, she = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
    mine = {word.lower for word in aligned.claim.words}
    theirs = {
        word.lower
        for fact in (*aligned.context, *([aligned.following] if aligned.following else []))
        for word in fact.words
    }
    for here, there, word in ((he, she, "he"), (she, he, "she")):
        if mine & here and not theirs & here and theirs & there:
            yield Finding(FindingKind.PRONOUN, word)


def role_findings(aligned: Aligned, source: Source) -> Iterator[Finding]:
    """Two actors that have changed sides around a verb that both sentences share."""
    claim = aligned.claim
    for fact in aligned.pair:
        mine, theirs = _unique_places(claim), _unique_places(fact)
        shared = sorted(set(mine) & set(theirs), key=lambda lemma: mine[lemma])
        for one, verb, other in zip(shared, shared[1:], shared[2:], strict=False):
            if mine[other] - mine[one] > 2 * _REACH or not _actors(claim, mine[one], mine[other]):
                continue
            turned = theirs[other] < theirs[verb] < theirs[one] and theirs[one] - theirs[other] <= 3 * _REACH
            kept = theirs[one] < theirs[verb] < theirs[other]
            same_voice = _passive(claim, mine[verb]) == _passive(fact, theirs[verb])
            if _verbal(claim, mine[verb]) and ((turned and same_voice) or (kept and not same_voice)):
                yield Finding(FindingKind.ROLES, f"{claim.words[mine[one]].text}, {claim.words[mine[other]].text}")
                return


def _actors(facts: Facts, *places: int) -> bool:
    dated = {i for date in facts.dates for i in range(date.first, date.last)}
    return all(
        i not in dated and (facts.words[i].text[0].isupper() or can_speak(facts.words[i].text)) for i in places
    )


def _denies(facts: Facts) -> bool:
    return bool(_of_kind(facts, {Kind.NEGATION})) or bool(_DENYING & set(facts.lemmas))


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


def _forms(lemma: str, facts: Facts) -> set[str]:
    """The lemma and the forms it has in the sentence: "complicated" is an adjective of its own."""
    return {lemma} | {word.lower for word in facts.words if word.lemma == lemma}


def _opposite(forms: set[str], fact: Facts) -> str:
    for word in fact.words:
        if word.content and any(
            relation(form, other) is Relation.ANTONYM for form in forms for other in (word.lemma, word.lower)
        ):
            return word.lemma
    return ""


def _opposite_in(lemma: str, aligned: Aligned) -> bool:
    return not _in_pair(lemma, aligned) and bool(_opposite({lemma}, aligned.best))


def _same_surroundings(lemma: str, opposite: str, aligned: Aligned) -> bool:
    """True when the two words stand near a word that both sentences have, as in "sales rose" and "sales fell"."""
    mine = _around(lemma, aligned.claim)
    return any(mine & _around(opposite, fact) for fact in aligned.pair)


def _around(lemma: str, facts: Facts) -> set[str]:
    i = facts.place(lemma)
    if i is None or (facts.words[i].text[0].isupper() and i > 0):
        return set()
    return {word.lemma for word in facts.words[max(0, i - _REACH) : i + _REACH + 1] if word.content} - {lemma}


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


def _passive(facts: Facts, i: int) -> bool:
    return any(word.lower == "by" for word in facts.words[i + 1 : i + 3])
