"""Measures what each part of the training material is worth to the feature model of the support check.

Usage: python -m tests.bench.bench_support_curve [--data DIR]

Every line is a model trained on less: a share of the planted errors, or without one of the sets. AUC and balanced
accuracy are means over the evaluation sets, each judged by a model that was not trained on it; the last column is the
share of planted errors in unseen news that are rejected where one in twenty true sentences, shortened or reworded, is.
Needs scikit-learn. Takes about twenty minutes on one core.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.support_data import data_folder, planted
from training.support_measures import by_set, caught
from training.train_support import Table, evaluation_table, extra_table, fit, left_out_scores, table

_SHARES = (0.0, 0.1, 0.3, 1.0)
_SEED = 0


def variants(extra: Table) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Name of each variant and the rows of `extra` that it is trained on, bool [claims]."""
    generated = extra.names == "planted"
    drawn = np.random.default_rng(_SEED).random(len(extra.names))
    for share in _SHARES:
        yield f"{share:.0%} of planted errors", ~generated | (drawn < share)
    for name in sorted(set(extra.names[~generated].tolist())):
        yield f"without {name}", extra.names != name
    yield "planted errors alone", generated


def main() -> None:
    """Print a line for each variant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    folder = data_folder(parser.parse_args().data)
    main_table, extra = evaluation_table(folder), extra_table(folder)
    claims = planted(folder, held_out=True)
    news = table((claim.passage, claim.text, claim.supported, claim.kind) for claim in claims)
    print(f"{'trained on':28}{'claims':>8}{'AUC':>8}{'balanced':>10}{'caught':>8}")
    for name, rows in variants(extra):
        part = extra.part(rows)
        auc, balanced = by_set(main_table, left_out_scores(main_table, part, main_table.names.tolist()))["mean"]
        found = caught(news.names, fit(main_table, part).decision_function(news.vectors))["all"]
        print(f"{name:28}{len(part.names):8}{auc:8.3f}{balanced:10.3f}{found:8.3f}", flush=True)


if __name__ == "__main__":
    main()
