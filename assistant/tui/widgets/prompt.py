"""Where questions are written: several lines, with a history."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from assistant.tui.messages import FiltersChanged, QuestionAsked
from assistant.tui.plain_text import visible


class Prompt(TextArea):
    """A text area in which Enter asks; posts `QuestionAsked`. The door in is `put`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask", "Ask", show=False),
        Binding("shift+enter,ctrl+j,alt+enter", "new_line", "New line", key_display="⇧⏎ or ^j", show=False),
        Binding("up", "earlier", "Earlier question", show=False),
        Binding("down", "later", "Later question", show=False),
        Binding("backspace", "delete_back", "Take the last filter away", show=False),
    ]

    def __init__(self, placeholder: str) -> None:
        super().__init__(
            id="prompt", placeholder=placeholder, soft_wrap=True, highlight_cursor_line=False, compact=True
        )
        self._history: list[str] = []
        self._place = 0
        self._draft = ""

    def put(self, text: str) -> None:
        """Replace what is written and set the cursor behind it."""
        self.text = text
        self.move_cursor(self.document.end)

    def remember(self, questions: Sequence[str]) -> None:
        """Replace the history, the oldest first."""
        self._history = list(questions)
        self._place = len(self._history)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":  # a text area would take it for a new line before any binding is looked at
            event.stop()
            event.prevent_default()
            self.action_ask()
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        # The text area's own handler is called next, with what stands in the event; terminals end pasted lines with CR.
        event.text = visible(event.text.replace("\r\n", "\n").replace("\r", "\n"))

    def action_ask(self) -> None:
        """Post the question and empty the line."""
        text = visible(self.text).strip()
        if not text:
            return
        if not self._history or self._history[-1] != text:
            self._history.append(text)
        self._place = len(self._history)
        self._draft = ""
        self.text = ""
        self.post_message(QuestionAsked(text))

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def action_earlier(self) -> None:
        """On the first line, show the question before; else move up."""
        if self.cursor_location[0] > 0 or self._place == 0:
            self.action_cursor_up()
            return
        if self._place == len(self._history):
            self._draft = self.text
        self._place -= 1
        self.put(self._history[self._place])

    def action_later(self) -> None:
        """On the last line, show the question after, and after the last one what was being written."""
        if self.cursor_location[0] < self.document.line_count - 1 or self._place == len(self._history):
            self.action_cursor_down()
            return
        self._place += 1
        self.put(self._draft if self._place == len(self._history) else self._history[self._place])

    def action_delete_back(self) -> None:
        """Delete the character before the cursor; in an empty line, the last filter."""
        if self.text:
            self.action_delete_left()
        else:
            self.post_message(FiltersChanged(-1))
