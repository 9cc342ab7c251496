"""Labelled claims from public sets and from planted errors, in one shape, for training and measuring the support check."""

import csv
import json
import os
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import BylineError
from training.planted_errors import Claim, planted_claims

_TRAINING_SAMPLE = 2000
"""Most claims taken of one training set, so that none outweighs the rest."""
_HALVES_SEED = 11


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
    """Set name to a sample of its claims, for the sets under `folder`/train that help; the rest made unseen sets worse."""
    rng = random.Random(seed)  # noqa: S311
    found = {}
    for name, read in _READERS.items():
        rows = [Labelled(document, claim, supported, name) for document, claim, supported in read(folder / "train")]
        rng.shuffle(rows)
        found[name] = rows[:_TRAINING_SAMPLE]
    return found


def planted(folder: Path, *, held_out: bool) -> list[Claim]:
    """Planted errors from one half of the news articles: the half kept for measuring, or the half for training."""
    path = folder / "articles" / "newspaper-424.jsonl"
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    random.Random(_HALVES_SEED).shuffle(texts)  # noqa: S311
    half = len(texts) // 2
    return list(planted_claims(texts[half:] if held_out else texts[:half], seed=2 if held_out else 1))


Row = tuple[str, str, bool]


def _nli(name: str, part: str) -> Callable[[Path], Iterator[Row]]:
    def read(folder: Path) -> Iterator[Row]:
        with (folder / "nli" / name / f"{part}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield row["premise"], row["hypothesis"], row["label"] == "entailment"

    return read


def _fever(folder: Path) -> Iterator[Row]:
    path = folder / "docnli_fever" / "Data" / "binary-FEVER-NLI" / "test.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.count("\t") == 2:
            label, document, claim = line.split("\t")
            yield document, claim, label == "entailment"


def _factcheck(folder: Path) -> Iterator[Row]:
    for row in _json_lines(folder / "factcheck_gpt" / "subtasks" / "subtask3_claim_evidence_stance.jsonl"):
        if row["stance"] != "partially-support":
            yield row["evidence"], row["claim"], row["stance"] == "completely-support"


def _json_lines(path: Path) -> Iterable[dict[str, str]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


_READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "mnli": _nli("mnli", "dev"),
    "scitail": _nli("scitail", "dev"),
    "rte": _nli("rte", "train"),
    "fever": _fever,
    "factcheck_gpt": _factcheck,
}
