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
        """The models that can be chosen, the one that answers first."""
        from assistant.model_list import ModelList

        known = ModelList().models(self._corpus.settings)
        return [ModelChoice(model.setting, model.name, model.detail, model.current) for model in known]

    def use(self, key: str) -> None:
        """Answer with another model from the next question on."""
        new = self._open_with(key)
        new.language_model_name()
        with self._lock:
            old, self._corpus = self._corpus, new
        old.close()
        self.warm()

    def _warm(self) -> None:
        try:
            with self._lock:
                self._corpus.index()  # without one, no language model must be left running
                self._corpus.assistant().warm()
        except (CatalogError, ModelError):
            pass  # the first question says it where a person can see it
        finally:
            self._loading.clear()


class CorpusLibrary:
    """The corpus from inside; every call may come from another thread."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._lock = threading.Lock()
        self._suggested: tuple[tuple[int, int], Sequence[str]] = (0, 0), ()

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
        """Questions about the newest articles; found anew only when the index is another one."""
        from assistant.suggestions import suggested_questions

        with self._lock:
            if not self._opened():
                return ()
            index = self._corpus.index()
            if self._suggested[0] != (index.generation, n):
                self._suggested = (index.generation, n), suggested_questions(index.articles(), n)
            return self._suggested[1]

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

    settings = Corpus(folder, index, model=model).settings

    def open_with(name: str | None) -> Corpus:
        chosen = name or settings.model
        remote = settings.endpoint if chosen == settings.model else ""
        return Corpus(folder, index, model=chosen, endpoint=remote)

    return CorpusAnswering(open_with), CorpusLibrary(open_with("none"))
