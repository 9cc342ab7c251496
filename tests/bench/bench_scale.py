"""How an index of many passages builds, searches and remembers: time, disk, memory, recall against exact search.

    python -m tests.bench.bench_scale --data DIR [--passages 100000] [--index DIR] [--work DIR]

DIR holds `articles/newspaper-424.jsonl`, of which the passages are variants (`tests/bench/scaled_articles.py`); the
questions are those of `tests/data`, embedded. Searches run in a process of its own, one after the other, each question
new to it. Each time stands twice: as the clock counts it, and as processor time, because the machine may be shared.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.cases import read_cases
from assistant.wiring import Corpus
from index import catalog, catalog_file, commit
from index.catalog import Catalog
from index.compaction import compact
from index.search import Index
from index.types import Filters
from index.vectors import Vectors
from index.words import content_words
from tests.bench.scaled_articles import Variants, read_sources

ROOT = Path(__file__).parents[2]
QUESTIONS = ("newspaper-questions", "relevance-questions", "aleppo-questions")
K = 10
"""Neighbours of which recall is counted."""

Truth = NDArray[np.int64]
"""Shape (questions, K): the nearest vectors in any order; -1 where a filter leaves fewer."""


def main() -> None:
    """Build and measure, or only measure, which is what the process that searches does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("BYLINE_DATA", "")))
    parser.add_argument("--index", type=Path, help="an index of the real articles; built when left out")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--work", type=Path, help="where the large index is left; deleted when left out")
    parser.add_argument("--searches", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.searches:
        print(json.dumps(searches(given.searches)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        print(json.dumps(run(given, Path(scratch)), indent=1))


def run(given: argparse.Namespace, scratch: Path) -> dict[str, object]:
    """Everything that is reported."""
    folder = given.work or scratch / "large"
    folder.mkdir(parents=True, exist_ok=True)
    with Corpus(given.data / "articles", given.index or scratch / "real", include=("newspaper-424.jsonl",)) as corpus:
        if given.index is None:
            for _ in corpus.build():
                pass
        index = corpus.index()
        variants = Variants(read_sources(index.catalog), given.passages)
        vectors = index.embed(questions())
        built = build(variants, corpus, folder)
    filters = chosen_filters(folder)
    print(json.dumps(built), file=sys.stderr, flush=True)
    truths = nearest(variants, vectors, [allowed(folder, one) for one in filters.values()])
    np.savez(folder / "truth.npz", **dict(zip(filters, truths, strict=True)))
    command = [sys.executable, "-m", "tests.bench.bench_scale", "--searches", str(folder)]
    measured = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {"passages": variants.passages, "questions": len(questions()), **built, **measured}


def questions() -> list[str]:
    """Real questions about news."""
    return [case.question for name in QUESTIONS for case in read_cases(ROOT / f"tests/data/{name}.jsonl")]


def build(variants: Variants, corpus: Corpus, folder: Path) -> dict[str, object]:
    """Write the index with the project's own commit and compaction; only reading and embedding are left out."""
    identity = corpus.embedder().identity
    update = commit.Update(fresh=True, dropped_files=(), files={}, articles=variants, origins={}, notes={})
    given = iter(range(variants.passages))

    def vectors_of(keys: Sequence[bytes]) -> Vectors:
        places = [next(given) for _ in keys]
        return variants.vectors(places[0], places[-1] + 1)

    started, used = perf_counter(), process_time()
    with closing(catalog_file.connect(folder / catalog.FILE)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        catalog_file.create(connection)
        commit.write_update(connection, folder, update, identity, "bench", vectors_of)
        connection.execute("COMMIT")
        committed, committed_cpu = perf_counter(), process_time()
        steps = sum(1 for _ in compact(connection, folder))
        compacted, compacted_cpu = perf_counter(), process_time()
        commit.collect_garbage(connection, folder)
    return {
        "commit_s": {"clock": round(committed - started, 1), "processor": round(committed_cpu - used, 1)},
        "compaction_s": {
            "clock": round(compacted - committed, 1),
            "processor": round(compacted_cpu - committed_cpu, 1),
        },
        "compaction_steps": steps,
        "most_memory_mb": round(memory("VmHWM")),
        "disk_mb": {file.name: round(file.stat().st_size / 1e6, 1) for file in sorted(folder.iterdir())},
    }


def chosen_filters(folder: Path) -> dict[str, Filters]:
    """None; a publisher with few passages, one with many; the later half of the dates."""
    with closing(Catalog(folder / catalog.FILE)) as opened:
        publishers = [name for name, _ in opened.publishers()]
        dates = opened.connection.execute("SELECT published FROM articles WHERE published IS NOT NULL ORDER BY 1")
        days = [day for (day,) in dates]
    return {
        "all": Filters(),
        "rarest publisher": Filters(sources=(publishers[-1],)),
        "commonest publisher": Filters(sources=(publishers[0],)),
        "later half": Filters(after=date.fromisoformat(days[len(days) // 2])),
    }


def allowed(folder: Path, filters: Filters) -> NDArray[np.bool_] | None:
    """Whether each vector passes, by id; None when all do."""
    with closing(Catalog(folder / catalog.FILE)) as opened:
        found = opened.allowed(filters)
        if found is None:
            return None
        mask = np.zeros(opened.passage_count + 1, dtype=bool)
        mask[found.vectors] = True
        return mask


def nearest(variants: Variants, vectors: Vectors, masks: Sequence[NDArray[np.bool_] | None]) -> list[Truth]:
    """The nearest vectors of each question by exact search over the vectors as they were made, for each filter."""
    ids = [np.full((len(vectors), K), -1) for _ in masks]
    cosines = [np.full((len(vectors), K), -2.0, np.float32) for _ in masks]
    first = 1
    for block in variants.blocks():
        here = np.arange(first, first + len(block))
        near = vectors @ block.T
        for place, mask in enumerate(masks):
            passing = slice(None) if mask is None else np.flatnonzero(mask[here])
            all_ids = np.concatenate([ids[place], np.broadcast_to(here[passing], near[:, passing].shape)], axis=1)
            all_cosines = np.concatenate([cosines[place], near[:, passing]], axis=1)
            best = np.argpartition(-all_cosines, K - 1, axis=1)[:, :K]
            ids[place] = np.take_along_axis(all_ids, best, axis=1)
            cosines[place] = np.take_along_axis(all_cosines, best, axis=1)
        first += len(block)
    return ids


def searches(folder: Path) -> dict[str, object]:
    """What a process that opens the index and searches it sees."""
    truth = np.load(folder / "truth.npz")
    asked = questions()
    with Corpus(folder, folder) as corpus:
        embedder = corpus.embedder()
        embedder.embed(["ready"])
        before = memory("VmRSS")
        started = perf_counter()
        index = Index(folder, lambda: embedder)
        index.search("Which questions are asked first?")
        first = perf_counter() - started
        whole = [timed(partial(index.search, question)) for question in asked]
        resident = {
            "before_index_mb": round(before),
            "mb": round(memory("VmRSS")),
            "mapped_mb": round(memory("RssFile")),
        }
        parts = {
            "embedding": [timed(partial(embedder.embed, [question])) for question in asked],
            "dense": [timed(partial(index._dense, question, Filters())) for question in asked],
            "lexical": [
                timed(partial(index.catalog.lexical, content_words(question), 100, Filters())) for question in asked
            ],
        }
        vectors = index.embed(asked)
        filtered = dict(filtered_searches(index, folder, asked, vectors, truth))
    return {
        "open_and_first_search_s": round(first, 3),
        "resident": resident,
        "search_ms": spread(whole),
        **{f"{name}_ms": spread(times) for name, times in parts.items()},
        "by_filter": filtered,
    }


def filtered_searches(
    index: Index, folder: Path, asked: Sequence[str], vectors: Vectors, truth: object
) -> Iterator[tuple[str, object]]:
    """For each filter its share of the passages, recall, and the time of a whole search."""
    for name, filters in chosen_filters(folder).items():
        passing = index.catalog.allowed(filters)
        only = None if passing is None else passing.vectors
        found = [index._vectors.search(vector, K, only).ids for vector in vectors]
        times = [timed(partial(index.search, question, filters)) for question in asked[:40]]
        yield (
            name,
            {
                "share": round(1.0 if only is None else len(only) / index.catalog.passage_count, 4),
                f"recall@{K}": recall(found, truth[name]),  # type: ignore[index]
                "search_ms_of_40": spread(times),
            },
        )


def recall(found: Sequence[NDArray[np.int64]], truth: Truth) -> dict[str, object]:
    """Mean share of the true neighbours that were found, its 95 % interval over questions, and the least."""
    shares = [
        len(set(ids) & set(true[true >= 0])) / max(1, (true >= 0).sum())
        for ids, true in zip(found, truth, strict=True)
    ]
    margin = 1.96 * float(np.std(shares)) / len(shares) ** 0.5
    mean = float(np.mean(shares))
    return {
        "mean": round(mean, 4),
        "interval": [round(mean - margin, 4), round(min(1.0, mean + margin), 4)],
        "least": min(shares),
    }


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor."""
    started, used = perf_counter(), process_time()
    work()
    return 1e3 * (perf_counter() - started), 1e3 * (process_time() - used)


def spread(times: Sequence[tuple[float, float]]) -> dict[str, dict[str, float]]:
    """Median and 95th percentile of both."""
    clock, processor = np.array(times).T
    return {
        name: {"p50": round(float(np.percentile(values, 50)), 1), "p95": round(float(np.percentile(values, 95)), 1)}
        for name, values in (("clock", clock), ("processor", processor))
    }


def memory(name: str) -> float:
    """A line of the process's status, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1e3
    raise SystemExit("this measurement needs Linux")


if __name__ == "__main__":
    main()
