"""One answer against its gold: every metric that is defined for the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from assistant.evaluation.attribution import attribution_scores
from assistant.evaluation.cases import Case
from assistant.evaluation.citation_scores import Statement, citation_precision, citation_recall, judged
from assistant.evaluation.judges import Judge
from assistant.evaluation.matching import exact_match, groups_found, same_quotation, token_f1, tokens
from assistant.evaluation.records import Record
from assistant.evaluation.retrieval import Library, gold_origins, retrieval_scores
from assistant.types import Status

_SHORT_ANSWER = 6
"""Gold wordings up to so many words are short answers, for exact match and F1."""

_SIDES = {"disagreement", "update", "contested", "comparison", "correction"}
"""Tags of questions where different values are to be expected."""

_FIELDS = ("seconds_search", "search"), ("seconds_first_token", "first_token"), ("seconds", "total")


@dataclass(frozen=True, slots=True)
class Score:
    """The values of one question, and what they rest on."""

    case: str
    values: Mapping[str, float]
    """By the names of `METRICS`; only those that are defined for this question."""
    missing: tuple[str, ...] = ()
    """Gold answers that are not shown, the wordings of a group joined by " / "."""
    statements: tuple[Statement, ...] = ()
    gold_citations: tuple[int, ...] = ()
    """Numbers of the citations that hold a gold quotation."""
    inexact: tuple[int, ...] = ()
    """Numbers of the citations whose quotation is not what the article says there."""


def score(case: Case, record: Record, library: Library, judge: Judge | None) -> Score:
    """Score an answer; `library` gives the articles as they are indexed. Without a `judge` support is not scored."""
    answer = record.answer
    if not answer:
        return Score(case.id, {"failed": 1.0, "right": 0.0} | ({"correct": 0.0} if case.answers else {}))
    refused = answer["status"] == Status.UNANSWERED
    found = groups_found(shown_text(answer), case.answers)
    statements = () if refused else _statements(answer, judge)
    gold, exact = _gold_citations(case, answer), _exact(answer, library)
    values = (
        {"failed": 0.0}
        | retrieval_scores(case, record.hits, library)
        | _abstention(case, record, refused)
        | _cost(record)
        | ({} if refused else _citations(case, answer, statements, gold, exact, library))
        | ({} if refused else attribution_scores(answer, library))
        | (_answers(case, answer, found, refused) if case.answerable else {})
        | _disagreement(case, answer)
    )
    values["right"] = float(_right(case, values, refused))
    return Score(
        case=case.id,
        values=values,
        missing=tuple(" / ".join(group) for group, there in zip(case.answers, found, strict=True) if not there),
        statements=statements,
        gold_citations=tuple(gold),
        inexact=tuple(number for number, same in exact.items() if not same),
    )


def shown_text(answer: Mapping[str, Any]) -> str:
    """Everything a reader sees as the answer, without markers: sentences, and values side by side."""
    parts = [sentence["text"] for sentence in answer["sentences"]]
    return "\n".join([*parts, *map(_values_text, answer["disagreements"])])


def _right(case: Case, values: Mapping[str, float], refused: bool) -> bool:
    if not case.answerable:
        return refused
    named = not case.articles or values.get("cites_gold_article", 0.0) == 1.0
    return not refused and values.get("correct", 1.0) == 1.0 and named


def _statements(answer: Mapping[str, Any], judge: Judge | None) -> tuple[Statement, ...]:
    if judge is None:
        return ()
    quotes = {citation["number"]: citation["quote"] for citation in answer["citations"]}
    return tuple(judged(one["text"], one["citations"], quotes, judge) for one in answer["sentences"])


def _citations(
    case: Case,
    answer: Mapping[str, Any],
    statements: Sequence[Statement],
    gold: Sequence[int],
    exact: Mapping[int, bool],
    library: Library,
) -> dict[str, float]:
    citations = answer["citations"]
    known = {citation["number"] for citation in citations}
    marked = [sentence["citations"] for sentence in answer["sentences"]]
    markers = [number for numbers in marked for number in numbers]
    values: dict[str, float] = {}
    if statements:
        values["citation_recall"] = citation_recall(statements)
        values["citation_precision"] = citation_precision(statements)
    if marked:
        values["cited"] = _mean([bool(known.intersection(numbers)) for numbers in marked])
    if markers:
        values["valid_citations"] = _mean([number in known for number in markers])
    if case.articles:
        wanted = gold_origins(case, library)
        fits = [bool(wanted.intersection(_origins(citation, library))) for citation in citations]
        values["cites_gold_article"] = float(any(fits))
        if fits:
            values["right_article"] = _mean(fits)
    if case.quotes:
        quotes = [citation["quote"] for citation in citations]
        values["gold_citation_recall"] = _mean([any(same_quotation(q, g) for q in quotes) for g in case.quotes])
        if citations:
            values["gold_citation_precision"] = len(gold) / len(citations)
    if citations:
        values["exact_quotes"] = _mean(list(exact.values()))
        counted = {found for citation in citations if (found := _own_origin(citation, library))}
        values["origins_counted"] = float(answer["independent_origins"] == len(counted))
    return values


def _gold_citations(case: Case, answer: Mapping[str, Any]) -> list[int]:
    return [
        citation["number"]
        for citation in answer["citations"]
        if any(same_quotation(citation["quote"], quote) for quote in case.quotes)
    ]


def _exact(answer: Mapping[str, Any], library: Library) -> dict[int, bool]:
    """Number of each citation to whether its quotation is what the article says from start to end."""
    same = {}
    for citation in answer["citations"]:
        article = library(citation["article"]["id"])
        there = article.text[citation["start"] : citation["end"]] if article is not None else None
        same[citation["number"]] = bool(there) and there == citation["quote"]
    return same


def _own_origin(citation: Mapping[str, Any], library: Library) -> str:
    article = library(citation["article"]["id"])
    return article.origin_id if article is not None else ""


def _origins(citation: Mapping[str, Any], library: Library) -> set[str]:
    ids = [citation["article"]["id"], *citation["also_in"]]
    return {article.origin_id for id_ in ids if (article := library(id_)) is not None}


def _answers(case: Case, answer: Mapping[str, Any], found: Sequence[bool], refused: bool) -> dict[str, float]:
    values: dict[str, float] = {}
    if not refused:
        values["words"] = float(len(tokens(shown_text(answer))))
    if case.answers:
        values["correct"] = float(all(found) and not refused)
        values["groups"] = 0.0 if refused else _mean(found)
        if not refused:
            values["correct_when_answered"] = values["correct"]
    if len(case.answers) == 1 and all(len(tokens(wording)) <= _SHORT_ANSWER for wording in case.answers[0]):
        text = "" if refused else " ".join(sentence["text"] for sentence in answer["sentences"])
        values["exact_match"] = float(any(exact_match(text, wording) for wording in case.answers[0]))
        values["token_f1"] = max(token_f1(text, wording) for wording in case.answers[0])
    return values


def _abstention(case: Case, record: Record, refused: bool) -> dict[str, float]:
    values: dict[str, float] = {}
    if refused:
        values["refusal_precision"] = float(not case.answerable)
    if case.answerable:
        values["answered"] = float(not refused)
    else:
        values["refusal_recall"] = float(refused)
    if "partly" in case.tags:
        values["partly_marked"] = float(record.answer["status"] == Status.PARTLY)
    if not isnan(record.answerable):
        values["brier"] = (record.answerable - case.answerable) ** 2
    return values


def _disagreement(case: Case, answer: Mapping[str, Any]) -> dict[str, float]:
    shown = answer["disagreements"]
    if "disagreement" in case.tags and case.answers:
        best = max((sum(groups_found(_values_text(dispute), case.answers)) for dispute in shown), default=0)
        return {"disagreement_shown": float(best >= 2), "disagreement_values": best / len(case.answers)}
    if not _SIDES.intersection(case.tags):
        return {"disagreement_unasked": float(any(dispute["kind"] == "dispute" for dispute in shown))}
    return {}


def _values_text(disagreement: Mapping[str, Any]) -> str:
    return "\n".join(f"{value['said_by']}: {value['value']}" for value in disagreement["values"])


def _cost(record: Record) -> dict[str, float]:
    seconds = record.answer["seconds"]
    values = {name: float(seconds[stage]) for name, stage in _FIELDS if stage in seconds}
    if record.pieces:
        values["tokens_written"] = float(record.pieces)
    if record.memory:
        values["megabytes"] = record.memory
    return values


def _mean(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags)
