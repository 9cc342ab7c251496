"""A claim is not quoted without the denial, or the figure set against it, that follows it in its article."""

import re
from dataclasses import replace

from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.modifiers import Kind, governing
from assistant.engine.facts.sentence import Facts, read_facts
from assistant.engine.ranking.candidates import is_scrap
from assistant.engine.speech.speech import can_speak, reports
from assistant.engine.terms import AUXILIARIES, content_terms, names, words
from assistant.engine.values.denials import DENIAL_VERBS, FALSE, NO_GROUNDS
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
    rf"(?<!not )(?<!n[’']t )\b(?:{DENIAL_VERBS})\b"
    r"|\bdismiss(?:es|ed)? (?:the|this|that|these|those|such|it|them|any|her|his|their)\b"
    rf"|\b(?:was|is|were|are|be) (?:\w+ ){{0,2}}?(?:{FALSE})\b"
    rf"|\b{NO_GROUNDS}|\bnot (?:true|so|correct|the case|what happened|how it)\b|n[’']t (?:true|so)\b"
    r"|\bdid no such thing\b|\bnothing of the (?:kind|sort)\b|\b(?:said|says?|insist(?:s|ed)?) otherwise\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:th(?:e|is|at|ese|ose)|such|any|her|his|its|their) (?:\w+ ){0,1}?(?:accusation|account|allegation|assertion"
    r"|blame|charge|claim|count|estimate|figure|finding|involvement|number|remark|report|responsibility|role|statement"
    r"|story|suggestion|total|toll|version|wrongdoing)s?\b|\b(?:it|this|that|them|doing so|having|no such thing|of the (?:kind|sort)|otherwise)\b",
    re.IGNORECASE,
)
_NO = frozenset({"no", "none"})
"""Negations that stand before a noun."""
_OWN_WORDS = frozenset("neither nor nothing unable hardly barely without failed fail fails lack lacks lacked".split())
"""Negations that tell more of the same story rather than deny it."""
_LIGHT = frozenset("do get give go have know like make need put say see take think use want".split())
"""Deeds that say too little to be denied by themselves."""
_SAYS_MORE = re.compile(
    r"\b(?:if|unless|until|whether|or not|not (?:only|just|all|always|yet|necessarily|sure))\b|\?[\"”’']?$",
    re.IGNORECASE,
)
"""Words of sentences whose negation is of something else."""
_OWN_ERROR = re.compile(
    r"^(?:In (?:our|an?|the|its) [^.“”\"]{3,80}, )?[Ww]e (?:also )?(?:wrote|reported|misstated|misspelled|stated|gave)\b"
    r"|\b(?:earlier|previous|original|print|first) (?:version|edition|headline)\b[^.]{0,60}\b(?:said|gave|stated|named"
    r"|misstated|misspelled|misidentified|put|called|described|incorrectly|wrongly)\b"
    r"|\b(?:article|report|story|caption|headline)\b[^.]{0,40}\b(?:incorrectly|wrongly|misstated|misspelled|misidentified)"
)
"""A correction repeats the error first; what is right follows."""
_TWO_SIDES = re.compile(
    r"(?<!not )(?<!never )(?<!stop )(?<!to )\b(?:blam(?:e|es|ed|ing)|accus(?:e|es|ed|ing)) (?:each other|one another)\b"
    r"|\b(?:each|both) sides? (?:accus|blam)(?:es?|ed) the other\b|\btrad(?:e|es|ed|ing) (?:accusations|blame)\b"
    r"|(?<!nobody )\b(?:gave|gives?|offer(?:s|ed)?) (?:\w+ )?(?:different|conflicting|contradictory|differing|rival|competing)"
    r" (?:accounts|versions|figures|explanations|numbers)\b|\b(?:accounts|versions)(?: of [^,.;]{3,60}?)? differ(?:ed)?\b",
    re.IGNORECASE,
)
"""Announces what two sides say, which follows."""
_CLOSE = 2
"""Words from the end at which "did not" and "never had" have nothing after them."""


def with_other_side(evidence: Evidence) -> Evidence:
    """The evidence with the denial that follows it, or with the claim that it denies; else itself."""
    return _with_claim(with_denial(evidence))


def _with_claim(evidence: Evidence) -> Evidence:
    """The evidence with the sentence before it, where that is what it denies."""
    text = evidence.article.text
    behind = max(0, evidence.start - _AHEAD)
    before = sentences(text[behind : evidence.start])
    denial = evidence.quote[slice(*sentences(evidence.quote)[0])]
    if not before or (behind and len(before) == 1):
        return evidence
    claim = text[behind + before[-1].start : behind + before[-1].end]
    return replace(evidence, start=behind + before[-1].start) if contradicts(denial, claim) else evidence


def with_denial(evidence: Evidence) -> Evidence:
    """The evidence with what follows it, where that denies it, sets another figure against it, or tells the two sides
    that it announces; else itself."""
    text = evidence.article.text
    after = text[evidence.end : evidence.end + _AHEAD]
    told = [one for one in sentences(after) if not is_scrap(text, evidence.end + one.start, evidence.end + one.end)]
    following = told[:2]
    if not following:
        return evidence
    claim = evidence.quote[sentences(evidence.quote)[-1].start :]
    if _TWO_SIDES.search(claim) and all(reports(after[one.start : one.end]) for one in following):
        return replace(evidence, end=evidence.end + following[-1].end)
    denial = after[following[0].start : following[0].end]
    if denies(denial, evidence.quote):
        last = following[-1] if len(words(denial)) < _SHORT else following[0]
        return replace(evidence, end=evidence.end + last.end)
    if _OWN_ERROR.search(claim):
        return replace(evidence, end=evidence.end + following[0].end)
    against = [one for one in following if is_set_against(claim, after[one.start : one.end])]
    return replace(evidence, end=evidence.end + against[0].end) if against else evidence


def contradicts(denial: str, claim: str) -> bool:
    """Whether two sentences from anywhere are a claim and its denial: what they tell, besides names, is the same."""
    named = content_terms(" ".join((*names(claim), *names(denial))))
    shared = set(content_terms(claim)).intersection(content_terms(denial)).difference(named)
    if len(shared) < _SHARED or _DENIES.search(claim):
        return False
    if _DENIES.search(denial):
        return True
    told = read_facts(claim)
    return not _SAYS_MORE.search(denial) and any(
        all(_same((lemma,), told, of_nouns=False) for lemma in scope[:_SHARED])
        for scope in _negated(read_facts(denial))
    )


def _negated(facts: Facts) -> list[tuple[str, ...]]:
    """What the sentence negates, as lemmas; "asked not to sign" and "refused to sign" are about a wish, not a fact."""
    return [
        modifier.scope
        for modifier in facts.modifiers
        if modifier.kind is Kind.NEGATION
        and modifier.scope
        and modifier.text.lower() not in _OWN_WORDS
        and [word.lower for word in facts.words[modifier.at + 1 : modifier.at + 2]] != ["to"]
    ]


def denies(sentence: str, claim: str) -> bool:
    """Whether `sentence` says that what `claim` says is not so, where it follows the claim in an article."""
    shared = set(content_terms(claim)).intersection(content_terms(sentence))
    if _DENIES.search(sentence) and (len(shared) >= _SHARED or _POINTS_BACK.search(sentence)):
        return True
    if _SAYS_MORE.search(sentence):
        return False
    denial, told = read_facts(sentence), read_facts(claim)
    common = set(denial.lemmas) & set(told.lemmas) - _LIGHT
    if not denial.attributions and len(common) < _SHARED:
        return False
    both_said = bool(denial.attributions and told.attributions)
    affirms = both_said and len(common) > _SHARED and _turns(told, denial)
    return affirms or _turns(denial, told) or _breaks_off(denial, told)


def _turns(negating: Facts, other: Facts) -> bool:
    """True when `negating` negates what `other` says: "no ransom was paid" of "paid a ransom"."""
    return any(
        _same(modifier.scope, other, modifier.text.lower() in _NO)
        for modifier in negating.modifiers
        if modifier.kind is Kind.NEGATION and modifier.text.lower() not in _OWN_WORDS
    )


def _same(scope: tuple[str, ...], other: Facts, of_nouns: bool) -> bool:
    """True when what is negated stands in `other` un-negated: the deed, or the noun with what is done to it."""
    wanted = scope[:2] if of_nouns and scope and can_speak(scope[0]) else scope[:1]
    return (
        bool(wanted)
        and not _LIGHT & set(wanted)
        and all(
            any(relation(lemma, mine) <= Relation.SYNONYM for mine in other.lemmas)
            and not governing(other.modifiers, {Kind.NEGATION}, lemma)
            for lemma in wanted
        )
    )


def _breaks_off(denial: Facts, told: Facts) -> bool:
    """True for "it did not." and "he never had.", whose deed is the one told before."""
    negations = [modifier for modifier in denial.modifiers if modifier.kind is Kind.NEGATION]
    negated = any(modifier.kind is Kind.NEGATION for modifier in told.modifiers)
    last = negations[-1] if negations and not negated else None
    if last is None or last.scope or last.at < len(denial.words) - _CLOSE:
        return False
    return last.text.lower().endswith("n't") or denial.words[max(0, last.at - 1)].lower in AUXILIARIES
