"""What a person asks: the question made to stand alone, its filters, and the kind of answer it expects."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.engine.question_type import AnswerType, Expectation, expected
from assistant.engine.questions.filter_words import infer
from assistant.engine.questions.followup import standalone
from assistant.engine.questions.operators import combine, split_operators
from assistant.engine.questions.parts import parts
from assistant.engine.questions.publishers import Publisher, PublisherNames, publisher_names
from assistant.types import Turn
from index.types import Filters

_TOPIC = re.compile(r"\(about: ([^)]*)\)?")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood."""

    text: str
    """As the person wrote it."""
    standalone: str
    """With what the conversation adds and without operators; the question itself when it needs nothing."""
    search_text: str
    """What to search for: `standalone` without the words that became filters; never empty unless `text` is."""
    filters: Filters
    """Asked for by operators and command-line flags; obeyed even when nothing passes."""
    inferred: Filters
    """Read from the words; to be dropped when nothing passes. Empty in what `filters` already decides."""
    sides: tuple[Filters, ...]
    """For a comparison, the inferred filters of each side, at least two; else empty."""
    expects: Expectation
    """What an answer has to bring."""
    joined: tuple["Question", ...] = ()
    """The questions it joins, at least two, without filters of their own; empty when it asks one thing."""

    @property
    def parts(self) -> tuple["Question", ...]:
        """The questions it joins, or itself."""
        return self.joined or (self,)

    @property
    def kind(self) -> AnswerType:
        """The kind of answer it expects."""
        return self.expects.kind

    @property
    def contested(self) -> bool:
        """Whether it presupposes a deed that somebody may deny."""
        return self.expects.contested


def understand(
    question: str,
    history: Sequence[Turn],
    publishers: Sequence[Publisher],
    newest: date | None,
    explicit: Filters = Filters(),  # immutable
) -> Question:
    """Read a question as a person means it.

    `history` holds the conversation, oldest turn first; `publishers` those of the corpus; `newest` is the day of
    its newest article, None when no date is known; `explicit` is what the command line asks for. Raises
    `QuestionError` when an operator has a value that cannot be.
    """
    known = publisher_names(tuple(publishers))
    operators = split_operators(question, known)
    alone = standalone(operators.text, history)
    found = infer(alone, known, newest)
    filters = combine(explicit, _without_names(operators.filters, found.filters, known))
    inferred = _undecided(found.filters, filters)
    sides = () if filters.sources else tuple(_undecided(side, filters) for side in found.sides)
    search_text = " ".join(_TOPIC.sub(r"\1", found.rest).split())
    expects = expected(_TOPIC.sub("", alone))
    pieces = parts(alone) if _one_way(alone, sides) else ()
    joined = tuple(_part(piece, known, newest) for piece in pieces) if len(pieces) > 1 else ()
    text = search_text or alone or question
    return Question(question, alone, text, filters, inferred, sides, expects, joined)


def _one_way(alone: str, sides: tuple[Filters, ...]) -> bool:
    """Whether its parts can be asked one by one: a comparison and a completed follow-up cannot."""
    return not sides and not _TOPIC.search(alone)


def _part(alone: str, known: PublisherNames, newest: date | None) -> Question:
    own = _TOPIC.sub("", alone).strip()
    rest = infer(alone, known, newest).rest
    search_text = " ".join(_TOPIC.sub(r"\1", rest).split())
    none = Filters()
    return Question(own[:1].upper() + own[1:], alone, search_text or alone, none, none, (), expected(own))


def _without_names(operators: Filters, found: Filters, known: PublisherNames) -> Filters:
    """Quotation marks around a publisher that the words speak of make no phrase of it."""
    phrases = tuple(phrase for phrase in operators.phrases if not set(known.resolve(phrase)) & set(found.sources))
    return replace(operators, phrases=phrases)


def _undecided(inferred: Filters, explicit: Filters) -> Filters:
    """The inferred filters in which the person has not decided otherwise."""
    dated = explicit.after or explicit.before
    return Filters(
        () if explicit.sources else inferred.sources,
        None if dated else inferred.after,
        None if dated else inferred.before,
    )
