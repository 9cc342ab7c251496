"""Passages a second and ranking quality of the fast embedder, beside SentenceTransformer.encode with its defaults.

Both embed the same passages in the same run, in turn, several times; the rate is the best of each, the ratio the
median over the pairs. Ranking quality: for passages' own titles as questions, how often the passage is found.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from index.embedder import EMBEDDED_MODEL, Vectors, model_folder, open_embedder
from index.ingest import ingest
from index.readers import Problem, corpus_files
from index.sources import load_sources


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path(os.environ.get("BYLINE_DATA", "corpus")))
    options.add_argument("--passages", type=int, default=512)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer

    with tempfile.TemporaryDirectory() as cache:
        fast = open_embedder(EMBEDDED_MODEL, Path(cache))
        titles, texts = sample(given.data, given.passages)
        reference = SentenceTransformer(str(model_folder(EMBEDDED_MODEL)), device="cpu")

        def defaults(batch: Sequence[str]) -> Vectors:
            return np.asarray(reference.encode(list(batch)))

        fast.embed(texts[:32])
        defaults(texts[:32])
        pairs = [(rate(defaults, texts), rate(fast.embed, texts)) for _ in range(given.rounds)]
        ours, theirs = fast.embed(texts), defaults(texts)
        result = {
            "passages": len(texts),
            "mean_word_pieces": round(float(np.mean(fast.count_tokens(texts))), 1),
            "sentence_transformers_per_s": round(max(pair[0] for pair in pairs), 1),
            "byline_per_s": round(max(pair[1] for pair in pairs), 1),
            "ratios": [round(pair[1] / pair[0], 2) for pair in pairs],
            "median_ratio": round(median(pair[1] / pair[0] for pair in pairs), 2),
            "cosine_min": round(float(np.sum(ours * theirs, axis=1).min()), 5),
            "mrr_byline": mrr(fast.embed(titles), ours),
            "mrr_sentence_transformers": mrr(defaults(titles), theirs),
        }
    print(json.dumps(result, indent=1))


def sample(data: Path, count: int) -> tuple[list[str], list[str]]:
    """Titles and passages of up to `count` articles' passages, spread evenly over the folder."""
    from tests.fakes.embedder import HashEmbedder

    titles, texts = [], []
    for file in corpus_files(data):
        for item in ingest(
            file, file.relative_to(data).as_posix(), load_sources(data / "sources.toml"), HashEmbedder()
        ):
            if isinstance(item, Problem) or not item.article.metadata.title:
                continue
            titles += [item.article.metadata.title] * len(item.passages)
            texts += [passage.text for passage in item.passages]
    step = max(1, len(texts) // count)
    return titles[::step][:count], texts[::step][:count]


def rate(embed: Callable[[Sequence[str]], Vectors], texts: Sequence[str]) -> float:
    """Texts a second."""
    started = perf_counter()
    embed(texts)
    return len(texts) / (perf_counter() - started)


def mrr(questions: Vectors, passages: Vectors) -> float:
    """Mean reciprocal rank of each title's own passage."""
    scores = questions @ passages.T
    own = np.diag(scores)[:, None]
    return round(float(np.mean(1.0 / (1 + np.sum(scores > own, axis=1)))), 4)


if __name__ == "__main__":
    main()
