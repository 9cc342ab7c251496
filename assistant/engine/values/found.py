"""What the readers of sentences hand on: a value with its kind and where it stands."""

from dataclasses import dataclass
from typing import Protocol, Self

Kind = tuple[str, ...]
"""What a value is a value of, such as ("people", "killed", ""); values of different kinds are never compared."""


class Comparable(Protocol):
    """A value that can tell whether another of its type may be the same."""

    def agrees_with(self, other: Self) -> bool:
        """Whether one thing can be meant by both."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """One value in one sentence."""

    kind: Kind
    text: str
    """As written."""
    value: Comparable
    clause: tuple[int, int]
    """The part of the sentence that says it, as offsets."""
    scope: str = ""
    """"per day" and the like, or "since" for a number over a stretch of time; empty for one event."""
