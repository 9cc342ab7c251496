"""Labelled claims from public sets and from planted errors, in one shape, for training and measuring the support check."""

import json
import os
import random
from dataclasses import dataclass
from pathlib import Path

from index.errors import BylineError
from training.planted_errors import Claim, planted_claims
from training.support_sets import ENTAILED, SETS

_TRAINING_SAMPLE = 2000
"""Most claims taken of one training set, so that none outweighs the rest."""
_HALVES_SEED = 11

_OF_FEATURES = ("mnli", "scitail", "rte", "fever", "factcheck_gpt")
"""Sets that help the feature model; with the others it was worse on sets that it had not seen."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim with a document and whether people found it supported."""

    document: str
    claim: str
    supported: bool
    name: str
    """Of the set it is from."""


def data_folder(given: Path | None) -> Path:
    """The folder of measuring material: the one given, else BYLINE_DATA. Raises `BylineError` when there is none."""
    folder = given or Path(os.environ.get("BYLINE_DATA", "absent"))
    if not (folder / "eval" / "support").is_dir():
        raise BylineError(
            f"no measuring material in {folder}", "pass --data DIR or set BYLINE_DATA; DIR holds eval/ and train/"
        )
    return folder


def evaluation_sets(folder: Path) -> dict[str, list[Labelled]]:
    """Set name to its claims, for every file in `folder`/eval/support."""
    found = {}
    for path in sorted((folder / "eval" / "support").glob("*.jsonl")):
        name = path.stem.replace("summedits_", "")
        rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
        found[name] = [Labelled(row["document"], row["claim"], bool(row["supported"]), name) for row in rows]
    return found


def training_sets(folder: Path, seed: int) -> dict[str, list[Labelled]]:
    """Set name to a sample of its claims, for the sets under `folder`/train that help the feature model."""
    rng = random.Random(seed)  # noqa: S311
    found = {}
    for name in _OF_FEATURES:
        read = SETS[name](folder / "train")
        rows = [Labelled(document, claim, label == ENTAILED, name) for document, claim, label in read]
        rng.shuffle(rows)
        found[name] = rows[:_TRAINING_SAMPLE]
    return found


def planted(folder: Path, *, held_out: bool) -> list[Claim]:
    """Planted errors from one half of the news articles: the half kept for measuring, or the half for training."""
    kept, measured = _halves(folder)
    return list(planted_claims(measured, seed=2) if held_out else planted_claims(kept, seed=1))


def training_articles(folder: Path) -> list[str]:
    """Texts of the half of the news articles on which nothing is measured."""
    return _halves(folder)[0]


def _halves(folder: Path) -> tuple[list[str], list[str]]:
    path = folder / "articles" / "newspaper-424.jsonl"
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    random.Random(_HALVES_SEED).shuffle(texts)  # noqa: S311
    return texts[: len(texts) // 2], texts[len(texts) // 2 :]
