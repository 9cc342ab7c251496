"""The corpus as the chat wants it: a folder and its index behind the ports of `assistant.tui.ports`.

One process answers and another builds; what only looks into the catalog is quick and stays here.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.corpus_process import CorpusProcess
from assistant.errors import CorpusProcessError, ModelError
from assistant.events import Event
from assistant.tui.ports import ArticleSummary, IndexState, ModelChoice, Problem, Progress
from assistant.types import Turn
from assistant.wiring import Corpus
from index.errors import CatalogError, NoIndexError
from index.types import Article, Filters

if TYPE_CHECKING:
    from index.catalog import Catalog

OpenProcess = Callable[[str | None], tuple[Corpus, CorpusProcess]]
"""The settings of a corpus and its process, with a language model, or with None the one that the settings name."""

CHANGED_NAMED = 100
"""Most changed files that are listed by name."""
_PASSAGES = "SELECT articles.id, count(*) FROM passages JOIN articles ON number = article GROUP BY number"


class CorpusAnswering:
    """Answers questions in a process of its own. Also chooses the language model."""

    def __init__(self, open_with: OpenProcess) -> None:
        self._open_with = open_with
        self._corpus, self._process = open_with(None)
        self._loading = threading.Event()
        self._warmed = False

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = Filters(),
        cancelled: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Answer one question."""
        return self._process.run("ask", question, tuple(history), filters, cancelled=cancelled)

    def warm(self) -> None:
        """Begin to load in the background, unless that was done."""
        if self._warmed:
            return
        self._loading.set()
        threading.Thread(target=self._warm, name="warm", daemon=True).start()

    def loading(self) -> str:
        """What is being loaded."""
        return "language model" if self._loading.is_set() else ""

    def close(self) -> None:
        """Release index and language model."""
        self._process.close()

    def models(self) -> Sequence[ModelChoice]:
        """The models that can be chosen, the one that answers first."""
        from assistant.model_list import ModelList

        known = ModelList().models(self._corpus.settings)
        return [ModelChoice(model.setting, model.name, model.detail, model.current) for model in known]

    def use(self, key: str) -> None:
        """Answer with another model from the next question on."""
        corpus, process = self._open_with(key)
        corpus.language_model_name()
        old, self._process, self._corpus, self._warmed = self._process, process, corpus, False
        self.warm()
        old.finish()

    def _warm(self) -> None:
        try:
            for _ in self._process.run("warm"):
                pass
            self._warmed = True
        except (CatalogError, CorpusProcessError, ModelError):
            pass  # the first question says it where a person can see it
        finally:
            self._loading.clear()


class CorpusLibrary:
    """The corpus from inside; every call may come from another thread."""

    def __init__(self, corpus: Corpus, process: CorpusProcess) -> None:
        self._corpus = corpus
        self._process = process
        self._lock = threading.Lock()
        self._catalog: Catalog | None = None
        self._suggested: tuple[tuple[int, int], Sequence[str]] = (0, 0), ()

    def articles(self) -> Sequence[ArticleSummary]:
        """All articles, in order of path."""
        with self._lock:
            catalog = self._opened()
            if catalog is None:
                return ()
            passages = Counter(dict(catalog.connection.execute(_PASSAGES)))
            return [_summary(article, passages[article.id]) for article in catalog.articles()]

    def article(self, article_id: str) -> Article | None:
        """One article by its id."""
        with self._lock:
            catalog = self._opened()
            return catalog.article(article_id) if catalog is not None else None

    def state(self) -> IndexState:
        """How index and folder stand to each other."""
        from index.changes import find_changes

        with self._lock:
            catalog, settings = self._opened(), self._corpus.settings
            if catalog is None:
                return IndexState("", 0, 0, 0)
            counts, name = catalog.counts(), catalog.meta["index_id"]
            changes = find_changes(self._corpus.folder, catalog.files(), settings.include, settings.exclude)
            changed = (*sorted(changes.read), *changes.deleted)[:CHANGED_NAMED]
            problems = tuple(
                Problem(item["path"], item["title"], item.get("hint", "")) for item in catalog.problems()
            )
            return IndexState(name, catalog.generation, counts["articles"], counts["passages"], changed, problems)

    def build(self, cancelled: threading.Event) -> Iterator[Progress]:
        """Bring the index up to date; a cancelled build leaves the index as it was."""
        from index.build import Progress as Step

        try:
            for event in self._process.run("build", cancelled=cancelled):
                if cancelled.is_set():
                    return
                if isinstance(event, Step):
                    yield Progress(event.done, event.total, event.stage, event.detail)
        finally:
            self._process.close()  # its models are not needed before the next build

    def suggestions(self, n: int) -> Sequence[str]:
        """Questions about the newest articles; found anew only when the index is another one."""
        from assistant.suggestions import suggested_questions

        with self._lock:
            catalog = self._opened()
            if catalog is None:
                return ()
            if self._suggested[0] != (catalog.generation, n):
                self._suggested = (catalog.generation, n), suggested_questions(catalog.articles(), n)
            return self._suggested[1]

    def _opened(self) -> "Catalog | None":
        """The catalog as it is now; None when nothing was ever indexed."""
        from index.catalog import FILE, Catalog

        try:
            if self._catalog is None or self._catalog.newest_generation() != self._catalog.generation:
                if self._catalog is not None:
                    self._catalog.close()
                    self._catalog = None
                self._catalog = Catalog(self._corpus.index_folder / FILE)
        except NoIndexError:
            return None
        return self._catalog


def _summary(article: Article, passages: int) -> ArticleSummary:
    metadata = article.metadata
    return ArticleSummary(article.id, article.path, metadata.title, metadata.publisher, metadata.published, passages)


def chat_over(folder: Path, index: Path | None, model: str | None) -> tuple[CorpusAnswering, CorpusLibrary]:
    """Both views of one corpus. Raises `BylineError` when the settings are wrong."""
    settings = Corpus(folder, index, model=model).settings

    def open_with(name: str | None) -> tuple[Corpus, CorpusProcess]:
        chosen = name or settings.model
        remote = settings.endpoint if chosen == settings.model else ""
        corpus = Corpus(folder, index, model=chosen, endpoint=remote)
        return corpus, CorpusProcess(folder, index, model=chosen, endpoint=remote)

    return CorpusAnswering(open_with), CorpusLibrary(*open_with("none"))
