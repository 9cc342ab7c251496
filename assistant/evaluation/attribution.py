"""Whether the answer keeps who said it, and says it of the right one, where the cited text is somebody's statement."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.engine.speech.attribution import attribution
from assistant.evaluation.matching import tokens
from assistant.evaluation.retrieval import Library
from index.sentences import sentences
from index.types import Article

_PLAIN = frozenset("a an the of in on at to by for and or mr mrs ms dr who".split())
_LED_IN = re.compile(
    r"(?P<quoted>Quoted by)[^“”]*:\s“.*”|(?P<speaker>[^“”]+?)(?:, as reported by [^“”]*)?:\s“.*”", re.DOTALL
)
_REPORTED = re.compile(r"\breports$")


def attribution_scores(answer: Mapping[str, Any], library: Library) -> dict[str, float]:
    """`speaker_kept` and `speaker_right`, each only where the answer has such a statement.

    A statement whose every citation is reported speech or claim keeps the speaker when it holds a word of the name or
    description that the article gives. A quotation that a name leads in is right when each of its sentences is that
    speaker's in the article.
    """
    cited = {one["number"]: (one, library(one["article"]["id"])) for one in answer["citations"]}
    kept: list[bool] = []
    right: list[bool] = []
    for sentence in answer["sentences"]:
        spans = [_spans(*cited[number]) for number in sentence["citations"] if number in cited]
        if spans and all(_speaker(article, whole) for article, whole, _ in spans):
            words = set(tokens(sentence["text"]))
            kept.append(any(words.intersection(_speaker(article, whole)) for article, whole, _ in spans))
        if (led := _led_in(sentence["text"])) is not None and len(spans) == 1:
            article, _, parts = spans[0]
            right.append(all(_says(article, part, led) for part in parts))
    values = {"speaker_kept": kept, "speaker_right": right}
    return {name: sum(found) / len(found) for name, found in values.items() if found}


_Span = tuple[int, int]


def _spans(citation: Mapping[str, Any], article: Article | None) -> tuple[Article | None, _Span, Sequence[_Span]]:
    """The article with the place of the quotation and of each sentence in it."""
    start, end = citation["start"], citation["end"]
    if article is None or not 0 <= start < end <= len(article.text):
        return None, (0, 0), ()
    return article, (start, end), [(start + a, start + b) for a, b in sentences(article.text[start:end])]


def _speaker(article: Article | None, span: _Span) -> set[str]:
    """Words that name who speaks; empty when the article speaks for itself or does not say who."""
    said = attribution(article.text, *span) if article is not None else None
    return set(tokens(said.speaker)) - _PLAIN if said is not None else set()


def _led_in(text: str) -> set[str] | None:
    """Words that name whom a quotation is given to, none for "Quoted by"; None when nobody but the publisher is."""
    found = _LED_IN.fullmatch(text)
    if found is None or (found["speaker"] and _REPORTED.search(found["speaker"])):
        return None
    return set(tokens(found["speaker"] or "")) - _PLAIN


def _says(article: Article | None, span: _Span, speaker: set[str]) -> bool:
    """Whether a sentence is `speaker`'s, or anybody's when that is empty."""
    said = attribution(article.text, *span) if article is not None else None
    if said is None:
        return False
    return not speaker or not said.speaker or bool(speaker.intersection(tokens(said.speaker)))
