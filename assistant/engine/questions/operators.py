"""The search operators a person may write in a question: source: after: before: -word "phrase"."""

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.engine.questions.dates import parse_date
from assistant.engine.questions.publishers import PublisherNames
from assistant.engine.terms import is_stop_word
from index.errors import QuestionError
from index.types import Filters


@dataclass(frozen=True, slots=True)
class Operators:
    """A question taken apart."""

    text: str
    """The question without its operators; phrases keep their words and lose their quotation marks."""
    filters: Filters


_QUOTED = r"\"[^\"]*\"|“[^”]*”"
_FIELD = re.compile(
    rf"(?<!\S)(?P<minus>-?)(?P<field>source|after|before):(?P<value>{_QUOTED}|[^\s\"“]+)", re.IGNORECASE
)
_WITHOUT = re.compile(rf"(?<!\S)-(?P<value>{_QUOTED}|[^\W\d_][\w'’.-]*)(?=[\s?!,;)]|$)")
_PHRASE = re.compile(r"(?<![\w\"“])(?:\"(?P<straight>[^\"]*\w[^\"]*)\"|“(?P<curly>[^”]*\w[^”]*)”)(?!\w)")
_DATE_HINT = "Write a day as 2018-11-20, a month as 2018-11 or a year as 2018."


def split_operators(question: str, publishers: PublisherNames) -> Operators:
    """Take the operators out of a question.

    `after:` gives the first day that passes, `before:` the last; a month or a year counts from its first or to
    its last day. A source that fits no publisher stays as written, so that nothing passes. Raises `QuestionError`
    for a date that does not exist and for `-source:`.
    """
    sources: dict[str, None] = {}
    first: date | None = None
    last: date | None = None
    for match in _FIELD.finditer(question):
        value = _unquoted(match["value"])
        field = match["field"].casefold()
        if match["minus"]:
            raise QuestionError(f"-{field}: is no operator", "Name what to use instead, such as source:Reuters.")
        if field == "source":
            sources.update(dict.fromkeys(publishers.resolve(value) or (value,)))
        elif field == "after":
            day = _days(field, value)[0]
            first = max(first, day) if first else day
        else:
            day = _days(field, value)[1]
            last = min(last, day) if last else day
    text = _FIELD.sub(" ", question)
    text, without = _take_without(text)
    text, phrases = _take_phrases(text)
    return Operators(_tidy(text), Filters(tuple(sources), first, last, phrases, without))


def combine(flags: Filters, operators: Filters) -> Filters:
    """What the command line and the question ask for together: dates intersect, the rest adds up."""
    firsts = [day for day in (flags.after, operators.after) if day]
    lasts = [day for day in (flags.before, operators.before) if day]
    return replace(
        flags,
        sources=tuple(dict.fromkeys(flags.sources + operators.sources)),
        after=max(firsts, default=None),
        before=min(lasts, default=None),
        phrases=tuple(dict.fromkeys(flags.phrases + operators.phrases)),
        without=tuple(dict.fromkeys(flags.without + operators.without)),
    )


def _days(field: str, value: str) -> tuple[date, date]:
    """First and last day of an operator's value."""
    period = parse_date(value, None) if value[:1].isdigit() else None
    if period is None or period.first is None or period.last is None:
        raise QuestionError(f'{field}:{value} in the question: "{value}" is not a date', _DATE_HINT)
    return period.first, period.last


def _take_without(text: str) -> tuple[str, tuple[str, ...]]:
    """A hyphen that opens an aside ("-which Russia blamed-") excludes nothing."""
    without: dict[str, None] = {}

    def take(match: re.Match[str]) -> str:
        value = _unquoted(match["value"]).strip(".-")
        if is_stop_word(value) or match["value"].endswith("-") or not value:
            return match.group()
        without[value] = None
        return " "

    if re.search(r"\w-(?=\s)", text):
        return text, ()
    return _WITHOUT.sub(take, text), tuple(without)


def _take_phrases(text: str) -> tuple[str, tuple[str, ...]]:
    """A text that stands in quotation marks as a whole is a pasted question, not a phrase to look for."""
    stripped = text.strip()
    whole = _PHRASE.fullmatch(stripped)
    if whole and stripped[1:-1].rstrip().endswith("?"):
        return stripped[1:-1], ()
    phrases: dict[str, None] = {}

    def take(match: re.Match[str]) -> str:
        phrase = " ".join((match["straight"] or match["curly"]).split()).rstrip(",.")
        phrases[phrase] = None
        return phrase

    return _PHRASE.sub(take, text), tuple(phrases)


def _unquoted(value: str) -> str:
    return " ".join(value.strip('"“”').split())


def _tidy(text: str) -> str:
    return re.sub(r"\s+(?=[?,;])", "", " ".join(text.split()))
