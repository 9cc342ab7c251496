"""Shows answers on a terminal while they happen, and errors in two lines."""

import sys
from collections.abc import Iterator
from shutil import get_terminal_size
from typing import TextIO

from assistant.events import Disagreed, Event, Finished, Noticed, Searched, Shown, Understood
from assistant.terminal_text import basis_line, citation_lines, disagreement_lines, one_line, safe
from assistant.types import Answer, Citation
from index.errors import BylineError


def print_error(error: BylineError) -> None:
    """One line that says what happened, one that says what to do, on standard error."""
    print(f"byline: {one_line(error.title)}", file=sys.stderr)
    if error.hint:
        print(f"        {one_line(error.hint)}", file=sys.stderr)


def print_answer(events: Iterator[Event], out: TextIO, notes: TextIO) -> None:
    """Print each sentence as it is shown, then the quotations behind them; remarks go to `notes`."""
    cited: dict[int, Citation] = {}
    for event in events:
        match event:
            case Understood(standalone_question=question):
                _status(f"searching: {question}", notes)
            case Searched(hits=hits):
                _status(f"reading {len(hits)} passages", notes)
            case Noticed(title=title, hint=hint):
                _status("", notes)
                print(f"note: {one_line(title)}" + (f" ({one_line(hint)})" if hint else ""), file=notes)
            case Shown(sentence=sentence, citations=new):
                _status("", notes)
                cited |= {citation.number: citation for citation in new}
                marks = "".join(f" [{number}]" for number in sentence.citations)
                print(f"{safe(sentence.text)}{marks}", file=out, flush=True)
            case Disagreed(disagreement=disagreement, citations=new):
                _status("", notes)
                cited |= {citation.number: citation for citation in new}
                print("\n".join(disagreement_lines(disagreement, cited)), file=out, flush=True)
            case Finished(answer=answer):
                _status("", notes)
                _print_end(answer, out)


def _print_end(answer: Answer, out: TextIO) -> None:
    if not answer.sentences and not answer.stopped:
        print(safe(answer.text), file=out)
    if answer.citations:
        print(file=out)
        print("\n".join(line for citation in answer.citations for line in citation_lines(citation)), file=out)
        print(basis_line(answer), file=out)
    elif answer.nearest:
        print("\nNearest passages:", file=out)
        print("\n".join(line for citation in answer.nearest for line in citation_lines(citation)), file=out)


def _status(text: str, out: TextIO) -> None:
    """Replace the line that says what is going on; nothing where nobody watches."""
    if out.isatty():
        from rich.cells import set_cell_size

        # A line that wraps cannot be taken back.
        room = get_terminal_size().columns - 1
        print(f"\r\x1b[2K{set_cell_size(one_line(text), room).rstrip()}", end="", file=out, flush=True)
