"""The checked sentences of an answer, growing while they arrive."""

from textual.timer import Timer
from textual.widgets import Markdown

from assistant.tui.answer_markdown import CITE, AnswerMarkdown, citation_parser
from assistant.tui.messages import CitationChosen
from assistant.types import Sentence

DRAW_INTERVAL = 0.05
"""Seconds to wait for more sentences before those that came are drawn together."""


class AnswerText(Markdown):
    """Formatted text with citation markers that can be clicked. The one door in is `add`."""

    def __init__(self, turn: int) -> None:
        super().__init__(parser_factory=citation_parser, open_links=False)
        self._turn = turn
        self._composer = AnswerMarkdown()
        self._pending: list[str] = []
        self._timer: Timer | None = None

    def add(self, sentence: Sentence) -> None:
        """Add a sentence; several that come faster than they can be drawn are drawn together."""
        self._pending.append(self._composer.fragment(sentence))
        if self._timer is None:
            self._timer = self.set_timer(DRAW_INTERVAL, self.draw)

    async def draw(self) -> None:
        """Draw now what has come."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._pending:
            text = "".join(self._pending)
            self._pending.clear()
            await self.append(text)

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Open the source whose marker was clicked."""
        event.stop()
        number = event.href.removeprefix(CITE)
        if event.href.startswith(CITE) and number.isdecimal():
            self.post_message(CitationChosen(self._turn, int(number)))
