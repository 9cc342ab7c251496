"""Measures the support check: ranking on labelled sets, what passes at the threshold, planted errors by kind, speed.

Usage: python -m tests.bench.bench_support [--data DIR] [--skip-training]

The first two tables train models that have not seen what they are measured on: by document (five folds) and by set.
Planted errors are from news articles that no model was trained on and are judged by the model that ships.
Needs scikit-learn for the first two tables. Takes about five minutes on one core; --skip-training some seconds.
"""

import argparse
import statistics
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from assistant.engine.facts.sentence import read_facts, read_sentences
from assistant.engine.support.check import STRICT, SupportCheck
from assistant.engine.support.model import load_support_model
from assistant.engine.support.source import read_source
from assistant.types import Label
from training.planted_errors import TRUE_KINDS, Claim
from training.reliability import report_reliability, report_risk
from training.support_data import data_folder, planted
from training.support_measures import overlap, report_sets, weighed
from training.train_support import Floats, Table, calibration, evaluation_table, extra_table, left_out_scores

_TIMED = 300


def report_ranking(main: Table, extra: Table) -> Floats:
    """Print AUC and balanced accuracy by set, beside word overlap; return the scores with each set left out."""
    documents, sets = main.documents.tolist(), main.names.tolist()
    scores = {
        "overlap, one set, documents out": _overlap_within_sets(main),
        "overlap, documents left out": weighed(overlap(main), main, documents),
        "ours, documents left out": left_out_scores(main, extra, documents),
        "overlap, sets left out": weighed(overlap(main), main, sets),
        "ours, sets left out": left_out_scores(main, extra, sets),
    }
    report_sets(main, scores)
    return scores["ours, sets left out"]


def _overlap_within_sets(main: Table) -> Floats:
    """The same from models of each set alone, as probabilities that cannot be compared between sets."""
    scores = np.zeros(len(main.names))
    for name in set(main.names.tolist()):
        rows = main.names == name
        part = main.part(rows)
        scores[rows] = weighed(overlap(part), part, part.documents.tolist())
    return scores


def report_passing(main: Table, scores: Floats, threshold: float) -> None:
    """Print what passes with each set left out, rules and threshold as shipped, and what probabilities are worth."""
    probabilities = _calibrated(main, scores)
    print("\nprobability that a claim is supported, sets left out, calibrated on the others, rules aside")
    report_reliability(probabilities, main.supported)
    print("\nwhat passes the rules and a threshold, sets left out")
    accepted = np.where(main.objected, 0.0, probabilities)
    report_risk(accepted, main.supported, tuple(sorted({1e-9, 0.35, 0.4, 0.5, 0.55, 0.6, 0.7, threshold})))
    passed = accepted >= threshold
    print()
    for name in sorted(set(main.names.tolist())):
        rows = main.names == name
        wrong, right = passed[rows & ~main.supported], passed[rows & main.supported]
        print(
            f"{name:16} unsupported pass {wrong.mean():.3f} of {len(wrong):4d}, supported {right.mean():.3f} of {len(right):4d}"
        )


def _calibrated(main: Table, scores: Floats) -> Floats:
    """Probabilities from `scores`; slope and offset of each set are from the other sets."""
    found = np.zeros(len(scores))
    for name in set(main.names.tolist()):
        own = main.names == name
        slope, offset = calibration(scores[~own], main.supported[~own])
        found[own] = 1 / (1 + np.exp(-(slope * scores[own] + offset)))
    return found


def report_planted(claims: Sequence[Claim], check: SupportCheck) -> None:
    """Print how many planted errors are rejected and how many true sentences are, by kind."""
    kinds = dict.fromkeys(claim.kind for claim in claims)
    rejected = [check.check(claim.text, [claim.passage]).label is Label.REJECTED for claim in claims]
    print(f"\n{'planted in unseen news':22}{'n':>6}{'rejected':>10}")
    for kind in sorted(kinds, key=lambda kind: (kind in TRUE_KINDS, kind)):
        rows = [r for claim, r in zip(claims, rejected, strict=True) if claim.kind == kind]
        print(f"{kind:22}{len(rows):6d}{statistics.mean(rows):10.3f}{'  (true)' if kind in TRUE_KINDS else ''}")
    for title, true in (("all errors", False), ("all true, rewritten", True)):
        rows = [
            r
            for claim, r in zip(claims, rejected, strict=True)
            if claim.supported is true and claim.kind != "unchanged"
        ]
        print(f"{title:22}{len(rows):6d}{statistics.mean(rows):10.3f}")


def report_speed(claims: Sequence[Claim], check: SupportCheck) -> None:
    """Print processor milliseconds per sentence, with nothing remembered from earlier checks."""
    short = [(claim.text, claim.passage) for claim in claims if claim.kind != "unchanged"][:_TIMED]
    passages = [claim.passage for claim in claims if claim.kind == "unchanged"]
    long = [(text, _joined_to(4000, passages[i:])) for i, (text, _) in enumerate(short[: _TIMED // 3])]
    print(f"\n{'processor milliseconds a sentence':34}{'median':>8}{'95th':>8}")
    for title, pairs in (("three sentences of evidence", short), ("4,000 characters of evidence", long)):
        times = sorted(_timed(pairs, check))
        print(f"{title:34}{statistics.median(times):8.2f}{times[int(0.95 * len(times))]:8.2f}")
    text, passage = long[0]
    check.check(text, [passage])
    times = sorted(_timed_again(text, passage, check) for _ in range(50))
    print(f"{'  the same evidence once more':34}{statistics.median(times):8.2f}{times[47]:8.2f}")


def _joined_to(size: int, texts: Iterable[str]) -> str:
    joined = ""
    for text in texts:
        joined += text + " "
        if len(joined) >= size:
            break
    return joined[:size]


def _timed(pairs: Sequence[tuple[str, str]], check: SupportCheck) -> list[float]:
    times = []
    for text, passage in pairs:
        for remembered in (read_facts, read_sentences, read_source):
            remembered.cache_clear()
        times.append(_timed_again(text, passage, check))
    return times


def _timed_again(text: str, passage: str, check: SupportCheck) -> float:
    started = time.process_time()
    check.check(text, [passage])
    return 1000 * (time.process_time() - started)


def main() -> None:
    """Read the command line and print every table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--skip-training", action="store_true")
    arguments = parser.parse_args()
    folder = data_folder(arguments.data)
    if not arguments.skip_training:
        main_table = evaluation_table(folder)
        report_passing(main_table, report_ranking(main_table, extra_table(folder)), STRICT)
    check, claims = SupportCheck(load_support_model()), planted(folder, held_out=True)
    report_planted(claims, check)
    report_speed(claims, check)


if __name__ == "__main__":
    main()
