"""A difference between a claim and its source, as the support check reports it."""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What differs. The value begins the reason that a reader sees."""

    NUMBER = "number not in source"
    UNIT = "unit differs"
    BOUND = "how exact the number is differs"
    NUMBER_ELSEWHERE = "number stands for something else in the source"
    DATE = "date not in source"
    NAME = "name not in source"
    DAY = "day not in source"
    NAME_ELSEWHERE = "name stands for something else in the source"
    NAME_MIXED = "name joined from two"
    QUOTATION = "quotation not in source"
    NEGATION = "negation differs"
    MODALITY = "certainty or tense differs"
    QUANTIFIER = "how many differs"
    OPPOSITE = "opposite of the source"
    ROLES = "who did what to whom is turned round"
    JOINED = "joins what the source says separately"
    SPEAKER_LOST = "who said it is lost"
    SPEAKER_CHANGED = "different speaker"
    SPEAKER_INVENTED = "nobody says this in the source"
    STANCE = "said more firmly than in the source"
    PRONOUN = "he or she differs"
    DOUBTED = "denied, doubted or only alleged"
    EXCEPTION = "leaves out the exception"
    REPLACED = "another word stands in the source"
    CONDITION = "leaves out the condition"
    RETRACTED = "taken back or corrected later"


OUTRIGHT = frozenset(
    {
        FindingKind.DOUBTED,
        FindingKind.EXCEPTION,
        FindingKind.REPLACED,
        FindingKind.CONDITION,
        FindingKind.RETRACTED,
    }
)
"""Kinds that reject by themselves and that the model is not told of."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference."""

    kind: FindingKind
    detail: str
    """The words concerned, as written."""

    @property
    def reason(self) -> str:
        """The sentence a reader sees."""
        return f"{self.kind.value}: {self.detail}" if self.detail else self.kind.value
