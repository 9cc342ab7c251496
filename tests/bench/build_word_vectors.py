"""Makes the table of word vectors from the lexicon and the default embedding model.

Usage: python -m tests.bench.build_word_vectors --work DIR [--dimensions 96]
"""
# ruff: noqa: T201  a report on stdout is the purpose

import argparse
from pathlib import Path

import numpy as np

from assistant.engine.facts.lexicon import lexicon
from index.embedder import EMBEDDED_MODEL, open_embedder

_OUT = Path("assistant/engine/word_vectors.npz")


def main() -> None:
    """Embed every word of the lexicon alone, centre, reduce, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for the converted embedding model")
    parser.add_argument("--dimensions", type=int, default=96)
    options = parser.parse_args()
    words = sorted(word for word in lexicon().senses if word.isascii() and word.isalpha() and len(word) > 2)
    vectors = open_embedder(EMBEDDED_MODEL, options.work / "embedder").embed(words)
    vectors -= vectors.mean(axis=0)
    _, _, components = np.linalg.svd(vectors[::3], full_matrices=False)
    reduced = vectors @ components[: options.dimensions].T
    small = np.round(127 * reduced / np.abs(reduced).max(axis=1, keepdims=True)).astype(np.int8)
    np.savez_compressed(_OUT, vectors=small, words=np.frombuffer(" ".join(words).encode("ascii"), dtype=np.uint8))
    print(f"{_OUT}: {len(words)} words, {_OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
