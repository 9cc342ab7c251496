"""What each source of pairs is worth: short trainings alike in all but the source that is left out.

Usage: python -m training.source_worth --data DIR --newspapers FILE --start CHECKPOINT --own CORPUS INDEX QUESTIONS [...]
       --test CORPUS INDEX QUESTIONS [...]

Every training goes on from one checkpoint, which has read the public sets only, and reads as many questions, as many of
each source; the place of a source that is left out is taken by the others. Measured on the questions of `--test` that
are tagged "test", by the judgement of the encoder alone over their first-ranked sentences.
"""

import argparse
import random
import sys
from collections.abc import Mapping, Sequence
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
from training.course import Course, train
from training.fit_reranking import Pool, pools
from training.own_pairs import own_pairs
from training.own_sets import sets_named
from training.relevance_encoder import (
    BATCH,
    RelevanceEncoder,
    examples,
    loss_of,
    open_tokenizer,
    read_together,
    tensors,
)
from training.relevance_pairs import Pair, training_pairs
from training.train_relevance_encoder import by_question, excluded_articles, taken
from training.written_reports import PARTS, learnt_questions, written_pairs

_CANDIDATES = 8
"""First-ranked sentences of a question that are judged."""

_BATCH = 64


def chosen_questions(sources: Mapping[str, Sequence[Pair]], most: int) -> list[list[Pair]]:
    """The pairs of at most `most` questions, as many of each source."""
    choose = random.Random(7)  # noqa: S311  repeatable, not secret
    return [one for found in sources.values() for one in taken(by_question(found), most // len(sources), choose)]


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


def compare(
    sources: Mapping[str, Sequence[Pair]], asked: Sequence[Pool], start: Path, most: int, rate: float
) -> None:
    """Train with all sources and without each, and print what that does."""
    folder = model_folder(EMBEDDED_MODEL)
    tokenizer = open_tokenizer(folder)
    for left_out in ("nothing", *sources):
        torch.manual_seed(7)
        model = RelevanceEncoder(folder)
        model.load_state_dict(torch.load(start, weights_only=True)["weights"])
        if left_out == "nothing":
            print(f"before: {measure(model, tokenizer, asked)}", flush=True)
        kept = {name: found for name, found in sources.items() if name != left_out}
        found = read_together(chosen_questions(kept, most), tokenizer)
        train(model, found, partial(loss_of, model), Course(6000, 1, rate, 7, BATCH), lambda _: None)
        print(f"without {left_out}: {measure(model, tokenizer, asked)}", flush=True)


def main() -> None:
    """A training and a line for each source left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--newspapers", type=Path, required=True, help="JSONL of articles with id and text")
    parser.add_argument("--exclude", type=Path, nargs="*", default=[], help="as in train_relevance_encoder")
    parser.add_argument("--start", type=Path, required=True, help="checkpoint that has read the public sets only")
    parser.add_argument("--own", type=Path, nargs="+", required=True)
    parser.add_argument("--test", type=Path, nargs="+", required=True)
    parser.add_argument("--questions", type=int, default=1600)
    parser.add_argument("--rate", type=float, default=8e-5)
    given = parser.parse_args()
    encoder = shipped_evidence_model()
    if encoder is None:
        sys.exit("the first-ranked sentences are found with the evidence model, which is missing")
    sources = {
        "public": training_pairs(given.data, given.newspapers, excluded_articles(given.exclude), 1),
        **{one[2].stem: list(own_pairs(*one, 1)) for one in sets_named(given.own)},
        **{part: list(written_pairs(learnt_questions(part), 1)) for part in PARTS},
    }
    asked = [pool for one in sets_named(given.test) for pool in pools(*one, encoder) if len(pool.labels)]
    compare(sources, asked, given.start, given.questions, given.rate)


if __name__ == "__main__":
    main()
