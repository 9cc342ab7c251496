"""The articles that our own questions are about, indexed."""

from pathlib import Path
from typing import Any

from assistant.wiring import Corpus

_ROOT = Path(__file__).parent.parent

OwnSet = tuple[Path, Path, Path]
"""Folder of articles, folder of their index, file of questions about them."""


def own_sets(data: Path, work: Path) -> list[OwnSet]:
    """Each set of questions, its index brought up to date under `work`; `data` holds `articles/`."""
    articles = data / "articles"
    return [
        _indexed(_ROOT / "corpus", work / "corpus", "trust-corpus"),
        _indexed(articles / "aleppo-2018", work / "aleppo", "trust-aleppo"),
        _indexed(articles, work / "newspaper", "trust-newspaper", include=["newspaper-424.jsonl"]),
    ]


def _indexed(articles: Path, index: Path, questions: str, **settings: Any) -> OwnSet:
    with Corpus(articles, index, model="none", **settings) as corpus:
        for _ in corpus.build():
            pass
    return articles, index, _ROOT / "tests" / "data" / f"{questions}.jsonl"
