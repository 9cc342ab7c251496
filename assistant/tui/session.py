"""Which conversation is open, which turn runs, and which questions wait. Knows no widgets."""

import itertools
import threading
from collections import deque
from collections.abc import Callable, Sequence

from assistant.conversations import TurnRecord
from assistant.tui.asking import Question
from assistant.types import Turn
from index.types import Filters

HISTORY = 10
"""Most finished turns that a question may refer to."""


class Session:
    """Takes questions one after the other; `start` is called with the next one when nothing runs.

    Every question gets a number that is never used again, so messages of a stopped turn can be told from
    those of the turn that runs.
    """

    def __init__(self, start: Callable[[Question], None]) -> None:
        self._start = start
        self._numbers = itertools.count(1)
        self._waiting: deque[Question] = deque()
        self._open = False
        self.running: Question | None = None
        self.conversation: int | None = None
        """None until the first turn of a new conversation is written."""
        self.records: list[TurnRecord] = []
        """The turns of the open conversation that have ended."""

    @property
    def history(self) -> Sequence[Turn]:
        """What the next question may refer to, the oldest first."""
        turns = [record.as_history for record in self.records]
        return [turn for turn in turns if turn is not None][-HISTORY:]

    @property
    def busy(self) -> bool:
        """Whether a turn runs or a question waits."""
        return self.running is not None or bool(self._waiting)

    def next_number(self) -> int:
        """A number for a turn on the screen."""
        return next(self._numbers)

    def ready(self) -> None:
        """The corpus can be asked: begin with what waits."""
        self._open = True
        self._begin_next()

    def pause(self) -> None:
        """The corpus cannot be asked; new questions wait."""
        self._open = False

    def ask(self, text: str, filters: Filters) -> Question:
        """Queue a question; it starts at once when nothing else runs."""
        question = Question(self.next_number(), text, filters, threading.Event())
        self._waiting.append(question)
        self._begin_next()
        return question

    def stop(self) -> Sequence[Question]:
        """Stop the turn that runs and drop those that wait; returns what was running or waiting."""
        stopped = [*([self.running] if self.running else []), *self._waiting]
        for question in stopped:
            question.cancelled.set()
        self._waiting.clear()
        return stopped

    def ended(self, turn: int, record: TurnRecord) -> None:
        """The turn that ran is over."""
        if self.running is None or self.running.turn != turn:
            return
        self.running = None
        self.records.append(record)
        self._begin_next()

    def reset(self, conversation: int | None, records: Sequence[TurnRecord]) -> None:
        """Leave the open conversation for another one; what runs is stopped and kept."""
        self.stop()
        self.running = None
        self.conversation = conversation
        self.records = list(records)

    def _begin_next(self) -> None:
        if self._open and self.running is None and self._waiting:
            self.running = self._waiting.popleft()
            self._start(self.running)
