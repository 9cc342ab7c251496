"""A corpus of three articles, one a copy of another, indexed with hashed words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import build
from index.search import Index
from tests.fakes.embedder import HashEmbedder

DAM = "The dam on the River Ulle broke before dawn on Sunday. It killed at least 11 people, the police said."
ARTICLES = {
    "dam.md": ("Continental Wire", "Dam breaks", DAM + " The dam belongs to Ulle Hydropower, a company."),
    "copy.md": ("Askel Courier", "Dam breaks", DAM + " The dam belongs to Ulle Hydropower, a company."),
    "vote.md": ("Clarion Online", "Mayor loses", "Ansa Torvald won the vote in Dunmere. She drove a bus before."),
}


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("articles")
    for name, (publisher, title, text) in ARTICLES.items():
        front = f"---\ntitle: {title}\npublisher: {publisher}\npublished: 2025-03-09\n---\n\n"
        (root / name).write_text(front + text + "\n", encoding="utf-8")
    for _ in build(root, root / ".byline", HashEmbedder()):
        pass
    return root


@pytest.fixture
def index(corpus_folder: Path) -> Iterator[Index]:
    opened = Index(corpus_folder / ".byline", HashEmbedder)
    yield opened
    opened.close()
