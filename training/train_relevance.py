"""Trains the relevance model: which sentence answers a question, and whether any does.

Usage: python -m training.train_relevance --data DIR --work DIR [--questions 1200] [--out FILE]

DIR/train holds the public sets (SQuAD 2.0, SquadShifts, SelQA, QAMR), DIR/articles the newspaper articles that our
own tests/data/relevance-questions.jsonl are about. All articles are indexed as a person's would be, the questions
are asked of the index, and each is judged twice: over the passages found, and over those that are left when the ones
with the answer are taken out. Needs scikit-learn, which Byline itself does not.

Logistic regression, because it carries over: boosted trees fitted the public sets as well, but ranked the sentences
of sets they had not seen worse.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.engine.ranking.answerability_features import answer_features
from assistant.engine.ranking.logistic import LogisticModel, Matrix
from assistant.engine.ranking.relevance import RelevanceModel
from index.embedder import EMBEDDED_MODEL, open_embedder
from training.relevance_pools import CachedEmbedder, Pool, build_index, json_lines, pools, sample
from training.relevance_questions import OWN, own_questions, question_pools
from training.relevance_sets import training_sets

_SHARES = {"squad2": 0.5, "new_wiki": 0.13, "selqa": 0.08, "reddit": 0.1, "wikinews": 0.19}
"""Part of the public questions that comes from each set."""

_OWN_WEIGHT = 4.0
"""Our own questions count so often: they are few, and as people ask them of news."""

_FOLDS = 3


def main() -> None:
    """Read the sets, fit, report, write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes and vectors, kept between runs")
    parser.add_argument("--questions", type=int, default=1200, help="how many of the public sets")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path("assistant/engine/ranking/relevance_model.json"))
    options = parser.parse_args()
    if not (options.data / "train").is_dir():
        sys.exit(f"no training sets in {options.data / 'train'}")
    started = perf_counter()
    material = load_pools(options.data, options.work, options.questions, options.seed)
    print(f"{len(material)} pools after {perf_counter() - started:.0f} s")
    fitted = fit(material)
    report(material, fitted)
    write(fitted, options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1000:.0f} kB, {perf_counter() - started:.0f} s")


def load_pools(data: Path, work: Path, questions: int, seed: int) -> list[Pool]:
    """The judged questions. Vectors and indexes are kept in `work`; features are always computed anew."""
    embedder = open_embedder(EMBEDDED_MODEL, work / "embedder")
    cached = CachedEmbedder(embedder, work / "vectors.pickle")
    newspapers = (data / "articles" / "newspaper-424.jsonl").read_text(encoding="utf-8")
    material: list[Pool] = []
    for name, sets in training_sets(data):
        files = {f"{asked[0].set}.jsonl": json_lines(articles) for articles, asked in sets}
        if name == "news":
            files["newspaper-424.jsonl"] = newspapers
        index = build_index(work / name, files, embedder)
        for _, asked in sets:
            chosen = sample(asked, round(_SHARES[asked[0].set] * questions), seed)
            material += pools(index, chosen, cached.embed)
            print(f"{asked[0].set}: {len(chosen)} questions, {len(material)} pools so far", flush=True)
        if name == "news":
            material += [
                pool for one in own_questions("relevance-questions") for pool in question_pools(index, one, cached)
            ]
        index.close()
        cached.save()
    return material


@dataclass(frozen=True)
class Fitted:
    """The two models, and what was predicted for pools that were not trained on."""

    sentence: LogisticModel
    answer: LogisticModel
    log_odds: list[Matrix]
    """Of each pool's sentences."""
    answerable: Matrix
    """Log odds of each pool."""


def fit(material: Sequence[Pool]) -> Fitted:
    """Fit the sentence model, then the answer model on predictions of pools left out."""
    folds = _folds([pool.document for pool in material])
    log_odds: list[Matrix] = [np.zeros(0)] * len(material)
    for fold in range(_FOLDS):
        model = _fit_sentences([pool for pool, own in zip(material, folds, strict=True) if own != fold])
        for i in np.flatnonzero(folds == fold).tolist():
            log_odds[i] = model.log_odds(material[i].judged.table.rows)
    names, rows = answer_rows(material, log_odds)
    truth = np.array([pool.answerable for pool in material])
    weights = np.array([_weight(pool) for pool in material])
    answerable = np.zeros(len(material))
    for fold in range(_FOLDS):
        rest = folds != fold
        answerable[~rest] = logistic(names, rows[rest], truth[rest], weights[rest], 0.01).log_odds(rows[~rest])
    return Fitted(_fit_sentences(material), logistic(names, rows, truth, weights, 0.01), log_odds, answerable)


def answer_rows(material: Sequence[Pool], log_odds: Sequence[Matrix]) -> tuple[list[str], Matrix]:
    """Names and values of the answer features, shape (pools, features)."""
    found = [
        answer_features(pool.judged.asked, pool.judged.candidates, pool.judged.table, scores)
        for pool, scores in zip(material, log_odds, strict=True)
    ]
    return list(found[0]), np.array([list(one.values()) for one in found])


def _fit_sentences(material: Sequence[Pool]) -> LogisticModel:
    """Of the many sentences that do not answer, those that come near are always kept, of the others a quarter."""
    rows, labels, weights = [], [], []
    generator = np.random.default_rng(0)
    for pool in material:
        nearness = pool.judged.table.column("cosine") + pool.judged.table.column("soft")
        near = np.zeros(len(nearness), dtype=bool)
        near[np.argsort(-nearness)[:12]] = True
        chosen = (pool.labels == 1) | ((pool.labels == 0) & (near | (generator.random(len(near)) < 0.25)))
        rows.append(pool.judged.table.rows[chosen])
        labels.append(pool.labels[chosen])
        weights.append(_weight(pool) * np.where(near | (pool.labels == 1), 1.0, 4.0)[chosen])
    names = material[0].judged.table.names
    return logistic(names, np.concatenate(rows), np.concatenate(labels), np.concatenate(weights), 0.1)


def _weight(pool: Pool) -> float:
    return _OWN_WEIGHT if pool.set == OWN else 1.0


def logistic(
    names: Sequence[str], rows: Matrix, labels: NDArray[Any], weights: Matrix, inverse_penalty: float
) -> LogisticModel:
    """Ridge-penalised logistic regression of standardised features, clipped to the middle 99 per cent."""
    low, high = np.quantile(rows, 0.005, axis=0), np.quantile(rows, 0.995, axis=0)
    clipped = np.clip(rows, low, high)
    mean, spread = clipped.mean(axis=0), clipped.std(axis=0)
    spread[spread < 1e-9] = 1.0
    model = LogisticRegression(C=inverse_penalty, max_iter=500)
    model.fit((clipped - mean) / spread, labels, sample_weight=weights)
    slopes = model.coef_[0] / spread
    return LogisticModel(tuple(names), slopes, low, high, float(model.intercept_[0] - slopes @ mean))


def write(fitted: Fitted | RelevanceModel, file: Path) -> None:
    """Write both models with six significant digits, one line a feature."""
    parts = []
    for name, model in (("sentence", fitted.sentence), ("answer", fitted.answer)):
        columns = {
            "features": list(model.features),
            **{key: [float(f"{x:.6g}") for x in getattr(model, key)] for key in ("weights", "low", "high")},
        }
        lines = [f'  "{key}": {json.dumps(values)}' for key, values in columns.items()]
        parts.append(f'"{name}": {{\n' + ",\n".join([*lines, f'  "intercept": {model.intercept:.6g}']) + "\n}")
    file.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


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
    return pool.judged.table.column("cosine")


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
