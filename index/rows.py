"""Articles as rows of the catalog, and back."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from index.types import Article, Metadata, Provenance, Removed
from index.words import plain_name

ARTICLE_TABLE = """
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, file TEXT NOT NULL, path TEXT NOT NULL,
    title TEXT NOT NULL, publisher TEXT NOT NULL, publisher_plain TEXT NOT NULL, authors TEXT NOT NULL,
    published TEXT, url TEXT NOT NULL, language TEXT NOT NULL, provenance TEXT NOT NULL,
    text TEXT NOT NULL, removed TEXT NOT NULL, origin TEXT NOT NULL, signature BLOB NOT NULL"""
"""The columns of a table of articles."""

ARTICLE_COLUMNS = (
    "articles.id, articles.path, articles.text, articles.title, articles.publisher, articles.authors, "
    "articles.published, articles.url, articles.language, articles.provenance, articles.origin, articles.removed"
)
"""What `article_of` reads, in its order."""


def article_values(article: Article, file: str, signature: bytes) -> tuple[Any, ...]:
    """The columns of an article in the order of the table, its number left out."""
    metadata = article.metadata
    provenance = {name: [value.origin, value.confidence] for name, value in metadata.provenance.items()}
    return (
        article.id,
        file,
        article.path,
        metadata.title,
        metadata.publisher,
        plain_name(metadata.publisher),
        json.dumps(metadata.authors, ensure_ascii=False),
        metadata.published.isoformat() if metadata.published else None,
        metadata.url,
        metadata.language,
        json.dumps(provenance),
        article.text,
        json.dumps([[line.text, line.rule, line.line] for line in article.removed], ensure_ascii=False),
        article.origin,
        signature,
    )


def article_of(row: Sequence[Any]) -> Article:
    """The article in a row of `ARTICLE_COLUMNS`."""
    id_, path, text, title, publisher, authors, published, url, language, provenance, origin, removed = row
    metadata = Metadata(
        title=title,
        publisher=publisher,
        authors=tuple(json.loads(authors)),
        published=date.fromisoformat(published) if published else None,
        url=url,
        language=language,
        provenance={name: Provenance(*value) for name, value in json.loads(provenance).items()},
    )
    return Article(id_, path, text, metadata, origin, tuple(Removed(*line) for line in json.loads(removed)))
