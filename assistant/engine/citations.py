"""Model text to sentences with citations, and evidence to numbered citations of the answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.types import Citation, Evidence

_CITED = re.compile(r"(?P<text>[^\[\]]*)(?P<markers>(?:\s*\[\d{1,3}\](?:\s*[,;]?\s*\[\d{1,3}\])*)+)\s*[.]?")
_NUMBER = re.compile(r"\[(\d{1,3})\]")
_SPEAKER_LABEL = re.compile(r"^\s*(?:answer|a)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as the model wrote it."""

    text: str
    """Without markers."""
    numbers: tuple[int, ...]
    """Evidence numbers it cites, in order; empty when it cites none."""


class DraftReader:
    """Collects streamed text and gives out each sentence once its citation markers are complete."""

    def __init__(self) -> None:
        self._text = ""

    def feed(self, piece: str) -> Iterator[Draft]:
        """Add a piece; yields the sentences it completes."""
        self._text += piece
        # Further markers may follow the last one, so a sentence is done only when something else has come after it.
        while (match := _CITED.match(self._text)) and match.end() < len(self._text):
            self._text = self._text[match.end() :]
            yield _draft(match)

    def finish(self) -> Iterator[Draft]:
        """Yield what is left when the model has ended."""
        while match := _CITED.match(self._text):
            self._text = self._text[match.end() :]
            yield _draft(match)
        if self._text.strip():
            yield Draft(_tidy(self._text), ())
        self._text = ""


def _draft(match: re.Match[str]) -> Draft:
    numbers = dict.fromkeys(int(number) for number in _NUMBER.findall(match["markers"]))
    return Draft(_tidy(match["text"]), tuple(numbers))


def _tidy(text: str) -> str:
    text = " ".join(_SPEAKER_LABEL.sub("", text).split())
    return text if not text or text[-1] in ".!?…\"'”’)" else text + "."


class CitationList:
    """Numbers evidence in the order in which an answer first cites it."""

    def __init__(self) -> None:
        self._citations: dict[tuple[str, int, int], Citation] = {}

    def cite(self, evidence: Evidence) -> tuple[Citation, bool]:
        """The citation of `evidence`, and whether this is its first use."""
        place = (evidence.article.id, evidence.start, evidence.end)
        known = self._citations.get(place)
        if known is not None:
            return known, False
        citation = Citation(
            len(self._citations) + 1, evidence.quote, evidence.start, evidence.end, evidence.article, evidence.also_in
        )
        self._citations[place] = citation
        return citation, True

    def number(self, evidence: Evidence) -> int:
        """The number `evidence` is cited by; 0 when it is not cited."""
        citation = self._citations.get((evidence.article.id, evidence.start, evidence.end))
        return citation.number if citation else 0

    def all(self) -> tuple[Citation, ...]:
        """Every citation, in order of number."""
        return tuple(self._citations.values())
