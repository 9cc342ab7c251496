"""The door to the chat for the command line."""

from assistant.conversations import ConversationStore
from assistant.tui.app import BylineApp
from assistant.tui.ports import Models, OpenCorpus
from assistant.tui.themes import DARK


def run_chat(
    open_corpus: OpenCorpus,
    conversations: ConversationStore,
    models: Models | None = None,
    corpus_name: str = "articles",
    conversation: int | None = None,
    theme: str = DARK.name,
) -> None:
    """Run the chat until the person leaves it.

    `open_corpus` is called once, in a worker, after the first frame. `conversation` is the one to return to.
    `theme` is "byline-dark" or "byline-light".
    """
    BylineApp(open_corpus, conversations, models, corpus_name, conversation, theme).run()
