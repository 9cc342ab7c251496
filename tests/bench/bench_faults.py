"""What is left of an index whose build is killed, or runs out of disk, at every system call and at random instants.

    python -m tests.bench.bench_faults [--random 300] [--stride 1]

Needs a C compiler and /proc; the articles are made up and the embedder is a stand-in, because what is measured is
the order in which things reach the disk. Exit status 1 when anything is lost.
"""

import argparse
import tempfile
import time
from pathlib import Path

from tests.faults.inject import compile_shim, run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--random", type=int, default=300, help="random instants, over all scenarios")
    parser.add_argument("--stride", type=int, default=1, help="each so many-th call")
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        shim = compile_shim(Path(folder))
        if shim is None:
            print("needs a C compiler named cc, and /proc")
            return 1
        print(f"{'scenario':<14} {'fault':<28} {'runs':>5} {'old':>5} {'new':>5} {'lost':>5}")
        runs, losses = 0, []
        for outcome in run(shim, stride=options.stride, at_random=options.random):
            runs += outcome.runs
            losses += [f"{outcome.scenario}, {outcome.fault}, {loss}" for loss in outcome.losses]
            print(
                f"{outcome.scenario:<14} {outcome.fault:<28} {outcome.runs:>5} {outcome.old:>5} {outcome.new:>5} "
                f"{len(outcome.losses):>5}",
                flush=True,
            )
    print(f"{runs} faults, {len(losses)} losses, {time.monotonic() - started:.0f} s", *losses, sep="\n")
    return 1 if losses else 0


if __name__ == "__main__":
    raise SystemExit(main())
