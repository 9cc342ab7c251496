"""Trains the relevance model: which sentence answers a question, and whether any does.

Usage: python -m tests.bench.train_relevance --data DIR --work DIR [--questions 2500] [--out FILE]

DIR/train holds the public sets (SQuAD 2.0, SquadShifts, SelQA, QAMR). Their articles are indexed as a person's
would be, the questions are asked of the index, and each is judged twice: over the passages found, and over those
that are left when the ones with the answer are taken out. Needs scikit-learn, which Byline itself does not.
"""
# ruff: noqa: T201  a report on stdout is the purpose

import argparse
import json
import pickle
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.engine.answerability_features import answer_features
from assistant.engine.boosted import BoostedTrees, Matrix
from index.embedder import open_embedder
from tests.bench.relevance_pools import CachedEmbedder, Pool, build_index, json_lines, pools, sample
from tests.bench.relevance_sets import training_sets

_SHARES = {"squad2": 0.5, "new_wiki": 0.13, "selqa": 0.08, "reddit": 0.1, "wikinews": 0.19}
_FOLDS = 3


def main() -> None:
    """Read the sets, fit, report, write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes and vectors, kept between runs")
    parser.add_argument("--questions", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path("assistant/engine/relevance_model.json"))
    options = parser.parse_args()
    if not (options.data / "train").is_dir():
        sys.exit(f"no training sets in {options.data / 'train'}")
    started = perf_counter()
    material = load_pools(options.data, options.work, options.questions, options.seed)
    print(f"{len(material)} pools after {perf_counter() - started:.0f} s")
    fitted = fit(material)
    report(material, fitted)
    model = {"sentence": fitted.sentence, "answer": fitted.answer}
    options.out.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{options.out}: {options.out.stat().st_size / 1000:.0f} kB, {perf_counter() - started:.0f} s")


def load_pools(data: Path, work: Path, questions: int, seed: int) -> list[Pool]:
    """The judged questions, from the file of an earlier run with the same numbers where there is one."""
    work.mkdir(parents=True, exist_ok=True)
    kept = work / f"pools-{questions}-{seed}.pickle"
    if kept.exists():
        found: list[Pool] = pickle.loads(kept.read_bytes())  # noqa: S301  our own file
        return found
    embedder = open_embedder("all-MiniLM-L6-v2", work / "embedder")
    cached = CachedEmbedder(embedder, work / "vectors.pickle")
    material: list[Pool] = []
    for name, sets in training_sets(data):
        files = {f"{asked[0].set}.jsonl": json_lines(articles) for articles, asked in sets}
        if name == "news":
            files["newspapers.jsonl"] = (data / "articles" / "newspaper-424.jsonl").read_text(encoding="utf-8")
        index = build_index(work / name, files, embedder)
        for _, asked in sets:
            chosen = sample(asked, round(_SHARES[asked[0].set] * questions), seed)
            material += pools(index, chosen, cached.embed)
            print(f"{asked[0].set}: {len(chosen)} questions, {len(material)} pools so far", flush=True)
        index.close()
        cached.save()
    kept.write_bytes(pickle.dumps(material))
    return material


@dataclass(frozen=True)
class Fitted:
    """The two models as plain values, and what was predicted for pools that were not trained on."""

    sentence: dict[str, Any]
    answer: dict[str, Any]
    log_odds: list[Matrix]
    """Of each pool's sentences."""
    answerable: NDArray[np.float64]
    """Of each pool."""


def fit(material: Sequence[Pool]) -> Fitted:
    """Fit the sentence model, then the answer model on predictions of pools left out."""
    folds = _folds([pool.document for pool in material])
    log_odds: list[Matrix] = [np.zeros(0)] * len(material)
    for fold in range(_FOLDS):
        trees = _fit_sentences([pool for pool, own in zip(material, folds, strict=True) if own != fold])
        model = BoostedTrees.from_json(trees)
        for i, pool in enumerate(material):
            if folds[i] == fold:
                log_odds[i] = model.log_odds(pool.judged.table.rows)
    sentence = _fit_sentences(material)
    scores, labels = np.concatenate(log_odds), np.concatenate([pool.labels for pool in material])
    sentence |= _platt(scores[labels >= 0], labels[labels >= 0])

    names, rows = answer_rows(material, log_odds)
    truth = np.array([pool.answerable for pool in material])
    raw = np.zeros(len(material))
    for fold in range(_FOLDS):
        model = BoostedTrees.from_json(_boost(names, rows[folds != fold], truth[folds != fold], _ANSWER_SHAPE))
        raw[folds == fold] = model.log_odds(rows[folds == fold])
    answer = _boost(names, rows, truth, _ANSWER_SHAPE) | _platt(raw, truth)
    answerable = 1 / (1 + np.exp(-(answer["slope"] * raw + answer["offset"])))
    return Fitted(sentence, answer, log_odds, answerable)


def answer_rows(material: Sequence[Pool], log_odds: Sequence[Matrix]) -> tuple[list[str], Matrix]:
    """Names and values of the answer features, shape (pools, features)."""
    found = [
        answer_features(pool.judged.asked, pool.judged.candidates, pool.judged.table, scores)
        for pool, scores in zip(material, log_odds, strict=True)
    ]
    return list(found[0]), np.array([list(one.values()) for one in found])


_SENTENCE_SHAPE = {"max_iter": 150, "learning_rate": 0.08, "max_leaf_nodes": 12, "min_samples_leaf": 60}
_ANSWER_SHAPE = {"max_iter": 120, "learning_rate": 0.05, "max_leaf_nodes": 6, "min_samples_leaf": 40}


def _fit_sentences(material: Sequence[Pool]) -> dict[str, Any]:
    """Boosted trees for sentences; of the many that do not answer, those that come near are always kept."""
    rows, labels, weights = [], [], []
    generator = np.random.default_rng(0)
    for pool in material:
        cosine, cover = (pool.judged.table.column(name) for name in ("cosine", "soft"))
        near = np.zeros(len(cosine), dtype=bool)
        near[np.argsort(-(cosine + cover))[:12]] = True
        chosen = (pool.labels == 1) | ((pool.labels == 0) & (near | (generator.random(len(cosine)) < 0.25)))
        rows.append(pool.judged.table.rows[chosen])
        labels.append(pool.labels[chosen])
        weights.append(np.where(near | (pool.labels == 1), 1.0, 4.0)[chosen])
    names = list(material[0].judged.table.names)
    return _boost(names, np.concatenate(rows), np.concatenate(labels), _SENTENCE_SHAPE, np.concatenate(weights))


def _boost(
    names: Sequence[str], rows: Matrix, labels: NDArray[Any], shape: dict[str, Any], weights: Matrix | None = None
) -> dict[str, Any]:
    """Fit trees and write them out as plain values."""
    model = HistGradientBoostingClassifier(**shape, l2_regularization=1.0, early_stopping=False, random_state=0)
    model.fit(rows, labels, sample_weight=weights)
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        trees.append(
            {
                "column": np.where(leaf, -1, nodes["feature_idx"]).tolist(),
                "threshold": [
                    0 if done else float(f"{value:.5g}")
                    for done, value in zip(leaf, nodes["num_threshold"], strict=True)
                ],
                "left": nodes["left"].tolist(),
                "right": nodes["right"].tolist(),
                "value": [
                    float(f"{value:.4g}") if done else 0 for done, value in zip(leaf, nodes["value"], strict=True)
                ],
            }
        )
    base = float(np.ravel(model._baseline_prediction)[0])
    return {"features": list(names), "base": base, "trees": trees, "slope": 1.0, "offset": 0.0}


def _platt(scores: Matrix, labels: NDArray[Any]) -> dict[str, float]:
    """Slope and offset of Platt scaling."""
    fitted = LogisticRegression(C=1e6).fit(scores[:, None], labels)
    return {"slope": float(fitted.coef_[0, 0]), "offset": float(fitted.intercept_[0])}


def _folds(documents: Sequence[str]) -> NDArray[np.int64]:
    """A fold for each pool; all of a document share it, and the folds are about equally large."""
    sizes: dict[str, int] = defaultdict(int)
    for document in documents:
        sizes[document] += 1
    filled, place = [0] * _FOLDS, {}
    for document in sorted(sizes, key=lambda one: -sizes[one]):
        fold = min(range(_FOLDS), key=lambda one: filled[one])
        place[document] = fold
        filled[fold] += sizes[document]
    return np.array([place[document] for document in documents])


def report(material: Sequence[Pool], fitted: Fitted) -> None:
    """Figures on pools left out, for each set."""
    print(
        f"{'set':10} {'n':>5}  hit@1 hit@2 hit@3  MRR | cosine hit@1 hit@3  MRR |"
        " answerable AUC, by best cosine, by best sentence"
    )
    for name in [*dict.fromkeys(pool.set for pool in material), "all"]:
        chosen = [i for i, pool in enumerate(material) if name in (pool.set, "all")]
        with_answer = [i for i in chosen if material[i].answerable]
        ours = _ranking([material[i].labels for i in with_answer], [fitted.log_odds[i] for i in with_answer])
        plain = _ranking([material[i].labels for i in with_answer], [_cosine(material[i]) for i in with_answer])
        truth = [material[i].answerable for i in chosen]
        aucs = [
            roc_auc_score(truth, fitted.answerable[chosen]),
            roc_auc_score(truth, [_cosine(material[i]).max() for i in chosen]),
            roc_auc_score(truth, [fitted.log_odds[i].max() for i in chosen]),
        ]
        print(
            f"{name:10} {len(chosen):5}  {ours[0]:.3f} {ours[1]:.3f} {ours[2]:.3f} {ours[3]:.3f} |       "
            f"{plain[0]:.3f} {plain[2]:.3f} {plain[3]:.3f} | {aucs[0]:.3f} {aucs[1]:.3f} {aucs[2]:.3f}"
        )


def _cosine(pool: Pool) -> Matrix:
    found: Matrix = pool.judged.table.column("cosine")
    return found


def _ranking(labels: Sequence[NDArray[np.int8]], scores: Sequence[Matrix]) -> tuple[float, float, float, float]:
    """hit@1, hit@2, hit@3 and MRR of the first sentence that answers."""
    ranks = []
    for label, score in zip(labels, scores, strict=True):
        order = label[np.argsort(-score, kind="stable")]
        ranks.append(1 + int(np.argmax(order[order >= 0] == 1)))
    found = np.array(ranks)
    first, second, third = (float((found <= k).mean()) for k in (1, 2, 3))
    return first, second, third, float((1 / found).mean())


if __name__ == "__main__":
    main()
