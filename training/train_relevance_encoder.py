"""Trains the cross-encoder that says whether a sentence answers a question.

Usage: python -m training.train_relevance_encoder --data DIR --newspapers FILE --out DIR [--minutes 35] [--seed 1]
       [--start CHECKPOINT --rate 7e-5] [--own CORPUS INDEX QUESTIONS.jsonl ...] [--take public=10000 own=30000 ...]

DIR holds the public sets named in `relevance_sources.public_sets`. The weights start from all-MiniLM-L6-v2, or from an
earlier checkpoint, to which further training adds. `--take` says how many pairs are read: of the public sets, of the
questions over indexed articles that `--own` names (`own_pairs`), of the invented reports by part (`written_reports`);
more than there are means that they are read again. Besides the judgement, the encoder learns where in the sentence
the answer stands: one label a pair says little, its place says which words must meet. (The span loss is that of Devlin
et al., "BERT", 2019, section 4.3: the opening token stands for no answer.) The learning rate falls with the time used, so that the
training ends when `--minutes` are over; `DIR/checkpoint.pt` is renewed every few minutes.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol, TypeVar

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel
from transformers.utils import logging

from assistant.engine.ranking.evidence_model import Row, ends, pair_row
from index.embedder import EMBEDDED_MODEL, model_folder
from training.own_pairs import own_pairs
from training.own_sets import sets_named
from training.relevance_pairs import Pair, training_pairs
from training.written_reports import PARTS, learnt_questions, written_pairs

_BATCH = 32
_WARM_UP = 0.06
_SPAN_WEIGHT = 0.5
_KEPT_EVERY = 600
"""Seconds between two checkpoints."""
_UNKNOWN = -100
"""Place of an answer that is in the sentence, nobody says where."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair as the model reads it."""

    row: Row
    label: float
    span: tuple[int, int]
    """First and last token of the answer; 0, 0 when there is none; `_UNKNOWN` when the place is not known."""


class Readable(Protocol):
    """What is put into batches."""

    @property
    def row(self) -> Row:
        """The pair as the model reads it."""
        ...


AnyExample = TypeVar("AnyExample", bound=Readable)


class RelevanceEncoder(nn.Module):
    """A BERT encoder with one output for the judgement and two for the place of the answer."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # Only the rows of frequent word pieces would be learnt, so all stay as they are.
        self.encoder = AutoModel.from_pretrained(str(folder), add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        size = self.encoder.config.hidden_size
        self.judge = nn.Sequential(nn.Linear(size, size), nn.Tanh(), nn.Dropout(0.1), nn.Linear(size, 1))
        self.place = nn.Linear(size, 2)

    def states(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Shape (pairs, tokens, hidden size)."""
        found: torch.Tensor = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        return found

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Log odds that the sentence answers, not calibrated, shape (pairs,)."""
        found: torch.Tensor = self.judge(self.states(ids, mask, types)[:, 0])[:, 0]
        return found


def examples(pairs: Sequence[Pair], tokenizer: Tokenizer) -> list[Example]:
    """The pairs as the model reads them."""
    marks = ends(tokenizer)
    columns = [
        [pair.question for pair in pairs],
        [pair.previous for pair in pairs],
        [pair.sentence for pair in pairs],
    ]
    asked, before, last = (tokenizer.encode_batch(column, add_special_tokens=False) for column in columns)
    found = []
    for pair, question, previous, sentence in zip(pairs, asked, before, last, strict=True):
        row = pair_row(question.ids, previous.ids, sentence.ids, marks)
        found.append(Example(row, float(pair.label), _span(pair, sentence.offsets, row)))
    return found


def _span(pair: Pair, offsets: Sequence[tuple[int, int]], row: Row) -> tuple[int, int]:
    if not pair.label:
        return 0, 0
    start = pair.sentence.find(pair.answer)
    if not pair.answer or start < 0:
        return _UNKNOWN, _UNKNOWN
    end = start + len(pair.answer)
    inside = [place for place, (first, past) in enumerate(offsets) if first < end and past > start]
    begin = row[1].index(1) if 1 in row[1] else len(row[0])
    if not inside or begin + inside[-1] >= len(row[0]) - 1:
        return _UNKNOWN, _UNKNOWN
    return begin + inside[0], begin + inside[-1]


def batches(found: Sequence[AnyExample], choose: random.Random) -> Iterator[list[AnyExample]]:
    """All examples once, in batches of about equal length, in random order."""
    order = sorted(found, key=lambda one: len(one.row[0]) + choose.random() * 6)
    starts = list(range(0, len(order), _BATCH))
    choose.shuffle(starts)
    for start in starts:
        yield order[start : start + _BATCH]


def tensors(rows: Sequence[Row]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Token ids, attention mask and token types, each of shape (rows, longest row)."""
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row, _ in rows])
    types = torch.tensor([[*row, *[0] * (longest - len(row))] for _, row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row, _ in rows])
    return ids, mask, types


def loss_of(model: RelevanceEncoder, batch: Sequence[Example]) -> torch.Tensor:
    """Cross-entropy of the judgement, plus that of the place of the answer where it is known."""
    ids, mask, types = tensors([one.row for one in batch])
    states = model.states(ids, mask, types)
    judged = model.judge(states[:, 0])[:, 0].float()
    loss = nn.functional.binary_cross_entropy_with_logits(judged, torch.tensor([one.label for one in batch]))
    places = model.place(states).float().masked_fill(mask[:, :, None] == 0, -1e4)
    spans = torch.tensor([one.span for one in batch])
    if (spans != _UNKNOWN).any():
        both = [
            nn.functional.cross_entropy(places[:, :, side], spans[:, side], ignore_index=_UNKNOWN) for side in (0, 1)
        ]
        loss = loss + _SPAN_WEIGHT * (both[0] + both[1]) / 2
    return loss


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast a model is trained."""

    minutes: float
    """Of the clock; training ends after them or after `epochs`, whichever comes first."""
    epochs: int
    rate: float
    """The highest learning rate."""
    seed: int
    """Of the order of batches."""


def train(
    model: nn.Module,
    found: Sequence[AnyExample],
    loss_of: Callable[[Sequence[AnyExample]], torch.Tensor],
    course: Course,
    keep: Callable[[int], None],
) -> None:
    """Train on `found`; `keep` is called with the number of pairs read, every few minutes and at the end."""
    choose = random.Random(course.seed)  # noqa: S311  repeatable, not secret
    learnt = [one for one in model.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=course.rate, weight_decay=0.01, fused=True)
    steps = course.epochs * ((len(found) + _BATCH - 1) // _BATCH)
    started, saved, step, mean = perf_counter(), perf_counter(), 0, 0.0
    model.train()
    for _ in range(course.epochs):
        for batch in batches(found, choose):
            used = max(step / steps, (perf_counter() - started) / (60 * course.minutes))
            if used >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = course.rate * min(1.0, used / _WARM_UP + 0.02, (1 - used) / (1 - _WARM_UP) + 0.01)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            step += 1
            mean = float(loss.detach()) if step == 1 else 0.98 * mean + 0.02 * float(loss.detach())
            if step % 50 == 0:
                speed = step * _BATCH / (perf_counter() - started)
                print(f"step {step}/{steps} used {used:.3f} loss {mean:.4f} {speed:.1f} pairs/s", flush=True)
            if perf_counter() - saved > _KEPT_EVERY:
                keep(step * _BATCH)
                saved = perf_counter()
    keep(step * _BATCH)


def save(model: nn.Module, out: Path, pairs: int) -> None:
    """Renew the checkpoint after so many pairs; a reader sees the old one or the new one."""
    fresh = out / "checkpoint.new"
    torch.save({"pairs": pairs, "weights": model.state_dict()}, fresh)
    fresh.replace(out / "checkpoint.pt")


def open_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of the start model, without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


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
    parser.add_argument("--own", type=Path, nargs="*", default=[], help="corpora, indexes and questions of our own")
    parser.add_argument("--take", nargs="+", metavar="SOURCE=PAIRS", help=f"of public, own, {', '.join(PARTS)}")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    pairs = _material(options)
    folder = model_folder(EMBEDDED_MODEL)
    print(f"{len(pairs)} pairs, {sum(pair.label for pair in pairs) / len(pairs):.2f} of them answer", flush=True)
    found = examples(pairs, open_tokenizer(folder))
    model = RelevanceEncoder(folder)
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True)["weights"])
    course = Course(options.minutes, options.epochs, options.rate, options.seed)
    train(model, found, partial(loss_of, model), course, lambda read: save(model, options.out, read))


def _material(options: argparse.Namespace) -> list[Pair]:
    """What is read, as `--take` says; the public sets once when it says nothing."""
    public = training_pairs(options.data, options.newspapers, excluded_articles(options.exclude), options.seed)
    if not options.take:
        return public
    there = {
        "public": public,
        "own": [pair for one in sets_named(options.own) for pair in own_pairs(*one, options.seed)],
        **{part: list(written_pairs(learnt_questions(part), options.seed)) for part in PARTS},
    }
    choose = random.Random(options.seed)  # noqa: S311  repeatable, not secret
    wanted = (one.partition("=") for one in options.take)
    return [pair for name, _, number in wanted for pair in taken(there[name], int(number), choose)]


def taken(pairs: Sequence[Pair], number: int, choose: random.Random) -> list[Pair]:
    """So many of at least one pair, each as often as the others, but for a random rest."""
    times, rest = divmod(number, len(pairs))
    return [*pairs] * times + choose.sample(list(pairs), rest)


def excluded_articles(paths: Sequence[Path]) -> frozenset[str]:
    """Ids of the articles that the questions of the files are about, the part after # of each path."""
    lines: list[dict[str, Any]] = [
        json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()
    ]
    return frozenset(name.partition("#")[2] for line in lines for name in line.get("articles", []))


if __name__ == "__main__":
    main()
