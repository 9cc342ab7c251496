"""Which words mean the same, the opposite, or something broader: `relations.txt`, word endings and word vectors."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from itertools import permutations

from assistant.engine.facts.word_table import cosine


class Relation(IntEnum):
    """How one word stands to another, from the closest to the farthest."""

    SAME = 0
    SYNONYM = 1
    """Same meaning, or one derived from the other ("attack", "attacker")."""
    BROADER = 2
    """The first is a kind of word for the second ("vehicle" for "car"): what holds of cars is said more vaguely."""
    NARROWER = 3
    """The first says more than the second ("car" for "vehicle")."""
    SIBLING = 4
    """Of one field but not of one meaning ("car", "lorry"), so one seldom follows from the other."""
    ANTONYM = 5
    NONE = 6


_SYNONYM_COSINE = 0.85
"""From here on nearly all pairs of words mean the same."""
_SIBLING_COSINE = 0.6
"""From here on most pairs of words are of one field."""

_DENIALS = ("un", "in", "im", "il", "ir", "dis", "non", "mis")

Links = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The relations that `relations.txt` names, by lemma."""

    synonyms: Links
    opposites: Links
    kinds: Links
    """Word to the words that are narrower."""
    siblings: Links
    """Word to the other kinds of the same."""

    def relation(self, word: str, other: str) -> Relation:
        """How `word` stands to `other` (lemmas, lower case). Antonymy wins over every other relation but identity."""
        if word == other:
            return Relation.SAME
        if other in self.opposites.get(word, ()) or _denies(word, other) or _denies(other, word):
            return Relation.ANTONYM
        if other in self.synonyms.get(word, ()) or _same_family(word, other):
            return Relation.SYNONYM
        if other in self.kinds.get(word, ()):
            return Relation.BROADER
        if word in self.kinds.get(other, ()):
            return Relation.NARROWER
        if other in self.siblings.get(word, ()):
            return Relation.SIBLING
        return _by_vectors(cosine(word, other))

    def words(self) -> frozenset[str]:
        """Every word that is named."""
        return frozenset().union(self.synonyms, self.opposites, self.kinds, *self.kinds.values())


def _by_vectors(near: float) -> Relation:
    if near >= _SYNONYM_COSINE:
        return Relation.SYNONYM
    return Relation.SIBLING if near >= _SIBLING_COSINE else Relation.NONE


def _denies(word: str, other: str) -> bool:
    """True when `word` is `other` with a prefix that denies it, such as "unreliable" for "reliable"."""
    return len(other) > 3 and word.endswith(other) and word.removesuffix(other) in _DENIALS


def _same_family(word: str, other: str) -> bool:
    """True for long words that share nearly all of their beginning, such as "hospitalise" and "hospitalization"."""
    if word[:5] != other[:5]:
        return False
    shared = next(
        (i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other))
    )
    # words that part only in their endings; short shared beginnings prove nothing
    return shared >= 5 and shared >= min(len(word), len(other)) - 2 and abs(len(word) - len(other)) <= 5


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The relations that ship with Byline, read once."""
    sections: dict[str, list[str]] = defaultdict(list)
    heading = ""
    for line in files(__package__).joinpath("relations.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            sections[heading].append(line)
    kinds = [(broader, narrower.split()) for broader, narrower in (line.split(": ") for line in sections["kinds"])]
    pairs = [pair.split("/") for line in sections["opposites"] for pair in line.split()]
    return Lexicon(
        synonyms=_linked(_every_way(line.split() for line in sections["synonyms"])),
        opposites=_linked(_every_way(pairs)),
        kinds=_linked((broader, narrower) for broader, words in kinds for narrower in words),
        siblings=_linked(_every_way(words for _, words in kinds)),
    )


def _every_way(groups: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    """Each word of a group with each other word of it."""
    for group in groups:
        yield from permutations(group, 2)


def _linked(pairs: Iterable[tuple[str, str]]) -> Links:
    links: dict[str, set[str]] = defaultdict(set)
    for word, other in pairs:
        links[word].add(other)
    return {word: frozenset(others) for word, others in links.items()}


@lru_cache(maxsize=200_000)
def relation(word: str, other: str) -> Relation:
    """`lexicon().relation`, remembered."""
    return lexicon().relation(word, other)
