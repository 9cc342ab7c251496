"""The one place that imports OpenVINO, which runs converted models on a CPU."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BATCH = 16
"""Rows per inference; larger batches leave the caches of a small processor."""

Row = tuple[Sequence[int], ...]
"""One text as a model reads it: a run of numbers for each of its inputs, all of the same length."""


def openvino() -> Any:
    """The OpenVINO module, kept from reporting its use over the network."""
    # None makes the import of the reporting package fail, and OpenVINO then does without it.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino as module

    return module


class Runner:
    """Runs a converted encoder over rows of any length, on all processors; threads take turns."""

    def __init__(self, path: Path, precision: str | None = None) -> None:
        """`path` is the model's XML file; `precision` is "f32" or "bf16", None chooses."""
        self._path = path
        self._precision = precision
        self._queue: Any = None
        self._lock = RLock()

    def warm(self) -> None:
        """Compile the model, which otherwise happens at the first rows."""
        with self._lock:
            if self._queue is None:
                self._queue = self._compiled()

    def _compiled(self) -> Any:
        core, streams = openvino().Core(), os.cpu_count() or 1
        options = {"NUM_STREAMS": str(streams), "INFERENCE_PRECISION_HINT": self._precision or _precision(core)}
        return openvino().AsyncInferQueue(core.compile_model(str(self._path), "CPU", options), streams)

    def run(self, rows: Sequence[Row]) -> NDArray[np.float32]:
        """The model's first output, float32 with one entry for each of `rows`, of which there is at least one."""
        with self._lock:
            self.warm()
            return self._run(rows)

    def _run(self, rows: Sequence[Row]) -> NDArray[np.float32]:
        # Sorted by length, a batch needs almost no padding; longest first, so that memory is claimed once.
        order = sorted(range(len(rows)), key=lambda place: len(rows[place][0]), reverse=True)
        found: dict[int, NDArray[np.float32]] = {}

        def store(request: Any, first: int) -> None:
            found[first] = request.get_output_tensor(0).data.copy()

        self._queue.set_callback(store)
        # A batch keeps one processor busy, so few rows are shared out among all of them.
        size = min(_BATCH, -(-len(order) // len(self._queue)))
        for first in range(0, len(order), size):
            self._queue.start_async(_padded([rows[place] for place in order[first : first + size]]), first)
        self._queue.wait_all()
        return np.concatenate([found[first] for first in sorted(found)])[np.argsort(order)]


def _precision(core: Any) -> str:
    """bf16 where the processor computes in it (cosine to the reference above 0.999), f32 elsewhere."""
    capabilities = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "bf16" if "BF16" in capabilities else "f32"


def _padded(rows: Sequence[Row]) -> list[NDArray[np.int64]]:
    """Each input of the model, of shape (len(rows), longest row), filled up with 0."""
    longest = max(len(row[0]) for row in rows)
    found = np.zeros((len(rows[0]), len(rows), longest), dtype=np.int64)
    for place, row in enumerate(rows):
        for number, values in enumerate(row):
            found[number, place, : len(values)] = values
    return list(found)
