"""A running language model process, as the program sees it: requests in, replies out, and how it died."""

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from assistant.engine.models.worker_protocol import (
    LOADING,
    Counted,
    Ended,
    Failed,
    Loaded,
    Options,
    Piece,
    Request,
    Stage,
    decode,
    encode,
)
from assistant.errors import ModelCrashed, ModelError

Answer = Piece | Ended | Counted | Failed
"""A reply to one request."""

WORKER = (sys.executable, "-P", "-m", "assistant.engine.models.local_worker")
"""The command that starts the process; -P keeps Python files of the current folder out of it."""

_ROOT = str(Path(__file__).resolve().parents[3])
_LAST_LINES = 20


class WorkerProcess:
    """One process. Its threads end with it; nothing of it is left behind after `kill` or its own end."""

    def __init__(self, command: Sequence[str], options: Options) -> None:
        self._process = subprocess.Popen(
            [*command, encode(options).decode("ascii").rstrip()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,  # Ctrl-C in the terminal is for the program, which then decides
        )
        # PR_SET_PDEATHSIG is not used: it fires when the thread that started the process ends, not the program.
        self._model = Path(options.model).name
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._waiting: dict[int, SimpleQueue[Answer | None]] = {}
        self._last_lines: deque[str] = deque(maxlen=_LAST_LINES)
        self._failure: Failed | None = None
        self._over = False
        self.stage = LOADING
        self.loaded: Loaded | None = None
        """None until the model can be used."""
        self._errors = threading.Thread(target=self._read_errors, daemon=True)
        self._errors.start()
        threading.Thread(target=self._read_replies, daemon=True).start()

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether a request may still be answered."""
        return not self._over

    def number(self) -> int:
        """The id for the next request."""
        return next(self._numbers)

    def ask(self, request: Request) -> "SimpleQueue[Answer | None]":
        """Send a request; its replies arrive in the queue, None when the process ends."""
        replies: SimpleQueue[Answer | None] = SimpleQueue()
        with self._lock:
            self._waiting[request.id] = replies
            if self._over:
                replies.put(None)
        self.tell(request)
        return replies

    def tell(self, request: Request) -> None:
        """Send a request that has no replies of its own."""
        with self._writing, contextlib.suppress(OSError, ValueError):  # a dead process shows as None in the queues
            assert self._process.stdin is not None  # noqa: S101 - opened as a pipe above
            self._process.stdin.write(encode(request))
            self._process.stdin.flush()

    def forget(self, number: int) -> None:
        """Ignore further replies to request `number`."""
        with self._lock:
            self._waiting.pop(number, None)

    def kill(self) -> None:
        """End the process now and wait until it is gone; idempotent."""
        self._process.kill()
        self._process.wait()

    def death(self) -> ModelError:
        """Why the process is no more; call it after a None in a queue."""
        if self._failure is not None:
            return ModelError(self._failure.title, self._with_last_line(self._failure.hint))
        self._errors.join(timeout=1)
        cause, hint = _cause(self._process.wait())
        return ModelCrashed(
            f"the language model process {cause} while {self.stage} ({self._model})", self._with_last_line(hint)
        )

    def _with_last_line(self, hint: str) -> str:
        return f"{hint}; it last said: {self._last_lines[-1]}" if self._last_lines else hint

    def _read_replies(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - opened as a pipe above
        try:
            for line in self._process.stdout:
                self._sort(decode(line))
        except ModelError as error:
            self._last_lines.append(error.title)
            self._process.kill()
        self._reap()
        with self._lock:
            self._over = True
            waiting = list(self._waiting.values())
        for replies in waiting:
            replies.put(None)
        self._close_pipes()

    def _reap(self) -> None:
        """Wait for the end of a process that no longer writes, and bring it about if need be."""
        try:
            self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.kill()

    def _sort(self, reply: object) -> None:
        match reply:
            case Stage(stage):
                self.stage = stage
            case Loaded():
                self.loaded = reply
            case Failed(id=0):
                self._errors.join(timeout=1)
                self._failure = reply
            case Piece() | Ended() | Counted() | Failed():
                with self._lock:
                    replies = self._waiting.get(reply.id)
                if replies is not None:
                    replies.put(reply)

    def _read_errors(self) -> None:
        assert self._process.stderr is not None  # noqa: S101 - opened as a pipe above
        for line in self._process.stderr:
            if text := line.decode("utf-8", errors="replace").strip():
                self._last_lines.append(text)

    def _close_pipes(self) -> None:
        self._errors.join(timeout=1)
        with self._writing:
            for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()


def wait(replies: "SimpleQueue[Answer | None]", seconds: float, worker: WorkerProcess) -> Answer | None:
    """The next reply, or None after `seconds`; raises what `worker.death` says when the process ended."""
    try:
        reply = replies.get(timeout=seconds)
    except Empty:
        return None
    if reply is None:
        raise worker.death()
    return reply


def _environment() -> Mapping[str, str]:
    """The program's own, with its packages findable and without llama.cpp starting a debugger when it aborts.

    OpenMP threads that spin long at their barriers bring each other to a standstill as soon as another program
    wants a core: with two threads on two busy cores 1 to 6 tokens/s instead of 20. A short spin costs an idle
    machine a few percent.
    """
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH", ""))))
    return {"GOMP_SPINCOUNT": "20000", **os.environ, "PYTHONPATH": path, "GGML_NO_BACKTRACE": "1"}


_CAUSES = {
    "SIGKILL": "usually memory ran out: choose a smaller model or context",
    "SIGILL": "llama.cpp was built for another processor: reinstall llama-cpp-python on this machine",
}


def _cause(status: int) -> tuple[str, str]:
    """What an exit status means, and what to do."""
    if status >= 0:
        return f"ended with status {status}", "`byline doctor` checks the installation"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    fault = "a fault in llama.cpp or a damaged model: try another model, or --model none for quotations only"
    return f"was ended by {name}", _CAUSES.get(name, fault)
