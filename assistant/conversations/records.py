"""The values that the conversation store takes and gives. All are immutable."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.types import Answer, Turn
from index.types import Filters


class TurnState(StrEnum):
    """How far a stored turn came."""

    ASKED = "asked"
    """Begun and not ended: it is running now, or the program was killed on the way."""
    FINISHED = "finished"
    STOPPED = "stopped"
    """The person stopped it; what was shown until then is kept."""
    FAILED = "failed"
    """It ended with an error; what was shown until then is kept."""


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One question of a conversation with what came of it."""

    id: int
    conversation: int
    question: str
    asked_at: datetime
    """With time zone."""
    state: TurnState
    filters: Filters = field(default_factory=Filters)
    """What the person narrowed the search to."""
    answer: Answer | None = None
    """None when nothing was shown before the turn ended or was cut off."""
    error_title: str = ""
    """Set for a failed turn."""
    error_hint: str = ""

    @property
    def as_history(self) -> Turn | None:
        """What later questions may refer to; None when there was no answer."""
        if self.answer is None or not self.answer.sentences:
            return None
        return Turn(self.question, self.answer.standalone_question, self.answer.text)


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """A line in the list of conversations."""

    id: int
    title: str
    created_at: datetime
    updated_at: datetime
    """When its last question was asked."""
    turns: int
    """Number of questions, unfinished ones included."""
