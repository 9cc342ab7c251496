"""Claims beside the sentences they are about, as the support encoder reads them, seeded."""

import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.engine.facts.sentence import read_sentences
from assistant.engine.facts.words import normalise
from assistant.engine.support.source import align, read_source
from training.planted_errors import TRUE_KINDS, Claim
from training.support_sets import ENTAILED, NOT_ENTAILED, SETS

_MOST_OF_SET = 20_000
_MOST_OF_KIND = 1500
_UNCHANGED = 3000
"""Most planted errors of one kind, and most sentences left as they were, that are used."""


@dataclass(frozen=True, slots=True)
class SupportPair:
    """A sentence, and the sentences of a document that it is about."""

    claim: str
    evidence: str
    """The sentence that shares most with the claim, then the one that adds most to it, where one does."""
    label: str
    """One of the labels of `support_sets`."""
    source: str


def aligned_pairs(document: str, claim: str) -> Iterator[tuple[str, str]]:
    """Each sentence of the claim with its evidence; nothing when claim or document has no words."""
    source = read_source((document,))
    for fact in read_sentences(normalise(claim)):
        if found := align(fact, source):
            yield found.claim.text, " ".join(fact.text for fact in found.pair)


def public_pairs(folder: Path, seed: int, without: Iterable[str] = ()) -> list[SupportPair]:
    """The shuffled pairs of the public sets whose claim is one sentence; `without` names sets that are left out."""
    choose = random.Random(seed)  # noqa: S311  repeatable, not secret
    found = []
    for name, read in SETS.items():
        if name not in without:
            rows = list(read(folder))
            choose.shuffle(rows)
            for document, claim, label in rows[:_MOST_OF_SET]:
                pairs = list(aligned_pairs(document, claim))
                if len(pairs) == 1:
                    found.append(SupportPair(*pairs[0], label, name))
    choose.shuffle(found)
    return found


def planted_pairs(claims: Sequence[Claim], seed: int) -> list[SupportPair]:
    """Shuffled pairs of planted errors, as many of each kind as there are up to a limit, and of true sentences."""
    choose = random.Random(seed)  # noqa: S311  repeatable, not secret
    shuffled = list(claims)
    choose.shuffle(shuffled)
    used: Counter[str] = Counter()
    found = []
    for claim in shuffled:
        used[claim.kind] += 1
        if used[claim.kind] <= (_UNCHANGED if claim.kind in TRUE_KINDS else _MOST_OF_KIND):
            label = ENTAILED if claim.supported else NOT_ENTAILED
            pairs = aligned_pairs(claim.passage, claim.text)
            found += [SupportPair(*pair, label, f"planted {claim.kind}") for pair in pairs]
    return found


def divided(pairs: Sequence[SupportPair]) -> tuple[list[SupportPair], list[SupportPair]]:
    """The pairs to train on, and the fortieth that is kept back to see how training goes; equal evidence together."""
    parts: dict[bool, list[SupportPair]] = defaultdict(list)
    for pair in pairs:
        parts[zlib.crc32(pair.evidence.encode()) % 40 == 0].append(pair)
    return parts[False], parts[True]
