"""How good scores of support are: by set, and on planted errors; and the baseline that counts words in common."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.engine.support.features import FEATURES
from training.evaluate_relevance_encoder import area
from training.planted_errors import TRUE_KINDS
from training.train_support import Floats, Table

_OVERLAP = ("mean_cover_best", "mean_cover_all", "mean_bigrams", "mean_trigrams", "claim_words", "source_words")
_FALSE_ALARMS = 0.05


def overlap(main: Table) -> Floats:
    """What is known of words in common, float64 [claims, features]."""
    return main.vectors[:, [FEATURES.index(name) for name in _OVERLAP]]


def weighed(columns: Floats, main: Table, groups: Sequence[object]) -> Floats:
    """Log odds of logistic regressions over `columns`, each fitted without the claims of the group it judges.

    Groups that are names are left out one by one, others in five folds.
    """
    model = make_pipeline(StandardScaler(), LogisticRegression())
    folds = LeaveOneGroupOut() if isinstance(groups[0], str) else GroupKFold(5)
    return np.asarray(
        cross_val_predict(model, columns, main.supported, groups=groups, cv=folds, method="decision_function")
    )


def quality(supported: NDArray[np.bool_], values: Floats) -> tuple[float, float]:
    """AUC, and balanced accuracy at the median score, a cut that needs no labels."""
    above = values > np.median(values)
    balanced = (above[supported].mean() + (~above[~supported]).mean()) / 2
    return area(values[supported], values[~supported]), float(balanced)


def by_set(main: Table, values: Floats) -> dict[str, tuple[float, float]]:
    """`quality` of each set by its name, and the mean of all under "mean"."""
    sets = sorted(set(main.names.tolist()))
    cells = {name: quality(main.supported[main.names == name], values[main.names == name]) for name in sets}
    areas, accuracies = zip(*cells.values(), strict=True)
    return {**cells, "mean": (float(np.mean(areas)), float(np.mean(accuracies)))}


def report_sets(main: Table, judges: Mapping[str, Floats]) -> None:
    """Print AUC and balanced accuracy of each judge on each set, their mean, and the AUC of all claims together."""
    found = {label: by_set(main, values) for label, values in judges.items()}
    names = next(iter(found.values()))
    print(f"{'AUC / balanced accuracy':32}", *(f"{name[:10]:>11}" for name in names), f"{'pooled':>7}")
    for label, cells in found.items():
        pooled = area(judges[label][main.supported], judges[label][~main.supported])
        print(f"{label:32}", *(f"{a:.3f}/{b:.3f}" for a, b in cells.values()), f"{pooled:7.3f}")


def caught(kinds: NDArray[np.str_], values: Floats) -> dict[str, float]:
    """Share of the planted errors of each kind, and of "all", that score below the threshold.

    The threshold rejects one in twenty of the true sentences that are shortened or reworded.
    """
    wrong = ~np.isin(kinds, sorted(TRUE_KINDS))
    cut = np.quantile(values[reworded(kinds)], _FALSE_ALARMS)
    found = {kind: float((values[kinds == kind] < cut).mean()) for kind in sorted(set(kinds[wrong].tolist()))}
    return {**found, "all": float((values[wrong] < cut).mean())}


def reworded(kinds: NDArray[np.str_]) -> NDArray[np.bool_]:
    """Which claims are true and yet not as they stand in the passage."""
    return np.isin(kinds, sorted(TRUE_KINDS - {"unchanged"}))
