"""Quotations as sentences of an answer: which are worth showing, how they read, and when prose may stand for one."""

from collections.abc import Sequence

from assistant.engine.authorship import author_lead, in_first_person
from assistant.engine.question_type import AnswerType, Expectation, expected
from assistant.engine.speech.attribution import attribution, lead_in
from assistant.engine.speech.continuation import speech_around
from assistant.engine.speech.quotations import masked
from assistant.engine.terms import content_terms, names
from assistant.types import Evidence
from index.sentences import sentences

MOST_QUOTATIONS = 3
"""More than this are a search result, not an answer."""

Shares = tuple[float, float]
"""Of the score of the best that a further quotation must have: from the same article, and from another, which may say
otherwise and is therefore heard sooner."""

SHARES: Shares = (0.6, 0.5)
TWO_SIDED_SHARES: Shares = (0.5, 0.25)
"""Where one side says yes and another no."""
CONTESTED_SHARES: Shares = (0.5, 0.2)
"""Where it is asked who did what somebody may deny, and each side answers in words of its own."""

_DRAWN_FROM = 0.6
"""A sentence was drawn from a quotation that has this share of its words of content."""

_PAIRS = (('"', '"'), ("“", "”"))

_KEPT = 0.5
"""Prose must keep this share of a quotation's words of content to stand for it."""


def shares(question: Expectation) -> Shares:
    """How near the best a further quotation must come: not so near where a claim is asked about."""
    if question.contested and question.kind is not AnswerType.YES_NO:
        return CONTESTED_SHARES
    return TWO_SIDED_SHARES if question.two_sided else SHARES


def worth_quoting(evidence: Sequence[Evidence], needed: Shares = SHARES) -> list[Evidence]:
    """The best of `evidence` (best first) and those that come near it, those of further articles before the rest."""
    if not evidence:
        return []
    best, *others = evidence
    near = [one for one in others if one.score >= needed[one.article.id != best.article.id] * best.score]
    first_of = {one.article.id: one for one in reversed(near) if one.article.id != best.article.id}
    further = sorted(first_of.values(), key=near.index)
    chosen = [best, *further, *(one for one in near if one not in further)][:MOST_QUOTATIONS]
    return sorted(chosen, key=evidence.index)


def quotation(evidence: Evidence) -> str:
    """The quotation in quotation marks, led in by its speaker or publisher where its own words do not say."""
    said = attribution(evidence.article.text, evidence.start, evidence.end)
    if len(sentences(evidence.quote)) > 1 and not (said and (said.inside or _is_one_speech(evidence))):
        # One of several sentences may be the article's own, which no speaker must be made to say.
        said = None
    lead = lead_in(said, evidence.article.metadata.publisher)
    if said is None or (not said.direct and in_first_person(masked(evidence.quote))):
        lead = author_lead(evidence.article, evidence.start, evidence.end) or lead
    quoted = _in_marks(" ".join(evidence.quote.split()))
    return f"{lead} {quoted}" if lead else quoted


def _is_one_speech(evidence: Evidence) -> bool:
    """Whether all of it is from the middle of one piece of direct speech."""
    around = speech_around(evidence.article.text, evidence.start)
    return around is not None and evidence.end <= around[1]


def nearest(text: str, evidence: Sequence[Evidence]) -> Evidence | None:
    """The evidence that a sentence which did not pass was drawn from; None when it has too little of any."""
    wanted = set(content_terms(text))
    shares = [len(wanted.intersection(content_terms(one.quote))) / max(1, len(wanted)) for one in evidence]
    best = max(shares, default=0.0)
    return evidence[shares.index(best)] if best >= _DRAWN_FROM else None


def _in_marks(quote: str) -> str:
    """In quotation marks: those that it stands in already, or that it opens or closes alone, are not doubled."""
    inner = quote[1:-1]
    if (quote[0], quote[-1]) in _PAIRS and not any(mark in inner for pair in _PAIRS for mark in pair):
        return f"“{inner}”"
    for opening, closing in _PAIRS:
        if quote.startswith(opening) and closing not in quote[1:]:
            return f"“{quote[1:]}”"
        if quote.endswith(closing) and opening not in quote[:-1]:
            return f"“{quote[:-1]}”"
    return f"“{quote}”"


def replaces(prose: str, quote: str, question: str) -> bool:
    """Whether a supported sentence gives what `quote` answers to `question`, so that the quotation can go."""
    asked = set(content_terms(question))
    offered = set(content_terms(quote)) - asked
    kept = set(content_terms(prose)) & offered
    if not _keeps_values(prose, quote, question):
        return False
    return len(kept) >= _KEPT * len(offered)


def _keeps_values(prose: str, quote: str, question: str) -> bool:
    """Whether names and figures of the kind that is asked for are still there."""
    kind = expected(question).kind
    if kind in (AnswerType.PERSON, AnswerType.PLACE):
        new = [name for name in names(quote) if name.casefold() not in question.casefold()]
        return not new or any(name in prose for name in new)
    figures = [term for term in content_terms(quote) if term[0].isdigit()]
    return all(figure in content_terms(prose) for figure in figures)
