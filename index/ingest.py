"""One file to articles that are ready for the index: read, corrected, cleaned, cut into passages."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from index.cleaning import clean
from index.embedder import Embedder
from index.origins import signature
from index.passages import passages
from index.readers import Problem, read_file
from index.site_furniture import Furniture
from index.sources import Sources
from index.types import Article, Passage, RawArticle
from index.words import plain_name

_TITLE_TOKENS = 40
"""Most word pieces of a title that are embedded with each passage."""

_MOST_PROBLEMS = 10
"""Problems of one file that are told one by one; an export can have a bad line for each article."""

_LONGER_INPUT = "Use an embedding model that reads more at once."

_NONE: Furniture = MappingProxyType({})

_SEPARATOR_TOKENS = 2
"""Room for what stands between title and passage."""


@dataclass(frozen=True, slots=True)
class ReadyArticle:
    """An article with everything the catalog stores about it."""

    article: Article
    file: str
    """The file it came from, relative to the corpus."""
    signature: bytes
    """For finding copies."""
    passages: tuple[Passage, ...]
    embedded_title: str
    """Stands before each passage where it is embedded; empty when there is none."""

    @property
    def embedded_texts(self) -> tuple[str, ...]:
        """What is embedded for each passage."""
        return tuple(_embedded_text(self.embedded_title, passage) for passage in self.passages)

    @property
    def keys(self) -> tuple[bytes, ...]:
        """Digest of each embedded text: equal texts share a vector."""
        return tuple(hashlib.sha256(text.encode()).digest()[:16] for text in self.embedded_texts)


def ingest(
    place: Path, file: str, sources: Sources, embedder: Embedder, furniture: Furniture = _NONE
) -> Iterator[ReadyArticle | Problem]:
    """Read the file at `place`, `file` in the corpus; a Problem stands for what in it cannot be used.

    `furniture` is what publishers repeat in their articles.

    Of very many problems the first stand by themselves, and the last says how many there were.
    """
    problems = 0
    for item in _items(place, file, sources, embedder, furniture):
        problems += isinstance(item, Problem)
        if not isinstance(item, Problem) or problems <= _MOST_PROBLEMS:
            yield item
    if problems > _MOST_PROBLEMS:
        more = f"{problems - _MOST_PROBLEMS:,} more problems of this kind or others"
        yield Problem(file, 0, more, "Mend the ones above and see what is left.")


def _items(
    place: Path, file: str, sources: Sources, embedder: Embedder, furniture: Furniture
) -> Iterator[ReadyArticle | Problem]:
    seen: set[str] = set()
    for item in read_file(place, file):
        if isinstance(item, Problem):
            yield item
            continue
        article = _article(item, file, sources, furniture)
        if article.id in seen:
            yield Problem(
                file, 0, f"article {item.key} stands in it twice; the first is used", "Give each its own id."
            )
            continue
        seen.add(article.id)
        if not article.text:
            yield Problem(file, 0, "nothing but navigation and credits", "Name it in .bylineignore.")
            continue
        try:
            yield _ready(article, file, embedder)
        except ValueError as error:
            yield Problem(file, 0, f"cannot be cut into passages: {error}", _LONGER_INPUT)


def _article(raw: RawArticle, file: str, sources: Sources, furniture: Furniture) -> Article:
    path = f"{file}#{raw.key}" if raw.key else file
    metadata = sources.apply(path, raw.metadata)
    cleaned = clean(raw.text, metadata.title, furniture.get(plain_name(metadata.publisher), ()))
    return Article(_id(path, file, raw.key), path, cleaned.text, metadata, removed=cleaned.removed)


def _id(path: str, file: str, key: str) -> str:
    # A file named "all.jsonl#1" may lie beside the export "all.jsonl".
    name = f"{file}\0{key}" if "#" in file else path
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def _ready(article: Article, file: str, embedder: Embedder) -> ReadyArticle:
    """Raises ValueError when the embedder reads too little at once for a passage."""
    title, tokens = _embedded_title(article.metadata.title, embedder)
    reserved = tokens + _SEPARATOR_TOKENS
    cut = tuple(passages(article, embedder.count_tokens, embedder.max_tokens, reserved_tokens=reserved))
    return ReadyArticle(article, file, signature(article.text), cut, title)


def _embedded_title(title: str, embedder: Embedder) -> tuple[str, int]:
    """The beginning of a title that leaves room for text, and its word pieces."""
    most = min(_TITLE_TOKENS, embedder.max_tokens // 4)
    tokens = _tokens(title, embedder)
    if tokens > most:
        title = " ".join(title.split()[: most // 2])
        tokens = _tokens(title, embedder)
    # Some scripts have no spaces, and a word can be an address.
    while tokens > most:
        title = title[: len(title) // 2].rstrip()
        tokens = _tokens(title, embedder)
    return title, tokens


def _tokens(title: str, embedder: Embedder) -> int:
    return embedder.count_tokens([title])[0] if title else 0


def _embedded_text(title: str, passage: Passage) -> str:
    if not title or passage.text.startswith(title):
        return passage.text
    return f"{title}\n{passage.text}"
