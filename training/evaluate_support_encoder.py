"""Measures the support encoder, alone and beside the feature model, on sets that neither was trained on.

Usage: python -m training.evaluate_support_encoder --checkpoint FILE [--data DIR]

Whatever is fitted (overlap, feature model, how much each counts) is fitted without the set it is measured on; the
encoder reads none of these sets. Planted errors are from articles that no model of the support check was trained on;
the threshold is the one from which one in twenty reworded or shortened true sentences would be rejected. Takes about
fifteen minutes on one core.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer

from index.embedder import EMBEDDED_MODEL, model_folder
from training.support_data import data_folder, evaluation_sets, planted
from training.support_measures import caught, overlap, report_sets, reworded, weighed
from training.support_pairs import SupportPair, aligned_pairs
from training.support_sets import ENTAILED
from training.train_relevance_encoder import open_tokenizer
from training.train_support import Floats, evaluation_table, extra_table, fit, left_out_scores, table
from training.train_support_encoder import SupportEncoder, examples, load, scores


def read_claims(model: SupportEncoder, tokenizer: Tokenizer, claims: Sequence[tuple[str, str]]) -> Floats:
    """Mean and least log odds over the sentences of each (document, claim), float64 [claims, 2].

    Claims of which nothing can be aligned are left out, as `train_support.table` does.
    """
    pairs = [
        [SupportPair(*pair, ENTAILED, "") for pair in aligned_pairs(document, claim)] for document, claim in claims
    ]
    kept = [found for found in pairs if found]
    odds = scores(model, examples([pair for found in kept for pair in found], tokenizer))
    parts = np.split(odds, np.cumsum([len(found) for found in kept])[:-1])
    return np.array([[part.mean(), part.min()] for part in parts])


def report_planted(kinds: NDArray[np.str_], judges: Mapping[str, Floats]) -> None:
    """Print the share of planted errors of each kind below the threshold."""
    found = {label: caught(kinds, values) for label, values in judges.items()}
    print(f"\n{'planted, at 5 % alarms':24}{'n':>7}", *(f"{label[:16]:>17}" for label in judges))
    for kind in next(iter(found.values())):
        print(f"{kind:24}{int((kinds == kind).sum()):7}", *(f"{shares[kind]:17.3f}" for shares in found.values()))
    print(f"{'true, otherwise worded':24}{int(reworded(kinds).sum()):7}")


def main() -> None:
    """Read the command line, judge, print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    folder = data_folder(options.data)
    torch.set_num_threads(1)
    base = model_folder(EMBEDDED_MODEL)
    model, tokenizer = SupportEncoder(base), open_tokenizer(base)
    load(model, torch.load(options.checkpoint, weights_only=True)["weights"])
    rows = [row for found in evaluation_sets(folder).values() for row in found]
    main_table, extra = evaluation_table(folder), extra_table(folder)
    read = read_claims(model, tokenizer, [(row.document, row.claim) for row in rows])
    names = main_table.names.tolist()
    features = left_out_scores(main_table, extra, names)
    report_sets(
        main_table,
        {
            "word overlap": weighed(overlap(main_table), main_table, names),
            "features": features,
            "encoder": read[:, 0],
            "encoder, least sentence": read[:, 1],
            "both, weighed": weighed(np.column_stack([features, read]), main_table, names),
        },
    )
    claims = planted(folder, held_out=True)
    judged = table((claim.passage, claim.text, claim.supported, claim.kind) for claim in claims)
    found = read_claims(model, tokenizer, [(claim.passage, claim.text) for claim in claims])
    trees = fit(main_table, extra).decision_function(judged.vectors)
    both = LogisticRegression().fit(np.column_stack([features, read]), main_table.supported)
    judges = {
        "features": trees,
        "encoder": found[:, 0],
        "both, weighed": both.decision_function(np.column_stack([trees, found])),
    }
    report_planted(judged.names, judges)


if __name__ == "__main__":
    main()
