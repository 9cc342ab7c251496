"""Answers, search results and build summaries in the JSON form that other programs read (`"schema": 1`)."""

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING, Any

from assistant.types import Answer, Citation, Disagreement
from index.types import Article, Hit

if TYPE_CHECKING:
    from index.build import Summary
    from index.search import Index

SCHEMA = 1
"""Raised when the form changes in a way that a reader of the old one would misread."""


def answer_json(answer: Answer) -> dict[str, Any]:
    """The answer as plain values, in the order in which a person would read them."""
    return {
        "schema": SCHEMA,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status.value,
        "stopped": answer.stopped,
        "answer": answer.text,
        "sentences": [
            {
                "text": sentence.text,
                "citations": list(sentence.citations),
                "verdict": sentence.verdict.label.value,
                "score": round(sentence.verdict.score, 4),
            }
            for sentence in answer.sentences
        ],
        "withheld": [{"text": held.text, "reason": held.reason} for held in answer.withheld],
        "citations": [citation_json(citation) for citation in answer.citations],
        "disagreements": [_disagreement(one) for one in answer.disagreements],
        "independent_origins": answer.independent_origins,
        "publishers": answer.publishers,
        "nearest": [citation_json(citation) for citation in answer.nearest],
        "notes": list(answer.notes),
        "model": {"name": answer.model.name, "sha256": answer.model.sha256},
        "index": {"id": answer.index.id, "generation": answer.index.generation},
        "seconds": {stage: round(seconds, 4) for stage, seconds in answer.seconds.items()},
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """One citation; `quote` equals the article's cleaned text from `start` to `end`."""
    return {
        "number": citation.number,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "also_in": list(citation.also_in),
        "article": article_json(citation.article),
    }


def article_json(article: Article) -> dict[str, Any]:
    """What identifies an article, without its text."""
    metadata = article.metadata
    return {
        "id": article.id,
        "path": article.path,
        "title": metadata.title,
        "publisher": metadata.publisher,
        "published": metadata.published.isoformat() if metadata.published else None,
        "url": metadata.url,
    }


def _disagreement(disagreement: Disagreement) -> dict[str, Any]:
    return {
        "about": disagreement.about,
        "kind": disagreement.kind,
        "values": [
            {
                "value": value.value,
                "citation": value.citation,
                "said_by": value.said_by,
                "published": value.published.isoformat() if value.published else None,
            }
            for value in disagreement.values
        ],
    }


def search_json(query: str, hits: Sequence[Hit], index: "Index") -> dict[str, Any]:
    """Ranked passages; `text` equals the article's cleaned text from `start` to `end`."""
    return {
        "schema": SCHEMA,
        "query": query,
        "hits": [_hit(rank, hit) for rank, hit in enumerate(hits, start=1)],
        "index": {"id": index.id, "generation": index.generation},
    }


def _hit(rank: int, hit: Hit) -> dict[str, Any]:
    return {
        "rank": rank,
        "score": round(hit.score, 6),
        "cosine": None if isnan(hit.cosine) else round(hit.cosine, 4),
        "dense_rank": hit.dense_rank,
        "lexical_rank": hit.lexical_rank,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
        "also_in": list(hit.also_in),
        "article": article_json(hit.article),
    }


def summary_json(summary: "Summary") -> dict[str, Any]:
    """What a build did, and the state it left."""
    return {
        "schema": SCHEMA,
        "generation": summary.generation,
        "files": {
            "added": summary.added,
            "changed": summary.changed,
            "deleted": summary.deleted,
            "unchanged": summary.unchanged,
        },
        "embedded": summary.embedded,
        "counts": dict(summary.counts),
        "problems": [
            {"path": problem.path, "line": problem.line, "title": problem.title, "hint": problem.hint}
            for problem in summary.problems
        ],
        "seconds": round(summary.seconds, 3),
    }
