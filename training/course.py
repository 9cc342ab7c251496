"""A training from its first batch to its last: the rate, the clock, the checkpoints."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Protocol, TypeVar

import torch
from torch import nn

from assistant.engine.ranking.evidence_model import Row

_WARM_UP = 0.06
_KEPT_EVERY = 600
"""Seconds between two checkpoints."""
_FRESH = 5.0
"""How many times as fast parts learn that start from nothing."""


class Readable(Protocol):
    """What is put into batches."""

    @property
    def row(self) -> Row:
        """The pair as the model reads it."""
        ...


AnyExample = TypeVar("AnyExample", bound=Readable)


def batches(found: Sequence[AnyExample], size: int, choose: random.Random) -> Iterator[list[AnyExample]]:
    """All examples once, in batches of about equal length, in random order."""
    order = sorted(found, key=lambda one: len(one.row[0]) + choose.random() * 6)
    starts = list(range(0, len(order), size))
    choose.shuffle(starts)
    for start in starts:
        yield order[start : start + size]


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
    batch: int
    """Examples read at once."""


def train(
    model: nn.Module,
    found: Sequence[AnyExample],
    loss_of: Callable[[Sequence[AnyExample]], torch.Tensor],
    course: Course,
    keep: Callable[[int], None],
    fresh: Sequence[nn.Module] = (),
) -> None:
    """Train on `found`; `keep` is called with the number of examples read, every few minutes and at the end.

    `fresh` are parts of the model that start from nothing, and learn faster than the rest.
    """
    choose = random.Random(course.seed)  # noqa: S311  repeatable, not secret
    learnt = [one for one in model.parameters() if one.requires_grad]
    new = {id(one) for part in fresh for one in part.parameters()}
    groups = [
        {"params": [one for one in learnt if id(one) not in new], "times": 1.0},
        {"params": [one for one in learnt if id(one) in new], "times": _FRESH},
    ]
    optimizer = torch.optim.AdamW(groups, lr=course.rate, weight_decay=0.01, fused=True)
    steps = course.epochs * ((len(found) + course.batch - 1) // course.batch)
    started, saved, step, mean = perf_counter(), perf_counter(), 0, 0.0
    model.train()
    for _ in range(course.epochs):
        for batch in batches(found, course.batch, choose):
            used = max(step / steps, (perf_counter() - started) / (60 * course.minutes))
            if used >= 1:
                break
            for group in optimizer.param_groups:
                share = min(1.0, used / _WARM_UP + 0.02, (1 - used) / (1 - _WARM_UP) + 0.01)
                group["lr"] = group["times"] * course.rate * share
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            step += 1
            mean = float(loss.detach()) if step == 1 else 0.98 * mean + 0.02 * float(loss.detach())
            if step % 50 == 0:
                speed = step * course.batch / (perf_counter() - started)
                print(f"step {step}/{steps} used {used:.3f} loss {mean:.4f} {speed:.1f} examples/s", flush=True)
            if perf_counter() - saved > _KEPT_EVERY:
                keep(step * course.batch)
                saved = perf_counter()
    keep(step * course.batch)


def save(model: nn.Module, out: Path, read: int) -> None:
    """Renew the checkpoint after so many examples; a reader sees the old one or the new one."""
    fresh = out / "checkpoint.new"
    torch.save({"examples": read, "weights": model.state_dict()}, fresh)
    fresh.replace(out / "checkpoint.pt")
