"""Answers in their JSON form, written out for scoring."""

from collections.abc import Sequence
from typing import Any

from assistant.evaluation.cases import Case
from assistant.evaluation.matching import tokens
from assistant.evaluation.records import Place, Record, fingerprint
from assistant.json_forms import citation_json
from assistant.types import Citation
from index.types import Article, Metadata

DAM = Article("d" * 12, "dam.md", "The dam broke on Sunday. It killed at least 11 people, police said.", Metadata())
COPY = Article("c" * 12, "copy.md", DAM.text, Metadata(publisher="Courier"), origin=DAM.id)
VOTE = Article("b" * 12, "vote.md", "Ansa Torvald won the vote. She drove a bus before.", Metadata())
ARTICLES = {name: article for article in (DAM, COPY, VOTE) for name in (article.id, article.path)}


def library(name: str) -> Article | None:
    return ARTICLES.get(name)


def quoted(number: int, article: Article, quote: str) -> dict[str, Any]:
    """A citation of `quote` where it stands in `article`."""
    start = article.text.index(quote)
    return citation_json(Citation(number, quote, start, start + len(quote), article))


def answered(
    sentences: Sequence[tuple[str, Sequence[int]]], citations: Sequence[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    """An answer with these sentences (text and markers); refused without any."""
    return {
        "status": "answered" if sentences else "unanswered",
        "sentences": [{"text": text, "citations": list(numbers)} for text, numbers in sentences],
        "citations": list(citations),
        "disagreements": [],
        "nearest": [],
        "independent_origins": 1,
        "seconds": {"search": 0.25, "total": 1.5},
    } | more


def recorded(case: Case, answer: dict[str, Any], hits: Sequence[Place] = (), **more: Any) -> Record:
    """The record of `answer` to `case`."""
    return Record(case.id, fingerprint(case), answer, tuple(hits), **more)


class WordJudge:
    """Passages support a statement when they hold all its words; `asked` counts the decisions."""

    name = "words"

    def __init__(self) -> None:
        self.asked = 0

    def probability(self, statement: str, passages: Sequence[str]) -> float:
        self.asked += 1
        there = set(tokens(" ".join(passages)))
        return float(bool(there) and set(tokens(statement)) <= there)
