"""What can be evaluated: anything that answers as the engine does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as Flag
from typing import Any, Protocol

from assistant.evaluation.cases import Case
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.records import Record, record
from assistant.events import Event
from assistant.types import Turn
from assistant.wiring import Corpus
from index.types import Filters

PIPELINES = ("byline", "baseline")
"""The engine, and the plain pipeline that it is measured against."""


class Pipeline(Protocol):
    """Answers questions as a stream of events."""

    def ask(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = Filters(), cancelled: Flag | None = None
    ) -> Iterator[Event]:
        """Answer `question`; the last event is `Finished`."""
        ...

    def close(self) -> None:
        """Release what it holds; idempotent."""
        ...


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything another process needs to open the same pipeline."""

    corpus: Path
    index: Path
    pipeline: str = PIPELINES[0]
    flags: Mapping[str, Any] = field(default_factory=dict)
    """Settings given on the command line; None values are not set."""

    def open_corpus(self) -> Corpus:
        """The corpus with its settings."""
        return Corpus(self.corpus, self.index, **self.flags)


def open_pipeline(corpus: Corpus, name: str) -> Pipeline:
    """The pipeline called `name` over `corpus`; raises `EvaluationError` when there is none."""
    if name not in PIPELINES:
        raise EvaluationError(f"there is no pipeline {name!r}", "pipelines are: " + ", ".join(PIPELINES))
    if name == "baseline":
        from assistant.evaluation.baseline import Baseline

        return Baseline(corpus.index(), corpus.language_model())
    return corpus.assistant()


def answer(pipeline: Pipeline, case: Case) -> Record:
    """Ask one question and keep what came of it."""
    return record(case, pipeline.ask(case.question, case.history))
