"""The values that pass between the parts of the index. All are immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

_NOTHING: Mapping[str, "Provenance"] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a metadata value came from and how far it can be trusted."""

    origin: str
    """Short name of the place, such as "front matter", "json-ld", "meta tag", "first line"."""
    confidence: float
    """0 (a guess) to 1 (stated by a person or by structured data)."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its text. An unknown value is empty or None, never guessed."""

    title: str = ""
    publisher: str = ""
    """Name as readers know it, such as "Press TV"; empty when unknown."""
    authors: tuple[str, ...] = ()
    published: date | None = None
    """Day of publication; None when unknown. A crawl date is not a publication date."""
    url: str = ""
    language: str = ""
    """ISO 639-1 code, lower case; empty when unknown."""
    provenance: Mapping[str, Provenance] = field(default_factory=lambda: _NOTHING)
    """Field name to the origin of its value; holds only fields that have a value."""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as a reader found it in a file, before cleaning."""

    text: str
    """Plain text; paragraphs are separated by blank lines or line ends."""
    metadata: Metadata
    key: str = ""
    """Which article of a file that holds several (a line number, a message number); empty when it holds one."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A line that cleaning took out of an article."""

    text: str
    rule: str
    """Short name of the rule that removed it, such as "share line"."""
    line: int
    """Line number in the raw text, from 1."""


@dataclass(frozen=True, slots=True)
class Article:
    """One cleaned article. `start` and `end` offsets anywhere in Byline count characters of `text`."""

    id: str
    """12 hexadecimal digits, derived from `path` (and the key inside it)."""
    path: str
    """File relative to the corpus folder, with "/" on every system; "#key" follows for files that hold several."""
    text: str
    metadata: Metadata
    origin: str = ""
    """Shared by articles that are copies of one text: the id of the first of them; empty before they are compared."""
    removed: tuple[Removed, ...] = ()

    @property
    def origin_id(self) -> str:
        """The origin, which is the article itself where none is known."""
        return self.origin or self.id


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article: `article.text[start:end] == text`, always."""

    article_id: str
    start: int
    """First character, counted in `Article.text`."""
    end: int
    """One past the last character."""
    text: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles a search may use. Empty fields exclude nothing."""

    sources: tuple[str, ...] = ()
    """Publisher names; an article of any of them passes. Compared without case and punctuation."""
    after: date | None = None
    """First day that passes."""
    before: date | None = None
    """Last day that passes."""
    phrases: tuple[str, ...] = ()
    """The words of each must follow each other in the passage or its title, compared without case and punctuation."""
    without: tuple[str, ...] = ()
    """Words that must not stand in the passage or its title, compared without case; inflections are other words."""

    def __bool__(self) -> bool:
        return bool(self.sources or self.after or self.before or self.phrases or self.without)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, with the reasons for its place."""

    passage: Passage
    article: Article
    score: float
    """Fused score, larger is better; comparable only within one search."""
    cosine: float
    """Cosine similarity of question and passage, -1 to 1; NaN when the dense search did not return it."""
    dense_rank: int | None
    """Place in the dense ranking, from 1; None when the dense search did not return it."""
    lexical_rank: int | None
    """Place in the BM25 ranking, from 1; None when the full-text search did not return it."""
    also_in: tuple[str, ...] = ()
    """Ids of other articles that carry the same text, in order of publication."""
    lexical_share: float = 0.0
    """BM25 as a share of the most that the words of the question allow, 0 to 1."""
