"""What a small model takes for the likeliest answers, read again by a larger one that costs five times as much a pair.

The larger one tells an answer from a near miss better; the smaller one knows well enough which sentences are worth it.
(The cascade of Nogueira et al., "Multi-Stage Document Ranking with BERT", 2019.)
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from assistant.engine.ranking.evidence_model import Reading, shipped_close_model, shipped_evidence_model

_AGAIN = 8
"""Windows of a question that are read again."""

_CLOSER_SHARE = 0.7
"""Weight of the closer reading beside the first."""


class Encoder(Protocol):
    """What reads pairs; `assistant.engine.ranking.evidence_model.EvidenceModel` does."""

    def read(self, question: str, windows: Sequence[str]) -> list[Reading]:
        """Whether, and with which words, the last sentence of each window answers."""
        ...

    def warm(self) -> None:
        """Prepare what reads, which otherwise happens at the first question."""
        ...


class CloserReading:
    """Reads as `quick` does, and what that takes for the likeliest also as `close` does."""

    def __init__(self, quick: Encoder, close: Encoder) -> None:
        self._quick = quick
        self._close = close

    def read(self, question: str, windows: Sequence[str]) -> list[Reading]:
        """Whether, and with which words, the last sentence of each window answers."""
        readings = self._quick.read(question, windows)
        likeliest = sorted(range(len(readings)), key=lambda place: -readings[place].odds)[:_AGAIN]
        again = self._close.read(question, [windows[place] for place in likeliest])
        for place, closer in zip(likeliest, again, strict=True):
            odds = (1 - _CLOSER_SHARE) * readings[place].odds + _CLOSER_SHARE * closer.odds
            readings[place] = replace(closer, odds=odds)
        return readings

    def warm(self) -> None:
        """Prepare both models, which otherwise happens at the first question."""
        self._quick.warm()
        self._close.warm()


def shipped_reading(shared: Any = None) -> Encoder | None:
    """What Byline reads with: both models that are installed with it, or the smaller one; None without any.

    `shared` is the tokenizer of the embedding model where it is open already.
    """
    quick, close = shipped_evidence_model(shared), shipped_close_model(shared)
    return CloserReading(quick, close) if quick and close else quick
