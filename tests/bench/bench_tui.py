"""How fast the chat is: `python -m tests.bench.bench_tui [--data FOLDER_OF_ARTICLES]`.

Measures in a pseudo-terminal of 120 by 40, as a person would meet it: process start to the first frame and to the
first key shown, quitting during an answer; and in one process: the longest block of the event loop while answers
stream and the index is built, and memory after 200 turns. With --data the corpus, the index and the model are real.
"""

import argparse
import asyncio
import os
import pty
import re
import resource
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Awaitable, Callable
from fcntl import ioctl
from pathlib import Path

from assistant.conversations import ConversationStore
from assistant.tui.app import BylineApp
from assistant.tui.messages import QuestionAsked
from assistant.tui.ports import OpenCorpus
from assistant.tui.screens.chat import ChatScreen
from assistant.tui.widgets.conversation import ConversationView
from tests.fakes.assistant import FIRST_QUESTION, ScriptedAssistant, ScriptedLibrary, ScriptedModels

REPEATS = 7
TURNS = 200
TICK = 0.002
"""Seconds between two looks at the clock while the event loop is watched."""


_ESCAPE = re.compile(rb"\x1b\[[0-9;:?<>=]*[a-zA-Z]")


class Terminal:
    """A process in a pseudo-terminal."""

    def __init__(self, command: list[str]) -> None:
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execv(command[0], command)  # noqa: S606 - our own interpreter
        ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def wait_for(self, text: str, seconds: float = 20.0) -> float:
        """Seconds since the start until `text` was drawn, whatever colours and cursors stand between its letters."""
        seen = b""
        deadline = time.perf_counter() + seconds
        while text.encode() not in _ESCAPE.sub(b"", seen):
            left = deadline - time.perf_counter()
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                raise TimeoutError(f"{text!r} was not drawn within {seconds} s")
            seen += os.read(self.fd, 1 << 16)
        return time.perf_counter() - self.started

    def cpu(self) -> float:
        """Processor seconds it has used, which do not depend on what else runs."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.fd, keys.encode())

    def wait_for_end(self) -> float:
        """Seconds until the process has ended, reading what it still draws."""
        begun = time.perf_counter()
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if select.select([self.fd], [], [], 0.005)[0]:
                try:
                    os.read(self.fd, 1 << 16)
                except OSError:
                    break
        return time.perf_counter() - begun

    def kill(self) -> None:
        """End the process without ado."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def bare_start() -> tuple[float, float]:
    """Seconds in which the interpreter starts, imports the framework's application and ends; and processor seconds."""
    begun, used = time.perf_counter(), _children()
    subprocess.run([sys.executable, "-c", "import textual.app"], check=True)
    return time.perf_counter() - begun, _children() - used


def _children() -> float:
    """Processor seconds of the processes that were started here and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


DEMO = [sys.executable, "-m", "tests.fakes.chat_demo"]


def start_times(folder: str) -> tuple[float, float, float]:
    """Seconds to the first frame and to the first key on the screen, and processor seconds to the former."""
    command = [sys.executable, "-m", "assistant.cli", "chat", folder, "--model", "none"]
    terminal = Terminal(command)
    frame, cpu = terminal.wait_for("Ask about these"), terminal.cpu()
    terminal.kill()
    terminal = Terminal(command)
    terminal.wait_for("Ask about these")
    terminal.type("Z")
    key = terminal.wait_for("Z")
    terminal.kill()
    return frame, key, cpu


def quit_time() -> float:
    """Seconds from Ctrl+Q during an answer to the end of the process."""
    terminal = Terminal(DEMO)
    terminal.wait_for("ready")
    terminal.type(FIRST_QUESTION + "\r")
    terminal.wait_for("checking")
    terminal.type("\x11")
    return terminal.wait_for_end()


async def longest_block(work: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """Longest time, in seconds, that the event loop did not come round while `work` ran, and that it worked.

    The second is processor time of its thread, which does not depend on what else runs on the machine.
    """
    gaps: list[float] = []
    worked: list[float] = []

    async def watch() -> None:
        while True:
            before, used = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK)
            gaps.append(time.perf_counter() - before - TICK)
            worked.append(time.thread_time() - used)

    task = asyncio.create_task(watch())
    await work()
    task.cancel()
    return max(gaps), max(worked)


async def ask(app: BylineApp, question: str) -> None:
    """Ask and wait for the end of the answer."""
    screen = app.screen_stack[0]
    if not isinstance(screen, ChatScreen):
        raise TypeError("the chat is the first screen")
    view = screen.query_one(ConversationView)
    known = view.views[-1].number if view.views else 0
    screen.post_message(QuestionAsked(question))
    while not view.views or view.views[-1].number == known or view.views[-1].record is None:
        await asyncio.sleep(0.01)


async def build(app: BylineApp) -> None:
    """Bring the index up to date and wait for it."""
    await asyncio.sleep(0.2)
    app.action_build()
    await asyncio.sleep(0.1)
    while app.status.building is not None:
        await asyncio.sleep(0.02)


def show(name: str, seconds: float, note: str = "") -> None:
    """Print one line."""
    sys.stdout.write(f"{name:<52} {seconds * 1000:8.1f} ms  {note}\n")


async def in_process(open_corpus: OpenCorpus, store: ConversationStore, questions: list[str]) -> None:
    """Blocks of the event loop while answering and building, and memory after many turns."""
    app = BylineApp(open_corpus, store, ScriptedModels())
    async with app.run_test(size=(120, 40)) as pilot:
        while app.status.index is None or app.status.building is not None or app.status.unbuilt:
            await pilot.pause(0.05)
        await ask(app, questions[0])

        async def answering() -> None:
            for question in questions:
                await ask(app, question)

        async def both() -> None:
            await asyncio.gather(build(app), answering())

        show("longest block while answering", *_shown(await longest_block(answering)))
        show("longest block while building", *_shown(await longest_block(lambda: build(app))))
        show("longest block while building and answering", *_shown(await longest_block(both)))


async def memory(store: ConversationStore) -> None:
    """Resident memory of the interface after 200 scripted turns."""
    app = BylineApp(lambda: (ScriptedAssistant(), ScriptedLibrary()), store, ScriptedModels())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.3)
        before = _resident()
        begun = time.perf_counter()
        for _ in range(TURNS):
            await ask(app, FIRST_QUESTION)
        seconds = (time.perf_counter() - begun) / TURNS
        sys.stdout.write(f"memory before {before:.0f} MB, after {TURNS} turns {_resident():.0f} MB\n")
        show("one turn, on average, in a long conversation", seconds)
        show("longest block in a long conversation", *_shown(await longest_block(lambda: ask(app, FIRST_QUESTION))))


def _shown(found: tuple[float, float]) -> tuple[float, str]:
    return found[0], f"of which {found[1] * 1000:.1f} ms processor time"


def _resident() -> float:
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6


def report_load() -> None:
    """Print how busy the machine is, without which no time here means anything."""
    one, five, _ = os.getloadavg()
    sys.stdout.write(f"load {one:.1f} (1 min), {five:.1f} (5 min) on {os.cpu_count()} processors\n")


def report_starts() -> None:
    """Times to the first frame and key, in turn with those of the bare framework, so that both meet the same load."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = [(bare_start(), start_times(folder)) for _ in range(REPEATS)]
    bare = statistics.median(times[0] for times, _ in pairs)
    bare_cpu = statistics.median(times[1] for times, _ in pairs)
    frame = statistics.median(times[0] for _, times in pairs)
    key = statistics.median(times[1] for _, times in pairs)
    show("importing textual.app alone (baseline)", bare, f"median of {REPEATS}")
    show("process start to first frame", frame, f"{frame / bare:.2f} times the baseline; at most 700 ms")
    show("process start to first key on the screen", key, f"{key / bare:.2f} times the baseline; at most 800 ms")
    cpu = statistics.median(times[2] for _, times in pairs)
    show("processor time of the baseline", bare_cpu)
    show("processor time to first frame", cpu, f"{cpu / bare_cpu:.2f} times the baseline")
    show("slowest first frame", max(times[0] for _, times in pairs))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="a folder of articles, which is copied before it is indexed")
    parser.add_argument("--question", action="append", help="asked over --data; may be given several times")
    given = parser.parse_args()
    report_load()
    report_starts()
    show("quitting during an answer", max(quit_time() for _ in range(3)), "slowest of 3; at most 300 ms")
    with tempfile.TemporaryDirectory() as folder:
        store = ConversationStore(Path(folder) / "conversations.db")
        if given.data:
            shutil.copytree(given.data, Path(folder) / "articles", ignore=shutil.ignore_patterns(".byline"))
            asyncio.run(in_process(_real(Path(folder) / "articles"), store, given.question or ["What happened?"]))
        else:
            sys.stdout.write("No --data: the corpus and the model below are scripted.\n")
            library = ScriptedLibrary(steps=40, step_seconds=0.02)
            questions = [FIRST_QUESTION] * 5
            asyncio.run(in_process(lambda: (ScriptedAssistant(pause=0.005), library), store, questions))
        asyncio.run(memory(store))
        store.close()
    report_load()


def _real(folder: Path) -> OpenCorpus:
    from assistant.chat_corpus import chat_over

    return lambda: chat_over(folder, None, None)


if __name__ == "__main__":
    main()
