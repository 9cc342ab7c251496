"""Trains the cross-encoder that says whether the sentences of a document support a claim.

Usage: python -m training.train_support_encoder --data DIR --start CHECKPOINT --out DIR [--minutes 45] [--seed 1]
       [--planted] [--without SET ...]

Without --planted it reads the public sets under DIR/train, starting from a checkpoint of `train_relevance_encoder`;
with it, planted errors from half of DIR/articles and as many public pairs again, starting from such a first run. It
learns three judgements (entailed, neither, contradicted); a pair that is only known not to be entailed teaches the sum
of the last two. Token types tell the word pieces that the other side has from those that it lacks, so that one changed
word stands out. `DIR/checkpoint.pt` is renewed every few minutes, with its quality on pairs kept back.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel
from transformers.utils import logging

from assistant.engine.ranking.evidence_model import Marks, Row, ends
from index.embedder import EMBEDDED_MODEL, model_folder
from training.course import Course, save, train
from training.evaluate_relevance_encoder import area
from training.planted_errors import planted_claims
from training.relevance_encoder import open_tokenizer, tensors
from training.support_data import training_articles
from training.support_pairs import SupportPair, divided, planted_pairs, public_pairs
from training.support_sets import CONTRADICTED, ENTAILED, NEUTRAL, NOT_ENTAILED

MAX_TOKENS = 96
MAX_CLAIM_TOKENS = 48
"""Most word pieces of a pair with its marks, and of its claim; the rest is cut off."""

_PLACES = {ENTAILED: [0], NEUTRAL: [1], CONTRADICTED: [2], NOT_ENTAILED: [1, 2]}
"""Label to the outputs that are right for it."""

_SENTENCES_AN_ARTICLE = 60
_BATCH = 32
_TYPES = 4
_TYPE_WEIGHTS = "encoder.embeddings.token_type_embeddings.weight"


@dataclass(frozen=True, slots=True)
class Example:
    """A pair as the model reads it."""

    row: Row
    right: tuple[bool, bool, bool]
    """Which of entailed, neither, contradicted the label allows."""
    source: str


class SupportEncoder(nn.Module):
    """A BERT encoder with one output each for entailed, neither and contradicted."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(folder), add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        size = self.encoder.config.hidden_size
        self.encoder.embeddings.token_type_embeddings = nn.Embedding(_TYPES, size)
        self.judge = nn.Sequential(nn.Linear(size, size), nn.Tanh(), nn.Dropout(0.1), nn.Linear(size, 3))

    def judgements(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Log odds of the three judgements up to a constant, shape (pairs, 3)."""
        states = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        found: torch.Tensor = self.judge(states[:, 0])
        return found

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Log odds that the claim is entailed, not calibrated, shape (pairs,)."""
        found = self.judgements(ids, mask, types)
        return found[:, 0] - found[:, 1:].logsumexp(dim=1)


def load(model: SupportEncoder, weights: dict[str, torch.Tensor]) -> None:
    """Take the weights of an earlier run, or the encoder of a `RelevanceEncoder`, whose two token types become four."""
    types = weights[_TYPE_WEIGHTS]
    earlier = types.shape[0] == _TYPES
    taken = {key: value for key, value in weights.items() if earlier or key.startswith("encoder.")}
    model.load_state_dict({**taken, _TYPE_WEIGHTS: types.repeat(_TYPES // types.shape[0], 1)}, strict=earlier)


def support_row(claim: Sequence[int], evidence: Sequence[int], marks: Marks) -> Row:
    """Word pieces laid out for the model: claim, then evidence; what does not fit is cut off at the end of each.

    Token types: 0 in the claim, 1 in the evidence; 2 and 3 for pieces that the other side lacks. `marks` are the
    `ends` of the tokenizer.
    """
    opening, closing = marks
    asked = list(claim[:MAX_CLAIM_TOKENS])
    given = list(evidence[: MAX_TOKENS - len(asked) - 3])
    shared = set(asked) & set(given)
    types = [0, *(0 if one in shared else 2 for one in asked), 0, *(1 if one in shared else 3 for one in given), 1]
    return [opening, *asked, closing, *given, closing], types


def examples(pairs: Sequence[SupportPair], tokenizer: Tokenizer) -> list[Example]:
    """The pairs as the model reads them."""
    marks = ends(tokenizer)
    columns = [[pair.claim for pair in pairs], [pair.evidence for pair in pairs]]
    claims, evidence = (tokenizer.encode_batch(column, add_special_tokens=False) for column in columns)
    found = []
    for pair, claim, given in zip(pairs, claims, evidence, strict=True):
        first, second, third = (place in _PLACES[pair.label] for place in range(3))
        found.append(Example(support_row(claim.ids, given.ids, marks), (first, second, third), pair.source))
    return found


def loss_of(model: SupportEncoder, batch: Sequence[Example]) -> torch.Tensor:
    """Mean negative log likelihood of the judgements that the labels allow."""
    found = model.judgements(*tensors([one.row for one in batch])).float()
    right = torch.tensor([one.right for one in batch])
    return (found.logsumexp(dim=1) - found.masked_fill(~right, -1e4).logsumexp(dim=1)).mean()


def scores(model: SupportEncoder, found: Sequence[Example]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Log odds of support of each example, not calibrated."""
    model.eval()
    order = sorted(range(len(found)), key=lambda place: len(found[place].row[0]))
    odds = np.zeros(len(found))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), 64):
            places = order[start : start + 64]
            odds[places] = model(*tensors([found[place].row for place in places])).float().numpy()
    model.train()
    return odds


def report(model: SupportEncoder, found: Sequence[Example], read: int) -> None:
    """Print the quality on pairs kept back: area under the curve of each source with both labels."""
    odds = scores(model, found)
    supported = np.array([one.right[0] for one in found])
    sources = np.array([one.source.partition(" ")[0] for one in found])
    for source in sorted(set(sources.tolist())):
        rows = sources == source
        value = area(odds[rows & supported], odds[rows & ~supported])
        print(f"after {read} pairs: {source} {int(rows.sum())} pairs, AUC {value:.3f}", flush=True)


def main() -> None:
    """Read the sets, make pairs, train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="checkpoint to go on from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--planted", action="store_true", help="planted errors and as many public pairs")
    parser.add_argument("--without", nargs="*", default=[], help="public sets to leave out")
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.5e-4, help="the highest learning rate")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    pairs = public_pairs(options.data / "train", options.seed, options.without)
    if options.planted:
        claims = planted_claims(training_articles(options.data), options.seed, _SENTENCES_AN_ARTICLE)
        found = planted_pairs(list(claims), options.seed)
        pairs = found + pairs[: len(found)]
    folder = model_folder(EMBEDDED_MODEL)
    seen, kept_back = (examples(part, open_tokenizer(folder)) for part in divided(pairs))
    print(f"{len(seen)} pairs, {sum(one.right[0] for one in seen) / len(seen):.2f} of them entailed", flush=True)
    model = SupportEncoder(folder)
    load(model, torch.load(options.start, weights_only=True)["weights"])

    def keep(read: int) -> None:
        save(model, options.out, read)
        report(model, kept_back, read)

    course = Course(options.minutes, options.epochs, options.rate, options.seed, _BATCH)
    train(model, seen, partial(loss_of, model), course, keep)


if __name__ == "__main__":
    main()
