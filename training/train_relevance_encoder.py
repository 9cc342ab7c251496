"""Trains the cross-encoder that says whether a sentence answers a question.

Usage: python -m training.train_relevance_encoder --data DIR --newspapers FILE --out DIR [--minutes 35] [--seed 1]
       [--start CHECKPOINT --rate 7e-5] [--close all-mpnet-base-v2] [--own CORPUS INDEX QUESTIONS.jsonl ...]
       [--take public=3000 own=10000 ...] [--lean]

DIR holds the public sets named in `relevance_sources.public_sets`. The weights start from all-MiniLM-L6-v2, with
`--close` from the folder of the larger model, or from an earlier checkpoint, to which further training adds. `--take`
says how many questions are read: of the public sets, of those over indexed articles that `--own` names (`own_pairs`),
of the invented reports by part (`written_reports`); more than there are means that they are read again. The learning
rate falls with the time used, so that the training ends when `--minutes` are over; `DIR/checkpoint.pt` is renewed
every few minutes.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
from transformers.utils import logging

from index.embedder import EMBEDDED_MODEL, model_folder
from training.close_encoder import untrained
from training.course import Course, save, train
from training.own_pairs import own_pairs
from training.own_sets import sets_named
from training.relevance_encoder import BATCH, loss_of, open_tokenizer, read_together
from training.relevance_pairs import Pair, training_pairs
from training.written_reports import PARTS, learnt_questions, written_pairs


def by_question(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """The pairs of each question, in the order of its first."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[pair.question].append(pair)
    return list(found.values())


def main() -> None:
    """Read the sets, make pairs, train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--newspapers", type=Path, required=True, help="JSONL of articles with id and text")
    parser.add_argument(
        "--exclude", type=Path, nargs="*", default=[], help="questions files whose articles are left out"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=35)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.5e-4, help="the highest learning rate")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--close", type=Path, help="folder of all-mpnet-base-v2, to train a CloseEncoder from it")
    parser.add_argument("--own", type=Path, nargs="*", default=[], help="corpora, indexes and questions of our own")
    parser.add_argument("--take", nargs="+", metavar="SOURCE=QUESTIONS", help=f"of public, own, {', '.join(PARTS)}")
    parser.add_argument("--lean", action="store_true", help="read about three sentences of each question")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    questions = _material(options)
    folder = model_folder(EMBEDDED_MODEL)
    labels = [pair.label for question in questions for pair in question]
    print(
        f"{len(questions)} questions, {len(labels)} pairs, {sum(labels) / len(labels):.2f} of them answer", flush=True
    )
    found = read_together(questions, open_tokenizer(folder))
    model = untrained(folder, options.close)
    fresh = () if options.start else model.fresh()
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True)["weights"])
    course = Course(options.minutes, options.epochs, options.rate, options.seed, BATCH)
    train(model, found, partial(loss_of, model), course, lambda read: save(model, options.out, read), fresh)


def _material(options: argparse.Namespace) -> list[list[Pair]]:
    """The pairs of each question that is read, as `--take` says; the public sets once when it says nothing."""
    public = training_pairs(options.data, options.newspapers, excluded_articles(options.exclude), options.seed)
    if not options.take:
        return by_question(public)
    there = {
        "public": public,
        "own": [pair for one in sets_named(options.own) for pair in own_pairs(*one, options.seed)],
        **{part: list(written_pairs(learnt_questions(part), options.seed)) for part in PARTS},
    }
    choose = random.Random(options.seed)  # noqa: S311  repeatable, not secret
    wanted = (one.partition("=") for one in options.take)
    found = [one for name, _, number in wanted for one in taken(by_question(there[name]), int(number), choose)]
    return [lean(one, choose) for one in found] if options.lean else found


def lean(pairs: Sequence[Pair], choose: random.Random) -> list[Pair]:
    """One right sentence, or one that says yes and one that says no, with the most tempting wrong one and another."""
    right, wrong = [pair for pair in pairs if pair.label], [pair for pair in pairs if not pair.label]
    told = [next((pair for pair in right if pair.says == says), None) for says in ("yes", "no")]
    kept = [pair for pair in told if pair] or choose.sample(right, min(len(right), 1))
    return [*kept, *wrong[:1], *choose.sample(wrong[1:], min(len(wrong[1:]), 1))]


def taken(questions: Sequence[list[Pair]], number: int, choose: random.Random) -> list[list[Pair]]:
    """So many of at least one question, each as often as the others, but for a random rest."""
    times, rest = divmod(number, len(questions))
    return [*questions] * times + choose.sample(list(questions), rest)


def excluded_articles(paths: Sequence[Path]) -> frozenset[str]:
    """Ids of the articles that the questions of the files are about, the part after # of each path."""
    lines: list[dict[str, Any]] = [
        json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()
    ]
    return frozenset(name.partition("#")[2] for line in lines for name in line.get("articles", []))


if __name__ == "__main__":
    main()
