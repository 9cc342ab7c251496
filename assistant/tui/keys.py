"""Which part of the screen obeys which keys, for the help screen."""

from collections.abc import Sequence

from textual.binding import BindingType

from assistant.tui.screens.chat_keys import ChatKeys
from assistant.tui.screens.conversations import ConversationList
from assistant.tui.screens.corpus import CorpusScreen
from assistant.tui.widgets.chip_bar import ChipBar
from assistant.tui.widgets.conversation import ConversationView
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.side import Side


def sections(everywhere: Sequence[BindingType]) -> Sequence[tuple[str, Sequence[BindingType]]]:
    """Title and bindings of each part, `everywhere` first."""
    return [
        ("Everywhere", everywhere),
        ("In the chat", ChatKeys.BINDINGS),
        ("In the question", Prompt.BINDINGS),
        ("In the sources and the article", Side.BINDINGS),
        ("In the conversation", ConversationView.BINDINGS),
        ("On the filters", ChipBar.BINDINGS),
        ("In the list of conversations", ConversationList.BINDINGS),
        ("In the corpus", CorpusScreen.BINDINGS),
    ]
