"""A conversation as Markdown for people and as JSON for programs, both with the quotations."""

import json
import re
from collections.abc import Iterator, Sequence

from assistant.conversations.codec import Json, encode
from assistant.conversations.records import ConversationSummary, TurnRecord, TurnState
from assistant.json_forms import answer_json
from assistant.types import Answer, Citation, Disagreement

SCHEMA_VERSION = 1

_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~!&^$=@]|:(?=//)|(?<=www)\.|^[-+]", re.IGNORECASE)
"""What Markdown, with the common extensions, could take for a mark, a reference or a link."""
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
_STATES = {
    TurnState.ASKED: "*The program ended before this answer was finished.*",
    TurnState.STOPPED: "*Stopped before it was finished.*",
}


def escape(text: str) -> str:
    """`text` on one line with everything escaped that Markdown could take for a mark."""
    return _NUMBERED.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", " ".join(text.split())))


def to_markdown(conversation: ConversationSummary, turns: Sequence[TurnRecord]) -> str:
    """The conversation as a Markdown document: each question, its answer, and the quotations behind it."""
    parts = [f"# {escape(conversation.title)}", f"{conversation.created_at:%Y-%m-%d}"]
    for turn in turns:
        parts += _turn(turn)
    return "\n\n".join(parts) + "\n"


def to_json(conversation: ConversationSummary, turns: Sequence[TurnRecord]) -> str:
    """The conversation as one JSON object; each quotation carries its article's metadata, not the whole text."""
    data = {
        "schema": SCHEMA_VERSION,
        "title": conversation.title,
        "created_at": conversation.created_at.isoformat(),
        "turns": [_turn_data(turn) for turn in turns],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def list_json(conversations: Sequence[ConversationSummary]) -> str:
    """What a list of conversations shows, as one JSON object."""
    data = {
        "schema": SCHEMA_VERSION,
        "conversations": [
            {
                "number": one.id,
                "title": one.title,
                "created_at": one.created_at.isoformat(),
                "updated_at": one.updated_at.isoformat(),
                "turns": one.turns,
            }
            for one in conversations
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _turn(turn: TurnRecord) -> Iterator[str]:
    yield f"## {escape(turn.question)}"
    answer = turn.answer
    if answer is not None:
        if answer.standalone_question != turn.question:
            yield f"*Understood as: {escape(answer.standalone_question)}*"
        if said := escape_answer(answer):
            yield said
        yield from (_disagreement(item) for item in answer.disagreements)
    if turn.state in _STATES:
        yield _STATES[turn.state]
    if turn.error_title:
        yield f"*{escape(turn.error_title)}*"
    if answer is not None:
        yield from _sources(answer)


def escape_answer(answer: Answer) -> str:
    """The shown text with its markers, safe to stand in a Markdown document."""
    if not answer.sentences:
        return escape(answer.text)
    sentences = (
        escape(sentence.text) + "".join(f" [{number}]" for number in sentence.citations)
        for sentence in answer.sentences
    )
    return " ".join(sentences)


def _disagreement(item: Disagreement) -> str:
    rows = "\n".join(
        f"| {escape(value.value)} | {escape(value.said_by)} | {value.published or ''} | [{value.citation}] |"
        for value in item.values
    )
    return f"Sources disagree on {escape(item.about)}:\n\n| value | said by | published | source |\n|-|-|-|-|\n{rows}"


def _sources(answer: Answer) -> Iterator[str]:
    for heading, citations in (("Sources", answer.citations), ("Nearest passages", answer.nearest)):
        if citations:
            yield f"### {heading}"
            yield from (_source(citation) for citation in citations)


def _source(citation: Citation) -> str:
    return f"> “{escape(citation.quote)}”\n>\n> [{citation.number}] {escape(reference(citation))}"


def reference(citation: Citation) -> str:
    """Where a quotation comes from, as one line of plain text: publisher, title, date, link, file and offsets."""
    metadata = citation.article.metadata
    known = (
        metadata.publisher,
        metadata.title and f"“{metadata.title}”",
        metadata.published.isoformat() if metadata.published else "",
        metadata.url,
        f"{citation.article.path}, characters {citation.start} to {citation.end}",
    )
    return ", ".join(part for part in known if part)


def _turn_data(turn: TurnRecord) -> Json:
    return {
        "question": turn.question,
        "asked_at": turn.asked_at.isoformat(),
        "state": turn.state.value,
        "filters": encode(turn.filters),
        "error": {"title": turn.error_title, "hint": turn.error_hint} if turn.error_title else None,
        "answer": None if turn.answer is None else answer_json(turn.answer),
    }
