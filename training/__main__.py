"""Makes the evidence model and the second ranking anew: `python -m training --data DIR [--work DIR]`.

DIR holds `train/` (public sets) and `articles/` (newspaper-424.jsonl and aleppo-2018/). Five steps, each a program of
its own: index the articles that our questions are about, train on public sets, go on with our own questions, export
and calibrate, weigh. On two processor cores it takes about 80 minutes; what was finished is kept in `--work`.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from training.own_sets import own_sets

_QUESTIONS = Path(__file__).parent.parent / "tests" / "data"


def main() -> None:
    """Run the steps whose result is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    given = parser.parse_args()
    articles, first, second = given.data / "articles", given.work / "public", given.work / "own"
    sets = [str(path) for one in own_sets(given.data, given.work) for path in one]
    newspaper = (str(articles), str(given.work / "newspaper"))
    learnt_only = [
        part
        for name in ("relevance-questions", "learn-newspaper")
        for part in (*newspaper, str(_QUESTIONS / f"{name}.jsonl"))
    ]
    train = [
        *("train_relevance_encoder", "--data", given.data / "train"),
        *("--newspapers", articles / "newspaper-424.jsonl", "--minutes", 6000),
        *("--exclude", _QUESTIONS / "newspaper-questions.jsonl"),
    ]
    if not (first / "finished").exists():
        _run(*train, "--out", first)
        (first / "finished").touch()
    if not (second / "finished").exists():
        further = ("--start", first / "checkpoint.pt", "--rate", 8e-5, "--seed", 5, "--most", 12000, "--repeat", 2)
        _run(*train, *further, "--out", second, "--own", *sets, *learnt_only)
        (second / "finished").touch()
    _run("export_relevance_encoder", "--checkpoint", second / "checkpoint.pt", "--data", given.data / "train")
    _run("fit_reranking", *sets)


def _run(name: str, *arguments: object) -> None:
    print(f"\n== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"training.{name}", *map(str, arguments)], check=True)


if __name__ == "__main__":
    main()
