"""Finds a prompt file: a person's own first, then the one that comes with Byline."""

from enum import StrEnum
from importlib.resources import files
from pathlib import Path


class Prompt(StrEnum):
    """Every prompt Byline uses; the value is the file's name without its ending."""

    ANSWER = "answer"
    """System message of an answer; variables: refusal."""
    QUESTION = "question"
    """User message of an answer; variables: question, sources (each with number, label, text)."""


def load_prompt(prompt: Prompt, own: Path | None = None) -> str:
    """The template text of `prompt`; a file of the same name in the folder `own` replaces Byline's."""
    name = f"{prompt.value}.md"
    if own is not None and (own / name).is_file():
        return (own / name).read_text(encoding="utf-8")
    return files("prompts").joinpath(name).read_text(encoding="utf-8")
