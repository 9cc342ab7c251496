"""Passages that a search found, as the sentences that may answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.engine.hostile import speaks_to_machines
from assistant.engine.ranking.relevance_features import Candidate
from assistant.engine.speech.attribution import self_contained
from assistant.types import Evidence
from index.sentences import Span, sentences
from index.types import Hit

_BEFORE = 1200
"""Characters before a passage in which the sentences that its first one leans on are sought."""

_MOST_CHARACTERS = 400
"""A quotation is not widened beyond this."""

_HEADING_WORDS = 14
_FINISHED = re.compile(r"[.!?…:;。！？][\"'”’»)\]*]*\Z")
_SPOKEN = re.compile(r"[\"”'’]\Z")
"""The end of a sentence that ends somebody's words."""


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with its place in the article."""

    candidate: Candidate
    hit: Hit
    start: int
    """First character of the sentence in the article's text."""
    end: int
    quote_start: int
    """First character of the quotation: earlier where the sentence leans on those before it."""


def find_candidates(hits: Sequence[Hit]) -> list[Found]:
    """Every sentence of the hits' passages, in their order, each text once; headings and scraps are left out."""
    seen: set[str] = set()
    found = []
    for place, hit in enumerate(hits):
        for one in _of_passage(place, hit):
            key = " ".join(one.candidate.text.casefold().split())
            if key not in seen:
                seen.add(key)
                found.append(one)
    return found


def with_antecedent(evidence: Evidence, quoted: Sequence[Evidence]) -> Evidence:
    """A single sentence with those that it leans on, where none of them is in `quoted`; any other evidence itself.

    The ranking leaves out what another of its pieces holds, but not each of those is shown.
    """
    text = evidence.article.text
    spans = _sentences_up_to(text, evidence.start, evidence.end)
    if not spans or spans[-1] != (evidence.start, evidence.end):
        return evidence
    start = _quote_start(text, spans, len(spans) - 1)
    same_article = [one for one in quoted if one is not evidence and one.article.id == evidence.article.id]
    if any(one.start < evidence.end and one.end > start for one in same_article):
        return evidence
    return replace(evidence, start=start)


def _of_passage(place: int, hit: Hit) -> Iterator[Found]:
    text, passage = hit.article.text, hit.passage
    spans = _sentences_up_to(text, passage.start, passage.end)
    first = next((i for i, span in enumerate(spans) if span.end > passage.start), len(spans))
    for i in range(first, len(spans)):
        start, end = spans[i]
        sentence = text[start:end]
        if is_scrap(text, start, end):
            continue
        candidate = Candidate(
            text=sentence,
            before=text[slice(*spans[i - 1])] if i > first else "",
            passage=passage.text,
            header=" ".join((hit.article.metadata.title, hit.article.metadata.publisher)).strip(),
            place=i - first,
            hit=place,
            dense_rank=hit.dense_rank,
            lexical_rank=hit.lexical_rank,
        )
        yield Found(candidate, hit, start, end, _quote_start(text, spans, i))


def _sentences_up_to(text: str, start: int, end: int) -> list[Span]:
    """The sentences of a span and of the paragraphs before it on which its first one may lean, but not what speaks to
    machines."""
    offset = text.rfind("\n", 0, max(0, start - _BEFORE)) + 1
    found = [Span(a + offset, b + offset) for a, b in sentences(text[offset:end])]
    return [span for span in found if not speaks_to_machines(text, *span)]


def is_scrap(text: str, start: int, end: int) -> bool:
    """Whether a sentence is a heading, a caption or too short to say anything."""
    sentence = text[start:end]
    length = len(sentence.split())
    alone = (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
    return length < 3 or (alone and length <= _HEADING_WORDS and not _FINISHED.search(sentence))


def _quote_start(text: str, spans: Sequence[Span], i: int) -> int:
    """Where a quotation of sentence `i` begins so that it is understood alone and not too long."""
    if i and _SPOKEN.search(text[slice(*spans[i - 1])]) and text[spans[i - 1].end : spans[i].start].strip(" \t"):
        return spans[i].start  # the article goes on after somebody's words, whose speaker would be lost
    for needed in range(self_contained(text, spans, i), 0, -1):
        leant_on = spans[i - needed : i + 1]
        whole = all(not text[one.end : other.start].strip() for one, other in pairwise(leant_on))
        if whole and spans[i].end - leant_on[0].start <= _MOST_CHARACTERS:
            return leant_on[0].start
    return spans[i].start
