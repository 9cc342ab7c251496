"""What stands behind a turn: each citation with the check it went through and the state of its article now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.conversations.codec import digest
from assistant.conversations.store import is_current
from assistant.tui.plain_text import one_line
from assistant.tui.ports import Library
from assistant.types import Citation, Label, Sentence, Verdict
from index.types import Article


class Freshness(StrEnum):
    """How an article that was cited stands in the corpus now."""

    CURRENT = ""
    CHANGED = "article changed since"
    GONE = "article no longer in the corpus"


Stale = Mapping[str, Freshness]
"""Digest of a cited article to its state; current ones are left out."""


@dataclass(frozen=True, slots=True)
class Source:
    """A citation as the sources pane shows it."""

    citation: Citation
    verdict: Verdict | None = None
    """The best verdict among the sentences that cite it; None when it only stands in a table or is only near."""
    freshness: Freshness = Freshness.CURRENT


def with_verdicts(citations: Iterable[Citation], sentences: Iterable[Sentence], stale: Stale) -> list[Source]:
    """The citations in order of their numbers, each with its best verdict and the state of its article."""
    best: dict[int, Verdict] = {}
    for sentence in sentences:
        for number in sentence.citations:
            best[number] = max(sentence.verdict, best.get(number, sentence.verdict), key=_strength)
    return [
        Source(citation, best.get(citation.number), stale.get(digest(citation.article), Freshness.CURRENT))
        for citation in sorted(citations, key=lambda citation: citation.number)
    ]


def find_stale(citations: Iterable[Citation], library: Library) -> Stale:
    """Which of the cited articles have changed or gone. Reads the index; call it from a worker."""
    found: dict[str, Freshness] = {}
    for citation in citations:
        name = digest(citation.article)
        if name in found:
            continue
        now = library.article(citation.article.id)
        gone = Freshness.GONE if now is None else Freshness.CHANGED
        found[name] = Freshness.CURRENT if is_current(citation, now) else gone
    return {name: freshness for name, freshness in found.items() if freshness is not Freshness.CURRENT}


def publisher_of(article: Article, length: int = 0) -> str:
    """The publisher of an article, or what else names it best, as `one_line` shows it."""
    return one_line(article.metadata.publisher or article.metadata.title or article.path, length)


def _strength(verdict: Verdict) -> tuple[bool, float]:
    return (verdict.label is Label.QUOTED, verdict.score)
