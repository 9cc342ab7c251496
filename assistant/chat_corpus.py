"""The corpus as the chat wants it: `wiring.Corpus` behind the ports of `assistant.tui.ports`.

Two corpora are opened over one index, because one thread at a time may use each: one answers, one is looked at.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.errors import ModelError
from assistant.events import Event
from assistant.tui.ports import ArticleSummary, IndexState, ModelChoice, Problem, Progress
from assistant.types import Turn
from assistant.wiring import Corpus
from index.errors import CatalogError, NoIndexError
from index.types import Article, Filters

OpenCorpusWith = Callable[[str | None], Corpus]
"""Opens the corpus with a language model, or with None the one that the settings name."""

CHANGED_NAMED = 100
"""Most changed files that are listed by name."""
_PASSAGES = "SELECT articles.id, count(*) FROM passages JOIN articles ON number = article GROUP BY number"


class CorpusAnswering:
    """Answers questions; loads what it needs in a thread of its own. Also chooses the language model."""

    def __init__(self, open_with: OpenCorpusWith) -> None:
        self._open_with = open_with
        self._lock = threading.Lock()
        self._corpus = open_with(None)
        self._loading = threading.Event()

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = Filters(),
        cancelled: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Answer one question."""
        with self._lock:
            yield from self._corpus.ask(question, history, filters, cancelled)

    def warm(self) -> None:
        """Begin to load in the background."""
        self._loading.set()
        threading.Thread(target=self._warm, name="warm", daemon=True).start()

    def loading(self) -> str:
        """What is being loaded."""
        return "language model" if self._loading.is_set() else ""

    def close(self) -> None:
        """Release index and language model."""
        self._corpus.close()

    def models(self) -> Sequence[ModelChoice]:
        """The model of the settings, the built-in one, and none at all."""
        current = self._corpus.settings.model
        names = dict.fromkeys([current, "embedded", "none"])
        return [ModelChoice(name, _DETAILS.get(name, "from the settings"), name == current) for name in names]

    def use(self, name: str) -> None:
        """Answer with another model from the next question on."""
        new = self._open_with(name)
        new.language_model_name()
        with self._lock:
            old, self._corpus = self._corpus, new
        old.close()
        self.warm()

    def _warm(self) -> None:
        try:
            with self._lock:
                self._corpus.assistant().warm()
        except (CatalogError, ModelError):
            pass  # the first question says it where a person can see it
        finally:
            self._loading.clear()


_DETAILS = {"embedded": "SmolLM2-135M, comes with Byline", "none": "answers with quotations only"}


class CorpusLibrary:
    """The corpus from inside; every call may come from another thread."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._lock = threading.Lock()

    def articles(self) -> Sequence[ArticleSummary]:
        """All articles, in order of path."""
        with self._lock:
            if not self._opened():
                return ()
            catalog = self._corpus.index().catalog
            passages = Counter(dict(catalog.connection.execute(_PASSAGES)))
            return [_summary(article, passages[article.id]) for article in catalog.articles()]

    def article(self, article_id: str) -> Article | None:
        """One article by its id."""
        with self._lock:
            return self._corpus.index().article(article_id) if self._opened() else None

    def state(self) -> IndexState:
        """How index and folder stand to each other."""
        from index.changes import find_changes

        with self._lock:
            if not self._opened():
                return IndexState("", 0, 0, 0)
            index, settings = self._corpus.index(), self._corpus.settings
            counts = index.catalog.counts()
            changes = find_changes(self._corpus.folder, index.catalog.files(), settings.include, settings.exclude)
            changed = (*sorted(changes.read), *changes.deleted)
            problems = tuple(
                Problem(item["path"], item["title"], item.get("hint", "")) for item in index.catalog.problems()
            )
            return IndexState(
                index.id, index.generation, counts["articles"], counts["passages"], changed[:CHANGED_NAMED], problems
            )

    def build(self, cancelled: threading.Event) -> Iterator[Progress]:
        """Bring the index up to date; a cancelled build leaves the index as it was."""
        from index.build import Progress as Step

        for event in self._corpus.build():
            if cancelled.is_set():
                return
            if isinstance(event, Step):
                yield Progress(event.done, event.total, event.stage, event.detail)

    def suggestions(self, n: int) -> Sequence[str]:
        """Questions about the newest articles, one for each origin."""
        with self._lock:
            if not self._opened():
                return ()
            articles = [item for item in self._corpus.index().articles() if item.metadata.title]
        articles.sort(key=lambda item: str(item.metadata.published or ""), reverse=True)
        titles = {item.origin or item.id: item.metadata.title for item in reversed(articles)}
        return [f"What is known about “{title}”?" for title in list(titles.values())[::-1][:n]]

    def _opened(self) -> bool:
        try:
            self._corpus.index().refresh()
        except NoIndexError:
            return False
        return True


def _summary(article: Article, passages: int) -> ArticleSummary:
    metadata = article.metadata
    return ArticleSummary(article.id, article.path, metadata.title, metadata.publisher, metadata.published, passages)


def chat_over(folder: Path, index: Path | None, model: str | None) -> tuple[CorpusAnswering, CorpusLibrary]:
    """Both views of one corpus. Raises `BylineError` when the settings are wrong."""

    def open_with(name: str | None) -> Corpus:
        chosen = name or model
        return Corpus(folder, index, model=chosen) if chosen else Corpus(folder, index)

    return CorpusAnswering(open_with), CorpusLibrary(open_with("none"))
