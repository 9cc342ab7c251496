"""Fits the model of the support check and writes it, with its cross-validated quality.

Usage: python -m training.train_support [--data DIR] [--out FILE]

Gradient-boosted trees (Friedman, 2001) over the features of `assistant.engine.support.features`, on all evaluation sets, samples of the
training sets and planted errors from half of the news articles; Platt scaling (Platt, 1999) on predictions for
documents that were left out. Needs scikit-learn, which Byline itself does not. Takes about two minutes on one core.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.engine.facts.words import normalise
from assistant.engine.support.check import DOUBTS, examine
from assistant.engine.support.features import FEATURES, features
from assistant.engine.support.model import load_support_model
from assistant.engine.support.source import read_source
from index.errors import BylineError
from training.support_data import data_folder, evaluation_sets, planted, training_sets

_SEED = 0
_FOLDS = 5
_SET_WEIGHT = 420.0
"""Weight of one training set, in claims of the evaluation sets."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Table:
    """Claims as rows."""

    vectors: Floats
    """float64 [claims, len(FEATURES)]"""
    supported: NDArray[np.bool_]
    """bool [claims]"""
    names: NDArray[np.str_]
    """Of the set each is from, [claims]"""
    documents: NDArray[np.int64]
    """The same number for the same document, [claims]"""
    objected: NDArray[np.bool_]
    """A rule rejects the claim whatever the model says, bool [claims]"""

    def part(self, rows: NDArray[np.bool_]) -> "Table":
        """The claims of some rows."""
        return Table(
            self.vectors[rows], self.supported[rows], self.names[rows], self.documents[rows], self.objected[rows]
        )


def table(claims: Iterable[tuple[str, str, bool, str]]) -> Table:
    """Features of (document, claim, supported, set name) in order; claims without words are left out."""
    rows, labels, names, documents, objected = [], [], [], [], []
    numbers: dict[str, int] = {}
    for document, claim, supported, name in claims:
        source = read_source((document,))
        if examined := examine(normalise(claim), source):
            rows.append(features(examined))
            labels.append(supported)
            names.append(name)
            documents.append(numbers.setdefault(document, len(numbers)))
            objected.append(any(f.kind not in DOUBTS for _, findings in examined for f in findings))
    return Table(np.array(rows), np.array(labels), np.array(names), np.array(documents), np.array(objected))


def evaluation_table(folder: Path) -> Table:
    """All evaluation sets."""
    sets = evaluation_sets(folder).values()
    return table((row.document, row.claim, row.supported, row.name) for rows in sets for row in rows)


def extra_table(folder: Path) -> Table:
    """The training sets, and planted errors from the articles kept for training."""
    sets = training_sets(folder, _SEED).values()
    claims = [(row.document, row.claim, row.supported, row.name) for rows in sets for row in rows]
    kept = [
        claim for i, claim in enumerate(planted(folder, held_out=False)) if claim.kind != "unchanged" or i % 4 == 0
    ]
    return table([*claims, *((claim.passage, claim.text, claim.supported, "planted") for claim in kept)])


def fit(main: Table, extra: Table) -> GradientBoostingClassifier:
    """Trees on `main` and, with less weight, `extra`."""
    counts = {name: int((extra.names == name).sum()) for name in set(extra.names.tolist())}
    weights = np.concatenate(
        [np.ones(len(main.names)), [_SET_WEIGHT / counts[name] for name in extra.names.tolist()]]
    )
    model = GradientBoostingClassifier(
        n_estimators=150, max_depth=3, learning_rate=0.07, subsample=0.7, min_samples_leaf=20, max_features=0.3,
        random_state=_SEED,
    )  # fmt: skip
    vectors = np.vstack([main.vectors, extra.vectors]) if len(extra.names) else main.vectors
    return model.fit(vectors, np.concatenate([main.supported, extra.supported]), sample_weight=weights)


def left_out_scores(main: Table, extra: Table, groups: Sequence[object]) -> Floats:
    """Log odds for each claim of `main` from a model that saw none of its group; at most five groups at a time."""
    scores = np.zeros(len(main.names))
    folds = min(_FOLDS, len(set(groups))) if len(set(groups)) > 10 else len(set(groups))
    for seen, unseen in GroupKFold(folds).split(main.vectors, main.supported, groups):
        rows = np.isin(np.arange(len(scores)), seen)
        scores[unseen] = fit(main.part(rows), extra).decision_function(main.vectors[unseen])
    return scores


def calibration(scores: Floats, supported: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset of Platt scaling."""
    fitted = LogisticRegression(C=1e6).fit(scores.reshape(-1, 1), supported)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def as_json(model: GradientBoostingClassifier, slope: float, offset: float) -> dict[str, object]:
    """The model as `load_support_model` reads it."""
    prior = model.init_.class_prior_
    trees = [estimator.tree_ for estimator in model.estimators_[:, 0]]
    return {
        "features": list(FEATURES),
        "base": round(float(np.log(prior[1] / prior[0])), 6),
        "slope": round(slope, 6),
        "offset": round(offset, 6),
        "trees": [
            {
                "feature": [
                    int(place) if left >= 0 else -1
                    for place, left in zip(tree.feature, tree.children_left, strict=True)
                ],
                "threshold": [round(float(value), 7) for value in tree.threshold],
                "left": tree.children_left.tolist(),
                "right": tree.children_right.tolist(),
                "value": [
                    round(float(value) * model.learning_rate, 6) if left < 0 else 0.0
                    for value, left in zip(tree.value[:, 0, 0], tree.children_left, strict=True)
                ],
            }
            for tree in trees
        ],
    }


def _verify(path: Path, model: GradientBoostingClassifier, vectors: Floats, slope: float, offset: float) -> None:
    """Stop when the written model does not say what the fitted one says."""
    written = load_support_model(path)
    ours = [written.probability(vector) for vector in vectors.tolist()]
    theirs = 1 / (1 + np.exp(-(slope * model.decision_function(vectors) + offset)))
    worst = float(np.abs(np.array(ours) - theirs).max())
    if worst > 1e-4:
        raise BylineError(
            f"{path} differs from the fitted model by {worst:.4f}", "the export in as_json has to be mended"
        )


def main() -> None:
    """Read the command line, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "assistant/engine/support/model.json")
    arguments = parser.parse_args()
    folder = data_folder(arguments.data)
    everything, extra = evaluation_table(folder), extra_table(folder)
    slope, offset = calibration(
        left_out_scores(everything, extra, everything.documents.tolist()), everything.supported
    )
    model = fit(everything, extra)
    written = json.dumps(as_json(model, slope, offset), separators=(",", ":"))
    arguments.out.write_text(written.replace('{"feature"', '\n{"feature"') + "\n", encoding="utf-8")
    _verify(arguments.out, model, everything.vectors[:500], slope, offset)
    print(f"{arguments.out}: {len(written)} bytes, trained on {len(everything.names)} + {len(extra.names)} claims")


if __name__ == "__main__":
    main()
