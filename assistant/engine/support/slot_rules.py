"""Where a claim copies a source sentence but for a few words: what stands in one slot must mean the same."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from assistant.engine.facts.dates import Date
from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.modifiers import MODALITIES, QUANTIFIERS, Kind, governing
from assistant.engine.facts.names import Name
from assistant.engine.facts.quantities import Quantity
from assistant.engine.facts.sentence import Facts
from assistant.engine.facts.words import Word, listed
from assistant.engine.support.findings import Finding, FindingKind
from assistant.engine.support.meaning_rules import MAY_BECOME, OPPOSED
from assistant.engine.support.source import Aligned

_COPIED = 0.5
"""Least share of the claim's words that stand in the same order in the source sentence for slots to be compared."""
_SHORT = 3
"""Most words whose loss is a change of meaning; leaving out more is leaving out a clause."""
_LONGEST = 6
"""Most words of a slot, on either side, for its names and numbers to be compared."""
_STRONG = frozenset({Kind.ALL, Kind.MOST, Kind.FEW, Kind.ONLY})
_NEGATING = listed("not no never without none neither nor cannot")
_SMALL_OPPOSITES = "up/down over/under until/since more/less more/fewer most/least for/against first/last"
_POINTING = listed("the this that these those his her its their he she it they another both")
_OPPOSED_PAIRS = {frozenset(pair) for pair in (*OPPOSED, *(pair.split("/") for pair in _SMALL_OPPOSITES.split()))}

T = TypeVar("T", Name, Quantity, Date)
Slot = tuple[int, int, int, int]
"""First and one past the last word that differs in the source sentence, then the same in the claim."""


def slot_findings(aligned: Aligned) -> Iterator[Finding]:
    """Names, numbers, opposites, modal words and quantifiers that take the place of others."""
    claim, best = aligned.claim, aligned.best
    for i1, i2, j1, j2 in slots(aligned):
        yield from _subject_differs(aligned, (i1, i2, j1, j2))
        yield from _names_differ(_kept_in_place(aligned, j1, j2), _within(best.names, i1, i2))
        yield from _numbers_differ(claim, best, (i1, i2, j1, j2))
        new = [word for word in claim.words[j1:j2] if word.lemma not in aligned.retold]
        yield from _opposites(new, best.words[i1:i2])
        yield from _modifiers_differ(claim, best, (i1, i2, j1, j2))


def slots(aligned: Aligned) -> list[Slot]:
    """Runs of words that differ between runs that agree; empty when the claim is no near copy."""
    edits = aligned.edits
    same = sum(j2 - j1 for tag, _, _, j1, j2 in edits if tag == "equal")
    if same < _COPIED * len(aligned.claim.words):
        return []
    short = [edit for edit in edits[1:-1] if edit[0] in ("insert", "delete") and edit[2] - edit[1] <= _SHORT]
    replaced = [
        edit for edit in edits if edit[0] == "replace" and max(edit[2] - edit[1], edit[4] - edit[3]) <= _LONGEST
    ]
    return [edit[1:] for edit in (*replaced, *short)]


def _subject_differs(aligned: Aligned, slot: Slot) -> Iterator[Finding]:
    """A subject from elsewhere before a copied predicate, unless the predicate's own subject points back to it."""
    i1, i2, j1, j2 = slot
    if i1 > 1 or j1 > 1:
        return
    claim, best = aligned.claim, aligned.best
    if any(said.first < j2 for said in claim.attributions):
        return  # a speaker, who has rules of his own
    new = [word.lemma for word in claim.words[:j2] if word.content]
    old = [word.lemma for word in best.words[:i2] if word.content]
    related = any(relation(a, b) <= Relation.BROADER for a in new for b in old)
    before = {lemma for fact in _sentences_before(aligned) for lemma in fact.lemmas}
    points_back = not old or (best.words[0].lower in _POINTING and not _within(best.names, 0, i2))
    if (
        not new
        or aligned.retold.issuperset(new)
        or related
        or not aligned.source.lemmas.issuperset(new)
        or (points_back and before.issuperset(new))
    ):
        return
    if not points_back or not before & set(new):
        subject = " ".join(word.text for word in claim.words[:j2])
        yield Finding(FindingKind.JOINED, f"{subject} (source: {' '.join(word.text for word in best.words[:i2])})")


def _kept_in_place(aligned: Aligned, first: int, last: int) -> list[Name]:
    """The names of a slot but for those of an event told from its other side, which change places."""
    words = aligned.claim.words
    return [
        name
        for name in _within(aligned.claim.names, first, last)
        if not aligned.retold.issuperset(word.lemma for word in words[name.first : name.last])
    ]


def _sentences_before(aligned: Aligned) -> tuple[Facts, ...]:
    if aligned.best not in aligned.context:
        return ()
    return aligned.context[: aligned.context.index(aligned.best)]


def _within(found: Sequence[T], first: int, last: int) -> list[T]:
    return [one for one in found if one.first < last and one.last > first]


def _names_differ(new: list[Name], old: list[Name]) -> Iterator[Finding]:
    known = {part for name in old for part in name.parts}
    initials = {"".join(part[0] for part in name.parts) for name in old}
    for name in new:
        short = "".join(part[0] for part in name.parts)
        if known and not (known | initials) & set(name.parts) and short not in known:
            yield Finding(FindingKind.NAME_ELSEWHERE, f"{name.text} (source: {old[0].text})")


def _numbers_differ(claim: Facts, best: Facts, slot: Slot) -> Iterator[Finding]:
    i1, i2, j1, j2 = slot
    new, old = _numbers(claim, j1, j2), _numbers(best, i1, i2)
    if new and old and not set(new) & set(old):
        yield Finding(
            FindingKind.NUMBER_ELSEWHERE, f"{next(iter(new.values()))} (source: {next(iter(old.values()))})"
        )


def _numbers(facts: Facts, first: int, last: int) -> dict[float, str]:
    """Every value among the words of the slot, parts of dates among them, and how it is written."""
    found = {q.value: q.text for q in _within(facts.quantities, first, last)}
    for date in _within(facts.dates, first, last):
        found |= {float(part): date.text for part in (date.year, date.month, date.day) if part}
    return found


def _opposites(new: Sequence[Word], old: Sequence[Word]) -> Iterator[Finding]:
    if any(word.lower in _NEGATING or word.lower.endswith("n't") for word in (*new, *old)):
        return
    for word in new:
        for other in old:
            if word.text[0].isupper() and other.text[0].isupper():
                continue  # parts of names
            pairs = ((word.lemma, other.lemma), (word.lower, other.lower))
            if any(relation(*pair) is Relation.ANTONYM or frozenset(pair) in _OPPOSED_PAIRS for pair in pairs):
                yield Finding(FindingKind.OPPOSITE, f"{word.text} (source: {other.text})")


def _modifiers_differ(claim: Facts, best: Facts, slot: Slot) -> Iterator[Finding]:
    i1, i2, j1, j2 = slot
    text = " ".join(word.text for word in claim.words[j1:j2]) or "nothing"
    detail = f"{text} (source: {' '.join(word.text for word in best.words[i1:i2]) or 'nothing'})"
    new = _kinds(claim, j1, j2, MODALITIES) - _moved(claim, best)
    old = _kinds(best, i1, i2, MODALITIES) - _moved(best, claim)
    if not _no_surer(new, old) and (new or i2 - i1 <= _SHORT):
        yield Finding(FindingKind.MODALITY, detail)
    new, old = _kinds(claim, j1, j2, QUANTIFIERS), _kinds(best, i1, i2, QUANTIFIERS)
    if (
        max(i2 - i1, j2 - j1) <= _SHORT
        and new != old
        and ((new and old) or new & _STRONG or old & _STRONG - {Kind.ALL})
    ):
        yield Finding(FindingKind.QUANTIFIER, detail)


def _no_surer(new: set[Kind], old: set[Kind]) -> bool:
    """True when each modal word has its like on the other side, or one that promises less in the claim."""
    answered = all(new & MAY_BECOME[kind] for kind in old)
    return answered and all(any(kind in MAY_BECOME[other] for other in old) for kind in new)


def _moved(facts: Facts, other: Facts) -> set[Kind]:
    """Kinds of modal words whose head has a like one on the other side, wherever it stands there."""
    return {
        modifier.kind
        for modifier in facts.modifiers
        if modifier.kind in MODALITIES
        and any(
            theirs.kind in MAY_BECOME[modifier.kind] or modifier.kind in MAY_BECOME[theirs.kind]
            for theirs in governing(other.modifiers, MODALITIES, modifier.head)
        )
    }


def _kinds(facts: Facts, first: int, last: int, wanted: frozenset[Kind]) -> set[Kind]:
    return {modifier.kind for modifier in facts.modifiers if first <= modifier.at < last and modifier.kind in wanted}
