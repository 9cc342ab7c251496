"""Where one side denies what another says: the claim and its denials side by side, each with who says it.

Only for questions whose answer is yes or no or that take a deed for granted, and only where a denial turns round
what the claim says (`rebuttal.contradicts`), or where a model has read that one says yes to the question and the other
no. Which side is right is never said.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from assistant.engine.disagreement import DISPUTE, UPDATE, may_be_one_voice
from assistant.engine.question_type import AnswerType, expected
from assistant.engine.rebuttal import contradicts
from assistant.engine.speech.attribution import attribution
from assistant.engine.stories import may_tell_one_story
from assistant.engine.terms import content_terms
from assistant.types import Disagreement, Evidence, Value
from index.sentences import sentences

_NEAR = 0.3
"""A piece of evidence with less than this share of the score of the best is of something else."""
_LEAST = 0.15
"""And one with a smaller score bears on the question by its words only."""
_SHARED = 2
"""Words of content that the claim, and its denial, have in common with the question; all, where it has fewer."""
_ANSWERS, _PLACED, _SURE = 0.25, -1.0, 0.5
"""Score of evidence, log odds of the words that answer, and log odds of yes or of no, from which it says either."""
_UNDECIDED = re.compile(
    r"\btoo (?:early|soon) to (?:say|tell)\b|\b(?:could|can|would|did) not (?:say|confirm|comment|rule out)\b"
    r"|\b(?:declined|refused) to (?:say|confirm|comment)\b",
    re.IGNORECASE,
)
"""Says neither."""
_MOST = 4
"""Sentences on one card; more are a search result."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One sentence of the evidence."""

    evidence: Evidence
    text: str
    said_by: str
    """Who the article says it is from; empty when it says it itself."""
    affirms: float
    """Log odds that it says yes; 0 where nobody has read it, or the question is not of yes or no."""

    def value(self) -> Value:
        published = self.evidence.article.metadata.published
        return Value(" ".join(self.text.split()), self.evidence.number, self.said_by, published)


def sides(question: str, evidence: Sequence[Evidence]) -> list[Disagreement]:
    """The claim that bears on the question and what denies it; empty where nobody denies anything."""
    asked = expected(question)
    if not evidence or not asked.two_sided:
        return []
    near = [
        one
        for one in evidence
        if one.score >= max(_LEAST, _NEAR * evidence[0].score)
        and may_tell_one_story(one.article, evidence[0].article)
    ]
    wanted, yes_no = set(content_terms(question)), asked.kind is AnswerType.YES_NO
    heard = [side for one in near for side in _heard(wanted, one, _read(one) if yes_no else 0.0)]
    shown = {
        id(side): side
        for claim, denial in permutations(heard, 2)
        if _are_two(claim, denial) and (contradicts(denial.text, claim.text) or _say_yes_and_no(claim, denial))
        for side in (claim, denial)
    }
    if not shown:
        return []
    kept = _once_each(shown.values())
    values = tuple(side.value() for side in kept[:_MOST])
    return [Disagreement(f"“{question.strip()}”", values, UPDATE if _is_told_later(kept) else DISPUTE)]


def _once_each(shown: Iterable[_Side]) -> list[_Side]:
    """Without what an article says again, by another sentence, for the same side."""
    kept: dict[tuple[str, object], _Side] = {}
    for side in shown:
        said = side.affirms > 0 if side.affirms else side.text
        kept.setdefault((side.evidence.article.id, said), side)
    return list(kept.values())


def _is_told_later(shown: Iterable[_Side]) -> bool:
    """Whether one publisher reports, on two days, first the one and then the other."""
    found = [side.evidence.article.metadata for side in shown]
    days, publishers = {one.published for one in found}, {one.publisher.lower() for one in found}
    return len(publishers) == 1 and "" not in publishers and len(days) > 1 and None not in days


def _heard(wanted: set[str], evidence: Evidence, read: float) -> Iterator[_Side]:
    """The sentences of a piece of evidence that are about what is asked, and the one that says yes or no to it.

    `wanted` has the words of content of the question; `read` is the log odds of yes, 0 where nothing is said.
    """
    for start, end in sentences(evidence.quote):
        text, place = evidence.quote[start:end], evidence.start + start
        if _UNDECIDED.search(text):
            continue
        answers = evidence.answer and place <= evidence.answer.start < evidence.start + end
        affirms = read if answers else 0.0
        if affirms or len(wanted.intersection(content_terms(text))) >= min(_SHARED, len(wanted)):
            said = attribution(evidence.article.text, place, evidence.start + end)
            yield _Side(evidence, text, said.speaker if said else "", affirms)


def _read(evidence: Evidence) -> float:
    """Log odds that the evidence says yes, where a model is sure that it says yes or no; else 0."""
    answer = evidence.answer
    if answer is None or evidence.score < _ANSWERS:
        return 0.0
    return answer.affirms if abs(answer.affirms) >= _SURE and answer.placed >= _PLACED else 0.0


def _say_yes_and_no(one: _Side, other: _Side) -> bool:
    return one.affirms > 0 > other.affirms


def _are_two(claim: _Side, denial: _Side) -> bool:
    """Whether two speak: in one article each of them must have a name, in two none may have the other's."""
    one_voice = may_be_one_voice(claim.said_by, denial.said_by)
    if claim.evidence.article.id == denial.evidence.article.id:
        return not one_voice
    return not (one_voice and claim.said_by and denial.said_by)
