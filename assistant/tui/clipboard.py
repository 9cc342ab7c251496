"""What is copied, as plain text that can be pasted into an article or a mail."""

from assistant.conversations import TurnRecord
from assistant.conversations.export import reference
from assistant.tui.plain_text import in_marks, one_line, visible
from assistant.types import Citation


def quotation_text(citation: Citation) -> str:
    """The words of the article alone."""
    return visible(citation.quote)


def citation_text(citation: Citation) -> str:
    """The words of the article and where they stand."""
    return f"{in_marks(one_line(citation.quote))} ({one_line(reference(citation))})"


def answer_text(record: TurnRecord) -> str:
    """The answer with its markers and the list of its sources; empty when nothing was shown."""
    answer = record.answer
    if answer is None:
        return ""
    cited = answer.citations or answer.nearest
    sources = [f"[{citation.number}] {citation_text(citation)}" for citation in cited]
    return "\n".join([visible(answer.text), *([""] if sources else []), *sources])
