"""A noun of a near copy of the source: one in its place that does not mean the same is another thing."""

from collections.abc import Iterator

from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.sentence import Facts
from assistant.engine.facts.words import Word, listed
from assistant.engine.speech.speech import can_speak
from assistant.engine.support.findings import Finding, FindingKind
from assistant.engine.support.slot_rules import Slot, slots
from assistant.engine.support.source import Aligned

_COPIED = 0.75
"""Least share of a claim's other telling words that stand in the source sentence."""
_LONGEST = 3
"""Most telling words of either side of a replacement."""
_BEFORE_NOUNS = listed(
    "a an the this that these those his her its their our my of by from with against for two three several some many"
)
_SOMEBODY = listed("man woman person people suspect victim one individual adult resident member official")
_SOMETHING = listed("group body organization organisation thing place site area event incident move matter issue")
"""Words that say no more than that it is somebody or something."""
_ABSTRACT = ("tion", "sion", "ment", "ance", "ence", "ity", "ness", "ism", "ship", "sis", "cy")
"""Endings of nouns for ideas, of which many mean nearly the same."""
_LEAST_HEAD = 4
"""Least letters of a word that stands at the end of another and names its kind, such as "boat" in "lifeboat"."""
_OPENS_OBJECT = listed("a an the this these those his her its their")
"""Words before which a verb stands."""


def replacement_findings(aligned: Aligned) -> Iterator[Finding]:
    """Nouns of the claim that stand where the source sentence, otherwise alike, has another one."""
    claim, best = aligned.claim, aligned.best
    for slot in slots(aligned):
        i1, i2, j1, j2 = slot
        new = [i for i in range(j1, j2) if claim.words[i].content and claim.words[i].lemma not in aligned.retold]
        old = [i for i in range(i1, i2) if best.words[i].content]
        if not new or not old or max(len(new), len(old)) > _LONGEST or not _copied(aligned, slot):
            continue
        for i in new:
            if _is_noun(claim, i) and any(_is_noun(best, k) for k in old) and _another(i, slot, aligned):
                text = " ".join(word.text for word in best.words[i1:i2])
                yield Finding(FindingKind.REPLACED, f"{claim.words[i].text} (source: {text})")
                break


def _copied(aligned: Aligned, slot: Slot) -> bool:
    _, _, j1, j2 = slot
    others = [word.lemma for k, word in enumerate(aligned.claim.words) if word.content and not j1 <= k < j2]
    there = set(aligned.best.lemmas)
    return bool(others) and sum(lemma in there for lemma in others) >= _COPIED * len(others)


def _is_noun(facts: Facts, i: int) -> bool:
    """True for a common noun: somebody who acts, or a word after an article or the like."""
    word = facts.words[i]
    if not word.content or (word.text[0].isupper() and i > 0) or _is_figure(facts, i):
        return False
    if i + 1 < len(facts.words) and not word.ends_clause and facts.words[i + 1].lower in _OPENS_OBJECT:
        return False
    if _acts(word):
        return True
    before = facts.words[i - 1].lower if i else ""
    if before in _BEFORE_NOUNS and i + 1 < len(facts.words) and facts.words[i + 1].lower != facts.words[i + 1].lemma:
        return not _deed(word)
    first = i
    while first and facts.words[first - 1].content and not facts.words[first - 1].ends_clause:
        first -= 1
    ends_phrase = i + 1 == len(facts.words) or word.ends_clause or not facts.words[i + 1].content
    return ends_phrase and first > 0 and facts.words[first - 1].lower in _BEFORE_NOUNS and not _deed(word)


def _acts(word: Word) -> bool:
    """True for nouns that stand for people and bodies, in either number."""
    if word.lower.endswith(("men", "man", "women", "woman")):
        return True
    return can_speak(word.lower) or can_speak(word.lemma)


def _is_figure(facts: Facts, i: int) -> bool:
    spans = [(one.first, one.last) for found in (facts.dates, facts.quantities, facts.names) for one in found]
    return any(first <= i < last for first, last in spans)


def _deed(word: Word) -> bool:
    return word.lower.endswith(("ed", "ing", "ly"))


def _covers(lemma: str, other: str) -> bool:
    """True when what is called `other` may be called `lemma`."""
    compound = len(lemma) >= _LEAST_HEAD and other.endswith(lemma)
    kind = relation(lemma, other)
    return kind <= Relation.BROADER or (compound and kind is not Relation.ANTONYM)


def _is_somebody(word: Word) -> bool:
    return word.lemma in _SOMEBODY or word.text[0].isupper() or _acts(word)


def _another(i: int, slot: Slot, aligned: Aligned) -> bool:
    """True when nothing in the source sentence, nor a sentence that it points back to, is what the word names."""
    i1, i2, _, _ = slot
    claim, best = aligned.claim, aligned.best
    word, old = claim.words[i], [other for other in best.words[i1:i2] if other.content]
    lemmas = {word.lemma} | {other.lemma for other in old}
    if any(lemma.endswith(_ABSTRACT) for lemma in lemmas):
        return False
    if lemmas & _SOMETHING or (lemmas & _SOMEBODY and all(_is_somebody(one) for one in (word, *old))):
        return False
    if word.lemma in best.lemmas and (len(old) != 1 or any(other.lemma in claim.lemmas for other in old)):
        return False  # moved, not replaced
    if any(_covers(word.lemma, other.lemma) for other in old):
        return False
    named = any(name.first < i2 and name.last > i1 for name in best.names)
    before = {lemma for fact in aligned.context if fact is not best for lemma in fact.lemmas}
    points_back = named or any(relation(other.lemma, word.lemma) <= Relation.BROADER for other in old)
    return not (points_back and word.lemma in before)
