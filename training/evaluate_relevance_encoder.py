"""Measures a cross-encoder on documents that neither training nor calibration saw, beside cosine alone.

Usage: python -m training.evaluate_relevance_encoder --data DIR --newspapers FILE --cache DIR [--model DIR]

Every sentence of the paragraph a question is asked of is a candidate (in QAMR: of the article). `answerable` compares
the best score of a paragraph between questions that it answers and those that it does not.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from assistant.engine.ranking.evidence_model import EvidenceModel, window
from index.embedder import EMBEDDED_MODEL, open_embedder
from training.export_relevance_encoder import SHIPPED
from training.news_questions import news_questions
from training.relevance_pairs import read_newspapers, window_at
from training.relevance_sources import Question, is_held_out, is_measured, public_sets
from training.written_reports import SOURCE, measured_questions

Scores = NDArray[np.float64]
Scorer = Callable[[Question], Scores]
"""A score for each sentence of the question's paragraph; larger is likelier to answer."""


def area(positive: Scores, negative: Scores) -> float:
    """Area under the ROC curve: how often a positive scores above a negative; NaN when one of them is empty."""
    if not len(positive) or not len(negative):
        return float("nan")
    both = np.sort(negative)
    below = np.searchsorted(both, positive, "left") + np.searchsorted(both, positive, "right")
    return float(below.mean() / (2 * len(negative)))


def measures(questions: Sequence[Question], scores: Sequence[Scores]) -> dict[str, float]:
    """AUC of sentences; hit@1 and MRR of answered questions; AUC of answered against unanswered questions."""
    marks = [np.array([place in one.answering for place in range(len(one.paragraph.sentences))]) for one in questions]
    every, labels = np.concatenate(scores), np.concatenate(marks)
    ranks = np.array(
        [
            1 + np.argmax(mark[np.argsort(-found, kind="stable")])
            for mark, found in zip(marks, scores, strict=True)
            if mark.any()
        ]
    )
    best = np.array([found.max() for found in scores])
    answered = np.array([bool(one.answering) for one in questions])
    return {
        "questions": len(questions),
        "pairs": len(every),
        "sentence AUC": area(every[labels], every[~labels]),
        "accuracy": float(((every > 0) == labels).mean()),
        "hit@1": float((ranks == 1).mean()) if len(ranks) else float("nan"),
        "MRR": float((1 / ranks).mean()) if len(ranks) else float("nan"),
        "answerable AUC": area(best[answered], best[~answered]),
    }


def held_out_questions(data: Path, newspapers: Path, most: int, seed: int) -> dict[str, list[Question]]:
    """Up to `most` questions of each set, of documents kept for measuring."""
    sources: dict[str, list[Question]] = {}
    for one in public_sets(data):
        source, document = one.paragraph.source, one.paragraph.document
        if is_held_out(source, document) and is_measured(source, document) and source != "qnli":
            sources.setdefault(source, []).append(one)
    articles = [one for one in read_newspapers(newspapers) if is_held_out("news", one.document)]
    sources["news"] = news_questions(articles, seed, most)
    sources[SOURCE] = measured_questions()
    choose = random.Random(seed)  # noqa: S311  repeatable, not secret
    return {source: choose.sample(found, min(most, len(found))) for source, found in sources.items()}


def report_made(questions: Sequence[Question], scorer: Scorer) -> None:
    """For made questions only the sentence they were made from is labelled, so only it is judged."""
    found = [
        (float(scorer(one)[next(iter(one.answering or one.tempting))]), bool(one.answering)) for one in questions
    ]
    positive = np.array([score for score, answered in found if answered])
    negative = np.array([score for score, answered in found if not answered])
    print(f"    own sentence, answered {len(positive)}, lacking {len(negative)}: AUC {area(positive, negative):.3f}")


def main() -> None:
    """Print the measures of every set for cosine and for the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--newspapers", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="folder of converted embedding models")
    parser.add_argument("--model", type=Path, default=SHIPPED)
    parser.add_argument("--most", type=int, default=250)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    embedder = open_embedder(EMBEDDED_MODEL, options.cache)
    model = EvidenceModel(options.model)

    def by_cosine(question: Question) -> Scores:
        vectors = embedder.embed([question.text, *question.paragraph.sentences])
        found: Scores = (vectors[1:] @ vectors[0]).astype(np.float64) - 0.5
        return found

    def by_model(question: Question) -> Scores:
        paragraph = question.paragraph
        windows = [window("", *window_at(paragraph, place)) for place in range(len(paragraph.sentences))]
        return np.array([one.odds for one in model.read(question.text, windows)])

    for source, questions in held_out_questions(options.data, options.newspapers, options.most, options.seed).items():
        print(f"{source}")
        for name, scorer in (("cosine", by_cosine), ("model", by_model)):
            if source == "news":
                report_made(questions, scorer)
                continue
            started = perf_counter()
            found = measures(questions, [scorer(one) for one in questions])
            line = "  ".join(
                f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in found.items()
            )
            print(f"    {name:7} {line}  ({perf_counter() - started:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
