"""Checks that everything Byline needs is there and fits together; each finding comes with its cure."""

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.wiring import Corpus
from index.errors import BylineError


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    subject: str
    """What was checked."""
    state: str
    """What was found, in one line."""
    cure: str = ""
    """What to do; empty when nothing is wrong."""


def examine(corpus: Corpus) -> list[Finding]:
    """Check the installation, both models and the index of `corpus`, quickest first."""
    return [*_installation(), _language_model(corpus), _embedding_model(corpus), *_index(corpus)]


def _installation() -> Iterator[Finding]:
    needed = {
        "faiss": "faiss-cpu",
        "llama_cpp": "llama-cpp-python",
        "openvino": "openvino",
        "sentence_transformers": "sentence-transformers",
        "tokenizers": "tokenizers",
    }
    missing = [package for module, package in needed.items() if importlib.util.find_spec(module) is None]
    if missing:
        yield Finding("installation", f"missing: {', '.join(missing)}", f"pip install {' '.join(missing)}")
    else:
        yield Finding("installation", "complete")


def _language_model(corpus: Corpus) -> Finding:
    try:
        name = corpus.language_model_name()
    except BylineError as error:
        return Finding("language model", error.title, error.hint)
    return Finding("language model", name)


def _embedding_model(corpus: Corpus) -> Finding:
    try:
        identity = corpus.embedder().identity
    except BylineError as error:
        return Finding("embedding model", error.title, error.hint)
    return Finding("embedding model", f"{identity.name}, {identity.dimensions} dimensions")


def _index(corpus: Corpus) -> Iterator[Finding]:
    try:
        index = corpus.index()
        faults = index.faults()
        index.embed(["ready"])
    except BylineError as error:
        yield Finding("index", error.title, error.hint)
        return
    counts = index.manifest()
    yield Finding(
        "index",
        f"generation {index.generation}: {counts['articles']} articles, {counts['passages']} passages, "
        f"{counts['vectors']} vectors",
    )
    for fault in faults:
        yield Finding("index", fault, "build it anew: byline index --rebuild")
    problems = list(index.catalog.problems())
    if problems:
        files = len({problem["path"] for problem in problems})
        yield Finding("articles", f"{len(problems)} problems in {files} files; see byline index")
    waiting = corpus.changed_files()
    if waiting:
        yield Finding("articles", f"{waiting} files differ from the index", "update it: byline index")
