"""Does this passage support this sentence? A verdict with reasons a person can read.

Two judges, and both must agree. Rules compare what can be compared exactly (numbers, names, negation, speakers …) and
give their reasons; a small model trained on labelled claims weighs how much of the sentence the passage covers.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.engine.facts.lexicon import Relation
from assistant.engine.facts.sentence import read_sentences
from assistant.engine.facts.words import normalise
from assistant.engine.support.condition_rules import condition_findings
from assistant.engine.support.converse_rules import converse_findings
from assistant.engine.support.doubt_rules import doubt_findings
from assistant.engine.support.exception_rules import exception_findings
from assistant.engine.support.fact_rules import date_findings, name_findings, number_findings, quotation_findings
from assistant.engine.support.features import Examined, features
from assistant.engine.support.findings import Finding, FindingKind
from assistant.engine.support.meaning_rules import (
    modality_findings,
    negation_findings,
    opposite_findings,
    pronoun_findings,
    quantifier_findings,
    role_findings,
)
from assistant.engine.support.model import SupportModel
from assistant.engine.support.replacement_rules import replacement_findings
from assistant.engine.support.retraction_rules import retraction_findings
from assistant.engine.support.slot_rules import slot_findings
from assistant.engine.support.source import Aligned, Source, align, read_source
from assistant.engine.support.speaker_rules import speaker_findings
from assistant.types import Label, Verdict

Rule = Callable[[Aligned], Iterator[Finding]]

_RULES: tuple[Rule, ...] = (
    number_findings,
    date_findings,
    name_findings,
    quotation_findings,
    negation_findings,
    modality_findings,
    quantifier_findings,
    opposite_findings,
    role_findings,
    converse_findings,
    slot_findings,
    speaker_findings,
    pronoun_findings,
    doubt_findings,
    exception_findings,
    condition_findings,
    retraction_findings,
    replacement_findings,
)

DOUBTS = frozenset({FindingKind.SPEAKER_INVENTED})
"""Findings that only lower the score, because on true sentences they are wrong as often as right."""

STRICT = 0.45
"""The threshold that ships: about one in thirty sentences with one planted error passes, and one in ten true sentences
that are shortened or reworded is lost; raising it to 0.5 halves the invented endings that pass and loses twice as many
true rewordings."""

VERBATIM = 1.0
"""A threshold that no rephrasing reaches: only quotations pass."""

_MOST_WORDS_NAMED = 4


class SupportCheck:
    """Checks sentences against the passages they cite."""

    def __init__(self, model: SupportModel, threshold: float = STRICT) -> None:
        self._model = model
        self._threshold = threshold

    def check(self, sentence: str, passages: Sequence[str]) -> Verdict:
        """Whether `passages` together support `sentence`.

        QUOTED for whole sentences of a passage, or a part of one that loses nothing; SUPPORTED when no rule objects
        and the probability reaches the threshold; else REJECTED with at least one reason.
        """
        source = read_source(tuple(passages))
        claim = normalise(sentence)
        if is_quotation(claim, source):
            return Verdict(Label.QUOTED, 1.0)
        examined = examine(claim, source)
        if not examined:
            return Verdict(Label.REJECTED, 0.0, ("nothing to check it against",))
        objections = [f.reason for _, findings in examined for f in findings if f.kind not in DOUBTS]
        if not objections and re.search(rf"(?<!\w){re.escape(claim.lower())}(?!\w)", source.text):
            return Verdict(Label.QUOTED, 1.0)
        score = self._model.probability(features(examined))
        if objections:
            return Verdict(Label.REJECTED, min(score, self._threshold), tuple(dict.fromkeys(objections)))
        if score < self._threshold:
            return Verdict(Label.REJECTED, score, _doubts(examined))
        return Verdict(Label.SUPPORTED, score)


def is_quotation(claim: str, source: Source) -> bool:
    """True when the normalised `claim` is one or more whole sentences of the source in a row, its last stop aside."""
    wanted = claim.rstrip(".")
    if not wanted or wanted in source.bare:
        return bool(wanted)
    starts = any(start and wanted.startswith(start) for start in source.bare)
    return starts and any(end and wanted.endswith(end) for end in source.bare) and wanted in source.run


def examine(claim: str, source: Source) -> list[Examined]:
    """Each sentence of the claim beside its source, with the differences found; empty without words."""
    aligned = [align(fact, source) for fact in read_sentences(claim)]
    return [(one, _differences(one)) for one in aligned if one is not None]


def _differences(aligned: Aligned) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(finding for rule in _RULES for finding in rule(aligned)))


def _doubts(examined: Sequence[Examined]) -> tuple[str, ...]:
    """Why the model doubts a sentence to which no rule objects: softer findings, then the words that are missing."""
    softer = [finding.reason for _, findings in examined for finding in findings]
    missing = [lemma for aligned, _ in examined for lemma, _, kind in aligned.relations if kind > Relation.BROADER]
    named = [f"words not in source: {', '.join(missing[:_MOST_WORDS_NAMED])}"] if missing else []
    return (*softer, *named, "not entailed")
