"""A chat model that says what a test tells it to, and remembers what it was asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Event

from assistant.engine.models.model import Constraint, Message
from assistant.types import ModelIdentity

_LOOK_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Pause:
    """In a reply: wait here until `release` is set or the stream is cancelled; `reached` is set on arrival."""

    release: Event = field(default_factory=Event)
    reached: Event = field(default_factory=Event)


Reply = str | Exception | Sequence[str | Exception | Pause]
"""A whole text (streamed word by word), an error to raise, or a script of pieces, errors and pauses."""


class ScriptedModel:
    """A `ChatModel`: the n-th `stream` plays the n-th of `replies`; a stream without a reply is an AssertionError."""

    def __init__(self, replies: Sequence[Reply] = (), *, name: str = "scripted", context_tokens: int = 4096) -> None:
        self._replies = list(replies)
        self._name = name
        self._context_tokens = context_tokens
        self.requests: list[tuple[tuple[Message, ...], Constraint]] = []
        """Messages and constraint of each stream, in order."""
        self.warmed = 0
        self.closed = 0
        self.cancellations = 0
        """Streams that ended because `cancelled` was set."""

    @property
    def identity(self) -> ModelIdentity:
        return ModelIdentity(self._name, "0" * 64)

    @property
    def context_tokens(self) -> int:
        return self._context_tokens

    def warm(self) -> None:
        self.warmed += 1

    def count_tokens(self, text: str) -> int:
        """One token a word."""
        return len(text.split())

    def stream(self, messages: Sequence[Message], constraint: Constraint, cancelled: Event) -> Iterator[str]:
        self.requests.append((tuple(messages), constraint))
        if len(self.requests) > len(self._replies):
            raise AssertionError(f"stream {len(self.requests)} has no reply; {len(self._replies)} were given")
        return self._played(_script(self._replies[len(self.requests) - 1]), cancelled)

    def close(self) -> None:
        self.closed += 1

    def _played(self, script: Sequence[str | Exception | Pause], cancelled: Event) -> Iterator[str]:
        for step in script:
            if isinstance(step, Pause):
                step.reached.set()
                while not step.release.wait(_LOOK_SECONDS) and not cancelled.is_set():
                    pass
            if cancelled.is_set():
                self.cancellations += 1
                return
            if isinstance(step, Exception):
                raise step
            if isinstance(step, str):
                yield step


def _script(reply: Reply) -> Sequence[str | Exception | Pause]:
    if isinstance(reply, Exception):
        return (reply,)
    if isinstance(reply, str):
        return [word + " " * (place < reply.count(" ")) for place, word in enumerate(reply.split(" "))]
    return reply
