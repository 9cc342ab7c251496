"""How likely a sentence answers a question: a small cross-encoder, run on a CPU without torch.

It reads question and sentence together, so it can tell an answer from a mention, which their vectors cannot.
The weights are made by `training.train_relevance_encoder`.
"""

import json
import os
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import BylineError
from index.runtime import openvino

MAX_TOKENS = 96
"""Most word pieces that the model reads at once, question, window and markers together."""

MAX_QUESTION_TOKENS = 32
"""Most word pieces of a question; the rest is cut off."""

_BATCH = 16
"""Pairs per inference; larger batches leave the caches of a small processor."""

_FEW = 4
"""Up to so many pairs are computed one after the other with all processors each."""

Row = tuple[list[int], list[int]]
"""Token ids and token types of one pair."""

Marks = tuple[int, int]
"""Ids of the tokens that open a text and that close each part of it."""


def window(previous: str, sentence: str) -> str:
    """What `EvidenceModel.scores` reads: the sentence, after the one before it where `previous` is not empty."""
    parts = (" ".join(previous.split()), " ".join(sentence.split()))
    return "\n".join(part for part in parts if part)


def ends(tokenizer: Any) -> Marks:
    """The marks of a BERT tokenizer."""
    opening, closing = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    return int(opening), int(closing)


def pair_row(question: Sequence[int], previous: Sequence[int], sentence: Sequence[int], marks: Marks) -> Row:
    """Word pieces laid out for the model: question, sentence before, sentence, with token type 1 for the last.

    `marks` are its `ends`. What does not fit is cut off: from the beginning of the sentence before first, then from
    the end of the sentence.
    """
    opening, closing = marks
    asked = list(question[:MAX_QUESTION_TOKENS])
    room = MAX_TOKENS - len(asked) - 3
    last = list(sentence[:room])
    room -= len(last) + 1
    before = list(previous[-room:]) if room > 0 and previous else []
    first = [opening, *asked, closing, *before, *([closing] if before else [])]
    return [*first, *last, closing], [0] * len(first) + [1] * (len(last) + 1)


class EvidenceModel:
    """Says how likely the last sentence of a window answers a question."""

    def __init__(self, folder: Path) -> None:
        """Open the folder that `training.export_relevance_encoder` wrote. Raises `BylineError` for any other."""
        from tokenizers import Tokenizer

        try:
            card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            self._tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
            self._scale, self._shift = float(card["scale"]), float(card["shift"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BylineError(
                f"{folder} holds no evidence model: {error}",
                "write one with python -m training.export_relevance_encoder",
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._ends = ends(self._tokenizer)
        self._folder = folder
        self._single: Any = None
        self._queue: Any = None

    def scores(self, question: str, windows: Sequence[str]) -> NDArray[np.float32]:
        """Calibrated log odds that the last sentence of each window answers, float32 of shape (len(windows),).

        A window is made by `window`: its last line is the sentence, the line before it the sentence before.
        """
        odds = np.zeros(len(windows), dtype=np.float32)
        rows = self._rows(question, windows)
        if len(rows) <= _FEW:
            for place, row in enumerate(rows):
                odds[place] = self._latency_model()(_padded([row]))[0][0]
        else:
            self._score_batches(rows, odds)
        return odds * np.float32(self._scale) + np.float32(self._shift)

    def _rows(self, question: str, windows: Sequence[str]) -> list[Row]:
        parts = [one.rpartition("\n") for one in windows]
        texts = [question, *(part[0] for part in parts), *(part[2] for part in parts)]
        ids = [one.ids for one in self._tokenizer.encode_batch(texts, add_special_tokens=False)]
        before, last = ids[1 : 1 + len(parts)], ids[1 + len(parts) :]
        return [
            pair_row(ids[0], previous, sentence, self._ends) for previous, sentence in zip(before, last, strict=True)
        ]

    def _score_batches(self, rows: list[Row], odds: NDArray[np.float32]) -> None:
        # Sorted by length, a batch needs almost no padding; longest first, so that memory is claimed once.
        order = sorted(range(len(rows)), key=lambda place: len(rows[place][0]), reverse=True)
        queue = self._throughput_queue()

        def store(request: Any, batch: list[int]) -> None:
            odds[batch] = request.get_output_tensor(0).data

        queue.set_callback(store)
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            queue.start_async(_padded([rows[place] for place in batch]), batch)
        queue.wait_all()

    def _latency_model(self) -> Any:
        if self._single is None:
            self._single = self._compile({"PERFORMANCE_HINT": "LATENCY"})
        return self._single

    def _throughput_queue(self) -> Any:
        if self._queue is None:
            streams = os.cpu_count() or 1
            self._queue = openvino().AsyncInferQueue(self._compile({"NUM_STREAMS": str(streams)}), streams)
        return self._queue

    def _compile(self, options: dict[str, str]) -> Any:
        core = openvino().Core()
        precise = "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        options = {**options, "INFERENCE_PRECISION_HINT": "f32" if precise else "bf16"}
        return core.compile_model(str(self._folder / "model.xml"), "CPU", options)


def _padded(rows: list[Row]) -> list[NDArray[np.int64]]:
    """Token ids, attention mask and token types, each of shape (len(rows), longest row)."""
    longest = max(len(ids) for ids, _ in rows)
    found = np.zeros((3, len(rows), longest), dtype=np.int64)
    for place, (ids, types) in enumerate(rows):
        found[0, place, : len(ids)] = ids
        found[1, place, : len(ids)] = 1
        found[2, place, : len(ids)] = types
    return list(found)


def shipped_evidence_model() -> EvidenceModel | None:
    """The model that is installed with Byline; None when it was installed without."""
    with as_file(files(__package__).joinpath("evidence_weights")) as folder:
        return EvidenceModel(folder) if (folder / "model.xml").is_file() else None
