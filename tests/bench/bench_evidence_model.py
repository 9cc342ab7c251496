"""Measures the shipped evidence model: time to open, milliseconds per pair by length and batch, memory.

Usage: python -m tests.bench.bench_evidence_model [--model DIR] [--repeats 15]

Rows of 64, 128 and 256 word pieces go through the runtime as they are; Byline itself cuts a pair at
`evidence_model.MAX_TOKENS`. The median of the repeats stands beside the fastest, because other programs may take the
processor.
"""

import argparse
import os
import resource
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from assistant.engine.ranking.evidence_model import MAX_TOKENS, EvidenceModel, window
from index.runtime import Runner

_SHIPPED = Path(__file__).parent.parent.parent / "assistant" / "engine" / "ranking" / "evidence_weights"
_QUESTION = "How many people were taken to hospital after the ferry sank?"
_SENTENCE = "A spokesman for the harbour board said that 46 passengers were treated in hospital on Monday"
_BEFORE = "The ferry struck a pier in thick fog shortly before it was to land, and sank within the hour."
_CANDIDATES = 30


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=_SHIPPED)
    parser.add_argument("--repeats", type=int, default=15)
    options = parser.parse_args()
    before = _memory()
    started = perf_counter()
    model = EvidenceModel(options.model)
    model.read(_QUESTION, [_SENTENCE])
    print(f"opened and first pair judged in {perf_counter() - started:.2f} s on {os.cpu_count()} processors")
    print(f"{'pairs':34} {'median ms':>10} {'best ms':>9} {'ms a pair':>10}")
    read = {
        f"{_CANDIDATES} sentences after another": window("", _BEFORE, _SENTENCE + "."),
        f"{_CANDIDATES} cut at {MAX_TOKENS} word pieces": window("", _BEFORE, f"{_SENTENCE}, and " * 4),
    }
    for name, text in read.items():
        texts = [text] * _CANDIDATES
        _report(name, partial(model.read, _QUESTION, texts), _CANDIDATES, options.repeats)
    print(f"memory of the process {_memory():.0f} MB at most, {before:.0f} MB before the model was opened")
    runner = Runner(options.model / "model.xml")
    for length in (64, 128, 256):
        row = (list(range(1000, 1000 + length)), [1] * length, [0] * (length // 3) + [1] * (length - length // 3))
        for count in (1, 16):
            rows = [row] * count
            _report(f"{count} of {length} word pieces", partial(runner.run, rows), count, options.repeats)


def _report(name: str, run: Callable[[], object], count: int, repeats: int) -> None:
    times = []
    for _ in range(repeats + 1):
        started = perf_counter()
        run()
        times.append(1000 * (perf_counter() - started))
    del times[0]  # compiles the model, or claims memory for this length
    print(f"{name:34} {median(times):10.1f} {min(times):9.1f} {median(times) / count:10.2f}")


def _memory() -> float:
    """Most memory that the process held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
