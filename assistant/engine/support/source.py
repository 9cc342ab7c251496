"""The cited passages as sentences, and which of them a claim is about."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain, product

from assistant.engine.facts.converses import Frame, frames
from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.sentence import Facts, read_sentences
from assistant.engine.facts.words import normalise


@dataclass(frozen=True, slots=True)
class Source:
    """The cited passages, read once."""

    sentences: tuple[Facts, ...]
    spelled: frozenset[str]
    """Every word in the spelling that names are compared in."""
    initials: frozenset[str]
    """Initials of every name of two words or more."""
    letters: str
    """The first letter of every word, a bar between sentences."""
    lemmas: frozenset[str]
    weights: dict[str, float]
    """Lemma to how telling it is within these passages: larger in fewer sentences."""
    text: str
    """All of it, normalised and in lower case."""
    bare: tuple[str, ...]
    """Each sentence normalised, without its last full stop."""
    run: str
    """All sentences in a row, normalised."""

    def weight(self, lemma: str) -> float:
        """How telling `lemma` is; words that the passages lack are the most telling."""
        return self.weights.get(lemma, 1.0 + math.log(1 + len(self.sentences)))


@lru_cache(maxsize=256)
def read_source(passages: tuple[str, ...]) -> Source:
    """The passages as one source."""
    facts = tuple(fact for passage in passages for fact in read_sentences(passage))
    counts = Counter(lemma for fact in facts for lemma in set(fact.lemmas))
    return Source(
        sentences=facts,
        spelled=frozenset().union(*(fact.spelled for fact in facts)),
        initials=frozenset(
            "".join(part[0] for part in name.parts) for fact in facts for name in fact.names if len(name.parts) > 1
        ),
        letters="|".join("".join(word.lower[0] for word in fact.words) for fact in facts),
        lemmas=frozenset(counts),
        weights={lemma: 1.0 + math.log((1 + len(facts)) / (1 + n)) for lemma, n in counts.items()},
        text=normalise(" ".join(passages)).lower(),
        bare=tuple(normalise(fact.text).rstrip(".") for fact in facts),
        run=normalise(" ".join(fact.text for fact in facts)),
    )


Edit = tuple[str, int, int, int, int]
"""The name that difflib gives it ("equal", "replace", "delete", "insert"), first and one past the last word of the
source sentence that it concerns, then the same in the claim."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A claim beside the source sentences it is about."""

    claim: Facts
    source: Source
    """All of it, where `best` is from."""
    best: Facts
    """The sentence that shares most with the claim."""
    edits: tuple[Edit, ...]
    """What turns the words of `best` into those of the claim, in order."""
    pair: tuple[Facts, ...]
    """`best` and, where one adds to it, the sentence that covers most of the rest."""
    context: tuple[Facts, ...]
    """`pair` and the two sentences before each: where its pronouns point."""
    following: Facts | None
    """The sentence after `best`; None after the last."""
    overlap: float
    """Share of the claim's meaning-carrying words that `best` has, 0 to 1, rarer words counting more."""
    rivals: tuple[Facts, ...]
    """Other sentences that cover the claim about as well as `best`."""
    relations: tuple[tuple[str, str, Relation], ...]
    """For each meaning-carrying lemma of the claim: the closest lemma in `pair`, and how the two stand."""
    retold: frozenset[str]
    """Lemmas of an event that the claim tells from its other side ("sold to" for "bought from"); empty without one."""


def align(claim: Facts, source: Source) -> Aligned | None:
    """The source sentences that the claim is about; None when claim or source has no words."""
    if not source.sentences or not claim.words:
        return None
    covers = [_coverage(claim, fact, source) for fact in source.sentences]
    first = max(range(len(covers)), key=lambda i: (covers[i], -len(source.sentences[i].words)))
    second = _complement(claim, source, first)
    chosen = [first] if second is None else sorted((first, second), key=lambda i: -covers[i])
    pair = tuple(source.sentences[i] for i in chosen)
    near = sorted({j for i in chosen for j in range(max(0, i - 2), i + 1)})
    retold = [
        (mine, theirs) for mine, theirs in _told(claim, pair) if mine.agrees(theirs) and mine.lemma != theirs.lemma
    ]
    turned = {mine.lemma: theirs.lemma for mine, theirs in retold}
    return Aligned(
        claim=claim,
        source=source,
        best=source.sentences[first],
        edits=_edits(source.sentences[first], claim),
        pair=pair,
        context=tuple(source.sentences[i] for i in near),
        following=source.sentences[first + 1] if first + 1 < len(source.sentences) else None,
        overlap=covers[first],
        rivals=tuple(
            source.sentences[i] for i, c in enumerate(covers) if i != first and c >= covers[first] - 0.05 and c > 0
        ),
        relations=tuple(
            (lemma, turned[lemma], Relation.SYNONYM) if lemma in turned else (lemma, other, kind)
            for lemma, other, kind in relate(claim.lemmas, [lemma for fact in pair for lemma in fact.lemmas])
        ),
        retold=frozenset(turned).union(*(one.first | one.second for one, _ in retold)),
    )


def _edits(best: Facts, claim: Facts) -> tuple[Edit, ...]:
    theirs, mine = [word.lower for word in best.words], [word.lower for word in claim.words]
    return tuple(SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes())


def _told(claim: Facts, pair: Sequence[Facts]) -> list[tuple[Frame, Frame]]:
    """Every event of the claim beside every one of the source sentences."""
    mine = frames(claim.words)
    return list(product(mine, chain.from_iterable(frames(fact.words) for fact in pair))) if mine else []


def relate(claim_lemmas: Sequence[str], source_lemmas: Sequence[str]) -> tuple[tuple[str, str, Relation], ...]:
    """For each claim lemma the closest source lemma and their relation; ("", NONE) when nothing is related."""
    found = []
    present = set(source_lemmas)
    for lemma in claim_lemmas:
        if lemma in present:
            found.append((lemma, lemma, Relation.SAME))
            continue
        kind, other = min(((relation(lemma, s), s) for s in present), default=(Relation.NONE, ""))
        found.append((lemma, other if kind is not Relation.NONE else "", kind))
    return tuple(found)


def _coverage(claim: Facts, fact: Facts, source: Source) -> float:
    lemmas, numbers = set(claim.lemmas), {q.value for q in claim.quantities}
    if not lemmas and not numbers:
        return 0.0
    have = set(fact.lemmas)
    # exact sums: the order of a set changes between runs and may not decide between equals
    total = math.fsum(source.weight(lemma) for lemma in lemmas) + 2 * len(numbers)
    shared = math.fsum(source.weight(lemma) for lemma in lemmas & have)
    return (shared + 2 * len(numbers & {q.value for q in fact.quantities})) / total


def _complement(claim: Facts, source: Source, first: int) -> int | None:
    """The sentence that covers most of what the first leaves out; None when none adds a telling word."""
    rest = set(claim.lemmas) - set(source.sentences[first].lemmas)
    gains = [math.fsum(source.weight(lemma) for lemma in rest & set(fact.lemmas)) for fact in source.sentences]
    best = max(range(len(gains)), key=lambda i: (gains[i], -abs(i - first)))
    return best if gains[best] > 0 and best != first else None
