"""Measures how well answering sentences are ranked, and how well unanswerable questions are told.

Usage: python -m tests.bench.bench_relevance --work DIR [--data DIR] [--half tuning|final] [--model FILE] [--list]

Asks the questions of tests/data over the sample corpus, alone and among the newspaper articles of DIR where
--data is given, over those articles and over the Aleppo texts. Each answerable question is judged again with the
passages taken out that answer it. The questions are divided into two halves, those of one story staying together;
thresholds are chosen on one, figures are from the other.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.engine.ranking.answerability_features import answer_features
from assistant.engine.ranking.logistic import Matrix
from assistant.engine.ranking.relevance import (
    ANSWER_THRESHOLD,
    DOUBT_THRESHOLD,
    RelevanceModel,
    load_relevance_model,
)
from index.embedder import EMBEDDED_MODEL, Embedder, open_embedder
from index.search import Index
from training.relevance_pools import CachedEmbedder, Pool, build_index
from training.relevance_questions import ROOT, own_questions, question_pools

_TUNING_STORIES = frozenset({"port", "va", "cl", "co", "al", "boiler", "pa", "cp"})
"""By the prefix of a question's id; the other stories are the final half."""


def main() -> None:
    """Report on one half of each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes and vectors, kept between runs")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--half", choices=("tuning", "final"), default="tuning")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--list", action="store_true", help="print every question with its probability")
    options = parser.parse_args()
    model = load_relevance_model(options.model)
    embedder = open_embedder(EMBEDDED_MODEL, options.work / "embedder")
    cached = CachedEmbedder(embedder, options.work / "bench-vectors.pickle")
    everything: list[Pool] = []
    for name, questions, index in _sets(options.work, options.data, embedder):
        half = [one for one in questions if is_tuning(one["id"]) == (options.half == "tuning")]
        started = perf_counter()
        pools = [pool for one in half for pool in question_pools(index, one, cached)]
        seconds = perf_counter() - started
        cached.save()
        print(f"\n{options.half} half of {name}: {len(half)} questions, {1000 * seconds / len(pools):.0f} ms each")
        report(pools, model, options.list)
        everything += pools
    print(f"\n{options.half} half of everything")
    report(everything, model, listed=False)


def report(pools: Sequence[Pool], model: RelevanceModel, listed: bool) -> None:
    """Ranking and answerability of some pools."""
    odds = [model.sentence.log_odds(pool.judged.table.rows) for pool in pools]
    report_ranking(pools, odds)
    report_answerability(pools, odds, model)
    if listed:
        _list(pools, odds, model)


def is_tuning(question_id: str) -> bool:
    """Whether a question belongs to the half on which thresholds are chosen: by its story, or by its number."""
    parts = question_id.split("-")
    if parts[0] in ("news", "aleppo"):
        return int(parts[1]) % 2 == 1
    return (parts[1] if parts[0] == "un" else parts[0]) in _TUNING_STORIES


def _sets(work: Path, data: Path | None, embedder: Embedder) -> Iterator[tuple[str, list[dict[str, Any]], Index]]:
    """Name, questions and index of each set."""
    sample = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "corpus").iterdir()}
    del sample["README.md"]
    yield "the sample corpus", own_questions("questions"), build_index(work / "sample", sample, embedder)
    if data is None or not (data / "articles").is_dir():
        print("no newspaper articles (give --data DIR): the sample corpus alone")
        return
    newspapers = (data / "articles" / "newspaper-424.jsonl").read_text(encoding="utf-8")
    mixed = build_index(work / "mixed", {**sample, "newspaper-424.jsonl": newspapers}, embedder)
    yield "the sample corpus among newspapers", own_questions("questions"), mixed
    yield "the newspapers", own_questions("newspaper-questions"), mixed
    aleppo = {path.name: path.read_text(encoding="utf-8") for path in (data / "articles" / "aleppo-2018").iterdir()}
    yield "the Aleppo texts", own_questions("aleppo-questions"), build_index(work / "aleppo", aleppo, embedder)


def report_ranking(pools: Sequence[Pool], odds: Sequence[Matrix]) -> None:
    """hit@k and MRR of the first answering sentence, for questions whose answer is among the passages."""
    chosen = [i for i, pool in enumerate(pools) if pool.answerable]
    asked = sum(pool.variant == "present" for pool in pools)
    print(f"  answering sentence among the candidates: {len(chosen)} of {asked}")
    rankings = {
        "cosine": [_column(pools[i], "cosine") for i in chosen],
        "cosine + words": [_fused(pools[i]) for i in chosen],
        "ours": [odds[i] for i in chosen],
    }
    for name, scores in rankings.items():
        ranks = np.array([first_rank(pools[i].labels, score) for i, score in zip(chosen, scores, strict=True)])
        hits = "  ".join(f"hit@{k} {(ranks <= k).mean():.3f}" for k in (1, 2, 3))
        print(f"  {name:15} {hits}  MRR {(1 / ranks).mean():.3f}")


def first_rank(labels: NDArray[np.int8], scores: Matrix) -> int:
    """Place from 1 of the first sentence that answers; those that perhaps do are passed over."""
    order = labels[np.argsort(-scores, kind="stable")]
    return 1 + int(np.argmax(order[order >= 0] == 1))


def _column(pool: Pool, name: str) -> Matrix:
    found: Matrix = pool.judged.table.column(name)
    return found


def _fused(pool: Pool) -> Matrix:
    """Reciprocal rank fusion of cosine and of weighted words in common."""
    ranks = [np.argsort(np.argsort(-_column(pool, name))) for name in ("cosine", "cover")]
    total: Matrix = sum((1.0 / (60 + rank) for rank in ranks), np.zeros(len(pool.labels)))
    return total


def probabilities(pools: Sequence[Pool], odds: Sequence[Matrix], model: RelevanceModel) -> Matrix:
    """Probability of each pool that its sentences answer."""
    rows = []
    for pool, scores in zip(pools, odds, strict=True):
        found = answer_features(pool.judged.asked, pool.judged.candidates, pool.judged.table, scores)
        rows.append([found[name] for name in model.answer.features])
    return model.answer.probabilities(np.array(rows))


def report_answerability(pools: Sequence[Pool], odds: Sequence[Matrix], model: RelevanceModel) -> None:
    """Area under the curve, and what each threshold buys."""
    found = probabilities(pools, odds, model)
    variants = np.array([pool.variant for pool in pools])
    present = found[variants == "present"]
    for name, absent in (("none", found[variants == "none"]), ("removed", found[variants == "removed"])):
        print(f"  AUC against {name} (n={len(absent)}): {area(present, absent):.3f}", end="")
        cosines = np.array([_column(pool, "cosine").max() for pool in pools])
        print(f", by best cosine {area(cosines[variants == 'present'], cosines[variants == name]):.3f}")
    for threshold in sorted({*(step / 20 for step in range(2, 15)), ANSWER_THRESHOLD, DOUBT_THRESHOLD}):
        shares = [
            f"{name} {(found[variants == name] >= threshold).mean():.2f}" for name in ("present", "removed", "none")
        ]
        print(f"  from {threshold:.2f} on: answered of {', '.join(shares)}")


def area(positive: Matrix, negative: Matrix) -> float:
    """Area under the ROC curve: how often a positive scores above a negative."""
    above = (positive[:, None] > negative[None, :]).mean() + 0.5 * (positive[:, None] == negative[None, :]).mean()
    return float(above)


def _list(pools: Sequence[Pool], odds: Sequence[Matrix], model: RelevanceModel) -> None:
    found = probabilities(pools, odds, model)
    for i in np.argsort(-found):
        pool = pools[i]
        best = pool.judged.found[int(np.argmax(odds[i]))].candidate.text
        rank = first_rank(pool.labels, odds[i]) if pool.answerable else 0
        print(f"  {found[i]:.2f} {pool.variant:8} {rank:3} {pool.document}: {pool.question} | {best[:120]}")


if __name__ == "__main__":
    main()
