"""What the chat asks of the rest of Byline. The composition root gives the objects; the chat knows no other."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.events import Event
from assistant.types import Turn
from index.types import Article, Filters


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """A line in the list of articles."""

    id: str
    path: str
    title: str
    """Empty when unknown."""
    publisher: str
    """Empty when unknown."""
    published: date | None
    passages: int
    """Number of passages it was cut into."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read, with the cure."""

    path: str
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class IndexState:
    """How the index and the folder stand to each other."""

    id: str
    """Empty when the folder has never been indexed."""
    generation: int
    """Counts commits; 0 when the folder has never been indexed."""
    articles: int
    passages: int
    changed: tuple[str, ...] = ()
    """Files that were added, changed or removed since, as paths in the corpus."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come."""

    done: int
    total: int
    """0 while it is not known."""
    stage: str
    """What is being done, such as "reading" or "embedding"."""
    detail: str = ""
    """What it is being done to, such as a file name."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A language model that can be chosen."""

    key: str
    """What `Models.use` takes."""
    name: str
    """What a person calls it."""
    detail: str
    """What a person wants to know of it, such as its size."""
    current: bool


class Answering(Protocol):
    """One corpus opened for questions. Called from one thread at a time."""

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = ...,
        cancelled: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Answer one question; ends within 0.1 s after `cancelled` is set. Raises `BylineError`."""
        ...

    def warm(self) -> None:
        """Begin to load what the first question needs, in the background; returns at once."""
        ...

    def loading(self) -> str:
        """What is being loaded at this moment, such as "language model"; empty when nothing is. Returns at once."""
        ...

    def close(self) -> None:
        """Release everything; idempotent, returns within 0.2 s."""
        ...


class Library(Protocol):
    """The corpus from inside. After a build, all answers and articles come from the new index."""

    def articles(self) -> Sequence[ArticleSummary]:
        """All articles, in the order they should be listed."""
        ...

    def article(self, article_id: str) -> Article | None:
        """One article as the index has it; None when it is not there."""
        ...

    def state(self) -> IndexState:
        """How the index stands; may look at every file's time stamp, so it is called from a worker."""
        ...

    def build(self, cancelled: threading.Event) -> Iterator[Progress]:
        """Bring the index up to date; the iterator ends with the commit. Raises `BylineError`."""
        ...

    def suggestions(self, n: int) -> Sequence[str]:
        """At most `n` questions that these articles answer."""
        ...


class Models(Protocol):
    """The language models on this machine."""

    def models(self) -> Sequence[ModelChoice]:
        """What can be chosen, the current one included."""
        ...

    def use(self, key: str) -> None:
        """Answer the next question with the model of this key. Raises `BylineError` when it cannot be."""
        ...


OpenCorpus = Callable[[], tuple[Answering, Library]]
"""Opens the corpus, which may take seconds; called once, from a worker. Raises `BylineError`."""
