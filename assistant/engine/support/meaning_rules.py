"""Negation, certainty, quantifiers, opposites and roles: the claim may not turn its source sentence round."""

from collections.abc import Iterator

from assistant.engine.facts.doubts import Doubt, doubted
from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.modifiers import MODALITIES, QUANTIFIERS, Kind, Modifier, governing
from assistant.engine.facts.sentence import Facts
from assistant.engine.facts.words import listed
from assistant.engine.speech.speech import can_speak
from assistant.engine.support.findings import Finding, FindingKind
from assistant.engine.support.source import Aligned

OPPOSED = (("before", "after"), ("with", "without"), ("above", "below"))
_STRONG = QUANTIFIERS - {Kind.SOME}
MAY_BECOME = {
    Kind.POSSIBLE: {Kind.POSSIBLE},
    Kind.FUTURE: {Kind.FUTURE, Kind.PROSPECT},
    Kind.PROSPECT: {Kind.PROSPECT, Kind.ADVICE, Kind.POSSIBLE},
    Kind.ADVICE: {Kind.ADVICE, Kind.DUTY, Kind.POSSIBLE},
    Kind.DUTY: {Kind.DUTY, Kind.ADVICE, Kind.POSSIBLE},
    Kind.HEARSAY: {Kind.HEARSAY},
    Kind.ATTEMPT: {Kind.ATTEMPT, Kind.FUTURE, Kind.PROSPECT},
    Kind.ALMOST: {Kind.ALMOST},
    Kind.CONDITION: {Kind.CONDITION},
}
"""What a source says and the ways of saying it that do not make it surer."""
DENYING = listed("deny reject prevent stop avoid block ban")
"""Deeds that say of another that it is not so, or not done."""
_NEGATIVE = DENYING | listed("unlikely impossible absent halt forbid cancel rule")
"""Words that do for a negation."""
INVARIANT = listed(
    """beat hit cut put set let shut hurt cost split spread quit burst cast bet bid shed thrust upset rid read broadcast
    forecast outbid wed undercut"""
)
"""Verbs whose past looks like their base form."""
_MUTUAL = listed("meet marry wed talk speak negotiate fight clash trade divorce play face debate draw tie")
"""Deeds that both do, so that the two may change places."""
_BE = listed("be is are was were been being get gets got")
_BEFORE_NOUNS = listed("a an the this that these those his her its their no of")
_Placed = tuple[Facts, dict[str, int]]
"""A sentence with the place of each of its lemmas."""
_REACH = 5
"""Words to either side of a verb among which who and whom are looked for."""


def negation_findings(aligned: Aligned) -> Iterator[Finding]:
    """Negations that only one side has over words that both have."""
    for modifier in _of_kind(aligned.claim, {Kind.NEGATION}):
        shared = [lemma for lemma in modifier.scope if _in_pair(lemma, aligned)]
        agreed = any(_governed(lemma, {Kind.NEGATION}, aligned.pair) for lemma in shared)
        agreed = agreed or _is_denied(modifier.head, aligned)
        if agreed or any(_opposite_in(lemma, aligned) for lemma in modifier.scope):
            continue
        if shared or not any(_denies(fact) for fact in aligned.pair):
            yield Finding(FindingKind.NEGATION, modifier.phrase)
    for modifier in _of_kind(aligned.best, {Kind.NEGATION}):
        shared = [lemma for lemma in modifier.scope if lemma in aligned.claim.lemmas]
        head_shared = modifier.head in shared
        if head_shared and not any(_keeps(lemma, {Kind.NEGATION}, aligned) for lemma in shared):
            yield Finding(FindingKind.NEGATION, f"{modifier.phrase} (in the source)")


def modality_findings(aligned: Aligned) -> Iterator[Finding]:
    """Words such as "may", "will" and "allegedly" that only one side has over a word that both have."""
    for modifier in _of_kind(aligned.best, MODALITIES):
        told = {
            mine for mine, theirs, kind in aligned.relations if theirs == modifier.head and kind <= Relation.SYNONYM
        }
        named = aligned.best.words[modifier.at]
        if named.content and named.lemma in aligned.claim.lemmas:
            continue  # "its plan for a bridge" for "it plans to build a bridge"
        if told and not any(_keeps(mine, MAY_BECOME[modifier.kind], aligned) for mine in told):
            yield Finding(FindingKind.MODALITY, f"{modifier.phrase} (in the source)")
    for modifier in _of_kind(aligned.claim, MODALITIES):
        head = modifier.head
        inside = [fact for fact in aligned.pair if head in fact.lemmas]
        wanted = {kind for kind, others in MAY_BECOME.items() if modifier.kind in others}
        if inside and not _governed(head, wanted, aligned.pair):
            yield Finding(FindingKind.MODALITY, modifier.phrase)


def quantifier_findings(aligned: Aligned) -> Iterator[Finding]:
    """Words such as "all", "most" and "only" that the aligned sentences lack, and "some" made general."""
    present = {modifier.kind for fact in aligned.pair for modifier in fact.modifiers}
    for modifier in aligned.claim.modifiers:
        if modifier.kind in _STRONG - present and _in_pair(modifier.head, aligned):
            yield Finding(FindingKind.QUANTIFIER, modifier.phrase)
    for modifier in _of_kind(aligned.best, QUANTIFIERS):
        head = modifier.head
        mine = {o.kind for o in governing(aligned.claim.modifiers, QUANTIFIERS, head)}
        if mine and modifier.kind not in mine:
            yield Finding(FindingKind.QUANTIFIER, f"{modifier.phrase} (in the source)")


def opposite_findings(aligned: Aligned) -> Iterator[Finding]:
    """Words of the claim whose opposite stands in the source sentence instead."""
    claim = set(aligned.claim.lemmas)
    for lemma, other, kind in aligned.relations:
        if kind in (Relation.SAME, Relation.SYNONYM) or lemma in aligned.retold:
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


def pronoun_findings(aligned: Aligned) -> Iterator[Finding]:
    """A "he" for someone who is only "she" in the source, and the other way round."""
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


def role_findings(aligned: Aligned) -> Iterator[Finding]:
    """Two actors that have changed sides around a verb that both sentences share."""
    claim = aligned.claim
    for fact in aligned.pair:
        mine, theirs = _unique_places(claim), _unique_places(fact)
        shared = sorted(set(mine) & set(theirs), key=lambda lemma: mine[lemma])
        actors = [lemma for lemma in shared if _is_actor(claim, mine[lemma])]
        for verb in (lemma for lemma in shared if lemma not in _MUTUAL and _verbal(claim, mine[lemma])):
            before = [lemma for lemma in actors if mine[verb] - 2 * _REACH <= mine[lemma] < mine[verb]]
            after = [lemma for lemma in actors if mine[verb] < mine[lemma] <= mine[verb] + 2 * _REACH]
            if before and after and aligned.retold.issuperset((before[-1], after[0])):
                continue  # the sides of an event that is told from the other one
            if before and after and _turned_round(verb, before[-1], after[0], (claim, mine), (fact, theirs)):
                text = f"{claim.words[mine[before[-1]]].text}, {claim.words[mine[after[0]]].text}"
                yield Finding(FindingKind.ROLES, text)
                return


def _turned_round(verb: str, one: str, other: str, claim: _Placed, source: _Placed) -> bool:
    """True when `one` does to `other` in the claim what the source lets `other` do to `one`."""
    theirs = source[1]
    same_voice = _passive(claim[0], claim[1][verb]) == _passive(source[0], theirs[verb])
    if theirs[other] < theirs[verb] < theirs[one]:
        return same_voice and theirs[one] - theirs[other] <= 3 * _REACH
    return theirs[one] < theirs[verb] < theirs[other] and not same_voice


def _is_actor(facts: Facts, i: int) -> bool:
    """True for names, dates aside, and for nouns that stand for people and bodies."""
    if any(date.first <= i < date.last for date in facts.dates):
        return False
    return facts.words[i].text[0].isupper() or can_speak(facts.words[i].text)


def _denies(facts: Facts) -> bool:
    return bool(_of_kind(facts, {Kind.NEGATION})) or bool(_NEGATIVE & set(facts.lemmas))


def _is_denied(lemma: str, aligned: Aligned) -> bool:
    """True when a sentence of the pair says that the deed was denied, false or yet to come."""
    return any(
        one.kind is Doubt.DENIED and any(word.lemma == lemma for word in fact.words[one.first : one.last])
        for fact in aligned.pair
        for one in doubted(fact.text, fact.words)
    )


def _of_kind(facts: Facts, kinds: set[Kind] | frozenset[Kind]) -> list[Modifier]:
    return [modifier for modifier in facts.modifiers if modifier.kind in kinds]


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
    """True for inflected words, for verbs whose past is their base form, and for a lone word between two actors."""
    word = facts.words[i]
    if word.text[0].isupper() or (i and facts.words[i - 1].lower in _BEFORE_NOUNS):
        return False
    return word.lower != word.lemma or word.lemma in INVARIANT or _stands_alone(facts, i)


def _stands_alone(facts: Facts, i: int) -> bool:
    """True for the only telling word between two actors: "soldiers attack rebels"."""
    before = [j for j in range(i) if facts.words[j].content]
    after = [j for j in range(i + 1, len(facts.words)) if facts.words[j].content]
    return bool(before and after) and _is_actor(facts, before[-1]) and _is_actor(facts, after[0])


def _passive(facts: Facts, i: int) -> bool:
    suffered = any(word.lower in _BE for word in facts.words[max(0, i - 3) : i])
    return any(word.lower == "by" for word in facts.words[i + 1 : i + (_REACH if suffered else 3)])
