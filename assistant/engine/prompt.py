"""The messages a language model reads: the only place that renders prompt files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from assistant.engine.models.model import Constraint, Message
from assistant.types import REFUSAL, Evidence
from prompts.loader import Prompt, load_prompt

_MESSAGE_TOKENS = 16
"""Room for what a chat template puts around each message."""


@dataclass(frozen=True, slots=True)
class PromptBudget:
    """How many tokens may go where."""

    context: int
    """Prompt and answer together."""
    evidence: int
    """Quotations."""
    answer: int
    sentences: int = 3
    """Most sentences of an answer, at least 1."""


class PromptWriter:
    """Writes the messages of one answer from prompt files and evidence."""

    def __init__(self, budget: PromptBudget, own: Path | None = None) -> None:
        """Load the prompt files; those in the folder `own` replace Byline's."""
        # A prompt file may come with a corpus from elsewhere, so it gets no way out of the template language.
        environment = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        self._answer = environment.from_string(load_prompt(Prompt.ANSWER, own))
        self._question = environment.from_string(load_prompt(Prompt.QUESTION, own))
        self._budget = budget

    def messages(
        self, question: str, evidence: Sequence[Evidence], count_tokens: Callable[[str], int]
    ) -> tuple[list[Message], list[Evidence]]:
        """The messages, and the evidence that found room in them (the best first, at least one)."""
        system = self._answer.render(refusal=REFUSAL).strip()
        fixed = count_tokens(system) + count_tokens(question) + 3 * _MESSAGE_TOKENS
        room = min(self._budget.evidence, self._budget.context - self._budget.answer - fixed)
        kept: list[Evidence] = []
        for one in evidence:
            room -= count_tokens(f"[{one.number}] {label(one)}{one.quote}\n")
            if room < 0 and kept:
                break
            kept.append(one)
        sources = [{"number": one.number, "label": label(one), "text": _one_line(one.quote)} for one in kept]
        user = self._question.render(question=question, sources=sources).strip()
        return [Message("system", system), Message("user", user)], kept

    def constraint(self, evidence: Sequence[Evidence]) -> Constraint:
        """Sentences that each end in the number of a piece of evidence, or the refusal."""
        return Constraint(
            grammar=citation_grammar([one.number for one in evidence], self._budget.sentences),
            max_tokens=self._budget.answer,
        )


def label(evidence: Evidence) -> str:
    """Who published the quotation and when, as a prefix; empty when unknown."""
    metadata = evidence.article.metadata
    parts = [metadata.publisher, metadata.published.isoformat() if metadata.published else ""]
    known = ", ".join(part for part in parts if part)
    return f"{known}: " if known else ""


def citation_grammar(numbers: Sequence[int], sentences: int) -> str:
    """A GBNF grammar of at most `sentences` sentences, each followed by one or two of `numbers` in brackets.

    A stop before a space and a capital ends a sentence, so that a small model cannot put off its citation. That
    also ends one after "Gen." or "Mr."; such a fragment does not pass the check for support.
    """
    markers = " | ".join(f'"[{number}]"' for number in numbers)
    return "\n".join(
        (
            f'root ::= "{REFUSAL}" | sentence' + ' (" " sentence)?' * (sentences - 1),
            'sentence ::= first rest end? " " marker (" " marker)?',
            r"first ::= [^\[\]\n .!?(]",
            r"rest ::= (plain | inner)*",
            r"plain ::= [^\[\]\n.!?]",
            r'inner ::= [.!?] ([^\[\]\n .!?] | " " [a-z])',
            r"end ::= [.!?]",
            f"marker ::= {markers}",
        )
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
