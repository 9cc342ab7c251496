"""What the program and its language model process say to each other: one JSON object a line.

Requests go down the process's standard input, replies come back on its standard output. Every value is a
frozen dataclass; `encode` and `decode` are the only places that know how it looks on the wire.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.errors import ModelError

LOADING = "loading the model"
PREPARING = "preparing a faster copy of the model"
READING = "reading the prompt"
WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Timings:
    """Where the time of one answer went, as the language model process saw it."""

    prompt_tokens: int
    reused_tokens: int
    """Tokens at the start of the prompt that were still in the cache of the question before."""
    prompt_seconds: float
    """Time to read the other tokens of the prompt."""
    first_token_seconds: float
    """From the request's arrival to the first token; 0 when none was written."""
    decoded_tokens: int
    decode_seconds: float
    """From the first token to the end."""
    load_seconds: float
    """Time this process took to load the model, once for all its answers."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the process loads its model; its one command line argument."""

    model: str
    cache: str
    """Folder for faster copies of models; empty for none."""
    threads: int
    """0 for one per physical core."""
    context_tokens: int


@dataclass(frozen=True, slots=True)
class Generate:
    """Request: write an answer. Answered by Stage, Piece and one Ended or Failed."""

    id: int
    """Requests are numbered upwards from 1."""
    messages: Sequence[Sequence[str]]
    """Pairs of role and content."""
    grammar: str
    max_tokens: int
    stop: Sequence[str]
    temperature: float


@dataclass(frozen=True, slots=True)
class Count:
    """Request: the tokens of `text`. Answered by Counted, even in the middle of an answer."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Cancel:
    """Request: end request `id` and all before it; the ended request is answered by Ended."""

    id: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """Reply: the model can be used."""

    context_tokens: int


@dataclass(frozen=True, slots=True)
class Stage:
    """Reply: what the process does from here on."""

    stage: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Reply: some more text of the answer."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """Reply: the answer is complete, or was cancelled."""

    id: int
    timings: Timings | None
    """None when it was cancelled before its prompt was read."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Reply to Count."""

    id: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Failed:
    """Reply: the request cannot be done, or with id 0 the model cannot be loaded."""

    id: int
    title: str
    hint: str


Request = Generate | Count | Cancel
Reply = Loaded | Stage | Piece | Ended | Counted | Failed

_KINDS: dict[str, Any] = {
    kind.__name__: kind for kind in (Options, Generate, Count, Cancel, Loaded, Stage, Piece, Ended, Counted, Failed)
}


def encode(message: Options | Request | Reply) -> bytes:
    """One line of ASCII with its line end."""
    return json.dumps({"kind": type(message).__name__, **asdict(message)}).encode("ascii") + b"\n"


def decode(line: bytes | str) -> Any:
    """The message on a line; raises ModelError for anything else."""
    try:
        fields = json.loads(line)
        message = _KINDS[fields.pop("kind")](**fields)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError("the language model process wrote something that is not a message") from error
    if isinstance(message, Ended) and isinstance(message.timings, dict):
        return Ended(message.id, Timings(**message.timings))
    return message
