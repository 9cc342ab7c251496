"""What happens while a question is answered, in the order a reader should learn it.

`Assistant.ask` yields these; the terminal, the chat and the evaluation all consume the same iterator.
The order is: Understood, Searched, then any mix of Drafted, Shown, Held, Disagreed and Noticed, then
exactly one Finished.
"""

from dataclasses import dataclass

from assistant.types import Answer, Citation, Disagreement, Sentence, Withheld
from index.types import Filters, Hit


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as it will be searched for."""

    standalone_question: str
    filters: Filters
    """What the person or the question's words narrow the search to."""


@dataclass(frozen=True, slots=True)
class Searched:
    """The search is done."""

    hits: tuple[Hit, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Drafted:
    """The model wrote a piece of text that has not been checked. Not for showing as an answer; for progress."""

    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence passed its check and belongs to the answer, after those shown before it."""

    sentence: Sentence
    citations: tuple[Citation, ...]
    """Those of its citations that no earlier sentence had."""


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence of the model did not pass and is not shown."""

    withheld: Withheld


@dataclass(frozen=True, slots=True)
class Disagreed:
    """Sources differ on something the answer is about."""

    disagreement: Disagreement
    citations: tuple[Citation, ...]
    """Those of its citations that nothing earlier had."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something the person should know: the model restarted, a filter was widened."""

    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event: the whole answer."""

    answer: Answer


Event = Understood | Searched | Drafted | Shown | Held | Disagreed | Noticed | Finished
