"""The questions file: one JSON object a line, read strictly, with a cure for every line that is wrong."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.json_lines import numbered_lines
from assistant.evaluation.matching import holds_half
from assistant.types import Turn
from index.types import Article

FIELDS = ("id", "question", "history", "answers", "articles", "quotes", "answerable", "tags")
"""Every field a line may have; `id` and `question` it must have."""

_LINES_NAMED = 8
"""Further wrong lines that an error lists."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what a right answer holds."""

    id: str
    question: str
    history: tuple[Turn, ...] = ()
    """The conversation before it, oldest first."""
    answers: tuple[tuple[str, ...], ...] = ()
    """Of each group, one wording must appear; empty when no wording is prescribed."""
    articles: tuple[str, ...] = ()
    """Ids or paths of articles that answer."""
    quotes: tuple[str, ...] = ()
    """Text of those articles that answers."""
    answerable: bool = True
    """Whether the articles answer at all."""
    tags: tuple[str, ...] = ()
    line: int = 0
    """Where it stands in its file, from 1."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line, and the cure."""

    line: int
    what: str
    cure: str


@dataclass(slots=True)
class _Checked:
    """The fields of a line with the first problem found in them."""

    values: dict[str, Any]
    problem: tuple[str, str] | None = field(default=None)

    def need(self, fits: bool, what: str, cure: str) -> None:
        """Note a problem unless an earlier one is noted."""
        if not fits and self.problem is None:
            self.problem = (what, cure)


def read_cases(path: Path) -> list[Case]:
    """The questions of a file, in its order.

    Raises `EvaluationError` that names the first line that is wrong with its cure, and the numbers of the others.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise EvaluationError(f"no such file: {path}", "name a file with one question a line, as JSON") from error
    except OSError as error:
        raise EvaluationError(
            f"{path} cannot be read: {error.strerror}", "check what it is, and its rights"
        ) from error
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path} cannot be read: {error}", "save it as UTF-8 text") from error
    read = [_case(number, line) for number, line in numbered_lines(text)]
    cases = [one for one in read if isinstance(one, Case)]
    problems = [one for one in read if isinstance(one, Problem)] + list(_repeated(cases))
    fail_on(problems, path)
    if not cases:
        raise EvaluationError(f"{path} holds no questions", "write one JSON object a line, with id and question")
    return cases


def fail_on(problems: Sequence[Problem], path: Path) -> None:
    """Raise `EvaluationError` for the first of `problems`, if there is one."""
    if not problems:
        return
    first, *others = sorted(problems, key=lambda one: one.line)
    more = ", ".join(str(one.line) for one in others[:_LINES_NAMED])
    rest = f"; lines to mend besides: {more}{' …' if len(others) > _LINES_NAMED else ''}" if others else ""
    raise EvaluationError(f"{path} line {first.line}: {first.what}", first.cure + rest)


def unknown_articles(cases: Sequence[Case], article: Callable[[str], Article | None]) -> list[Problem]:
    """A problem for every question whose gold articles the index does not have."""
    problems = []
    for case in cases:
        lost = [name for name in case.articles if article(name) is None]
        if lost:
            cure = "give the article's id or its path in the corpus, or index the corpus again"
            problems.append(Problem(case.line, f'no single article fits "{lost[0]}"', cure))
    return problems


def strayed_quotes(cases: Sequence[Case], article: Callable[[str], Article | None]) -> list[Problem]:
    """A problem for every question with a gold quotation that stands in none of its articles as they were indexed."""
    problems = []
    for case in cases:
        texts = [found.text for name in case.articles if (found := article(name)) is not None]
        lost = [quote for quote in case.quotes if texts and not any(holds_half(text, quote) for text in texts)]
        if lost:
            cure = "quote what byline show ARTICLE prints"
            problems.append(Problem(case.line, f'no gold article says "{lost[0]}"', cure))
    return problems


def _repeated(cases: Sequence[Case]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for case in cases:
        if case.id in first:
            yield Problem(case.line, f'the id "{case.id}" is that of line {first[case.id]}', "give each its own id")
        first.setdefault(case.id, case.line)


def _case(number: int, line: str) -> Case | Problem:
    try:
        raw = json.loads(line)
    except RecursionError:
        return Problem(number, "this is JSON nested too deeply", _LINE_CURE)
    except ValueError as error:
        return Problem(number, f"this is not JSON: {_json_fault(error)}", _LINE_CURE)
    if not isinstance(raw, dict):
        return Problem(number, "this is not a JSON object", 'write {"id": "…", "question": "…", …}')
    checked = _Checked(raw)
    _check_names(checked)
    _check_texts(checked)
    _check_gold(checked)
    if checked.problem is not None:
        return Problem(number, *checked.problem)
    return Case(
        id=raw["id"],
        question=raw["question"],
        history=tuple(_turn(turn) for turn in raw.get("history", ())),
        answers=tuple(tuple(group) for group in raw.get("answers", ())),
        articles=tuple(raw.get("articles", ())),
        quotes=tuple(raw.get("quotes", ())),
        answerable=raw.get("answerable", True),
        tags=tuple(raw.get("tags", ())),
        line=number,
    )


def _json_fault(error: ValueError) -> str:
    """The decoder's words with the place in the line; it counts lines of its own."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' at')} at character {error.colno}"
    return str(error)


_LINE_CURE = "write each question as one JSON object on one line"


def _check_names(checked: _Checked) -> None:
    for name in checked.values:
        nearest = get_close_matches(name, FIELDS, n=1)
        cure = f'did you mean "{nearest[0]}"?' if nearest else "fields are: " + ", ".join(FIELDS)
        checked.need(name in FIELDS, f'there is no field "{name}"', cure)


def _check_texts(checked: _Checked) -> None:
    values = checked.values
    for name in ("id", "question"):
        checked.need(_is_text(values.get(name)), f'"{name}" is missing, empty or no text', f'write "{name}": "…"')
    history = values.get("history", [])
    fits = isinstance(history, list) and all(
        isinstance(turn, dict) and set(turn) == {"question", "answer"} and all(map(_is_text, turn.values()))
        for turn in history
    )
    checked.need(fits, '"history" is not a list of turns', 'write "history": [{"question": "…", "answer": "…"}]')
    for name in ("articles", "quotes", "tags"):
        checked.need(_are_texts(values.get(name, [])), f'"{name}" is not a list of texts', f'write "{name}": ["…"]')


def _check_gold(checked: _Checked) -> None:
    values = checked.values
    answers, answerable = values.get("answers", []), values.get("answerable", True)
    fits = isinstance(answers, list) and all(_are_texts(group) and group for group in answers)
    cure = 'write a list of groups of wordings: "answers": [["46", "forty-six"], ["Aleppo"]]'
    checked.need(fits, '"answers" is not a list of lists of texts, or one of them is empty', cure)
    checked.need(isinstance(answerable, bool), '"answerable" is neither true nor false', "write true or false")
    if answerable is False:
        checked.need(not answers, "it has answers although it is not answerable", "remove one of the two")
    else:
        gold = any(values.get(name) for name in ("answers", "articles", "quotes"))
        cure = 'give "answers", or write "answerable": false if the articles do not say'
        checked.need(gold, "there is nothing to score an answer by", cure)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _turn(raw: dict[str, str]) -> Turn:
    return Turn(raw["question"], raw["question"], raw["answer"])
