"""Every measurement, one after the other: `python -m tests.bench [--data DIR] [--only NAME ...]`.

DIR holds `articles/` (folders and files of real articles) and `eval/` (public test sets); what needs it is left out,
and named, when it is not given.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

BENCHES: tuple[tuple[str, str], ...] = (
    ("cold", ""),
    ("embedding", "--data {data}/articles"),
    ("decode", ""),
    ("evidence_model", ""),
    ("question", "--data {data}"),
    ("origins", "--data {data}"),
    ("readers", "--data {data}/articles"),
    ("disagreement", "--data {data}"),
    ("support", "--data {data}"),
    ("support_curve", "--data {data}"),
    ("relevance", "--data {data} --work {work}"),
    ("answerability", "--data {data} --work {work}"),
    ("retrieval", "--data {data} --work {work} --half test"),
    ("stages", "--data {data} --work {work}"),
    ("answers", "--data {data}"),
    ("update", "--data {data}"),
    ("scale", "--data {data}"),
    ("faults", ""),
    ("tui", ""),
)
"""Module without `bench_`, and its arguments; those with {data} need the data."""


def main() -> int:
    """Run the measurements; 1 when one of them fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("BYLINE_DATA"))
    parser.add_argument("--only", nargs="*", choices=[name for name, _ in BENCHES], metavar="NAME")
    given = parser.parse_args()
    failed = []
    for name, arguments in BENCHES:
        if given.only and name not in given.only:
            continue
        if "{data}" in arguments and not given.data:
            print(f"\n== {name}: left out, it needs --data DIR", flush=True)
            continue
        print(f"\n== {name}", flush=True)
        filled = arguments.format(data=given.data, work=Path("build") / "bench").split()
        if subprocess.run([sys.executable, "-m", f"tests.bench.bench_{name}", *filled]).returncode:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
