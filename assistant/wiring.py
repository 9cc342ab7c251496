"""The composition root: settings to objects. Everything that is costly to import is imported where it is needed.

from assistant.wiring import Corpus

with Corpus("articles") as corpus:
    for progress in corpus.build():
        print(progress)
    for event in corpus.ask("Who called the strike?"):
        print(event)
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import TYPE_CHECKING, Any

from assistant.errors import SettingsError
from assistant.settings import Settings, cache_folder, load_settings
from index.types import Article, Filters, Hit

if TYPE_CHECKING:
    from assistant.engine.answer import Assistant
    from assistant.engine.finding import Ranker
    from assistant.engine.models.model import ChatModel
    from assistant.engine.prompt import PromptBudget
    from assistant.engine.questions.publishers import Publisher
    from assistant.events import Event
    from assistant.types import Answer, Turn
    from index.build import BuildEvent
    from index.embedder import Embedder
    from index.search import Index

_SMALL_MODEL_BYTES = 1_000_000_000
"""A model file below this size is a small model."""

INDEX_FOLDER = ".byline"
"""Where the index of a corpus lies unless told otherwise."""


class Corpus:
    """A folder of articles with its index: build it, search it, ask it. Parts are opened when first needed."""

    def __init__(
        self,
        folder: Path | str = ".",
        index: Path | str | None = None,
        *,
        environment: Mapping[str, str] = os.environ,
        **flags: Any,
    ) -> None:
        """Settings come from `folder/byline.toml`, the environment, then `flags` (names of `Settings` fields).

        Raises `SettingsError` when the folder is not there or a setting is wrong.
        """
        self.folder = Path(folder).expanduser()
        if not self.folder.is_dir():
            raise SettingsError(f"no such folder: {self.folder}", "name the folder that holds the articles")
        self.index_folder = Path(index).expanduser() if index else self.folder / INDEX_FOLDER
        self.settings: Settings = load_settings(self.folder, environment, flags)
        self.cache = cache_folder(environment)
        self._index: Index | None = None
        self._assistant: Assistant | None = None
        self._embedder: Embedder | None = None
        self._preparing: list[Thread] = []

    def __enter__(self) -> "Corpus":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release index and language model; idempotent. What is still being prepared is waited for."""
        for thread in self._preparing:  # compiled code that outlives the interpreter aborts the process
            thread.join()
        self._preparing.clear()
        if self._assistant is not None:
            self._assistant.close()
            self._assistant = None
        if self._index is not None:
            self._index.close()
            self._index = None

    def build(self, *, rebuild: bool = False) -> Iterator["BuildEvent"]:
        """Bring the index up to date; yields progress and problems, and a `Summary` at the end."""
        from index.build import BuildOptions, build

        options = BuildOptions(self.settings.include, self.settings.exclude, rebuild)
        yield from build(self.folder, self.index_folder, self.embedder(), options)

    def search(self, question: str, filters: Filters = Filters(), k: int = 10) -> list[Hit]:
        """The `k` best passages, best first."""
        return self.index().search(question, filters, k)

    def article(self, id_or_path: str) -> Article | None:
        """One article by id, path, or a part of the path that only one has."""
        return self.index().article(id_or_path)

    def ask(
        self,
        question: str,
        history: "Sequence[Turn]" = (),
        filters: Filters = Filters(),
        cancelled: Flag | None = None,
    ) -> "Iterator[Event]":
        """Answer a question as a stream of events; see `Assistant.ask`."""
        return self.assistant().ask(question, history, filters, cancelled)

    def answer(self, question: str, history: "Sequence[Turn]" = (), filters: Filters = Filters()) -> "Answer":
        """Answer a question and return only the finished answer."""
        from assistant.events import Finished

        *_, last = self.ask(question, history, filters)
        if not isinstance(last, Finished):
            raise TypeError(f"the last event is {type(last).__name__}, not Finished")
        return last.answer

    def embedder(self) -> "Embedder":
        """The embedding model that the settings name."""
        from index.embedder import open_embedder

        if self._embedder is None:
            self._embedder = open_embedder(self.settings.embedder, self.cache / "embedders")
        return self._embedder

    def index(self) -> "Index":
        """The index, opened; raises `CatalogError` when there is none."""
        from index.search import Index

        if self._index is None:
            self._index = Index(self.index_folder, self.embedder)
        return self._index

    def assistant(self) -> "Assistant":
        """The engine over this corpus. The language model begins to load at once, while the rest is opened."""
        if self._assistant is None:
            self._assistant = self._assembled()
        return self._assistant

    def language_model(self) -> "ChatModel | None":
        """A new connection to the language model that the settings name; None for "none". The caller closes it.

        Raises `ModelError` when its file is not there.
        """
        settings = self.settings
        if settings.endpoint and settings.model != "none":
            from assistant.engine.models.remote import RemoteModel

            return RemoteModel(settings.endpoint, settings.model, settings.api_key)
        from assistant.engine.models.local import LocalModel

        path = self._model_path
        if path is None:
            return None
        return LocalModel(
            path,
            cache_dir=self.cache / "models",
            threads=settings.threads or None,
            context_tokens=settings.context_tokens,
        )

    def language_model_name(self) -> str:
        """The language model that answers; raises `ModelError` when it is not there."""
        model = self.language_model()
        return "none: quotations only" if model is None else model.identity.name

    def changed_files(self) -> int:
        """How many files were added, changed or deleted since the index was built."""
        from index.changes import find_changes

        known = self.index().catalog.files()
        changes = find_changes(self.folder, known, self.settings.include, self.settings.exclude)
        return len(changes.read) + len(changes.deleted)

    def _assembled(self) -> "Assistant":
        index, settings, prompts = self.index(), self.settings, self._own_prompts()
        model = self.language_model()
        if model is not None:
            model.warm()
        # Compiling the models takes a third of a second each, as long as importing the rest.
        self._prepare(lambda: self.embedder().embed([""]))
        from assistant.engine.answer import Assistant, Engine
        from assistant.engine.prompt import PromptWriter
        from assistant.engine.support.check import STRICT, VERBATIM, SupportCheck
        from assistant.engine.support.model import load_support_model

        budget = self._prompt_budget()
        return Assistant(
            Engine(
                retriever=index,
                ranker=self._ranker(index),
                support=SupportCheck(load_support_model(), VERBATIM if self._has_small_model() else STRICT),
                writer=PromptWriter(budget, prompts),
                model=model,
                publishers=self._publishers(),
                passages=settings.passages,
            )
        )

    def _ranker(self, index: "Index") -> "Ranker":
        """Features rank first; the evidence models, where there are any, read the best again."""
        from assistant.engine.ranking.closer_reading import shipped_reading
        from assistant.engine.ranking.evidence import EvidenceRanker
        from assistant.engine.ranking.evidence_model import EvidenceModel
        from assistant.engine.ranking.relevance import load_relevance_model, load_reranking_model
        from assistant.engine.ranking.reranking import Reranker, Rereader
        from index.embedder import EMBEDDED_MODEL

        first = EvidenceRanker(index.embed, index.frequencies, load_relevance_model())
        name = self.settings.evidence_model
        if name == "none":
            return first
        # All models read the same word pieces, and reading a tokenizer takes 45 ms.
        embedded = self.settings.embedder == EMBEDDED_MODEL
        shared = getattr(self.embedder(), "tokenizer", None) if embedded else None
        shipped = name == "shipped"
        encoder = shipped_reading(shared) if shipped else EvidenceModel(Path(name).expanduser(), shared)
        if encoder is None:
            return first
        self._prepare(encoder.warm)
        return Reranker(Rereader(first, encoder, index.embed), load_reranking_model())

    def _prepare(self, work: Callable[[], object]) -> None:
        """Begin work that a question needs, in the background."""
        thread = Thread(target=work, daemon=True)
        self._preparing.append(thread)
        thread.start()

    def _own_prompts(self) -> Path | None:
        """The folder with prompts of a person's own; raises `SettingsError` when it is not there."""
        folder = Path(self.settings.prompts).expanduser() if self.settings.prompts else None
        if folder is not None and not folder.is_dir():
            raise SettingsError(f"no such folder of prompts: {folder}", 'correct the setting "prompts"')
        return folder

    def _prompt_budget(self) -> "PromptBudget":
        """A small model reads little and writes little: more only leads it astray, and it costs seconds."""
        from assistant.engine.prompt import PromptBudget

        settings = self.settings
        evidence, answer, sentences = (250, 90, 2) if self._has_small_model() else (900, 300, 6)
        return PromptBudget(
            settings.context_tokens, settings.evidence_tokens or evidence, settings.answer_tokens or answer, sentences
        )

    def _has_small_model(self) -> bool:
        """Small models rephrase wrongly so often that they may only choose what is quoted."""
        path = self._model_path
        return path is not None and path.stat().st_size < _SMALL_MODEL_BYTES

    @cached_property
    def _model_path(self) -> Path | None:
        """The language model's file; None when there is none or it runs elsewhere. Raises `ModelError`."""
        from assistant.engine.models.model_files import check_model_file, embedded_model_path

        settings = self.settings
        if settings.model == "none" or settings.endpoint:
            return None
        path = embedded_model_path() if settings.model == "embedded" else Path(settings.model).expanduser()
        check_model_file(path)
        return path

    def _publishers(self) -> "list[Publisher]":
        from assistant.engine.questions.publishers import Publisher
        from index.sources import load_publishers

        sources = load_publishers(self.folder / "sources.toml")
        described = {name: sources.publisher(name) for name in self.index().publishers()}
        return [Publisher(name, known.aliases if known else ()) for name, known in described.items()]
