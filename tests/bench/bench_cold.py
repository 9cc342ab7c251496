"""Seconds and memory from a cold process: `--help`, `search --json`, and `ask` to its first token.

Each command runs several times in a new process; medians are printed, with the best, because the machine may be
shared. Beside them stands a bare `python -c pass`, so that the figures can be read as ratios.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

COMMAND = [sys.executable, "-m", "assistant.cli"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path(os.environ.get("BYLINE_DATA", "corpus")))
    options.add_argument("--index", type=Path, help="an index of DATA; built when left out")
    options.add_argument("--runs", type=int, default=7)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        index = given.index or Path(scratch) / "index"
        where = ["--corpus", str(given.data), "--index", str(index)]
        subprocess.run([*COMMAND, "index", *where], check=True, stderr=subprocess.DEVNULL)
        question = "Who called for the strike?"
        subprocess.run([*COMMAND, "ask", question, "--json", *where], check=True, stdout=subprocess.DEVNULL)
        rows = {
            "python -c pass": timed([sys.executable, "-c", "pass"], given.runs),
            "byline --help": timed([*COMMAND, "--help"], given.runs),
            "byline search --json": timed([*COMMAND, "search", question, "--json", *where], given.runs),
            "byline ask --model none": timed([*COMMAND, "ask", question, "--model", "none", *where], given.runs),
            "byline ask to first token": first_token([*COMMAND, "ask", question, "--json", *where], given.runs),
        }
    print(json.dumps(rows, indent=1))


def timed(command: list[str], runs: int) -> dict[str, float]:
    """Median and best seconds, and the most memory in MB, of new processes."""
    seconds, memory = [], 0.0
    for _ in range(runs):
        started = perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(perf_counter() - started)
        memory = max(memory, usage.ru_maxrss / 1024)
        if status:
            raise SystemExit(f"{' '.join(command)} failed")
    return {"median_s": round(median(seconds), 3), "best_s": round(min(seconds), 3), "memory_mb": round(memory)}


def first_token(command: list[str], runs: int) -> dict[str, float]:
    """Seconds from the start of the process until the model's first token, as the answer reports them."""
    seconds = []
    for _ in range(runs):
        started = perf_counter()
        output = subprocess.run(command, check=True, capture_output=True).stdout
        whole = perf_counter() - started
        told = json.loads(output)["seconds"]
        if "first_token" not in told:
            raise SystemExit("the model was not asked: choose a question that the articles answer")
        seconds.append(whole - told["total"] + told["first_token"])
    return {"median_s": round(median(seconds), 3), "best_s": round(min(seconds), 3)}


if __name__ == "__main__":
    main()
