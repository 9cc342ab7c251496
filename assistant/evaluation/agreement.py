"""Do judges agree, with each other and with a person's labels?"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isnan, nan
from pathlib import Path
from typing import Any

import numpy as np

from assistant.evaluation.citation_scores import CachedJudge, judged
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.intervals import Estimate, estimates
from assistant.evaluation.json_lines import numbered_lines
from assistant.evaluation.judges import Judge
from assistant.evaluation.records import Record
from assistant.evaluation.sampling import choose
from assistant.evaluation.tables import aligned, interval, number

Key = tuple[str, int]
"""Question id and number of the sentence in its answer, from 1."""


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence of an answer with the quotations it cites."""

    case: str
    number: int
    """Place in the answer, from 1."""
    text: str
    citations: tuple[int, ...]
    quotes: Mapping[int, str]
    """By citation number; only those that exist."""

    @property
    def key(self) -> Key:
        """What labels refer to."""
        return self.case, self.number


@dataclass(frozen=True, slots=True)
class Decisions:
    """What one judge, or a person, says of each sentence."""

    name: str
    supported: Mapping[Key, bool]
    """The citations together support the sentence."""
    needed: Mapping[tuple[str, int, int], bool]
    """Question, sentence and place of the citation (from 0) to whether it is precise."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two agree on the same yes-or-no decisions."""

    accuracy: Estimate
    """Share of decisions that are the same, with a 95 % interval; NaN without decisions in common."""
    kappa: float
    """Cohen's kappa: 1 for full agreement, 0 for chance; NaN when chance alone would agree always."""


def shown_sentences(
    records: Mapping[str, Record], limit: int | None = None, seed: int | None = None
) -> list[ShownSentence]:
    """All sentences of the answers, or `limit` of them: the first, or with a `seed` drawn at random."""
    return choose([one for record in records.values() for one in _sentences(record)], limit, seed)


def _sentences(record: Record) -> Iterator[ShownSentence]:
    if not record.answer:
        return
    quotes = {citation["number"]: citation["quote"] for citation in record.answer["citations"]}
    for place, sentence in enumerate(record.answer["sentences"], start=1):
        cited = tuple(sentence["citations"])
        yield ShownSentence(
            record.case, place, sentence["text"], cited, {one: quotes[one] for one in cited if one in quotes}
        )


def decide(judge: Judge, sentences: Sequence[ShownSentence]) -> Decisions:
    """Let a judge decide on all of them."""
    cached = CachedJudge(judge)
    supported: dict[Key, bool] = {}
    needed: dict[tuple[str, int, int], bool] = {}
    for one in sentences:
        statement = judged(one.text, one.citations, one.quotes, cached)
        supported[one.key] = statement.supported
        needed |= {(*one.key, place): found for place, found in enumerate(statement.needed)}
    return Decisions(judge.name, supported, needed)


def agreement(left: Mapping[Any, bool], right: Mapping[Any, bool]) -> Agreement:
    """Compare the decisions that both made."""
    common = [key for key in left if key in right]
    pairs = [(left[key], right[key]) for key in common]
    values = np.array([[float(one == other)] for one, other in pairs]).reshape(len(pairs), 1)
    return Agreement(estimates(values)[0], cohen_kappa(pairs))


def cohen_kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Agreement beyond chance, (observed - expected) / (1 - expected) (Cohen 1960)."""
    if not pairs:
        return nan
    total = len(pairs)
    observed = sum(one == other for one, other in pairs) / total
    yes_left, yes_right = (sum(pair[side] for pair in pairs) / total for side in (0, 1))
    expected = yes_left * yes_right + (1 - yes_left) * (1 - yes_right)
    return nan if expected == 1.0 else (observed - expected) / (1 - expected)


def sheet_lines(sentences: Sequence[ShownSentence]) -> Iterator[str]:
    """A file for a person to fill in: `supported` and, for each citation, `needed` become true or false."""
    for one in sentences:
        quotes = {f"[{number}]": one.quotes.get(number, "") for number in one.citations}
        row = {"case": one.case, "sentence": one.number, "text": one.text, "quotes": quotes}
        yield json.dumps(row | {"supported": None, "needed": [None] * len(one.citations)}, ensure_ascii=False)


def read_labels(path: Path) -> Decisions:
    """A person's decisions, as `sheet_lines` asks for them; what is still null is left out.

    Raises `EvaluationError` that names the line.
    """
    supported: dict[Key, bool] = {}
    needed: dict[tuple[str, int, int], bool] = {}
    try:
        labels = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise EvaluationError(f"{path} cannot be read: {why}", "name a file of labels") from error
    for line, text in numbered_lines(labels):
        try:
            row = json.loads(text)
            key = str(row["case"]), int(row["sentence"])
            decision, citations = row["supported"], row.get("needed") or []
            fits = all(one is None or isinstance(one, bool) for one in (decision, *citations))
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(f"{path} line {line} is no label: {error}", _LABEL_CURE) from error
        if not fits:
            raise EvaluationError(f"{path} line {line} has a label that is not true or false", _LABEL_CURE)
        if decision is not None:
            supported[key] = decision
        needed |= {(*key, place): one for place, one in enumerate(citations) if one is not None}
    return Decisions("labels", supported, needed)


_LABEL_CURE = 'write {"case": "ID", "sentence": 1, "supported": true, "needed": [true]}'


def agreement_lines(decided: Sequence[Decisions]) -> Iterator[str]:
    """Each pair of judges: agreement on support (ALCE's recall) and on single citations (its precision)."""
    if len(decided) < 2:
        raise EvaluationError("there is nothing to compare with", "name two judges, or one and --labels FILE")
    rows: list[Sequence[str]] = [("between", "and", "decision", "n", "same", "95 %", "kappa")]
    for left, right in combinations(decided, 2):
        for what, found in (
            ("support", agreement(left.supported, right.supported)),
            ("citation", agreement(left.needed, right.needed)),
        ):
            same, kappa = found.accuracy, "–" if isnan(found.kappa) else f"{found.kappa:.2f}"
            count = str(same.questions)
            within = interval("same", same)
            rows.append((left.name, right.name, what, count, number("same", same.value), within, kappa))
    yield from aligned(rows)
