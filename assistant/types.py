"""The values that make up an answer. All are immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import nan
from types import MappingProxyType

from index.types import Article, Passage

_NO_SECONDS: Mapping[str, float] = MappingProxyType({})


class Status(StrEnum):
    """How far the articles answer the question."""

    ANSWERED = "answered"
    PARTLY = "partly_answered"
    UNANSWERED = "unanswered"


class Label(StrEnum):
    """Why a sentence may be shown."""

    SUPPORTED = "supported"
    """In the model's words, and the cited passage says it."""
    QUOTED = "quoted"
    """Verbatim from the cited passage."""
    REJECTED = "rejected"
    """Not shown."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check of one sentence against its cited passages found."""

    label: Label
    score: float
    """Probability that the passages support the sentence, 0 to 1; 1 for a verbatim quotation."""
    reasons: tuple[str, ...] = ()
    """Why it was rejected, in words a reader understands, such as "number not in source: 46"."""


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """The words of an article that most likely answer the question, where a sentence answers it at all."""

    start: int
    """First character in `article.text`."""
    end: int
    """One past the last character."""
    placed: float
    """Log odds that they are the answer, against that the sentence has none; not calibrated."""
    lead: float
    """The same against the likeliest other words of the sentence."""
    affirms: float = 0.0
    """Log odds that they say yes, if the question is of yes or no; not calibrated."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One or more neighbouring sentences of an article that bear on the question."""

    number: int
    """The citation marker that stands for it, from 1."""
    article: Article
    passage: Passage
    start: int
    """First character of the quotation in `article.text`."""
    end: int
    """One past the last character."""
    score: float
    """How well it answers the question; larger is better, comparable within one question."""
    also_in: tuple[str, ...] = ()
    """Ids of articles that carry the same text."""
    answer: AnswerSpan | None = None
    """The words of it that a model points at; None where none has looked."""

    @property
    def quote(self) -> str:
        """The sentences themselves, byte for byte."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation that stands behind shown sentences: `quote == article.text[start:end]`."""

    number: int
    quote: str
    start: int
    end: int
    article: Article
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer that passed its check."""

    text: str
    """Without citation markers."""
    citations: tuple[int, ...]
    """Numbers of the citations behind it, never empty."""
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that the model wrote and that did not pass."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Value:
    """One of several values that sources give for the same thing."""

    value: str
    """As the source writes it, such as "at least 107"."""
    citation: int
    said_by: str = ""
    """Who the source says it is from; empty when the source says it itself."""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sources that give different values for the same thing."""

    about: str
    """What the values count or name, such as "people hospitalised"."""
    values: tuple[Value, ...]
    """At least two, in order of publication where dates are known."""
    kind: str = "dispute"
    """"dispute", or "update" where later articles of the same publisher revise the value."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which language model wrote the prose; name "none" when only quotations were used."""

    name: str
    sha256: str = ""
    """Of the model file; empty for a remote model and for none."""


@dataclass(frozen=True, slots=True)
class IndexIdentity:
    """Which state of which index the answer was drawn from."""

    id: str
    generation: int
    """Counts commits, from 1."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer. Everything shown is in `sentences`; everything cited is in `citations`."""

    question: str
    standalone_question: str
    """The question with what the conversation adds; equals `question` for a first question."""
    status: Status
    sentences: tuple[Sentence, ...]
    withheld: tuple[Withheld, ...]
    citations: tuple[Citation, ...]
    disagreements: tuple[Disagreement, ...]
    nearest: tuple[Citation, ...]
    """The closest passages, when the articles do not answer."""
    independent_origins: int
    """Different texts behind the answer; copies count once."""
    publishers: int
    """Different known publishers behind the answer."""
    model: ModelIdentity
    index: IndexIdentity
    seconds: Mapping[str, float] = field(default_factory=lambda: _NO_SECONDS)
    """Stage name to seconds: "search", "first_token" (absent when no model ran), "total"."""
    notes: tuple[str, ...] = ()
    """Remarks a reader should see, such as an inferred filter that was dropped."""
    stopped: bool = False
    """The person stopped it before it was finished."""
    answerable: float = nan
    """Probability that the articles answer the question, 0 to 1; NaN when nothing estimated it."""

    @property
    def text(self) -> str:
        """The answer as one text with [n] markers; the refusal when there is none, empty when it was stopped before."""
        if not self.sentences:
            return "" if self.stopped and self.status is not Status.UNANSWERED else REFUSAL
        return " ".join(
            sentence.text + "".join(f" [{number}]" for number in sentence.citations) for sentence in self.sentences
        )


REFUSAL = "The articles do not say."
"""The one phrase for "no answer in the articles": prompts, code, tests and screens use it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A finished exchange of a conversation, as later questions may refer to it."""

    question: str
    standalone_question: str
    answer: str
    """The shown text."""
