"""Questions that a corpus can answer, for a person who does not know it yet."""

from collections.abc import Iterable

from assistant.engine.terms import content_terms
from index.types import Article

_OPENING = 1200
"""Characters of an article in which its title must come back: news say first what they are about."""
_KEPT = 0.5
"""Share of the title's words that must. A title that only plays with words finds nothing."""


def suggested_questions(articles: Iterable[Article], n: int) -> list[str]:
    """At most `n` questions about the newest articles, one for each origin and publisher while there are enough."""
    newest = sorted(articles, key=lambda article: str(article.metadata.published or ""), reverse=True)
    origins: set[str] = set()
    publishers: set[str] = set()
    first: list[str] = []
    further: list[str] = []
    for article in newest:
        origin, publisher = article.origin_id, article.metadata.publisher
        if len(first) == n or origin in origins or not _tells(article):
            continue
        origins.add(origin)
        (further if publisher in publishers else first).append(_question(article.metadata.title))
        publishers.add(publisher)
    return (first + further)[:n]


def _tells(article: Article) -> bool:
    """Whether the title says what the article is about."""
    told = set(content_terms(article.metadata.title))
    found = told & set(content_terms(article.text[:_OPENING]))
    return len(told) > 1 and len(found) >= _KEPT * len(told)


def _question(title: str) -> str:
    return title if title.endswith("?") else f"What is known about “{title}”?"
