"""What a question costs before the language model, by stage, in milliseconds of processor time.

    python -m tests.bench.bench_stages --data DIR --work DIR [--sample N]

Over the index of `bench_retrieval`, with questions of its tuning half, each asked once in a warm process. Processor
time, because the machine may be busy with other things. The last column compares each stage to the whole.
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

import numpy as np

from assistant.engine.questions.question import understand
from assistant.engine.ranking.evidence import EvidenceRanker
from assistant.engine.ranking.relevance import load_relevance_model
from assistant.wiring import Corpus
from index.embedder import EMBEDDED_MODEL, open_embedder
from tests.bench.bench_retrieval import indexed, questions


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("BYLINE_DATA"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=20)
    options = parser.parse_args()
    if options.data is None:
        parser.error("give --data DIR, a folder that holds articles/newspaper-424.jsonl")
    folder = indexed(Path(options.data), options.work, open_embedder(EMBEDDED_MODEL, options.work / "embedders"))
    asked = [one.question for one in questions("tune")]
    with Corpus(options.work / "articles", folder, model="none") as corpus:
        taken = measured(corpus, asked[:: max(1, len(asked) // options.sample)][: options.sample])
    total = sum(np.median(values) for values in taken.values())
    print("| stage | median ms | 95th percentile | share of the whole |\n|---|---|---|---|")
    for name, values in taken.items():
        middle, late = np.quantile(values, [0.5, 0.95])
        print(f"| {name} | {middle:.1f} | {late:.1f} | {middle / total:.0%} |")
    print(f"| together, {len(values)} questions | {total:.1f} | | |")


def measured(corpus: Corpus, asked: list[str]) -> dict[str, list[float]]:
    """Stage to milliseconds for each question; the first question warms up and is not counted."""
    taken: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        started = process_time()
        yield
        taken[name].append(1000 * (process_time() - started))

    index, publishers = corpus.index(), corpus._publishers()
    features = EvidenceRanker(index.embed, index.frequencies, load_relevance_model())
    ranker = corpus._ranker(index)
    for question in asked:
        with stage("understand the question"):
            read = understand(question, [], publishers, index.newest())
        with stage("embed the question"):
            index.embed([read.search_text])
        with stage("search by meaning and by words"):
            index.rankings(read.search_text)
        with stage("search as a whole"):
            hits = index.search(read.search_text, k=12)
        with stage("embed the sentences, rank them by features"):
            features.rank(read.standalone, hits, 40)
        with stage("rank again, sentences known, with the evidence model"):
            ranker.rank(read.standalone, hits, 12)
    for values in taken.values():
        del values[0]
    # The whole search holds the two searches, and what is ranked again is ranked by features first.
    inside = zip(taken["search as a whole"], taken["search by meaning and by words"], strict=True)
    taken["fuse, read passages, join copies"] = [max(0.0, whole - part) for whole, part in inside]
    del taken["search as a whole"]
    return dict(taken)


if __name__ == "__main__":
    main()
