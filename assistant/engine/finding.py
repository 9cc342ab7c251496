"""From a question to the evidence that answers it: each part is searched for, ranked, and judged by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from assistant.engine.choices import events, namesakes
from assistant.engine.later_reports import LATER_PASSAGES, later_reports
from assistant.engine.questions.operators import combine
from assistant.engine.questions.question import Question
from assistant.engine.quotation import MOST_QUOTATIONS, Shares, shares, worth_quoting
from assistant.engine.ranking.candidates import with_antecedent
from assistant.engine.ranking.evidence import Ranked
from assistant.engine.ranking.relevance import ANSWER_THRESHOLD, DOUBT_THRESHOLD
from assistant.engine.rebuttal import with_other_side
from assistant.engine.stories import of_asked_story
from assistant.engine.values.given import sources_of_value
from assistant.types import Evidence, Status
from index.types import Filters, Hit

_Item = TypeVar("_Item")

DOUBTFUL = "The articles may not answer this; what is shown comes nearest."
"""Said where no evidence is taken for an answer, but several sources give a value of what is asked."""

NEARLY = "One of the nearest passages may answer it all the same."
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
    later: tuple[Evidence, ...]
    """From after all that is quoted, numbered on from `evidence`: for comparing values only."""
    status: Status
    answerable: float
    """Probability that the weakest answered part is answered, or when none is, the likeliest; 0 to 1."""
    notes: tuple[str, ...]
    """What a reader should know of how this was found."""


def find(asked: Question, retriever: Retriever, ranker: Ranker, passages: int) -> Findings:
    """Search and rank every part of a question; `passages` is how many each part retrieves."""
    found: list[_Part] = []
    notes: dict[str, None] = {}
    for part in asked.parts:
        hits, remarks = _search(part, asked, retriever, passages)
        ranked = _ranked(part, hits, ranker)
        found.append(_Part(part, hits, ranked, _told(part, ranked)))
        notes.update(dict.fromkeys(remarks))
    answered = [part for part in found if part.status is not Status.UNANSWERED]
    notes.update(dict.fromkeys(_doubts(found, answered)))
    shown = answered or found
    notes.update((offer, None) for one in shown if (offer := one.offer))
    evidence = _merged([part.ranked.evidence for part in shown])
    quoted = _merged([part.quoted for part in answered])
    sure = [part.ranked.answerable for part in shown]
    return Findings(
        hits=tuple(_interleaved([part.hits for part in found])),
        evidence=evidence,
        quoted=tuple(one for one in evidence if _among(one, quoted)),
        later=_later(asked, evidence, quoted, retriever, ranker),
        status=_overall([part.status for part in found]),
        answerable=min(sure) if answered else max(sure),
        notes=tuple(notes),
    )


def _ranked(part: Question, hits: Sequence[Hit], ranker: Ranker) -> Ranked:
    """The evidence for one part, that of other events aside, each piece as it is quoted."""
    ranked = ranker.rank(part.standalone, hits)
    told = tuple(of_asked_story(part.standalone, ranked.evidence))
    return _in_context(replace(ranked, evidence=told), shares(part.expects))


def _doubts(found: Sequence["_Part"], answered: Sequence["_Part"]) -> Iterator[str]:
    """What a reader should know of parts that are answered in doubt, or not at all."""
    if not answered:
        if any(part.ranked.answerable >= DOUBT_THRESHOLD for part in found):
            yield NEARLY
        return
    lost = [part for part in found if part.status is Status.UNANSWERED]
    yield from (f"{_lack(part, answered)}: {part.asked.text}" for part in lost)
    if any(part.status is Status.PARTLY for part in answered):
        yield DOUBTFUL


def _lack(part: "_Part", answered: Sequence["_Part"]) -> str:
    """What can be said of a part without an answer, where what comes nearest to one may be shown for another part."""
    shown = [one for other in answered for one in other.quoted]
    seen = any(_among(one, shown) for one in part.ranked.evidence[:1])
    if seen:
        return "What is shown may not say"
    return "The articles may not say" if part.ranked.answerable >= DOUBT_THRESHOLD else "The articles do not say"


def _later(
    asked: Question, evidence: Sequence[Evidence], quoted: Sequence[Evidence], retriever: Retriever, ranker: Ranker
) -> tuple[Evidence, ...]:
    """What later reports have, without what is among `evidence`, numbered on from it."""
    later = later_reports(asked.standalone, quoted)
    if later is None:
        return ()
    filters = combine(combine(asked.filters, asked.inferred), later)
    hits = retriever.search(asked.search_text, filters, LATER_PASSAGES)
    new = [one for one in ranker.rank(asked.standalone, hits).evidence if not _among(one, evidence)]
    return tuple(replace(one, number=number) for number, one in enumerate(new, start=len(evidence) + 1))


def _in_context(ranked: Ranked, needed: Shares) -> Ranked:
    """What will be quoted, each with the sentences that it leans on and the denial that follows it."""
    quoted = worth_quoting(ranked.evidence, needed)
    return replace(
        ranked,
        evidence=tuple(
            with_other_side(with_antecedent(one, quoted)) if one in quoted else one for one in ranked.evidence
        ),
    )


def _told(part: Question, ranked: Ranked) -> list[Evidence]:
    """What several sources give a value in, one piece of each; none where the ranking is sure either way."""
    if not DOUBT_THRESHOLD <= ranked.answerable < ANSWER_THRESHOLD:
        return []
    found = sources_of_value(part.standalone, ranked.evidence)
    return found[:MOST_QUOTATIONS] if len(found) > 1 else []


@dataclass(frozen=True, slots=True)
class _Part:
    """What was found for one part of a question."""

    asked: Question
    hits: list[Hit]
    ranked: Ranked
    told: list[Evidence]
    """Where the ranking finds no answer but several sources give a value of what is asked, one piece of each."""

    @property
    def status(self) -> Status:
        if self.ranked.evidence and self.ranked.answerable >= ANSWER_THRESHOLD:
            return Status.ANSWERED
        return Status.PARTLY if self.told else Status.UNANSWERED

    @property
    def quoted(self) -> list[Evidence]:
        """What is worth quoting, if it answers."""
        return self.told or worth_quoting(self.ranked.evidence, shares(self.asked.expects))

    @property
    def offer(self) -> str:
        """What the question may mean, where it fits several things; else empty."""
        offer = namesakes(self.asked.text, self.ranked.evidence)
        if offer or self.status is Status.UNANSWERED:
            return offer
        return events(self.asked.standalone, self.quoted)


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
        if hits:
            return hits, ("No passage has the words in quotation marks, so they were searched for one by one.",)
    return hits, () if hits or whole.filters == Filters() else ("No article fits the filters.",)


def _overall(statuses: Sequence[Status]) -> Status:
    """Of the whole question, from those of its parts."""
    return statuses[0] if len(set(statuses)) == 1 else Status.PARTLY


def _interleaved(sides: Sequence[Sequence[Hit]]) -> list[Hit]:
    """The hits of each side in turn, each passage once; one side stays as it is."""
    if len(sides) == 1:
        return list(sides[0])
    unique = {(hit.passage.article_id, hit.passage.start): hit for hit in _in_turn(sides)}
    return [replace(hit, score=1.0 / rank) for rank, hit in enumerate(unique.values(), start=1)]


def _merged(lists: Sequence[Sequence[Evidence]]) -> tuple[Evidence, ...]:
    """The evidence of each list in turn, without what overlaps, numbered anew."""
    kept: list[Evidence] = []
    for one in _in_turn(lists):
        if not _among(one, kept):
            kept.append(replace(one, number=len(kept) + 1))
    return tuple(kept)


def _in_turn(lists: Sequence[Sequence[_Item]]) -> Iterator[_Item]:
    """The first of each list, then the second of each, and so on."""
    longest = max(map(len, lists), default=0)
    return (one[place] for place in range(longest) for one in lists if place < len(one))


def _among(one: Evidence, others: Sequence[Evidence]) -> bool:
    """Whether a quotation overlaps any of the others."""
    return any(_same(one, other) for other in others)


def _same(one: Evidence, other: Evidence) -> bool:
    """Whether two quotations overlap in one article."""
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end
