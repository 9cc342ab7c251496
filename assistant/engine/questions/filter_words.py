"""Filters that a person writes in words: "according to Press TV", "articles since 2017".

A publisher narrows only where the words speak of what it reported, and a date only where they speak of when
something was reported; in every other place both are part of what is asked. When in doubt nothing is narrowed.
"""

import re
from dataclasses import dataclass
from datetime import date

from assistant.engine.questions.date_words import take_dates
from assistant.engine.questions.masked import Masked
from assistant.engine.questions.publishers import PublisherNames
from assistant.engine.questions.source_words import take_comparison, take_sources
from assistant.engine.terms import content_terms
from index.types import Filters


@dataclass(frozen=True, slots=True)
class Inferred:
    """What the words of a question narrow the search to."""

    filters: Filters
    sides: tuple[Filters, ...]
    """For a comparison, what each side is narrowed to, in order; else empty."""
    rest: str
    """The question without the words that became filters; never without a word that carries meaning."""


_ASKING_FOR_ARTICLES = re.compile(
    r"^(?:(?:what|which|how|do|does|did|summari[sz]e|show|list|find|give|tell|any|me|us|the|all|a|summary|of|"
    r"are|there) )*"
    r"(?:news |press |media )?(?:articles?|reports|stories|coverage|headlines)"
    r"(?: (?:say|said|report|mention|name|quote|discuss|about|on|of|that|regarding))*\b",
    re.IGNORECASE,
)


def infer(text: str, publishers: PublisherNames, newest: date | None) -> Inferred:
    """Read the filters that the words of `text` speak of.

    `newest` is the day of the newest article, to which "last week" and a month without a year refer; None
    leaves those out.
    """
    readable = text.lower() if text.isupper() else text
    masked = Masked(readable, publishers)
    period, rest = take_dates(masked.text, masked, newest)
    sides, rest = take_comparison(rest, masked)
    sources = tuple(dict.fromkeys(name for side in sides for name in side))
    if not sides:
        sources, rest = take_sources(rest, masked)
    filters = Filters(sources, period.first, period.last)
    remaining = _ASKING_FOR_ARTICLES.sub("", _tidy(masked.unmasked(rest))) if filters else readable
    return Inferred(
        filters,
        tuple(Filters(side, period.first, period.last) for side in sides),
        _tidy(remaining) if content_terms(remaining) else text,
    )


def _tidy(text: str) -> str:
    """A readable rest: no spaces before punctuation, no commas or joining words at its ends."""
    text = re.sub(r"\s+(?=[?,.;:!])", "", " ".join(text.split()))
    text = re.sub(r"^(?:[,.;:?!–-]+\s*|(?:and|or|but)\s+)+", "", text)
    return re.sub(r"(?:\s*[,;:–-]+|\s+(?:and|or|by|in|from|on))+(?=[?.!]*$)", "", text).strip()
