"""One turn from question to kept answer, in a worker thread: it posts messages and touches no widget."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from textual.message import Message

from assistant.conversations import ConversationStore, TurnRecord, TurnState
from assistant.events import Disagreed, Drafted, Event, Finished, Held, Shown, Understood
from assistant.tui.messages import TurnBegan, TurnDrafting, TurnEnded, TurnEvent
from assistant.tui.ports import Answering
from assistant.types import (
    Answer,
    Citation,
    Disagreement,
    IndexIdentity,
    ModelIdentity,
    Sentence,
    Status,
    Turn,
    Withheld,
)
from index.errors import BylineError
from index.types import Filters

DRAFT_INTERVAL = 0.1
"""Seconds between two messages about words being written."""
KEEP_INTERVAL = 0.5
"""Seconds between two writes of an answer that is still growing."""


@dataclass(slots=True)
class AnswerSoFar:
    """Folds events into the answer as it stands, for turns that end before the engine has finished one."""

    question: str
    standalone_question: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)
    finished: Answer | None = None

    def add(self, event: Event) -> None:
        """Take one more event in."""
        match event:
            case Understood():
                self.standalone_question = event.standalone_question
            case Shown():
                self.sentences.append(event.sentence)
                self.citations += event.citations
            case Held():
                self.withheld.append(event.withheld)
            case Disagreed():
                self.disagreements.append(event.disagreement)
                self.citations += event.citations
            case Finished():
                self.finished = event.answer

    @property
    def answer(self) -> Answer | None:
        """The finished answer, or what was shown so far; None when nothing was."""
        if self.finished is not None:
            return self.finished
        if not self.sentences and not self.disagreements:
            return None
        return Answer(
            question=self.question,
            standalone_question=self.standalone_question or self.question,
            status=Status.PARTLY,
            sentences=tuple(self.sentences),
            withheld=tuple(self.withheld),
            citations=tuple(self.citations),
            disagreements=tuple(self.disagreements),
            nearest=(),
            independent_origins=len({citation.article.origin_id for citation in self.citations}),
            publishers=len({citation.article.metadata.publisher for citation in self.citations} - {""}),
            model=ModelIdentity(""),
            index=IndexIdentity("", 0),
            stopped=True,
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What a worker needs to know to answer one turn."""

    turn: int
    """Number of the turn on the screen."""
    text: str
    filters: Filters
    cancelled: threading.Event


def answer_question(
    question: Question,
    conversation: int | None,
    history: Sequence[Turn],
    answering: Answering,
    store: ConversationStore,
    post: Callable[[Message], object],
) -> None:
    """Ask, post what happens, and keep the turn at every step; an error ends the turn and nothing else."""
    now = datetime.now(UTC)
    record = TurnRecord(0, conversation or 0, question.text, now, TurnState.ASKED, question.filters)
    so_far = AnswerSoFar(question.text)
    title, hint = "", ""
    try:
        record = store.begin(conversation, question.text, question.filters)
        post(TurnBegan(question.turn, record))
        _consume(question, record.id, history, answering, store, so_far, post)
    except BylineError as error:
        title, hint = error.title, error.hint
    except Exception as error:  # the end of a thread: whatever went wrong must reach the person
        title, hint = f"The answer ended unexpectedly: {error!r}", "Ask again; the conversation is kept"
    post(TurnEnded(question.turn, _keep(record, store, question, so_far, title, hint)))


def _keep(
    record: TurnRecord, store: ConversationStore, question: Question, so_far: AnswerSoFar, title: str, hint: str
) -> TurnRecord:
    """Write the end of a turn; when even that fails, the turn as it should have been kept."""
    state = _final_state(title, question, so_far)
    ended = replace(record, state=state, answer=so_far.answer, error_title=title, error_hint=hint)
    try:
        store.save(record.id, state, ended.answer, title, hint)
    except BylineError as error:
        return replace(ended, state=TurnState.FAILED, error_title=title or error.title, error_hint=hint or error.hint)
    return ended


def _consume(
    question: Question,
    record: int,
    history: Sequence[Turn],
    answering: Answering,
    store: ConversationStore,
    so_far: AnswerSoFar,
    post: Callable[[Message], object],
) -> None:
    draft, told_at, kept_at = "", 0.0, 0.0
    for event in answering.ask(question.text, history, question.filters, question.cancelled):
        so_far.add(event)
        now = time.monotonic()
        if isinstance(event, Drafted):
            draft += event.text
            if now - told_at >= DRAFT_INTERVAL:
                told_at = now
                post(TurnDrafting(question.turn, len(draft.split())))
            continue
        if isinstance(event, Shown) and now - kept_at >= KEEP_INTERVAL:
            kept_at = now
            store.save(record, TurnState.ASKED, so_far.answer)
        if not isinstance(event, Finished):
            post(TurnEvent(question.turn, event))


def _final_state(error_title: str, question: Question, so_far: AnswerSoFar) -> TurnState:
    if error_title:
        return TurnState.FAILED
    complete = so_far.finished is not None and not so_far.finished.stopped
    return TurnState.FINISHED if complete or not question.cancelled.is_set() else TurnState.STOPPED
