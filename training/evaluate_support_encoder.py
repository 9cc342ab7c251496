"""Measures the support encoder, alone and beside the feature model, on sets that neither was trained on.

Usage: python -m training.evaluate_support_encoder --checkpoint FILE [FILE ...] [--data DIR]

Several checkpoints of one training show what more pairs are worth; the last one is measured in full.

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
from training.relevance_encoder import open_tokenizer
from training.support_data import data_folder, evaluation_sets, planted
from training.support_measures import caught, overlap, report_sets, reworded, weighed
from training.support_pairs import SupportPair, aligned_pairs
from training.support_sets import ENTAILED
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


def open_checkpoint(path: Path) -> tuple[SupportEncoder, int]:
    """The model as it was kept, and how many pairs its last run had read."""
    kept = torch.load(path, weights_only=True)
    model = SupportEncoder(model_folder(EMBEDDED_MODEL))
    load(model, kept["weights"])
    return model, kept["examples"]


def main() -> None:
    """Read the command line, judge, print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    folder = data_folder(options.data)
    torch.set_num_threads(1)
    tokenizer = open_tokenizer(model_folder(EMBEDDED_MODEL))
    claims = [(row.document, row.claim) for rows in evaluation_sets(folder).values() for row in rows]
    main_table, extra = evaluation_table(folder), extra_table(folder)
    sets = main_table.names.tolist()
    features = left_out_scores(main_table, extra, sets)
    judges = {"word overlap": weighed(overlap(main_table), main_table, sets), "features": features}
    for path in options.checkpoint:
        model, pairs = open_checkpoint(path)
        read = read_claims(model, tokenizer, claims)
        judges[f"encoder after {pairs} pairs"] = read[:, 0]
    both = np.column_stack([features, read])
    judges |= {"  its least sentence": read[:, 1], "both, weighed": weighed(both, main_table, sets)}
    report_sets(main_table, judges)
    made = planted(folder, held_out=True)
    news = table((claim.passage, claim.text, claim.supported, claim.kind) for claim in made)
    found = read_claims(model, tokenizer, [(claim.passage, claim.text) for claim in made])
    trees = fit(main_table, extra).decision_function(news.vectors)
    weights = LogisticRegression().fit(both, main_table.supported)
    mixed = weights.decision_function(np.column_stack([trees, found]))
    report_planted(news.names, {"features": trees, "encoder": found[:, 0], "both, weighed": mixed})


if __name__ == "__main__":
    main()
