"""One corpus in a process of its own, so that answering and reading articles never hold up the screen.

Python runs one thread at a time: in a thread, parsing a page or ranking sentences makes a frame of 30 ms take 200.
Run as a module by `CorpusProcess`; both ends are this program, so they talk in pickles. The process ends by itself
when the connection closes, that is when the program has gone.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any

from assistant.errors import CorpusProcessError
from assistant.events import Event
from assistant.types import Turn
from index.errors import BylineError
from index.types import Filters

if TYPE_CHECKING:
    from assistant.wiring import Corpus

_LOOK_SECONDS = 0.02  # how often a waiting call looks whether it was cancelled
_GRACE_SECONDS = 0.1  # how long a cancelled call may go on before the caller stops listening
_ROOT = str(Path(__file__).resolve().parents[1])


@dataclass(frozen=True, slots=True)
class Opening:
    """Which corpus to open; the first thing the process is told."""

    folder: Path
    index: Path | None
    flags: Mapping[str, Any]
    """Names of `Settings` fields."""


@dataclass(frozen=True, slots=True)
class Call:
    """One piece of work."""

    number: int
    work: str
    """A key of `WORK`."""
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Cancel:
    """The last call is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One item of a call, or its end."""

    number: int
    item: Any = None
    """None at the end."""
    error: BylineError | None = None


class CorpusProcess:
    """Runs one call at a time; started with the first one, and again after it died."""

    def __init__(self, folder: Path, index: Path | None, **flags: Any) -> None:
        self._opening = Opening(folder, index, flags)
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._number = 0

    @property
    def pid(self) -> int | None:
        """Process id; None when there is none."""
        return self._process.pid if self._process is not None else None

    def run(self, work: str, *arguments: Any, cancelled: threading.Event | None = None) -> Iterator[Any]:
        """The items that `WORK[work]` yields. Ends at most 0.1 s after `cancelled` is set.

        Raises what the work raises, and `CorpusProcessError` when the process dies.
        """
        cancelled = cancelled or threading.Event()
        with self._turn:
            try:
                connection = self._connected()
                self._number += 1
                connection.send(Call(self._number, work, arguments))
                yield from self._replies(connection, cancelled)
            except (EOFError, OSError) as error:
                self.close()
                if cancelled.is_set():  # it was closed because nothing is wanted any more
                    return
                raise CorpusProcessError(
                    "the process that reads the articles ended unexpectedly", "ask again; it is started anew"
                ) from error

    def finish(self) -> None:
        """Let the call that runs end, then close."""
        with self._turn:
            self.close()

    def close(self) -> None:
        """End the process now; idempotent. A later call starts a new one."""
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if process is not None and connection is not None:
            process.kill()  # the language model's process ends when its input closes
            process.wait()
            connection.close()

    def _connected(self) -> Connection:
        if self._process is None or self._connection is None or self._process.poll() is not None:
            self.close()
            self._connection, theirs = Pipe()
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "assistant.corpus_process", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": _ROOT},
                start_new_session=True,  # Ctrl-C in the terminal is for the program, which then decides
            )
            theirs.close()
            self._connection.send(self._opening)
        return self._connection

    def _replies(self, connection: Connection, cancelled: threading.Event) -> Iterator[Any]:
        deadline = 0.0
        while not deadline or monotonic() < deadline:
            if cancelled.is_set() and not deadline:
                connection.send(Cancel())
                deadline = monotonic() + _GRACE_SECONDS
            if not connection.poll(_LOOK_SECONDS):
                continue
            reply: Reply = connection.recv()
            if reply.number != self._number:
                continue  # of a call that was cancelled
            if reply.error is not None:
                raise reply.error
            if reply.item is None:
                return
            yield reply.item


def _warm(corpus: "Corpus", cancelled: threading.Event) -> Iterator[None]:
    corpus.index()  # without one, no language model must be left running
    corpus.assistant().warm()
    yield from ()


def _ask(
    corpus: "Corpus", cancelled: threading.Event, question: str, history: Sequence[Turn], filters: Filters
) -> Iterator[Event]:
    yield from corpus.ask(question, history, filters, cancelled)


def _build(corpus: "Corpus", cancelled: threading.Event) -> Iterator[Any]:
    yield from corpus.build()


WORK: Mapping[str, Callable[..., Iterator[Any]]] = {"warm": _warm, "ask": _ask, "build": _build}
"""What the process can be asked to do: the corpus and the sign of cancelling, then the call's own arguments."""


def main(connection: Connection) -> None:
    """Open the corpus and work until the program goes."""
    from assistant.wiring import Corpus

    opening: Opening = connection.recv()
    corpus = Corpus(opening.folder, opening.index, **opening.flags)
    calls: SimpleQueue[tuple[Call, threading.Event]] = SimpleQueue()
    threading.Thread(target=_listen, args=(connection, calls), daemon=True).start()
    while True:
        call, cancelled = calls.get()
        try:
            for item in WORK[call.work](corpus, cancelled, *call.arguments):
                connection.send(Reply(call.number, item))
        except BylineError as error:
            connection.send(Reply(call.number, error=error))
        else:
            connection.send(Reply(call.number))


def _listen(connection: Connection, calls: "SimpleQueue[tuple[Call, threading.Event]]") -> None:
    """Take calls and cancellations while work goes on."""
    cancelled = threading.Event()
    while True:
        try:
            message = connection.recv()
        except (EOFError, OSError):
            os._exit(0)
        if isinstance(message, Cancel):
            cancelled.set()
        else:
            cancelled = threading.Event()
            calls.put((message, cancelled))


if __name__ == "__main__":
    from assistant import corpus_process  # the classes of the pickles are those of the module, not of __main__

    corpus_process.main(Connection(int(sys.argv[1])))
