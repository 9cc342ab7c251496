"""A stand-in for the language model process: speaks its protocol and misbehaves as told.

Run as `worker.py SCENARIO COUNTER OPTIONS`: SCENARIO names a function here, COUNTER is a file that gains a
byte with every start, so that a scenario can treat the first start differently.
"""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from assistant.engine.models.worker_protocol import (
    READING,
    WRITING,
    Cancel,
    Count,
    Counted,
    Ended,
    Failed,
    Generate,
    Loaded,
    Piece,
    Reply,
    Stage,
    Timings,
    decode,
    encode,
)

TIMINGS = Timings(7, 3, 0.25, 0.5, 2, 0.125, 1.0)


def send(*replies: Reply) -> None:
    for reply in replies:
        sys.stdout.buffer.write(encode(reply))
    sys.stdout.buffer.flush()


def requests() -> Iterator[Generate | Count | Cancel]:
    for line in sys.stdin.buffer:
        yield decode(line)


def die(name: str) -> None:
    sys.stderr.write(f"about to get {name}\n")
    sys.stderr.flush()
    os.kill(os.getpid(), getattr(signal, name))
    time.sleep(5)


def echo(start: int, *, late: float = 0.0) -> None:
    """Repeat the last message word by word; obey Cancel by ending the request."""
    time.sleep(late)
    send(Loaded(2048))
    for request in requests():
        match request:
            case Generate(messages=messages):
                send(Stage(READING), Stage(WRITING))
                send(*(Piece(request.id, f"{word} ") for word in messages[-1][1].split()))
                send(Ended(request.id, TIMINGS))
            case Count():
                send(Counted(request.id, 1000 + len(request.text)))
            case Cancel():
                pass


def late_echo(start: int) -> None:
    echo(start, late=0.5)


def always_segfaults_loading(start: int) -> None:
    die("SIGSEGV")


def killed_loading_once(start: int) -> None:
    if start == 1:
        die("SIGKILL")
    echo(start)


def always_aborts_reading(start: int) -> None:
    send(Loaded(2048))
    next(requests())
    send(Stage(READING))
    die("SIGABRT")


def segfaults_reading_once(start: int) -> None:
    if start == 1:
        send(Loaded(2048))
        next(requests())
        send(Stage(READING))
        die("SIGSEGV")
    echo(start)


def killed_writing_once(start: int) -> None:
    if start == 1:
        send(Loaded(2048))
        request = next(requests())
        send(Stage(READING), Stage(WRITING), Piece(request.id, "half an "))
        time.sleep(0.1)
        die("SIGKILL")
    echo(start)


def exits_loading(start: int) -> None:
    sys.stderr.write("ImportError: libgomp.so.1 is missing\n")
    sys.exit(3)


def cannot_load(start: int) -> None:
    sys.stderr.write("llama_model_load: tensor data is not within the file bounds\n")
    sys.stderr.flush()
    send(Failed(0, "llama.cpp cannot load it", "download it again"))


def refuses(start: int) -> None:
    send(Loaded(2048))
    for request in requests():
        send(Failed(request.id, "the prompt has 9 tokens, and the model's context holds 8", "ask less"))


def obedient(start: int) -> None:
    """Write without end until cancelled."""
    send(Loaded(2048))
    incoming = requests()
    for request in incoming:
        if isinstance(request, Generate):
            send(Stage(READING), Stage(WRITING), Piece(request.id, f"{request.messages[-1][1]} "))
            next(incoming)
            send(Piece(request.id, "too late"), Ended(request.id, TIMINGS))


def deaf(start: int) -> None:
    """Never answer the first process's requests, whatever comes."""
    if start > 1:
        echo(start)
    send(Loaded(2048))
    for request in requests():
        send(Stage(READING), Piece(request.id, "something "))


def falls_silent(start: int) -> None:
    """Close the pipe but live on."""
    sys.stdout.close()
    os.close(1)
    time.sleep(60)


def babbles(start: int) -> None:
    sys.stdout.write("llama says hello\n")
    sys.stdout.flush()
    time.sleep(5)


def noisy(start: int) -> None:
    """Fill more than one pipe with errors before and after answering."""
    sys.stderr.write("x" * 79 + "\n" * 1)
    for _ in range(20_000):
        sys.stderr.write("warning: a long line that nobody should ever see on a screen\n")
    echo(start)


def environment(start: int) -> None:
    """Answer with a variable of the environment."""
    send(Loaded(2048))
    request = next(requests())
    send(Piece(request.id, os.environ.get(request.messages[-1][1], "")), Ended(request.id, None))


if __name__ == "__main__":
    counter = Path(sys.argv[2])
    with counter.open("ab") as file:
        file.write(b".")
    globals()[sys.argv[1]](counter.stat().st_size)
