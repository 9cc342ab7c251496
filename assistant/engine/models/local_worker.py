"""The language model process: llama.cpp behind the messages of `worker_protocol`.

Run as a module by `worker_process`, never imported by the program: a fault in native code ends this process
alone. It ends by itself when its standard input closes, that is when the program has gone.
"""

import importlib
import importlib.util
import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from queue import SimpleQueue

from assistant.engine.models.llama import Cancelled, Llama, Sampler
from assistant.engine.models.loading import load
from assistant.engine.models.text_pieces import TextPieces
from assistant.engine.models.worker_protocol import (
    LOADING,
    PREPARING,
    READING,
    WRITING,
    Cancel,
    Count,
    Counted,
    Ended,
    Failed,
    Generate,
    Loaded,
    Options,
    Piece,
    Reply,
    Request,
    Stage,
    Timings,
    decode,
    encode,
)
from assistant.errors import ModelError


class Inbox:
    """Reads requests in a thread of its own, so that a Cancel is seen and a Count answered during an answer."""

    def __init__(self, outbox: "Outbox") -> None:
        self._queue: SimpleQueue[Generate | Count] = SimpleQueue()
        self._outbox = outbox
        self._cancelled = 0
        self._running = 0
        self.model: Llama | None = None
        """Set once the model is loaded; from then on Counts are answered at once."""
        threading.Thread(target=self._read, daemon=True).start()

    def next(self) -> Generate | Count:
        """Wait for the next request."""
        request = self._queue.get()
        self._running = request.id
        return request

    def cancelled(self, _: object = None) -> bool:
        """Whether the request that runs now was taken back; called by llama.cpp between operations."""
        return self._running <= self._cancelled

    def _read(self) -> None:
        for line in sys.stdin.buffer:
            request: Request = decode(line)
            if isinstance(request, Cancel):
                self._cancelled = request.id
            elif isinstance(request, Count) and self.model is not None:
                self._outbox.send(_counted(self.model, request))
            else:
                self._queue.put(request)
        os._exit(0)


class Outbox:
    """Writes replies to what was standard output; anything a library prints goes to standard error."""

    def __init__(self) -> None:
        self._descriptor = os.dup(1)
        os.dup2(2, 1)
        self._lock = threading.Lock()

    def send(self, reply: Reply) -> None:
        """Write one reply."""
        line = encode(reply)
        with self._lock:
            while line:
                line = line[os.write(self._descriptor, line) :]


def serve(inbox: Inbox, outbox: Outbox, model: Llama, load_seconds: float) -> None:
    """Answer requests for as long as the program lives."""
    while True:
        request = inbox.next()
        arrived = time.perf_counter()
        try:
            match request:
                case Generate():
                    timings = _generate(request, model, inbox, outbox, Clock(arrived, load_seconds))
                    outbox.send(Ended(request.id, timings))
                case Count():
                    outbox.send(_counted(model, request))
        except Cancelled:
            outbox.send(Ended(request.id, None))
        except ModelError as error:
            outbox.send(Failed(request.id, error.title, error.hint))


class Clock:
    """Notes when the parts of an answer were done."""

    def __init__(self, arrived: float, load_seconds: float) -> None:
        self._arrived, self._load_seconds = arrived, load_seconds
        self._started = self._read = self._first = arrived

    def reading(self) -> None:
        """The prompt is about to be read."""
        self._started = time.perf_counter()

    def writing(self) -> None:
        """The prompt has been read."""
        self._read = self._first = time.perf_counter()

    def token(self, number: int) -> None:
        """Token `number`, from 0, was chosen."""
        if number == 0:
            self._first = time.perf_counter()

    def timings(self, prompt: int, reused: int, decoded: int) -> Timings:
        """The account at the end of an answer."""
        return Timings(
            prompt_tokens=prompt,
            reused_tokens=reused,
            prompt_seconds=self._read - self._started,
            first_token_seconds=self._first - self._arrived if decoded else 0.0,
            decoded_tokens=decoded,
            decode_seconds=time.perf_counter() - self._first,
            load_seconds=self._load_seconds,
        )


def _generate(request: Generate, model: Llama, inbox: Inbox, outbox: Outbox, clock: Clock) -> Timings:
    """Write one answer; raises Cancelled and ModelError."""
    sampler = model.sampler(request.grammar, request.temperature)
    try:
        prompt = model.prompt(request.messages)
        room = _room(model, prompt)
        outbox.send(Stage(READING))
        clock.reading()
        reused = model.keep_prefix(prompt)
        model.read(prompt[reused:])
        outbox.send(Stage(WRITING))
        clock.writing()
        pieces, decoded = TextPieces(request.stop), 0
        for number, token in enumerate(_tokens(model, sampler, min(request.max_tokens, room))):
            clock.token(number)
            decoded += 1
            text = pieces.add(model.piece(token))
            if text:
                outbox.send(Piece(request.id, text))
            if pieces.stopped or inbox.cancelled():
                break
        if rest := pieces.rest():
            outbox.send(Piece(request.id, rest))
        return clock.timings(len(prompt), reused, decoded)
    finally:
        sampler.close()


def _room(model: Llama, prompt: Sequence[int]) -> int:
    room = model.context_tokens - len(prompt)
    if room < 1:
        raise ModelError(
            f"the prompt has {len(prompt)} tokens, and the model's context holds {model.context_tokens}",
            "ask a shorter question, allow less evidence, or raise the context size",
        )
    return room


def _tokens(model: Llama, sampler: Sampler, most: int) -> Iterator[int]:
    """Tokens one after the other, each read before the next is chosen, until the model ends."""
    for left in reversed(range(most)):
        token = sampler.next()
        if model.ends(token):
            return
        yield token
        if left:
            model.read([token])


def _counted(model: Llama, request: Count) -> Counted:
    return Counted(request.id, len(model.tokens(request.text, special=False)))


def _no_core_file() -> None:
    """A crash is reported, not written to disk with the articles in it."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # no such limits on this system
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(options: Options) -> None:
    """Load the model and serve until standard input closes."""
    started = time.perf_counter()
    _no_core_file()
    outbox = Outbox()
    inbox = Inbox(outbox)
    outbox.send(Stage(LOADING))
    # The template engine is imported while llama.cpp reads the model.
    threading.Thread(
        target=importlib.import_module, args=("assistant.engine.models.chat_template",), daemon=True
    ).start()
    try:
        model = load(options, lambda: outbox.send(Stage(PREPARING)))
    except ModelError as error:
        outbox.send(Failed(0, error.title, error.hint))
        os._exit(0)
    model.watch(inbox.cancelled)
    inbox.model = model
    outbox.send(Loaded(model.context_tokens))
    serve(inbox, outbox, model, time.perf_counter() - started)


if __name__ == "__main__":
    main(decode(sys.argv[1]))
