"""Where copies of one text differ: the same sentence with another figure, date or name in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from assistant.engine.terms import content_terms
from assistant.engine.values.house_style import mean_the_same, whole_value
from assistant.types import Disagreement, Evidence, Value
from index.sentences import sentences

_TOKEN = re.compile(r"[^\W_]+(?:[.,:’'-][^\W_]+)*")
_HALF_DAY = re.compile(r"[ap]\.?m", re.IGNORECASE)
_FEWEST_SHARED = 5
"""Words that the two sentences must have in common, besides what differs."""
_LEAST_SHARED = 0.6
"""And their share of the words of the shorter."""
_LONGEST = 8
"""Words of the longest stretch that can be one value."""
_CONTEXT = 40
"""Characters shown on each side of the place where they differ."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Two readings of one sentence."""

    one: str
    other: str
    place: str
    """The words around them, with an ellipsis where the two differ."""


def variants(evidence: Sequence[Evidence]) -> list[Disagreement]:
    """Disagreements between copies among `evidence`, one for each place in which they differ."""
    found: dict[tuple[int, str], tuple[Value, ...]] = {}
    for one, other in combinations(evidence, 2):
        if one.article.id == other.article.id or one.article.origin != other.article.origin:
            continue
        numbers = {one.number, other.number}
        variant = _differing_sentence(one.quote, other.quote)
        if variant is None or any(numbers <= {value.citation for value in values} for values in found.values()):
            continue
        first = found.get((one.number, variant.place), (_value(variant.one, one),))
        found[one.number, variant.place] = (*first, _value(variant.other, other))
    return [Disagreement(f"“{place}”", values) for (_, place), values in found.items()]


def _value(text: str, evidence: Evidence) -> Value:
    return Value(text, evidence.number, published=evidence.article.metadata.published)


def _differing_sentence(one: str, other: str) -> Variant | None:
    pairs = ((one[a:b], other[c:d]) for a, b in sentences(one) for c, d in sentences(other))
    return next((variant for first, second in pairs if (variant := compared(first, second))), None)


def compared(one: str, other: str) -> Variant | None:
    """The one value in which two sentences of the same words differ; None when they differ otherwise or only in style."""
    first, second = list(_TOKEN.finditer(one)), list(_TOKEN.finditer(other))
    if min(len(first), len(second)) < _FEWEST_SHARED:
        return None
    matcher = SequenceMatcher(
        None, [token[0].casefold() for token in first], [token[0].casefold() for token in second], autojunk=False
    )
    shared = sum(block.size for block in matcher.get_matching_blocks())
    if shared < max(_FEWEST_SHARED, _LEAST_SHARED * min(len(first), len(second))):
        return None
    replaced = [(first[a:b], second[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind == "replace"]
    valued = [pair for pair in replaced if all(map(_has_value, pair))]
    if len(valued) != 1 or max(map(len, valued[0])) > _LONGEST:
        return None
    mine, theirs = (
        whole_value(sentence, tokens[0].start(), tokens[-1].end())
        for sentence, tokens in zip((one, other), valued[0], strict=True)
    )
    return (
        None if mean_the_same(mine, theirs) else Variant(mine.text, theirs.text, _around(one, mine.start, mine.end))
    )


def _has_value(tokens: Sequence[re.Match[str]]) -> bool:
    """Whether a stretch holds a figure, a half of the day or a name."""
    written = [token[0] for token in tokens]
    return any(
        any(map(str.isdigit, word)) or _HALF_DAY.fullmatch(word) or (word[0].isupper() and content_terms(word))
        for word in written
    )


def _around(sentence: str, start: int, end: int) -> str:
    """Some words on each side of a place in a sentence, and an ellipsis for the place itself."""
    before, after = sentence[:start], sentence[end:]
    if len(before) > _CONTEXT:
        before = "…" + before[-_CONTEXT:].partition(" ")[2]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT].rpartition(" ")[0] + "…"
    return " ".join(f"{before}[…]{after}".split())
