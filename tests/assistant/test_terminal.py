"""What a terminal shows while an answer is made."""

import io
import os

import pytest
from rich.cells import cell_len

from assistant import terminal
from assistant.events import Understood
from index.types import Filters


class Screen(io.StringIO):
    """A terminal that remembers."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("question", ["Who " * 60, "船は何時に座礁しましたか" * 20, "Who?"])
def test_the_status_never_wraps(monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    monkeypatch.setattr(terminal, "get_terminal_size", lambda: os.terminal_size((60, 20)))
    screen = Screen()
    terminal.print_answer(iter([Understood(question, Filters())]), io.StringIO(), screen)
    shown = screen.getvalue().removeprefix("\r\x1b[2K")
    assert shown.startswith("searching: ")
    assert cell_len(shown) < 60
