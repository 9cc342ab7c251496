"""Why each passage of a search stands where it does, as lines and as plain values."""

from collections.abc import Iterator, Sequence
from math import isnan
from typing import Any

from assistant.terminal_text import hit_lines, safe
from index.fusion import LEXICAL_WEIGHT
from index.types import Filters, Hit


def explained_lines(hits: Sequence[Hit], filters: Filters) -> Iterator[str]:
    """The results of a search with the reasons for their place, under the filters that were applied."""
    yield "searched: " + (", ".join(_applied(filters)) or "all articles")
    for rank, hit in enumerate(hits, start=1):
        yield from hit_lines(rank, hit)
        yield from _reasons(hit)


def explained_json(found: dict[str, Any], hits: Sequence[Hit], filters: Filters) -> dict[str, Any]:
    """What `search_json` gives for these hits, with `filters`, and an `explanation` in each hit.

    `meaning` and `words` sum to the score; `lexical_share` is BM25 as a share of the most possible.
    """
    explained = [{**values, "explanation": _parts(hit)} for values, hit in zip(found["hits"], hits, strict=True)]
    applied = {
        "sources": list(filters.sources),
        "after": filters.after.isoformat() if filters.after else None,
        "before": filters.before.isoformat() if filters.before else None,
    }
    return {**found, "hits": explained, "filters": applied}


def _applied(filters: Filters) -> Iterator[str]:
    if filters.sources:
        yield f"published by {safe(' or '.join(filters.sources))}"
    if filters.after:
        yield f"on {filters.after} or later"
    if filters.before:
        yield f"on {filters.before} or earlier"


def _reasons(hit: Hit) -> Iterator[str]:
    """The parts of the score, the places in both searches, and whose text it is."""
    words = LEXICAL_WEIGHT * hit.lexical_share
    yield f"   score {hit.score:.3f} = {hit.score - words:.3f} for meaning + {words:.3f} for words"
    yield f"   meaning: {_meaning(hit)}"
    yield f"   words: {_words(hit)}"
    copies = f", also in {', '.join(hit.also_in)}" if hit.also_in else ""
    yield f"   text: of origin {hit.article.origin_id}{copies}"


def _parts(hit: Hit) -> dict[str, Any]:
    words = LEXICAL_WEIGHT * hit.lexical_share
    return {
        "meaning": round(hit.score - words, 6),
        "words": round(words, 6),
        "lexical_share": round(hit.lexical_share, 6),
        "origin": hit.article.origin_id,
    }


def _meaning(hit: Hit) -> str:
    if isnan(hit.cosine):
        return "not among the nearest, so taken to be as near as the last of them"
    return f"cosine {hit.cosine:.3f}, place {hit.dense_rank} of the nearest"


def _words(hit: Hit) -> str:
    share = f"{hit.lexical_share:.0%} of the most that the words of the question allow"
    if hit.lexical_rank is not None:
        return f"{share}, place {hit.lexical_rank} by BM25"
    return f"{share}, as the last that was found by them" if hit.lexical_share else "it has none of the question's"
