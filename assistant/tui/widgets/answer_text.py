"""The checked sentences of an answer, growing while they arrive."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Markdown
from textual.widgets.markdown import MarkdownStream

from assistant.tui.answer_markdown import CITE, AnswerMarkdown, citation_parser
from assistant.tui.messages import CitationChosen
from assistant.types import Sentence


class AnswerText(Vertical):
    """Formatted text with citation markers that can be clicked. The one door in is `append`."""

    def __init__(self, turn: int) -> None:
        super().__init__()
        self._turn = turn
        self._composer = AnswerMarkdown()
        self._stream: MarkdownStream | None = None

    def compose(self) -> ComposeResult:
        """The Markdown widget, without links that lead anywhere."""
        yield Markdown(parser_factory=citation_parser, open_links=False)

    async def append(self, sentence: Sentence) -> None:
        """Add a sentence; several that come faster than they can be drawn are drawn together."""
        if self._stream is None:
            self._stream = Markdown.get_stream(self.query_one(Markdown))
        await self._stream.write(self._composer.fragment(sentence))

    async def complete(self) -> None:
        """Draw what is left and end the stream."""
        if self._stream is not None:
            stream, self._stream = self._stream, None
            await stream.stop()

    async def on_unmount(self) -> None:
        """An answer that leaves the screen stops growing."""
        await self.complete()

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Open the source whose marker was clicked."""
        event.stop()
        number = event.href.removeprefix(CITE)
        if event.href.startswith(CITE) and number.isdecimal():
            self.post_message(CitationChosen(self._turn, int(number)))
