"""What the engine asks of a language model, wherever it runs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Literal, Protocol

from assistant.types import ModelIdentity


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Constraint:
    """Limits on what the model may write."""

    grammar: str = ""
    """GBNF grammar the output must match; empty for free text. A remote model that cannot use it ignores it."""
    max_tokens: int = 256
    """Most tokens to write, at least 1."""
    stop: tuple[str, ...] = ()
    """Writing ends before any of these."""
    temperature: float = 0.0
    """0 always takes the likeliest token."""


class ChatModel(Protocol):
    """A language model that streams text.

    `stream` yields pieces of text as they are written and returns when the model ends, a limit is reached or
    `cancelled` is set; it stops within 0.1 s of the latter, even while the prompt is being read.
    It raises `ModelError` (title and hint) when the model cannot be loaded or reached, and `ModelCrashed`
    when it died on the way.
    """

    @property
    def identity(self) -> ModelIdentity:
        """Which model this is."""
        ...

    @property
    def context_tokens(self) -> int:
        """How many tokens prompt and answer may take together."""
        ...

    def warm(self) -> None:
        """Begin to load in the background; returns at once."""
        ...

    def count_tokens(self, text: str) -> int:
        """Tokens of `text`, exactly where the model can tell cheaply, else a safe overestimate."""
        ...

    def stream(self, messages: Sequence[Message], constraint: Constraint, cancelled: Event) -> Iterator[str]:
        """Write an answer to `messages`."""
        ...

    def close(self) -> None:
        """Release the model; idempotent."""
        ...
