"""Which articles are copies of one text, and which passages say the same in the same words.

A signature is a bottom-k sketch of the three-word shingles of a text (Broder, "On the resemblance and containment
of documents", 1997): its smallest hashes, all of them for a text up to 258 words. Two sketches estimate how
much of one text stands in the other. A copy that was cut, headed anew or framed by its publisher still holds most
of the other's text, and above all its beginning, for editors cut from the end. Two reports of one publisher that
share background paragraphs share their ends but begin differently, so they keep origins of their own.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.wording import RUN_WORDS, Wording, cut

_HASH = np.dtype("<u4")
_Sketch = NDArray[np.uint32]
"""Shape (hashes,), ascending without repeats: 31 bits of hash, then one bit that marks some of them."""

_SKETCH_SIZE = 256
_KEYS = 48
"""Smallest hashes by which candidates are found; two texts of which one holds 40 % of the other share about 12."""
_NEIGHBOURS = 64
"""An article is compared with at most so many others that have a key in common, by key."""

_COPY_CONTAINMENT = 0.4
"""Least part of the shorter text that stands in the other."""
_COPY_LEAD = 0.38
"""Least part (geometric mean of both) of the first halves that stands in the other text."""
_SAME_PASSAGE = 0.8
"""Least part of the shorter passage's shingles that stands in the longer."""
_RENAMED, _REWORDED = 0.5, 0.7
"""A sentence that keeps this part of its shingles is the same one, with another name, or another word."""
_TELLING = 5
"""Letters of a word that may change what a sentence says."""
_ABOUT_EQUAL = 0.7
"""The longer passage adds little to the shorter when this part of its shingles stands there."""

_NONE_STORED: Mapping[str, tuple[bytes, str]] = MappingProxyType({})


def signature(text: str) -> bytes:
    """What is kept of `text` to recognise its copies: at most 1024 bytes, the same on every machine."""
    shingles = _shingles(text)
    lead = shingles[: (len(shingles) + 1) // 2]
    return _sketch(shingles, marked=lead)[:_SKETCH_SIZE].astype(_HASH).tobytes()


def is_copy(a: bytes, b: bytes) -> bool:
    """Whether the texts with these two signatures are copies, perhaps cut or edited, of one text."""
    return _is_copy(np.frombuffer(a, _HASH), np.frombuffer(b, _HASH))


def group(texts: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Article id to origin id, for pairs of id and text: the id of the first of its copies, or its own."""
    return group_signatures([(article_id, signature(text)) for article_id, text in texts])


def group_signatures(
    signatures: Sequence[tuple[str, bytes]], stored: Mapping[str, tuple[bytes, str]] = _NONE_STORED
) -> dict[str, str]:
    """Article id to origin id, for pairs of id and signature: the id of the first, in this order, of its copies.

    `stored` holds signature and origin of each article as an earlier call left them, removed and changed articles
    included. Only what is new, changed or was grouped with such an article is compared then, and the result is the
    one that a call without `stored` gives. Copies of copies are copies: origins are connected components.
    """
    now = dict(signatures)
    ids = list(now)
    place = {article_id: i for i, article_id in enumerate(ids)}
    components = _Components(len(ids))
    fresh = np.ones(len(ids), dtype=bool)
    for members in _intact_groups(now, stored):
        fresh[[place[member] for member in members]] = False
        for member in members[1:]:
            components.unite(place[members[0]], place[member])
    sketches = [np.frombuffer(value, _HASH) for value in now.values()]
    for a, b in _candidates(sketches, fresh):
        if components.first(a) != components.first(b) and _is_copy(sketches[a], sketches[b]):
            components.unite(a, b)
    return {article_id: ids[components.first(i)] for i, article_id in enumerate(ids)}


def precedence(published: str, path: str) -> tuple[str, int, str]:
    """Sorts copies of one text so that the one that people would name stands first.

    That is the earliest, `published` being an ISO day or empty, then the one with the shortest path: "ferry.md"
    stands before "ferry copy.md".
    """
    return published or "9999", len(path), path


def same_passage(a: str, b: str) -> bool:
    """Whether the shorter of two passages, paragraphs or sentences stands nearly word for word in the longer.

    Its numbers and negations must all be there: "close to 50" and "close to 100" are never the same, nor are "based
    in Miami" and "based in Anchorage". Where the longer adds little, its own must stand in the shorter, too.
    """
    shorter, longer = sorted((_passage(a), _passage(b)), key=lambda passage: len(passage.runs))
    shared = len(shorter.runs & longer.runs)
    if shared == 0 or shared < _SAME_PASSAGE * len(shorter.runs):
        return False
    about_equal = shared >= _ABOUT_EQUAL * len(longer.runs)
    if not about_equal:
        return shorter.facts <= longer.facts
    other_names = shorter.names - longer.names and longer.names - shorter.names
    return not other_names and shorter.facts == longer.facts


def stands_in(part: str, text: str) -> bool:
    """Whether the first place where `part` stands letter for letter is between white space: "50 died", not "150 died"."""
    start = text.find(part)
    if start < 0:
        return False
    end = start + len(part)
    return not (text[max(0, start - 1) : start] + text[end : end + 1]).strip()


def carries(text: str, passage: str) -> bool:
    """Whether a copy with this text still holds a passage of the other copy, and holds it with the same facts.

    A copy may lack paragraphs, and it may have another figure or name in a sentence that is otherwise the same:
    then what it says is its own.
    """
    if stands_in(passage, text):
        return True
    mine, theirs = _passage(passage), _article(text)
    if mine.middle not in theirs.joined:
        return False
    return not any(_is_altered(sentence, theirs) for sentence in mine.sentences)


_passage = lru_cache(maxsize=1024)(Wording)
"""A search compares each of its hits with several others."""

_article = lru_cache(maxsize=128)(Wording)
"""The copies of one text are compared with one passage of it after the other."""


def _is_altered(sentence: Wording, text: Wording) -> bool:
    """Whether a sentence has a number that the text lacks, or a name or other word within words that the text has."""
    if stands_in(sentence.text, text.text):
        return False
    if sentence.facts - text.facts:
        return True
    new = sentence.vocabulary - text.vocabulary
    if not new:
        return False
    shared = len(sentence.runs & text.runs) / max(1, len(sentence.runs))
    reworded = shared >= _REWORDED and any(len(word) >= _TELLING for word in new)
    return reworded or (shared >= _RENAMED and bool(sentence.names & new))


def _shingles(text: str) -> _Sketch:
    """Hashes of all runs of three words, in order; one of everything where there are fewer words. Last bit 0."""
    words = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in cut(text)]
    hashes = np.array(words, np.uint64)
    length = min(RUN_WORDS, len(hashes))
    mixed = np.zeros(max(0, len(hashes) - length + 1) if length else 0, np.uint64)
    for i in range(length):
        mixed = _mix(mixed + hashes[i : len(hashes) - length + 1 + i])
    return (mixed >> np.uint64(32)).astype(np.uint32) & np.uint32(0xFFFFFFFE)


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): every bit depends on all."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _sketch(hashes: _Sketch, marked: _Sketch) -> _Sketch:
    """The distinct hashes in ascending order, those in `marked` with the last bit set."""
    distinct = np.unique(hashes)
    return distinct | np.isin(distinct, marked).astype(np.uint32)


def _is_copy(a: _Sketch, b: _Sketch) -> bool:
    bound = min(_complete_below(a), _complete_below(b))
    a, b = a[: np.searchsorted(a, bound)], b[: np.searchsorted(b, bound)]
    if not (len(a) and len(b)):
        return False
    a_in_b = np.isin(a >> 1, b >> 1, assume_unique=True)
    b_in_a = np.isin(b >> 1, a >> 1, assume_unique=True)
    if a_in_b.sum() < _COPY_CONTAINMENT * min(len(a), len(b)):
        return False
    return _marked_share(a, a_in_b) * _marked_share(b, b_in_a) >= _COPY_LEAD**2


def _complete_below(sketch: _Sketch) -> int:
    """The bound under which a sketch holds every hash of its text."""
    return int(sketch[-1]) | 1 if len(sketch) == _SKETCH_SIZE else 1 << 32


def _marked_share(sketch: _Sketch, found: NDArray[np.bool_]) -> float:
    """How many of the marked hashes were found, 0 to 1; 0 when none is marked."""
    marked = (sketch & 1).astype(bool)
    return float(found[marked].mean()) if marked.any() else 0.0


class _Components:
    """Disjoint sets of the numbers 0 to n-1; each is known by its smallest member (Tarjan 1975)."""

    def __init__(self, n: int) -> None:
        self._parent = list(range(n))

    def first(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def unite(self, i: int, j: int) -> None:
        i, j = sorted((self.first(i), self.first(j)))
        self._parent[j] = i


def _intact_groups(
    signatures: Mapping[str, bytes], stored: Mapping[str, tuple[bytes, str]]
) -> Iterator[Sequence[str]]:
    """The stored groups of which every member is still there and unchanged."""
    groups: dict[str, list[str]] = {}
    for article_id, (_, origin) in stored.items():
        groups.setdefault(origin, []).append(article_id)
    for members in groups.values():
        if all(signatures.get(member) == stored[member][0] for member in members):
            yield members


def _candidates(sketches: Sequence[_Sketch], fresh: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Pairs with a fresh member that share at least two keys (one, where there are no more), likeliest first."""
    if not fresh.any():
        return
    lengths = np.array([min(len(sketch), _KEYS) for sketch in sketches])
    keys = np.concatenate([sketch[:_KEYS] >> 1 for sketch in sketches])
    owners = np.repeat(np.arange(len(sketches)), lengths)
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    found = []
    for distance in range(1, _NEIGHBOURS + 1):
        a, b = owners[:-distance], owners[distance:]
        shared = keys[:-distance] == keys[distance:]
        if not shared.any():
            break
        shared &= fresh[a] | fresh[b]
        found.append(a[shared] * len(sketches) + b[shared])
    if not found:
        return
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    a, b = np.divmod(pairs, len(sketches))
    enough = counts >= np.minimum(2, np.minimum(lengths[a], lengths[b]))
    likeliest = np.argsort(-counts[enough], kind="stable")
    yield from zip(a[enough][likeliest].tolist(), b[enough][likeliest].tolist(), strict=True)
