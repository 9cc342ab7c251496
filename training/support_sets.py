"""Public sets of claims beside documents, and whether these entail, contradict or say nothing of them."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ENTAILED, NEUTRAL, CONTRADICTED = "entailment", "neutral", "contradiction"
NOT_ENTAILED = "not_entailment"
"""Of sets that do not divide what is not entailed."""

Row = tuple[str, str, str]
"""Document, claim, and one of the four labels above."""

_FEVER = {"SUPPORTS": ENTAILED, "REFUTES": CONTRADICTED}
_FACTCHECK = {"completely-support": ENTAILED, "refute": CONTRADICTED, "irrelevant": NEUTRAL}


def _nli(name: str, *parts: str) -> Callable[[Path], Iterator[Row]]:
    def read(folder: Path) -> Iterator[Row]:
        for part in parts:
            with (folder / "nli" / name / f"{part}.csv").open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines):
                    yield row["premise"], row["hypothesis"], row["label"]

    return read


def _conjnli(folder: Path) -> Iterator[Row]:
    for part in ("adversarial_train_15k", "conj_dev"):
        lines = (folder / "conjnli" / "data" / "NLI" / f"{part}.tsv").read_text(encoding="utf-8").splitlines()
        for line in lines[1:]:
            document, claim, label = line.split("\t")
            yield document, claim, label


def _fever(part: str) -> Callable[[Path], Iterator[Row]]:
    def read(folder: Path) -> Iterator[Row]:
        path = folder / "docnli_fever" / "Data" / "binary-FEVER-NLI" / f"{part}.txt"
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.count("\t") == 2:
                label, document, claim = line.split("\t")
                yield document, claim, label

    return read


def _fever_symmetric(folder: Path) -> Iterator[Row]:
    for part in ("dev", "test"):
        for row in _json_lines(folder / "fever_symmetric" / "symmetric_v0.2" / f"fever_symmetric_{part}.jsonl"):
            yield row["evidence"], row["claim"], _FEVER[row["label"]]


def _fool_me_twice(folder: Path) -> Iterator[Row]:
    for part in ("dev", "test"):
        for row in _json_lines(folder / "fool_me_twice" / "dataset" / f"{part}.jsonl"):
            yield " ".join(found["text"] for found in row["gold_evidence"]), row["text"], _FEVER[row["label"]]


def _factcheck(folder: Path) -> Iterator[Row]:
    for row in _json_lines(folder / "factcheck_gpt" / "subtasks" / "subtask3_claim_evidence_stance.jsonl"):
        if row["stance"] in _FACTCHECK:
            yield row["evidence"], row["claim"], _FACTCHECK[row["stance"]]


def _json_lines(path: Path) -> Iterable[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


SETS: Mapping[str, Callable[[Path], Iterator[Row]]] = {
    "mnli": _nli("mnli", "dev"),
    "snli": _nli("snli", "dev"),
    "scitail": _nli("scitail", "dev"),
    "rte": _nli("rte", "train"),
    "conjnli": _conjnli,
    "fever": _fever("test"),
    "fever_dev": _fever("dev"),
    "fever_symmetric": _fever_symmetric,
    "fool_me_twice": _fool_me_twice,
    "factcheck_gpt": _factcheck,
}
"""Name of a set to its rows, read from the folder of public sets."""
