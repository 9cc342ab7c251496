"""Everything that workers and widgets tell the screens. Workers post these and touch no widget."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from assistant.conversations import TurnRecord
from assistant.events import Event
from assistant.tui.ports import IndexState, Progress
from assistant.tui.sources import Stale
from index.types import Article, Filters


@dataclass
class CorpusOpened(Message):
    """The corpus can be asked."""

    state: IndexState
    suggestions: Sequence[str]


@dataclass
class CorpusFailed(Message):
    """The corpus could not be opened."""

    title: str
    hint: str


@dataclass
class StateRead(Message):
    """The index was looked at again."""

    state: IndexState
    suggestions: Sequence[str]


@dataclass
class BuildProgressed(Message):
    """A build went on."""

    progress: Progress


@dataclass
class BuildEnded(Message):
    """A build ended; `title` is empty when it went well."""

    title: str = ""
    hint: str = ""


@dataclass
class ModelNamed(Message):
    """Answers come from this language model."""

    name: str
    """Empty when unknown."""


@dataclass
class TurnBegan(Message):
    """A turn left the queue and is written down."""

    turn: int
    """Number of the turn on the screen; late messages of a stopped turn carry its number."""
    record: TurnRecord


@dataclass
class TurnEvent(Message):
    """The engine said something about a turn."""

    turn: int
    event: Event


@dataclass
class TurnDrafting(Message):
    """The model is writing."""

    turn: int
    words: int
    """Written so far, none of them checked."""


@dataclass
class TurnEnded(Message):
    """A turn is over: finished, stopped or failed."""

    turn: int
    record: TurnRecord


@dataclass
class StaleFound(Message):
    """Which cited articles of the conversation have changed or gone."""

    stale: Stale


@dataclass
class ConversationRead(Message):
    """A kept conversation was read and can be shown."""

    conversation: int
    records: Sequence[TurnRecord]


@dataclass
class ArticleRead(Message):
    """An article was read and can be shown."""

    article: Article


@dataclass
class QuestionAsked(Message):
    """The person wants an answer."""

    text: str


@dataclass
class CitationChosen(Message):
    """The person wants to read a source."""

    turn: int
    number: int


@dataclass
class TurnChosen(Message):
    """The person selected a turn."""

    turn: int


@dataclass
class SourcesChanged(Message):
    """A turn has other sources than before."""

    turn: int


@dataclass
class FiltersChanged(Message):
    """A chip was taken away."""

    index: int
    """Its place; -1 is the last one."""


@dataclass
class AgainWanted(Message):
    """The person wants a question answered again."""

    question: str
    filters: Filters


@dataclass
class EditWanted(Message):
    """The person wants to change a question and ask it again."""

    question: str
    filters: Filters
