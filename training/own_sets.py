"""The articles that our own questions are about, indexed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.wiring import Corpus

_ROOT = Path(__file__).parent.parent
_QUESTIONS = _ROOT / "tests" / "data"

_KINDS = ("trust", "unseen", "untried", "untouched", "unread", "unheard")

OwnSet = tuple[Path, Path, Path]
"""Folder of articles, folder of their index, file of questions about them."""


def own_sets(data: Path, work: Path) -> list[OwnSet]:
    """Each set of questions that measures, its index brought up to date under `work`; `data` holds `articles/`."""
    articles = data / "articles"
    _index(_ROOT / "corpus", work / "corpus")
    _index(articles / "aleppo-2018", work / "aleppo")
    _index(articles, work / "newspaper", include=["newspaper-424.jsonl"])
    folders = {"corpus": _ROOT / "corpus", "aleppo": articles / "aleppo-2018", "newspaper": articles}
    return [
        (folder, work / name, _QUESTIONS / f"{kind}-{name}.jsonl")
        for kind in _KINDS
        for name, folder in folders.items()
    ]


def sets_named(paths: Sequence[Path]) -> list[OwnSet]:
    """The sets of a command line, three paths each. Raises ValueError when one is incomplete."""
    return list(zip(paths[::3], paths[1::3], paths[2::3], strict=True))


def _index(articles: Path, index: Path, **settings: Any) -> None:
    with Corpus(articles, index, model="none", **settings) as corpus:
        for _ in corpus.build():
            pass
