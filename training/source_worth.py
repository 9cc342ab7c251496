"""What each source of pairs is worth: short trainings alike in all but the source that is left out.

Usage: python -m training.source_worth --data DIR --newspapers FILE --own CORPUS INDEX QUESTIONS.jsonl [...]
       --test CORPUS INDEX QUESTIONS.jsonl [...]

Every training starts from all-MiniLM-L6-v2 and reads as many pairs, half of them our own; the place of a source that
is left out is taken by more of the others of its half. Measured on the questions of `--test` that are tagged "test",
by the judgement of the encoder alone over their first-ranked sentences.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer

from assistant.engine.ranking.evidence_model import shipped_evidence_model
from assistant.engine.ranking.reranking import evidence_window
from index.embedder import EMBEDDED_MODEL, model_folder
from training.fit_reranking import Pool, pools
from training.own_pairs import own_pairs
from training.relevance_pairs import Pair, training_pairs
from training.train_relevance_encoder import (
    Course,
    RelevanceEncoder,
    examples,
    excluded_articles,
    loss_of,
    open_tokenizer,
    tensors,
    train,
)

LEFT_OUT: tuple[tuple[str, ...], ...] = (
    (),
    ("squad2", "qnli"),
    ("new_wiki", "reddit"),
    ("qamr",),
    ("selqa", "torque"),
    ("news",),
    ("learn-newspaper", "relevance-questions"),
    ("learn-twins",),
)
"""Sources that are left out together: those made from the same texts, or too small to be told apart."""

_CANDIDATES = 8
"""First-ranked sentences of a question that are judged."""

_BATCH = 64


def chosen_pairs(public: Sequence[Pair], own: Sequence[Pair], left_out: Sequence[str], most: int) -> list[Pair]:
    """`most` pairs without those of the sources left out, half of them our own as far as these reach."""
    choose = random.Random(7)  # noqa: S311  repeatable, not secret
    halves = [[pair for pair in half if pair.source not in left_out] for half in (own, public)]
    first = choose.sample(halves[0], min(most // 2, len(halves[0])))
    return first + choose.sample(halves[1], min(most - len(first), len(halves[1])))


def judged(model: RelevanceEncoder, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """Log odds of each pair, shape (pairs,)."""
    rows = [one.row for one in examples(pairs, tokenizer)]
    order = np.argsort([len(ids) for ids, _ in rows])
    found = np.zeros(len(rows))
    model.eval()
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            found[places] = model(*tensors([rows[place] for place in places])).float().numpy()
    return found


def measure(model: RelevanceEncoder, tokenizer: Tokenizer, asked: Sequence[Pool]) -> str:
    """hit@1, and how well the best judgement of a question tells whether it is answered."""
    pairs, sizes = [], []
    for pool in asked:
        evidence = pool.reread.ranked.evidence[:_CANDIDATES]
        sizes.append(len(evidence))
        for one in evidence:
            previous, _, sentence = evidence_window(one).rpartition("\n")
            pairs.append(Pair(pool.question, previous, sentence, 0, "test"))
    unique = list(dict.fromkeys(pairs))
    known = dict(zip(unique, judged(model, tokenizer, unique), strict=True))
    scores = np.split(np.array([known[pair] for pair in pairs]), np.cumsum(sizes)[:-1])
    tops = {
        variant: [found.max() for found, pool in zip(scores, asked, strict=True) if pool.variant == variant]
        for variant in ("present", "none", "removed")
    }
    hits = [
        bool(pool.labels[np.argmax(found)])
        for found, pool in zip(scores, asked, strict=True)
        if pool.variant == "present"
    ]
    areas = (
        f"against {variant} {roc_auc_score([1] * len(tops['present']) + [0] * len(lost), [*tops['present'], *lost]):.3f}"
        for variant, lost in tops.items()
        if variant != "present"
    )
    return f"hit@1 {np.mean(hits):.3f} of {len(hits)}, area {', '.join(areas)}"


def main() -> None:
    """A training and a line for each source left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--newspapers", type=Path, required=True, help="JSONL of articles with id and text")
    parser.add_argument("--exclude", type=Path, nargs="*", default=[], help="as in train_relevance_encoder")
    parser.add_argument("--own", type=Path, nargs="+", required=True)
    parser.add_argument("--test", type=Path, nargs="+", required=True)
    parser.add_argument("--pairs", type=int, default=6400)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    given = parser.parse_args()
    public = training_pairs(given.data, given.newspapers, excluded_articles(given.exclude), 1)
    own = [pair for one in _sets(given.own) for pair in own_pairs(*one, 1)]
    encoder = shipped_evidence_model()
    if encoder is None:
        sys.exit("the first-ranked sentences are found with the evidence model, which is missing")
    asked = [pool for one in _sets(given.test) for pool in pools(*one, encoder) if len(pool.labels)]
    compare(public, own, asked, given.pairs, given.rate)


def compare(public: Sequence[Pair], own: Sequence[Pair], asked: Sequence[Pool], most: int, rate: float) -> None:
    """Train without each of `LEFT_OUT` and print what that does."""
    folder = model_folder(EMBEDDED_MODEL)
    tokenizer = open_tokenizer(folder)
    for left_out in LEFT_OUT:
        torch.manual_seed(7)
        model = RelevanceEncoder(folder)
        found = examples(chosen_pairs(public, own, left_out, most), tokenizer)
        train(model, found, partial(loss_of, model), Course(6000, 1, rate, 7), lambda _: None)
        print(f"without {', '.join(left_out) or 'nothing'}: {measure(model, tokenizer, asked)}", flush=True)


def _sets(paths: Sequence[Path]) -> list[tuple[Path, Path, Path]]:
    return list(zip(paths[::3], paths[1::3], paths[2::3], strict=True))


if __name__ == "__main__":
    main()
