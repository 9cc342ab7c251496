"""Every metric by name: what it measures, over which questions, and which way is better.

Each is the mean of a value of single questions, over those questions for which the value is defined. So the
precision of refusals is the mean of "is unanswerable" over refused questions.
"""

from dataclasses import dataclass
from enum import StrEnum


class Section(StrEnum):
    """Where a metric stands in a report."""

    OVERALL = "overall"
    RETRIEVAL = "retrieval"
    CITATIONS = "citations"
    ANSWERS = "answers"
    ABSTENTION = "abstention"
    ATTRIBUTION = "attribution and disagreement"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Metric:
    """One column of the report."""

    name: str
    section: Section
    about: str
    """What it measures and over which questions, in one line."""
    higher_is_better: bool = True
    promise: bool = False
    """Must not fall at all between two runs, not even within the interval."""


_KINDS = (
    ("hit@1", "a {0} is the first result"),
    ("hit@5", "a {0} is among the first 5 results"),
    ("recall@5", "share of the {0}s among the first 5 results"),
    ("recall@10", "share of the {0}s among the first 10 results"),
    ("mrr@10", "1 / rank of the first {0}, 0 past 10"),
    ("ndcg@10", "discounted gain of the {0}s among the first 10 results"),
)


def _retrieval(prefix: str, noun: str) -> tuple[Metric, ...]:
    return tuple(Metric(f"{prefix}_{name}", Section.RETRIEVAL, about.format(noun)) for name, about in _KINDS)


METRICS = {
    metric.name: metric
    for metric in (
        Metric("right", Section.OVERALL, "all gold answers shown and a gold article cited, or rightly refused"),
        *_retrieval("article", "gold article"),
        *_retrieval("quote", "gold quotation"),
        Metric("citation_recall", Section.CITATIONS, "share of statements that their citations support (ALCE)"),
        Metric("citation_precision", Section.CITATIONS, "share of citations that are needed for support (ALCE)"),
        Metric("gold_citation_recall", Section.CITATIONS, "share of gold quotations that are cited"),
        Metric("gold_citation_precision", Section.CITATIONS, "share of citations that hold a gold quotation"),
        Metric("cites_gold_article", Section.CITATIONS, "a gold article, or a copy of it, is cited"),
        Metric("right_article", Section.CITATIONS, "share of citations of a gold article"),
        Metric("cited", Section.CITATIONS, "share of statements with a citation", promise=True),
        Metric("valid_citations", Section.CITATIONS, "share of markers that stand for a citation", promise=True),
        Metric("exact_quotes", Section.CITATIONS, "share of quotations equal to their article's text", promise=True),
        Metric("origins_counted", Section.CITATIONS, "copies are counted as one origin", promise=True),
        Metric("correct", Section.ANSWERS, "all gold answers are shown; answerable questions"),
        Metric("correct_when_answered", Section.ANSWERS, "all gold answers are shown; those not refused"),
        Metric("groups", Section.ANSWERS, "share of the gold answers that is shown"),
        Metric("exact_match", Section.ANSWERS, "the answer is the gold wording alone; short answers"),
        Metric("token_f1", Section.ANSWERS, "overlap of words with the gold wording; short answers"),
        Metric("words", Section.ANSWERS, "length of the answer", higher_is_better=False),
        Metric("refusal_precision", Section.ABSTENTION, "share of refusals that are right"),
        Metric("refusal_recall", Section.ABSTENTION, "share of unanswerable questions that are refused"),
        Metric("answered", Section.ABSTENTION, "share of answerable questions that are not refused"),
        Metric("partly_marked", Section.ABSTENTION, 'share of questions tagged "partly" that are so marked'),
        Metric("brier", Section.ABSTENTION, "squared error of the probability of an answer", higher_is_better=False),
        Metric("speaker_kept", Section.ATTRIBUTION, "share of statements that keep who said it, where someone did"),
        Metric(
            "speaker_right", Section.ATTRIBUTION, "share of quotations led in by a name that are wholly that one's"
        ),
        Metric("disagreement_shown", Section.ATTRIBUTION, "two gold values side by side; tagged disagreement"),
        Metric("disagreement_values", Section.ATTRIBUTION, "share of the gold values side by side; the same"),
        Metric(
            "disagreement_unasked",
            Section.ATTRIBUTION,
            "a dispute is shown where none is tagged",
            higher_is_better=False,
        ),
        Metric("failed", Section.COST, "the question ended in an error", higher_is_better=False, promise=True),
        Metric("seconds", Section.COST, "whole answer", higher_is_better=False),
        Metric("seconds_search", Section.COST, "until the passages are found", higher_is_better=False),
        Metric("seconds_first_token", Section.COST, "until the model's first token", higher_is_better=False),
        Metric("tokens_written", Section.COST, "pieces the model wrote", higher_is_better=False),
        Metric("megabytes", Section.COST, "most memory, model included", higher_is_better=False),
    )
}
"""Name to metric, in the order of the report."""

_UNGATED = {metric.name for metric in METRICS.values() if metric.section is Section.COST} - {"failed"} | {"words"}

GATED = tuple(name for name in METRICS if name not in _UNGATED)
"""What `--no-worse-than` looks at: not speed and length, which depend on the machine and on taste."""
