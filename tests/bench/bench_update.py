"""What a build and each kind of update cost, on real newspapers grown by perturbation.

    python -m tests.bench.bench_update --data DIR --articles 10000 --embedder stand-in [--work FOLDER]

DIR holds `newspaper-424.jsonl`. Each article that is grown mixes paragraphs of several, with words exchanged, one file
each. Each step runs in a process of its own: seconds from its start (imports included) and CPU seconds, passages
embedded, bytes handed to the system for writing, and peak memory. `stand-in` makes deterministic vectors from hashed
words, so that everything but embedding is measured; `real` loads the default embedding model.
"""

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

from index.build import Progress, Summary, build
from index.embedder import Embedder, EmbedderIdentity, Vectors
from index.words import words

Step = tuple[str, Callable[[list[Path]], object]]
_DIMENSIONS = 384


class StandIn:
    """Vectors of hashed words in the size of the real model's; as a tokenizer it counts words."""

    identity = EmbedderIdentity("stand-in", "0" * 64, _DIMENSIONS)
    max_tokens = 254

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(words(text)) for text in texts]

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.full((len(texts), _DIMENSIONS), 1e-6, dtype=np.float32)
        for row, text in enumerate(texts):
            np.add.at(vectors[row], [_place(word) for word in words(text)], 1.0)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


@lru_cache(maxsize=200_000)
def _place(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "big") % _DIMENSIONS


def grow(source: Path, folder: Path, articles: int) -> None:
    """Write `articles` files, a hundred to a folder, each a mixture of paragraphs of three of the newspapers."""
    records = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    bodies = [[part for part in record["text"].split("\n") if part.strip()] for record in records]
    vocabulary = sorted({word for body in bodies for part in body for word in part.split() if word.isalpha()})
    draw = random.Random(7)  # noqa: S311
    for number in range(articles):
        record = records[number % len(records)]
        length = max(3, len(bodies[number % len(bodies)]))
        parts = [draw.choice(body) for body in draw.choices(bodies, k=3) for _ in range(length // 3)]
        title = _exchanged(str(record["title"] or "Untitled"), vocabulary, draw)
        head = f"---\ntitle: {json.dumps(title)}\npublisher: {json.dumps(record['publisher'] or 'unknown')}\n---\n\n"
        file = folder / f"{number // 100:04}" / f"{number:06}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(head + "\n\n".join(_exchanged(part, vocabulary, draw) for part in parts), encoding="utf-8")


def _exchanged(text: str, vocabulary: Sequence[str], draw: random.Random) -> str:
    """The text with every second word drawn anew: fewer would make copies of one another of all that share a source."""
    return " ".join(draw.choice(vocabulary) if draw.random() < 0.5 else word for word in text.split())


def _add(files: list[Path]) -> None:
    text = files[0].read_text(encoding="utf-8")
    files[0].with_name("zz-added.md").write_text(text.replace(" the ", " this newly added "), encoding="utf-8")


def _change(files: list[Path]) -> None:
    with files[1].open("a", encoding="utf-8") as file:
        file.write("\n\nA spokeswoman declined on Friday to say whether the inquiry had been closed.\n")


def _rename(files: list[Path]) -> None:
    files[2].rename(files[2].with_name("zz-renamed.md"))


def _delete(files: list[Path]) -> None:
    files[3].unlink()


_STEPS: tuple[Step, ...] = (
    ("full build", lambda files: None),
    ("no change", lambda files: None),
    ("one added", _add),
    ("one changed", _change),
    ("one renamed", _rename),
    ("one deleted", _delete),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--embedder", choices=("stand-in", "real"), default="stand-in")
    parser.add_argument("--work", type=Path, help="keep files and index here instead of a temporary folder")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        _build_once(options.child, options.embedder)
        return 0
    source = options.data / "newspaper-424.jsonl" if options.data else None
    if source is None or not source.is_file():
        print("name the folder of newspaper-424.jsonl with --data")
        return 1
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.work or Path(temporary)
        shutil.rmtree(folder / "articles", ignore_errors=True)
        grow(source, folder / "articles", options.articles)
        for line in _measured(folder, options.embedder):
            print(line, flush=True)
    return 0


def _measured(folder: Path, embedder: str) -> Iterator[str]:
    articles = folder / "articles"
    files = sorted(articles.glob("*/*.md"))
    whole = 1
    yield (
        f"{'step':<12} {'s':>7} {'build s':>8} {'CPU s':>7} {'embedded':>9} {'MB written':>11} {'% of index':>10} {'peak MB':>8}"
    )
    for name, change in _STEPS:
        change(files)
        result = _in_child(articles, embedder)
        size = sum(path.stat().st_size for path in (articles / ".byline").iterdir())
        whole = size if name == "full build" else whole
        yield (
            f"{name:<12} {result['seconds']:>7.2f} {result['build']:>8.2f} {result['cpu']:>7.2f} {result['embedded']:>9,} "
            f"{result['written'] / 1e6:>11.2f} {100 * result['written'] / whole:>9.1f}% {result['peak'] / 1e6:>8.0f}"
        )
        if name == "full build":
            passages = result["passages"]
            yield (
                f"  {embedder} embedder: {result['articles']:,} articles, {passages:,} passages, index {size / 1e6:,.0f} MB "
                f"({size / passages:,.0f} bytes a passage), {passages / result['build']:,.0f} passages/s; "
                f"seconds by stage: {result['stages']}"
            )


def _in_child(articles: Path, embedder: str) -> dict[str, float]:
    started = time.monotonic()
    command = [sys.executable, "-m", "tests.bench.bench_update", "--child", str(articles), "--embedder", embedder]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return {**result, "seconds": time.monotonic() - started}


def _build_once(articles: Path, embedder: str) -> None:
    """Build, and print what it took as JSON."""
    stages: dict[str, float] = {}
    stage, since, started = "start", time.monotonic(), time.monotonic()
    for event in build(articles, articles / ".byline", _open(embedder)):
        if not isinstance(event, Progress) or event.stage != stage:
            now = time.monotonic()
            stages[stage] = stages.get(stage, 0.0) + now - since
            since, stage = now, event.stage if isinstance(event, Progress) else "end"
    if not isinstance(event, Summary):
        raise TypeError("the build ended without a summary")
    usage = resource.getrusage(resource.RUSAGE_SELF)
    io = dict(line.split(": ") for line in Path("/proc/self/io").read_text(encoding="utf-8").splitlines())
    json.dump(
        {
            "build": time.monotonic() - started,
            "cpu": usage.ru_utime + usage.ru_stime,
            "embedded": event.embedded,
            "articles": event.counts["articles"],
            "passages": event.counts["passages"],
            "written": int(io["wchar"]),
            "peak": usage.ru_maxrss * 1024,
            "stages": {name: round(seconds, 2) for name, seconds in stages.items()},
        },
        sys.stdout,
    )


def _open(embedder: str) -> Embedder:
    if embedder == "stand-in":
        return StandIn()
    from assistant.settings import cache_folder
    from index.embedder import EMBEDDED_MODEL, open_embedder

    return open_embedder(EMBEDDED_MODEL, cache_folder() / "embedders")


if __name__ == "__main__":
    raise SystemExit(main())
