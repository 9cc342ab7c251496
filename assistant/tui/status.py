"""What every screen shows of the corpus and the model, as one value."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.tui.ports import IndexState, Progress


class Phase(StrEnum):
    """Whether questions can be answered."""

    OPENING = "opening"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the corpus, the index and the model."""

    corpus: str
    """Name of the folder."""
    phase: Phase = Phase.OPENING
    index: IndexState | None = None
    """None until the corpus is open."""
    suggestions: tuple[str, ...] = ()
    building: Progress | None = None
    """None when no build runs."""
    loading: str = ""
    """What is being loaded, such as "language model"."""
    model: str = ""
    """Name of the language model; empty when unknown."""
    error_title: str = ""
    """Why the corpus could not be opened or built."""
    error_hint: str = ""

    @property
    def unbuilt(self) -> bool:
        """Whether the folder is open and has never been indexed."""
        return self.index is not None and self.index.generation == 0

    @property
    def counts(self) -> str:
        """How much there is to ask, such as "5 articles"."""
        if self.index is None or self.unbuilt:
            return ""
        return count(self.index.articles, "article")


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 article", "1,204 articles"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
