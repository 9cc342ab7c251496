"""How well the search found what answers, by ir-measures."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from assistant.evaluation.cases import Case
from assistant.evaluation.matching import holds_half
from assistant.evaluation.records import Place
from index.types import Article

Library = Callable[[str], Article | None]
"""Id or path to the article."""


def retrieval_scores(case: Case, places: Sequence[Place], library: Library) -> dict[str, float]:
    """Metrics by article and by gold quotation; empty where the question names none."""
    scores: dict[str, float] = {}
    if case.articles:
        scores |= _named("article", rank_scores(gold_origins(case, library), _origins(places, library)))
    if case.quotes:
        scores |= _named("quote", rank_scores(set(case.quotes), _quotes(case, places, library)))
    return scores


def gold_origins(case: Case, library: Library) -> set[str]:
    """Origins of the gold articles: copies of one text are one."""
    return {article.origin_id for name in case.articles if (article := library(name)) is not None}


def rank_scores(relevant: set[str], ranking: Sequence[str]) -> dict[str, float]:
    """Measures of one ranking, best first and without repetitions, by the names used in `METRICS`."""
    import ir_measures

    scored = [ir_measures.ScoredDoc("q", name, float(-rank)) for rank, name in enumerate(ranking)]
    gold = [ir_measures.Qrel("q", name, 1) for name in sorted(relevant)]
    # A question without any result is not in the run, and trec_eval then says nothing of it.
    scored = scored or [ir_measures.ScoredDoc("q", "", 0.0)]
    names = _measures()
    return {names[one.measure]: float(one.value) for one in ir_measures.iter_calc(list(names), gold, scored)}


@cache
def _measures() -> dict[Any, str]:
    from ir_measures import RR, R, Success, nDCG

    return {
        Success @ 1: "hit@1",
        Success @ 5: "hit@5",
        R @ 5: "recall@5",
        R @ 10: "recall@10",
        RR @ 10: "mrr@10",
        nDCG @ 10: "ndcg@10",
    }


def _origins(places: Sequence[Place], library: Library) -> list[str]:
    found = [article.origin_id for place in places if (article := library(place.article)) is not None]
    return list(dict.fromkeys(found))


def _quotes(case: Case, places: Sequence[Place], library: Library) -> list[str]:
    """The ranking with each passage replaced by the gold quotations that it is the first to hold."""
    ranking: list[str] = []
    for place in places:
        article = library(place.article)
        text = article.text[place.start : place.end] if article is not None else ""
        held = [quote for quote in case.quotes if quote not in ranking and holds_half(text, quote)]
        ranking += held or [f"{place.article}:{place.start}"]
    return list(dict.fromkeys(ranking))


def _named(prefix: str, scores: dict[str, float]) -> dict[str, float]:
    return {f"{prefix}_{name}": value for name, value in scores.items()}
