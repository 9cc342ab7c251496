"""What the relevance model sees at run time, with labels: questions over an index, with and without their answer."""

import hashlib
import json
import pickle
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.engine.ranking.asked import Asked, read_wording
from assistant.engine.ranking.evidence import Judged, judge
from index.build import build
from index.embedder import Embedder
from index.search import Index
from index.types import Article, Hit
from training.relevance_sets import Labelled

HITS = 12
"""Passages that a question retrieves."""
SPARE = 12
"""More are retrieved, so that as many are left when those with the answer are taken out."""


@dataclass(frozen=True)
class Pool:
    """One question over one state of the articles."""

    set: str
    document: str
    question: str
    variant: str
    """"present", "removed" (the passages that answer were taken out) or "none" (nothing answers)."""
    judged: Judged
    labels: NDArray[np.int8]
    """Shape (candidates,): 1 answers, 0 does not, -1 perhaps."""

    @property
    def answerable(self) -> bool:
        """Whether a candidate answers."""
        return bool((self.labels == 1).any())


class CachedEmbedder:
    """An embedder that keeps what it computed in a file."""

    def __init__(self, embedder: Embedder, file: Path) -> None:
        self._embedder = embedder
        self._file = file
        self._known: dict[bytes, NDArray[np.float32]] = pickle.loads(file.read_bytes()) if file.exists() else {}  # noqa: S301

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of the texts."""
        keys = [hashlib.blake2b(text.encode(), digest_size=12).digest() for text in texts]
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if fresh:
            vectors = self._embedder.embed(list(fresh.values())).astype(np.float16)
            self._known |= dict(zip(fresh, vectors, strict=True))
        return np.array([self._known[key] for key in keys], dtype=np.float32)

    def save(self) -> None:
        """Write the file."""
        self._file.write_bytes(pickle.dumps(self._known))


def build_index(folder: Path, files: Mapping[str, str], embedder: Embedder) -> Index:
    """An index over files, given as name and content, below `folder`."""
    articles = folder / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        file = articles / name
        if not file.exists() or file.read_text(encoding="utf-8") != content:
            file.write_text(content, encoding="utf-8")
    for _ in build(articles, folder / "index", embedder):
        pass
    return Index(folder / "index", lambda: embedder)


def json_lines(rows: Iterable[dict[str, Any]]) -> str:
    """The content of a JSONL file."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def pools(
    index: Index, questions: Sequence[Labelled], embed: Callable[[Sequence[str]], NDArray[np.float32]]
) -> Iterator[Pool]:
    """Each question with its answer among the passages, if it has one, and without it."""
    by_key = {article.path.partition("#")[2] or article.path: article for article in index.articles()}
    for labelled in questions:
        hits = index.search(labelled.question, k=HITS + SPARE)
        spans = [_locate(by_key.get(labelled.document), *gold) for gold in labelled.gold]
        found = [span for span in spans if span]
        if labelled.gold and not found:
            continue
        present = judge(labelled.question, hits[:HITS], embed, index.frequencies)
        labels = _labels(present, found, labelled.answer)
        if not labelled.gold:
            yield _pool(labelled, "none", present, np.minimum(labels, 0) * 0)
            continue
        if (labels == 1).any():
            yield _pool(labelled, "present", present, labels)
        suspicious = {
            (one.hit.article.id, one.hit.passage.start)
            for one, label in zip(present.found, labels, strict=True)
            if label
        }
        left = [hit for hit in hits if not _answers(hit, found, suspicious)][:HITS]
        removed = judge(labelled.question, left, embed, index.frequencies)
        kept = _labels(removed, [], labelled.answer)
        if removed.found and not (kept == -1).any():
            yield _pool(labelled, "removed", removed, kept)


def _pool(labelled: Labelled, variant: str, judged: Judged, labels: NDArray[np.int8]) -> Pool:
    return Pool(labelled.set, labelled.document, labelled.question, variant, judged, labels)


def _locate(article: Article | None, window: str, answer: str) -> tuple[str, int, int] | None:
    """Article and place of the answer; None where cleaning changed the text."""
    at = article.text.find(window) if article else -1
    if article is None or at < 0:
        return None
    start = at + window.find(answer, min(60, max(0, len(window) - len(answer) - 60)) if window != answer else 0)
    return article.id, start, start + len(answer)


def _answers(hit: Hit, gold: Sequence[tuple[str, int, int]], suspicious: set[tuple[str, int]]) -> bool:
    """Whether the passage holds an answer, or perhaps does."""
    passage = hit.passage
    held = any(key == passage.article_id and a < passage.end and b > passage.start for key, a, b in gold)
    return held or (passage.article_id, passage.start) in suspicious


def _labels(judged: Judged, gold: Sequence[tuple[str, int, int]], answer: str) -> NDArray[np.int8]:
    """1 where a sentence holds the answer, -1 where it has the same words elsewhere, 0 for the rest."""
    labels = np.zeros(len(judged.found), dtype=np.int8)
    sought = answer.casefold().strip()
    for i, one in enumerate(judged.found):
        if any(key == one.hit.article.id and a < one.end and b > one.start for key, a, b in gold):
            labels[i] = 1
        elif sought and sought in one.candidate.text.casefold() and _cover(judged.asked, one.candidate.text) >= 0.4:
            labels[i] = -1
    return labels


def _cover(asked: Asked, text: str) -> float:
    """Share of the question's weight that stands in the text."""
    content = read_wording(text).content
    whole = sum(term.weight for term in asked.terms) or 1.0
    return sum(term.weight for term in asked.terms if term.stem in content) / whole


def sample(questions: Sequence[Labelled], most: int, seed: int) -> list[Labelled]:
    """At most so many questions, the same for the same seed."""
    chosen = list(questions)
    random.Random(seed).shuffle(chosen)  # noqa: S311  a sample, no secret
    return chosen[:most]
