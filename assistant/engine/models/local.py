"""A GGUF model on this machine, run by llama.cpp in a process of its own that may die without harm."""

import contextlib
import importlib.util
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from time import monotonic

from assistant.engine.models.model import Constraint, Message
from assistant.engine.models.model_files import check_model_file, embedded_model_path, file_sha256
from assistant.engine.models.token_estimate import estimated_tokens
from assistant.engine.models.worker_process import WORKER, Answer, WorkerProcess, wait
from assistant.engine.models.worker_protocol import (
    Cancel,
    Count,
    Counted,
    Ended,
    Failed,
    Generate,
    Options,
    Piece,
    Timings,
)
from assistant.errors import ModelCrashed, ModelError
from assistant.types import ModelIdentity

__all__ = ["LocalModel", "Timings", "embedded_model_path"]

_LOOK_SECONDS = 0.01  # how often a waiting stream looks whether it was cancelled
_GRACE_SECONDS = 0.06  # how long a cancelled process may take to stop by itself
_COUNT_SECONDS = 2.0
_KNOWN_COUNTS = 4096
_TRIES = 2


class LocalModel:
    """A `ChatModel` for a GGUF file. Answers one request at a time; others wait for their turn.

    Nothing is loaded before `warm` or the first request. `cache_dir` holds a faster copy of models whose
    quantisation is slow on CPUs, and the checksums of model files; None keeps neither.
    """

    def __init__(
        self,
        path: Path,
        *,
        cache_dir: Path | None = None,
        threads: int | None = None,
        context_tokens: int = 4096,
        worker: Sequence[str] = WORKER,
    ) -> None:
        self._path = path
        self._cache_dir = cache_dir
        self._options = Options(str(path), str(cache_dir or ""), threads or 0, context_tokens)
        self._command = tuple(worker)
        self._worker: WorkerProcess | None = None
        self._starting = threading.Lock()
        self._turn = threading.Lock()
        self._counts: dict[str, int] = {}
        self._digest = ""
        self._digesting = threading.Lock()
        self.last_timings: Timings | None = None
        """Of the last answer that was not cut off; None before the first."""
        self.restarts = 0
        """How many processes were started after the first."""

    @property
    def identity(self) -> ModelIdentity:
        """File name without its ending, and checksum; computed once, after `warm` in the background."""
        with self._digesting:
            if not self._digest:
                check_model_file(self._path)
                self._digest = file_sha256(self._path, self._cache_dir)
        return ModelIdentity(self._path.stem, self._digest)

    @property
    def context_tokens(self) -> int:
        """As asked for; once the model is loaded, no more than it was trained for."""
        worker = self._worker
        loaded = worker.loaded if worker else None
        return loaded.context_tokens if loaded else self._options.context_tokens

    @property
    def worker_pid(self) -> int | None:
        """Process id of the running language model process; None when there is none."""
        worker = self._worker
        return worker.pid if worker and worker.alive else None

    def warm(self) -> None:
        """Begin to load in the background; returns at once. What goes wrong is told by the first request."""
        with contextlib.suppress(ModelError):
            self._running()
            threading.Thread(target=self._identify, daemon=True).start()

    def count_tokens(self, text: str) -> int:
        """Exact when the model is loading or loaded, else `estimated_tokens`; starts no process."""
        worker = self._worker
        if text in self._counts:
            return self._counts[text]
        if worker is None or not worker.alive:
            return estimated_tokens(text)
        number = worker.number()
        try:
            reply = wait(worker.ask(Count(number, text)), _COUNT_SECONDS, worker)
        except ModelError:
            reply = None
        finally:
            worker.forget(number)
        if not isinstance(reply, Counted):
            return estimated_tokens(text)
        if len(self._counts) >= _KNOWN_COUNTS:
            self._counts.clear()
        self._counts[text] = reply.tokens
        return reply.tokens

    def stream(self, messages: Sequence[Message], constraint: Constraint, cancelled: Event) -> Iterator[str]:
        """Write an answer to `messages`; see `ChatModel`.

        A process that dies before it has written anything is replaced once in silence. Raises ModelError when
        the model cannot be loaded or the prompt is too long for it, ModelCrashed when the process died.
        """
        chat = [(message.role, message.content) for message in messages]
        ask = partial(
            Generate,
            messages=chat,
            grammar=constraint.grammar,
            max_tokens=constraint.max_tokens,
            stop=constraint.stop,
            temperature=constraint.temperature,
        )
        with self._my_turn(cancelled) as mine:
            for tries in range(_TRIES if mine else 0):
                written = False
                try:
                    for piece in self._written(ask, cancelled):
                        written = True
                        yield piece
                    return
                except ModelCrashed:
                    closed = self._worker is None
                    if written or closed or tries + 1 == _TRIES:
                        raise

    def close(self) -> None:
        """End the process; idempotent. A later request starts a new one."""
        with self._starting:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()

    def _written(self, ask: "partial[Generate]", cancelled: Event) -> Iterator[str]:
        worker = self._running()
        number = worker.number()
        replies = worker.ask(ask(number))
        ended = False
        try:
            while not cancelled.is_set():
                match wait(replies, _LOOK_SECONDS, worker):
                    case Piece(text=text):
                        yield text
                    case Ended(timings=timings):
                        ended = True
                        self.last_timings = timings or self.last_timings
                        return
                    case Failed(title=title, hint=hint):
                        ended = True
                        raise ModelError(title, hint)
        except ModelError:
            ended = True
            raise
        finally:
            if not ended:
                self._stop(worker, number, replies)
            worker.forget(number)

    def _stop(self, worker: WorkerProcess, number: int, replies: "SimpleQueue[Answer | None]") -> None:
        """Take request `number` back; a process that does not obey at once is replaced by a fresh one."""
        loading = worker.loaded is None
        worker.tell(Cancel(number))
        if loading:  # it drops the request when it gets to it, and the loading is not lost
            return
        deadline = monotonic() + _GRACE_SECONDS
        with contextlib.suppress(ModelError):
            while (left := deadline - monotonic()) > 0:
                if isinstance(wait(replies, left, worker), Ended | Failed):
                    return
        worker.kill()
        self.warm()

    def _running(self) -> WorkerProcess:
        """The process, started if there is none or the last one died; raises ModelError."""
        with self._starting:
            if self._worker is not None and self._worker.alive:
                return self._worker
            check_model_file(self._path)
            if importlib.util.find_spec("llama_cpp") is None:
                raise ModelError(
                    "llama-cpp-python is not installed", "pip install llama-cpp-python, or use --model none"
                )
            self.restarts += self._worker is not None
            self._worker = WorkerProcess(self._command, self._options)
            return self._worker

    def _identify(self) -> None:
        with contextlib.suppress(ModelError, OSError):  # told when the identity is asked for
            _ = self.identity

    @contextlib.contextmanager
    def _my_turn(self, cancelled: Event) -> Iterator[bool]:
        """Wait for the requests before this one; False when cancelled meanwhile."""
        while not self._turn.acquire(timeout=_LOOK_SECONDS):
            if cancelled.is_set():
                yield False
                return
        try:
            yield not cancelled.is_set()
        finally:
            self._turn.release()
