"""What the keys of the chat do to the focus and to the selected turn."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from assistant.tui.messages import AgainWanted
from assistant.tui.session import Session
from assistant.tui.widgets.conversation import ConversationView
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.side import Side
from assistant.tui.widgets.welcome import SuggestionList


class ChatKeys(Screen[None]):
    """The part of the chat that obeys keys; it changes nothing but focus and selection, and stops what runs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", tooltip="Stop, leave the question, go back"),
        Binding("escape", "leave", "Read", tooltip="Stop, leave the question, go back"),
        Binding("escape", "back", "Back", tooltip="Stop, leave the question, go back"),
        Binding("slash,i", "focus_prompt", "Ask", key_display="/", tooltip="Go to the question"),
        Binding("ctrl+o", "focus_sources", "Sources", key_display="^o", tooltip="Go to the sources"),
        Binding("ctrl+f", "filter", "Filter", key_display="^f", priority=True, tooltip="Publishers and dates"),
        Binding(
            "ctrl+r",
            "ask_again",
            "Ask again",
            key_display="^r",
            show=False,
            tooltip="Ask the selected question again",
        ),
        Binding("ctrl+n", "new", "New", key_display="^n", tooltip="New conversation"),
        *[Binding(str(digit), f"digit('{digit}')", "Read this source", show=False) for digit in range(10)],
    ]

    _session: Session

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape stops an answer, else leaves the question for the conversation, else goes back."""
        if not self.is_mounted:
            return True
        reading = self.query_one(Side).has_focus_within
        match action:
            case "stop":
                return self._session.busy and not reading
            case "focus_prompt":
                return not self.query_one(Prompt).has_focus
            case "focus_sources":
                return not reading
            case "leave":
                return self.query_one(Prompt).has_focus and not self._session.busy
            case "back":
                return reading or not (self._session.busy or self.query_one(Prompt).has_focus)
        return True

    def action_stop(self) -> None:
        """Stop at once what runs and drop what waits; what was shown stays."""
        conversation = self.query_one(ConversationView)
        for question in self._session.stop():
            view = conversation.view(question.turn)
            if view is not None:
                view.mark_stopped()
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Go from the question to what can be read."""
        if not self.query_one("#body").has_class("-empty"):
            self.query_one(ConversationView).focus()
        elif self.query_one(SuggestionList).display:
            self.query_one(SuggestionList).focus()

    def action_back(self) -> None:
        """Close the article, then the sources, then go to the question."""
        side = self.query_one(Side)
        if side.reading:
            side.close()
            side.focus_list()
        elif side.has_focus_within:
            self.query_one("#body").remove_class("-side")
            self.query_one(ConversationView).focus()
        else:
            self.action_focus_prompt()

    def action_focus_prompt(self) -> None:
        """Go to the question."""
        self.query_one(Prompt).focus()

    def action_focus_sources(self) -> None:
        """Go to the sources of the selected turn."""
        side = self.query_one(Side)
        if not side.numbers:
            self.notify("This answer has no sources yet", severity="information", markup=False)
            return
        self.query_one("#body").add_class("-side")
        side.focus_list()

    def copy_answer(self) -> None:
        """Copy the selected answer with its sources."""
        self.query_one(ConversationView).action_copy()

    def action_ask_again(self) -> None:
        """Ask the question of the selected turn again."""
        selected = self.query_one(ConversationView).selected
        if selected is not None:
            self.post_message(AgainWanted(selected.question, selected.asked_with))
