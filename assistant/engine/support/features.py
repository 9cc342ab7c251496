"""A claim beside its source as numbers: how much is shared, what is changed, which differences were found."""

import math
from collections.abc import Sequence
from itertools import pairwise

from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.support.findings import OUTRIGHT, Finding, FindingKind
from assistant.engine.support.source import Aligned

Examined = tuple[Aligned, tuple[Finding, ...]]
"""One sentence of the claim beside its source, and the differences found."""

_LOW_IS_BAD = (
    "cover_best", "cover_pair", "cover_all", "weighted_best", "weighted_pair", "weighted_all", "meaning_pair",
    "bigrams", "trigrams", "fourgrams", "subsequence", "order", "names_pair", "numbers_pair", "stop_words",
)  # fmt: skip
_HIGH_IS_BAD = (
    "synonym", "broader", "narrower", "sibling", "antonym", "unrelated", "longest_gap", "replaced_near",
    "replaced_far", "replaced_antonym", "inserted", "dropped_inside", "overlap_gap",
)  # fmt: skip
_KINDS = tuple(kind for kind in FindingKind if kind not in OUTRIGHT)

FEATURES: tuple[str, ...] = (
    *(f"mean_{name}" for name in (*_LOW_IS_BAD, *_HIGH_IS_BAD)),
    *(f"least_{name}" for name in _LOW_IS_BAD),
    *(f"most_{name}" for name in _HIGH_IS_BAD),
    *(f"finding_{kind.name.lower()}" for kind in _KINDS),
    "findings", "claim_words", "source_words", "claim_sentences", "numbers", "names",
)  # fmt: skip
"""Names of the features, in the order of the vector."""


def features(examined: Sequence[Examined]) -> list[float]:
    """The feature vector of one claim: `len(FEATURES)` numbers. `examined` is not empty."""
    rows = [_sentence_features(aligned) for aligned, _ in examined]
    found = [finding.kind for _, findings in examined for finding in findings if finding.kind not in OUTRIGHT]
    values: dict[str, float] = {}
    for name in (*_LOW_IS_BAD, *_HIGH_IS_BAD):
        column = [row[name] for row in rows]
        values[f"mean_{name}"] = sum(column) / len(column)
        values[f"least_{name}"], values[f"most_{name}"] = min(column), max(column)
    for kind in _KINDS:
        values[f"finding_{kind.name.lower()}"] = float(found.count(kind))
    claims = [aligned.claim for aligned, _ in examined]
    values["findings"] = float(len(found))
    values["claim_words"] = math.log1p(sum(len(claim.words) for claim in claims))
    values["source_words"] = math.log1p(sum(len(fact.words) for fact in examined[0][0].source.sentences))
    values["claim_sentences"] = float(len(claims))
    values["numbers"] = float(sum(len(claim.quantities) + len(claim.dates) for claim in claims))
    values["names"] = float(sum(len(claim.names) for claim in claims))
    return [values[name] for name in FEATURES]


def _sentence_features(aligned: Aligned) -> dict[str, float]:
    claim = aligned.claim
    best = [word.lower for word in aligned.best.words]
    mine = [word.lower for word in claim.words]
    pair = [word.lower for fact in aligned.pair for word in fact.words]
    values = _cover_features(aligned)
    values |= _relation_features(aligned)
    for name, n in (("bigrams", 2), ("trigrams", 3), ("fourgrams", 4)):
        values[name] = _ngram_share(mine, pair, n)
    values |= _edit_features(aligned)
    values["order"] = _order_kept(claim.lemmas, aligned.best.lemmas)
    spelled = frozenset().union(*(fact.spelled for fact in aligned.pair))
    parts = [part for name in claim.names for part in name.parts]
    numbers, theirs = [q.value for q in claim.quantities], {q.value for fact in aligned.pair for q in fact.quantities}
    values["names_pair"] = _share(sum(part in spelled for part in parts), len(parts))
    values["numbers_pair"] = _share(sum(number in theirs for number in numbers), len(numbers))
    small = [word.lower for word in claim.words if not word.content]
    values["stop_words"] = _share(len([word for word in small if word in set(pair)]), len(small))
    return values | {"subsequence": _subsequence(mine, best)}


def _cover_features(aligned: Aligned) -> dict[str, float]:
    mine, source = aligned.claim.lemmas, aligned.source
    pools = {
        "best": set(aligned.best.lemmas),
        "pair": {lemma for fact in aligned.pair for lemma in fact.lemmas},
        "all": source.lemmas,
    }
    total = sum(source.weight(lemma) for lemma in mine)
    values: dict[str, float] = {}
    for name, pool in pools.items():
        values[f"cover_{name}"] = _share(sum(lemma in pool for lemma in mine), len(mine))
        values[f"weighted_{name}"] = _share(sum(source.weight(lemma) for lemma in mine if lemma in pool), total)
    values["overlap_gap"] = values["cover_all"] - values["cover_best"]
    return values


def _relation_features(aligned: Aligned) -> dict[str, float]:
    kinds = [kind for _, _, kind in aligned.relations]
    n = len(kinds)
    names = {
        "synonym": Relation.SYNONYM, "broader": Relation.BROADER, "narrower": Relation.NARROWER,
        "sibling": Relation.SIBLING, "antonym": Relation.ANTONYM, "unrelated": Relation.NONE,
    }  # fmt: skip
    values = {name: kinds.count(kind) / n if n else 0.0 for name, kind in names.items()}
    values["meaning_pair"] = _share(sum(kind <= Relation.BROADER for kind in kinds), n)
    longest = run = 0
    for kind in kinds:
        run = run + 1 if kind > Relation.BROADER else 0
        longest = max(longest, run)
    values["longest_gap"] = float(longest)
    return values


def _edit_features(aligned: Aligned) -> dict[str, float]:
    """What an edit from the source sentence to the claim replaces, inserts and drops, in telling words."""
    mine, theirs, edits = aligned.claim.words, aligned.best.words, aligned.edits
    values = dict.fromkeys(("replaced_near", "replaced_far", "replaced_antonym", "inserted", "dropped_inside"), 0.0)
    for place, (tag, i1, i2, j1, j2) in enumerate(edits):
        old = [word.lemma for word in theirs[i1:i2] if word.content]
        new = [word.lemma for word in mine[j1:j2] if word.content and word.lemma not in old]
        if tag == "delete" and 0 < place < len(edits) - 1:
            values["dropped_inside"] += len(old)
        elif tag == "insert":
            values["inserted"] += len(new)
        elif tag == "replace":
            for lemma in new:
                values[_replacement(lemma, old)] += 1
    return values


def _replacement(lemma: str, old: Sequence[str]) -> str:
    kinds = [relation(lemma, other) for other in old]
    if Relation.ANTONYM in kinds:
        return "replaced_antonym"
    return "replaced_near" if any(kind <= Relation.BROADER for kind in kinds) else "replaced_far"


def _ngram_share(mine: Sequence[str], theirs: Sequence[str], n: int) -> float:
    grams = list(zip(*(mine[i:] for i in range(n)), strict=False))
    present = set(zip(*(theirs[i:] for i in range(n)), strict=False))
    return _share(sum(gram in present for gram in grams), len(grams))


def _subsequence(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """Length of the longest common subsequence over the claim's length."""
    row = [0] * (len(theirs) + 1)
    for word in mine:
        diagonal = 0
        for j, other in enumerate(theirs, start=1):
            above = row[j]
            row[j] = diagonal + 1 if word == other else max(above, row[j - 1])
            diagonal = above
    return _share(row[-1], len(mine))


def _order_kept(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """Share of neighbouring shared lemmas that keep their order."""
    places = {lemma: i for i, lemma in reversed(list(enumerate(theirs)))}
    found = [places[lemma] for lemma in dict.fromkeys(mine) if lemma in places]
    return _share(sum(a < b for a, b in pairwise(found)), len(found) - 1)


def _share(part: float, whole: float) -> float:
    """`part / whole`; 1 when there is nothing to share."""
    return part / whole if whole > 0 else 1.0
