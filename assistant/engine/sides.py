"""Where one side denies what another says: the claim and its denials side by side, each with who says it.

Only for questions whose answer is yes or no or that take a deed for granted, and only where a denial turns round
what the claim says (`rebuttal.contradicts`). Which side is right is never said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from assistant.engine.disagreement import may_be_one_voice
from assistant.engine.question_type import expected
from assistant.engine.rebuttal import contradicts
from assistant.engine.speech.attribution import attribution
from assistant.engine.terms import content_terms
from assistant.types import Disagreement, Evidence, Value
from index.sentences import sentences

_NEAR = 0.3
"""A piece of evidence with less than this share of the score of the best is of something else."""
_LEAST = 0.15
"""And one with a smaller score bears on the question by its words only."""
_SHARED = 2
"""Words of content that the claim, and its denial, have in common with the question; all, where it has fewer."""
_MOST = 4
"""Sentences on one card; more are a search result."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One sentence of the evidence."""

    evidence: Evidence
    text: str
    said_by: str
    """Who the article says it is from; empty when it says it itself."""

    def value(self) -> Value:
        published = self.evidence.article.metadata.published
        return Value(" ".join(self.text.split()), self.evidence.number, self.said_by, published)


def sides(question: str, evidence: Sequence[Evidence]) -> list[Disagreement]:
    """The claim that bears on the question and what denies it; empty where nobody denies anything."""
    if not evidence or not expected(question).two_sided:
        return []
    near = [one for one in evidence if one.score >= max(_LEAST, _NEAR * evidence[0].score)]
    heard = [side for one in near for side in _heard(question, one)]
    shown = {
        id(side): side
        for claim, denial in permutations(heard, 2)
        if _are_two(claim, denial) and contradicts(denial.text, claim.text)
        for side in (claim, denial)
    }
    if not shown:
        return []
    return [Disagreement(f"“{question.strip()}”", tuple(side.value() for side in list(shown.values())[:_MOST]))]


def _heard(question: str, evidence: Evidence) -> Iterator[_Side]:
    """The sentences of a piece of evidence that are about what is asked."""
    wanted = set(content_terms(question))
    for start, end in sentences(evidence.quote):
        text = evidence.quote[start:end]
        if len(wanted.intersection(content_terms(text))) >= min(_SHARED, len(wanted)):
            said = attribution(evidence.article.text, evidence.start + start, evidence.start + end)
            yield _Side(evidence, text, said.speaker if said else "")


def _are_two(claim: _Side, denial: _Side) -> bool:
    """Whether two speak: in one article each of them must have a name, in two none may have the other's."""
    one_voice = may_be_one_voice(claim.said_by, denial.said_by)
    if claim.evidence.article.id == denial.evidence.article.id:
        return not one_voice
    return not (one_voice and claim.said_by and denial.said_by)
