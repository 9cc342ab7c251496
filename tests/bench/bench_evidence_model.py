"""Measures the shipped evidence model: time to open, milliseconds per pair by length and batch, memory.

Usage: python -m tests.bench.bench_evidence_model [--model DIR] [--repeats 7]

The median of the repeats stands beside the fastest, because other programs may take the processor.
"""

import argparse
import resource
from pathlib import Path
from statistics import median
from time import perf_counter

from assistant.engine.ranking.evidence_model import EvidenceModel, window

_SHIPPED = Path(__file__).parent.parent.parent / "assistant" / "engine" / "ranking" / "evidence_weights"
_QUESTION = "How many people were taken to hospital after the ferry sank?"
_SENTENCE = "A spokesman for the harbour board said that 46 passengers were treated in hospital on Monday"
_BEFORE = "The ferry struck a pier in thick fog shortly before it was to land, and sank within the hour."


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=_SHIPPED)
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    started = perf_counter()
    model = EvidenceModel(options.model)
    model.scores(_QUESTION, [_SENTENCE])
    print(f"opened and first pair judged in {perf_counter() - started:.2f} s")
    started = perf_counter()
    model.scores(_QUESTION, [_SENTENCE] * 32)
    print(f"first batch {perf_counter() - started:.2f} s")
    print(f"{'window':28} {'pairs':>5} {'median ms':>10} {'best ms':>9} {'ms a pair':>10}")
    lengths = {
        "sentence (32 word pieces)": _SENTENCE + ".",
        "two sentences (55)": window("", _BEFORE, _SENTENCE + "."),
        "as long as is read (112)": window("", _BEFORE, f"{_SENTENCE}, and {_SENTENCE}, and {_SENTENCE}."),
    }
    for name, text in lengths.items():
        for count in (1, 16, 60):
            times = []
            for _ in range(options.repeats):
                started = perf_counter()
                model.scores(_QUESTION, [text] * count)
                times.append(1000 * (perf_counter() - started))
            print(f"{name:28} {count:5} {median(times):10.1f} {min(times):9.1f} {median(times) / count:10.2f}")
    print(f"memory of the process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
