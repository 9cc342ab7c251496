"""Does this passage support this sentence? A verdict with reasons a person can read."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.engine.facts.sentence import read_sentences
from assistant.engine.support_fact_rules import date_findings, name_findings, number_findings, quotation_findings
from assistant.engine.support_features import Examined, features
from assistant.engine.support_findings import Finding, FindingKind
from assistant.engine.support_meaning_rules import (
    joined_findings,
    modality_findings,
    negation_findings,
    opposite_findings,
    pronoun_findings,
    quantifier_findings,
    role_findings,
)
from assistant.engine.support_model import SupportModel
from assistant.engine.support_source import Aligned, Source, align, read_source
from assistant.engine.support_speaker_rules import speaker_findings
from assistant.engine.facts.words import normalise
from assistant.types import Label, Verdict

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts in, one unit-length row of float32 for each out."""

_RULES = (
    number_findings,
    date_findings,
    name_findings,
    quotation_findings,
    negation_findings,
    modality_findings,
    quantifier_findings,
    opposite_findings,
    role_findings,
    joined_findings,
    speaker_findings,
    pronoun_findings,
)


def examine(sentence: str, source: Source) -> list[Examined]:
    """Each sentence of the claim beside its source, with the differences found; empty without words."""
    aligned = [align(fact, source) for fact in read_sentences(normalise(sentence))]
    return [(one, _differences(one, source)) for one in aligned if one is not None]


def _differences(aligned: Aligned, source: Source) -> tuple[Finding, ...]:
    return tuple(finding for rule in _RULES for finding in rule(aligned, source))
