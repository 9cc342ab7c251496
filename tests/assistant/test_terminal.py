"""What a terminal shows while an answer is made."""

import io
import os
from datetime import date

import pytest
from rich.cells import cell_len

from assistant import terminal
from assistant.events import Disagreed, Understood
from assistant.types import Citation, Disagreement, Value
from index.types import Article, Filters, Metadata


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


def test_each_value_of_a_disagreement_stands_with_who_says_it_and_who_prints_it() -> None:
    days = date(2025, 3, 9), date(2025, 3, 10)
    printed = (
        Citation(1, "11", 0, 2, Article("a", "a.md", "11", Metadata(publisher="Orlen Wire", published=days[0]))),
        Citation(2, "19", 0, 2, Article("b", "b.md", "19", Metadata())),
    )
    values = (
        Value("11", 1, "the police", days[0]),
        Value("12", 1, "Orlen Wire", days[0]),
        Value("19", 2, published=days[1]),
    )
    out = io.StringIO()
    terminal.print_answer(iter([Disagreed(Disagreement("people killed", values), printed)]), out, io.StringIO())
    assert out.getvalue().splitlines() == [
        "Sources differ on people killed:",
        "  • 11, the police (Orlen Wire, 2025-03-09) [1]",
        "  • 12, Orlen Wire (2025-03-09) [1]",
        "  • 19 (2025-03-10) [2]",
    ]
