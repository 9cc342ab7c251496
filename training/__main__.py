"""Makes a model anew: `python -m training --data DIR [--work DIR] [--model relevance|close|support] [--base DIR]`.

DIR holds `train/` (public sets) and `articles/` (newspaper-424.jsonl and aleppo-2018/), for support also
`eval/support/`. Every step is a program of its own, and what was finished is kept in `--work`.

relevance: index the articles that our questions are about, train on public sets, go on with our own questions, export
and calibrate, weigh; about seven hours on two processor cores. close: train the larger model that reads again, which
starts from all-mpnet-base-v2 in the folder `--base`, on the same sources, export, weigh; about two hours. support: train
on entailment, go on with planted errors, measure beside the feature model, which is what ships; about seven hours.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from training.own_sets import own_sets

_QUESTIONS = Path(__file__).parent.parent / "tests" / "data"
_MINUTES = 6000
"""More than any training takes: all pairs are read."""


def main() -> None:
    """Run the steps of one model whose result is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    parser.add_argument("--model", choices=("relevance", "close", "support"), default="relevance")
    parser.add_argument("--base", type=Path, help="folder of all-mpnet-base-v2, for --model close")
    given = parser.parse_args()
    if given.model == "close":
        _close(given.data, given.work, given.base or parser.error("--model close needs --base"))
    elif given.model == "support":
        _support(given.data, given.work)
    else:
        _relevance(given.data, given.work)


def _relevance(data: Path, work: Path) -> None:
    names = ("public", "own", "plain", "balanced", "mean", "tempting", "tempting-mean", "scraped", "rest", "shipped")
    first, second, third, fourth, mean, fifth, both, sixth, seventh, last = (work / name for name in names)
    sets = _sets(data, work)
    train, train_own = _train(data), _train_own(data, work)
    _run_once(first, *train)
    further = ("--start", first / "checkpoint.pt", "--rate", 8e-5, "--seed", 5)
    _run_once(second, *train_own, *further, "--take", "public=4000", "own=19000")
    further = ("--start", second / "checkpoint.pt", "--rate", 7e-5, "--seed", 6)
    _run_once(third, *train_own, *further, "--take", "public=3300", "own=9500", "plain=19200")
    further = ("--start", third / "checkpoint.pt", "--rate", 5e-5, "--seed", 7)
    _run_once(fourth, *train_own, *further, "--take", "public=1000", "own=2800", "plain=1200", "balanced=7600")
    ends = [third / "checkpoint.pt", fourth / "checkpoint.pt"]
    _run_once(mean, "average_weights", *ends)
    further = ("--start", mean / "checkpoint.pt", "--rate", 6e-5, "--seed", 8)
    amounts = ("public=1300", "own=2800", "plain=1700", "balanced=1700", "tempting=17400")
    _run_once(fifth, *train_own, *further, "--take", *amounts)
    _run_once(both, "average_weights", mean / "checkpoint.pt", fifth / "checkpoint.pt")
    further = ("--start", both / "checkpoint.pt", "--rate", 7e-5, "--seed", 9)
    amounts = ("public=2600", "own=3300", "plain=1800", "balanced=1200", "tempting=3600")
    _run_once(sixth, *train_own, *further, "--take", *amounts, "paired=3000", "scraped=5700", "reference=5700")
    further = ("--start", sixth / "checkpoint.pt", "--rate", 6e-5, "--seed", 10)
    fewer = ("public=1300", "own=2000", "tempting=1000")
    _run_once(seventh, *train_own, *further, "--take", *fewer, "paired=7500", "scraped=6000", "reference=1500")
    _run_once(last, "average_weights", sixth / "checkpoint.pt", seventh / "checkpoint.pt")
    _run("export_relevance_encoder", "--checkpoint", last / "checkpoint.pt", "--data", data / "train")
    _run("fit_reranking", *sets)


def _close(data: Path, work: Path, base: Path) -> None:
    first, second, third = (work / name for name in ("close", "close-reports", "close-rest"))
    train = (*_train_own(data, work), "--close", base, "--lean")
    taken = ("public=2600", "own=2600", "plain=1000", "balanced=700", "tempting=4200")
    reports = ("paired=5516", "scraped=6000", "reference=2200")
    _run_once(first, *train, "--rate", 5e-5, "--seed", 9, "--take", *taken, *reports)
    more = ("public=1300", "plain=900", "balanced=800", "tempting=1900")
    reports = ("paired=900", "scraped=2700", "reference=800")
    further = ("--start", first / "checkpoint.pt", "--rate", 4e-5, "--seed", 32)
    _run_once(second, *train, *further, "--take", *more, *reports)
    rest = ("public=2500", "own=4500", "plain=1500", "balanced=1500", "tempting=3500")
    reports = ("paired=2000", "scraped=5000", "reference=1500")
    further = ("--start", second / "checkpoint.pt", "--rate", 3.5e-5, "--seed", 33)
    _run_once(third, *train, *further, "--take", *rest, *reports)
    checkpoint = third / "checkpoint.pt"
    _run("export_relevance_encoder", "--checkpoint", checkpoint, "--close", base, "--data", data / "train")
    _run("fit_reranking", *_sets(data, work))


def _sets(data: Path, work: Path) -> list[str]:
    """Corpus, index and questions of each of our own sets."""
    return [str(path) for one in own_sets(data, work) for path in one]


def _train(data: Path) -> tuple[object, ...]:
    """A training on public sets, which those of our own articles that measure are left out of."""
    return (
        *("train_relevance_encoder", "--data", data / "train"),
        *("--newspapers", data / "articles" / "newspaper-424.jsonl", "--minutes", _MINUTES),
        *("--exclude", _QUESTIONS / "newspaper-questions.jsonl"),
    )


def _train_own(data: Path, work: Path) -> tuple[object, ...]:
    """The same with our own questions."""
    learnt_only = [
        str(part)
        for name in ("relevance-questions", "learn-newspaper", "learn-twins")
        for part in (data / "articles", work / "newspaper", _QUESTIONS / f"{name}.jsonl")
    ]
    return (*_train(data), "--own", *_sets(data, work), *learnt_only)


def _support(data: Path, work: Path) -> None:
    start, first, second = work / "own", work / "entailment", work / "planted"
    if not (start / "finished").exists():
        sys.exit(f"no relevance encoder in {start} to start from: make that model first")
    train = ("train_support_encoder", "--data", data, "--minutes", _MINUTES)
    _run_once(first, *train, "--start", start / "checkpoint.pt")
    _run_once(second, *train, "--start", first / "checkpoint.pt", "--planted", "--seed", 2)
    _run(
        "evaluate_support_encoder", "--data", data, "--checkpoint", first / "checkpoint.pt", second / "checkpoint.pt"
    )


def _run_once(out: Path, *command: object) -> None:
    if not (out / "finished").exists():
        _run(*command, "--out", out)
        (out / "finished").touch()


def _run(*command: object) -> None:
    name, *arguments = map(str, command)
    print(f"\n== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"training.{name}", *arguments], check=True)


if __name__ == "__main__":
    main()
