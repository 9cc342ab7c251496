"""From a question to the evidence that answers it: each part is searched for, ranked, and judged by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from assistant.engine.questions.operators import combine
from assistant.engine.questions.question import Question
from assistant.engine.quotation import worth_quoting
from assistant.engine.ranking.evidence import Ranked
from assistant.engine.ranking.relevance import ANSWER_THRESHOLD, PARTLY_THRESHOLD
from assistant.types import Evidence, Status
from index.types import Filters, Hit

DOUBTFUL = "The articles may not answer this; what is shown comes nearest."
"""Said where the evidence is between an answer and none."""


class Retriever(Protocol):
    """What the engine asks of an index; `index.search.Index` is one."""

    @property
    def id(self) -> str:
        """Identity of the index."""
        ...

    @property
    def generation(self) -> int:
        """State of the index."""
        ...

    def refresh(self) -> bool:
        """Move on to the newest state."""
        ...

    def search(self, question: str, filters: Filters, k: int) -> list[Hit]:
        """The `k` best passages that pass `filters`, best first."""
        ...

    def newest(self) -> date | None:
        """Latest publication date of any article."""
        ...


class Ranker(Protocol):
    """What the engine asks of a ranking: `EvidenceRanker`, or `Reranker` on top of it."""

    def rank(self, question: str, hits: Sequence[Hit], most: int = 12) -> Ranked:
        """The `most` best sentences of `hits`, and how likely they answer."""
        ...


@dataclass(frozen=True, slots=True)
class Findings:
    """What the articles have for a question."""

    hits: tuple[Hit, ...]
    """Passages, best first."""
    evidence: tuple[Evidence, ...]
    """Sentences, numbered from 1: of a question with parts, the best of each part first."""
    quoted: tuple[Evidence, ...]
    """Those of `evidence` that are worth quoting; none when nothing answers."""
    status: Status
    answerable: float
    """Probability that the weakest answered part is answered, or when none is, the likeliest; 0 to 1."""
    notes: tuple[str, ...]
    """What a reader should know of how this was found."""


def find(asked: Question, retriever: Retriever, ranker: Ranker, passages: int) -> Findings:
    """Search and rank every part of a question; `passages` is how many each part retrieves."""
    found: list[tuple[list[Hit], Ranked]] = []
    notes: dict[str, None] = {}
    for part in asked.parts:
        hits, remarks = _search(part, asked, retriever, passages)
        found.append((hits, ranker.rank(part.standalone, hits)))
        notes.update(dict.fromkeys(remarks))
    statuses = [_status(ranked) for _, ranked in found]
    answered = [
        ranked for (_, ranked), status in zip(found, statuses, strict=True) if status is not Status.UNANSWERED
    ]
    if answered and len(answered) < len(found):
        pairs = zip(asked.parts, statuses, strict=True)
        lost = [part.text for part, status in pairs if status is Status.UNANSWERED]
        notes.update(dict.fromkeys(f"The articles do not say: {question}" for question in lost))
    if Status.PARTLY in statuses:
        notes[DOUBTFUL] = None
    shown = answered or [ranked for _, ranked in found]
    evidence = _merged([ranked.evidence for ranked in shown])
    quoted = _merged([worth_quoting(ranked.evidence) for ranked in answered])
    sure = [ranked.answerable for ranked in shown]
    return Findings(
        hits=tuple(_interleaved([hits for hits, _ in found])),
        evidence=evidence,
        quoted=tuple(one for one in evidence if any(_same(one, other) for other in quoted)),
        status=_overall(statuses),
        answerable=min(sure) if answered else max(sure),
        notes=tuple(notes),
    )


def _search(part: Question, whole: Question, retriever: Retriever, k: int) -> tuple[list[Hit], tuple[str, ...]]:
    """Passages for one part, under the filters of the whole, and remarks about filters that were dropped."""
    search = retriever.search
    if whole.sides:
        share = max(1, k // len(whole.sides))
        return _interleaved([search(part.search_text, combine(whole.filters, one), share) for one in whole.sides]), ()
    hits = search(part.search_text, combine(whole.filters, whole.inferred), k)
    if not hits and whole.inferred:
        hits = search(part.search_text, whole.filters, k)
        return hits, ("No article fits the source or date in the question, so all were searched.",)
    if not hits and whole.filters.phrases:
        hits = search(part.search_text, replace(whole.filters, phrases=()), k)
        return hits, ("No passage has the words in quotation marks, so they were searched for one by one.",)
    return hits, ()


def _status(ranked: Ranked) -> Status:
    if not ranked.evidence or ranked.answerable < PARTLY_THRESHOLD:
        return Status.UNANSWERED
    return Status.PARTLY if ranked.answerable < ANSWER_THRESHOLD else Status.ANSWERED


def _overall(statuses: Sequence[Status]) -> Status:
    """Of the whole question, from those of its parts."""
    return statuses[0] if len(set(statuses)) == 1 else Status.PARTLY


def _interleaved(sides: Sequence[Sequence[Hit]]) -> list[Hit]:
    """The hits of each side in turn, each passage once; one side stays as it is."""
    if len(sides) == 1:
        return list(sides[0])
    longest = max(map(len, sides), default=0)
    turns = [side[place] for place in range(longest) for side in sides if place < len(side)]
    unique = {(hit.passage.article_id, hit.passage.start): hit for hit in turns}
    return [replace(hit, score=1.0 / rank) for rank, hit in enumerate(unique.values(), start=1)]


def _merged(lists: Sequence[Sequence[Evidence]]) -> tuple[Evidence, ...]:
    """The evidence of each list in turn, without what overlaps, numbered anew."""
    longest = max(map(len, lists), default=0)
    kept: list[Evidence] = []
    for one in (found[place] for place in range(longest) for found in lists if place < len(found)):
        if not any(_same(one, other) for other in kept):
            kept.append(replace(one, number=len(kept) + 1))
    return tuple(kept)


def _same(one: Evidence, other: Evidence) -> bool:
    """Whether two quotations overlap in one article."""
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end
