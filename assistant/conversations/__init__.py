"""Conversations kept in one SQLite file, with everything an old answer needs to show its quotations."""

from assistant.conversations.export import list_json, to_json, to_markdown
from assistant.conversations.records import ConversationSummary, TurnRecord, TurnState
from assistant.conversations.store import ConversationStore

__all__ = [
    "ConversationStore",
    "ConversationSummary",
    "TurnRecord",
    "TurnState",
    "list_json",
    "to_json",
    "to_markdown",
]
