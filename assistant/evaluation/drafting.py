"""A person goes through drafted questions in the terminal: accept, edit or reject each."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.cases import read_cases
from assistant.evaluation.drafts import Draft

Ask = Callable[[str], str]
"""Shows a prompt and returns what the person writes; raises EOFError at the end of input."""

Say = Callable[[str], None]
"""Shows a line."""


def go_through(drafts: Iterable[Draft], path: Path, ask: Ask, say: Say) -> int:
    """Append each accepted draft to the questions file at once; returns how many.

    "a" accepts, "e" edits question and answer first, "r" rejects, "q" or the end of input stops. Raises
    `EvaluationError` when the file that is there is no questions file.
    """
    taken = {case.id for case in read_cases(path)} if path.exists() and path.stat().st_size else set()
    accepted = 0
    for draft in drafts:
        for line in _lines(draft):
            say(line)
        try:
            kept = _decided(draft, ask)
        except EOFError:
            break
        if kept is None:
            continue
        row = _row(kept, taken)
        taken.add(row["id"])
        _append(path, row)
        accepted += 1
    return accepted


def _decided(draft: Draft, ask: Ask) -> Draft | None:
    """The draft as the person wants it, None when rejected; raises EOFError to stop."""
    while True:
        match ask("accept, edit, reject or quit [a/e/r/q]? ").strip().casefold()[:1]:
            case "a":
                return draft
            case "r":
                return None
            case "q":
                raise EOFError
            case "e":
                question = ask(f"question [{draft.question}]: ").strip() or draft.question
                answer = ask(f"answer, other wordings after | [{draft.answer}]: ").strip() or draft.answer
                return Draft(question, answer, draft.article, draft.quote, draft.tag, draft.answerable)
            case _:
                pass


def _lines(draft: Draft) -> Sequence[str]:
    return (
        "",
        f"{draft.article}: “{' '.join(draft.quote.split())}”",
        f"  question: {draft.question}",
        f"  answer:   {draft.answer}" if draft.answerable else "  answer:   none, once this article is left out",
    )


def _row(draft: Draft, taken: set[str]) -> dict[str, Any]:
    stem = Path(draft.article.partition("#")[0]).stem
    id_ = next(name for number in range(1, len(taken) + 2) if (name := f"{stem}-{number}") not in taken)
    if not draft.answerable:
        return {"id": id_, "question": draft.question, "answerable": False, "tags": ["unanswerable", draft.tag]}
    wordings = [wording.strip() for wording in draft.answer.split("|") if wording.strip()]
    return {
        "id": id_,
        "question": draft.question,
        "answers": [wordings],
        "articles": [draft.article],
        "quotes": [draft.quote],
        "answerable": True,
        "tags": [draft.tag],
    }


def _append(path: Path, row: dict[str, Any]) -> None:
    before = path.read_bytes()[-1:] if path.exists() else b""
    with path.open("a", encoding="utf-8") as file:
        file.write(("\n" if before not in (b"", b"\n") else "") + json.dumps(row, ensure_ascii=False) + "\n")
