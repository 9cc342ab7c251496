"""A question as it is compared with sentences: weighted terms, names, numbers, the value it seeks."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.engine.facts.words import lemma
from assistant.engine.question_type import is_contested
from assistant.engine.ranking.sought import Sought, is_answered, sought
from assistant.engine.terms import content_terms, names, stem, words
from index.words import STOP_WORDS

Frequency = Callable[[Sequence[str]], Sequence[float]]
"""Share of the index's passages that hold each of some words, 0 to 1."""

_RAREST = 1e-3
"""Words in a smaller share of the passages than this weigh alike, so that small and large indexes agree."""

_LEAST_WEIGHT = 0.1
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a question that carries meaning."""

    stem: str
    written: str
    """As the question writes it, without a possessive."""
    lemma: str
    """Its dictionary form, lower case."""
    weight: float
    """How much it tells: 0.1 when every passage has it, 1 when hardly one has."""
    in_name: bool
    """It belongs to a name."""
    answered: bool
    """It stands for the value that is sought, so that an answer need not repeat it ("how old", "what cost")."""
    unseen: bool
    """It stands in no passage of the index."""

    @property
    def says_what(self) -> bool:
        """Whether it is neither name nor number nor the value itself: a part of what is asked about them."""
        return not (self.in_name or self.answered or self.stem[0].isdigit())


@dataclass(frozen=True, slots=True)
class Asked:
    """What a standalone question is made of."""

    text: str
    terms: tuple[Term, ...]
    """In order, each once; empty for a question of stop words alone."""
    stems: frozenset[str]
    """Of all terms."""
    names: tuple[str, ...]
    """As written, in order."""
    numbers: frozenset[str]
    """Numbers and years, as written."""
    sought: Sought
    contested: bool
    """The question takes for granted, or asks about, a deed that somebody may deny."""


def read_question(question: str, frequency: Frequency) -> Asked:
    """Take a standalone question apart; `frequency` is called at most once."""
    written = _as_written(question)
    shares = _shares(list(written.values()), frequency)
    named = names(question)
    in_names = {part for name in named for part in content_terms(name)}
    seeks = sought(question)
    terms = []
    for (key, word), share in zip(written.items(), shares, strict=True):
        answered = key not in in_names and is_answered(word, seeks.value)
        told = max(_LEAST_WEIGHT, math.log(max(share, _RAREST)) / math.log(_RAREST))
        weight = _LEAST_WEIGHT if answered else told
        terms.append(Term(key, word, lemma(word.lower()), weight, key in in_names, answered, unseen=share <= 0))
    return Asked(
        text=question,
        terms=tuple(terms),
        stems=frozenset(written),
        names=named,
        numbers=frozenset(numbers_in(question)),
        sought=seeks,
        contested=is_contested(question),
    )


def numbers_in(text: str) -> list[str]:
    """Numbers and years that stand as words of their own, as written."""
    return _NUMBER.findall(text)


def _shares(asked: Sequence[str], frequency: Frequency) -> list[float]:
    """Share of the passages that hold each word; 1 for a word that no index looks up, such as the name "IT"."""
    sought_words = [word for word in asked if word.casefold() not in STOP_WORDS]
    found = dict(zip(sought_words, frequency(sought_words), strict=True)) if sought_words else {}
    return [found.get(word, 1.0) for word in asked]


def _as_written(question: str) -> dict[str, str]:
    """Stem of each term of the question with the word it comes from."""
    found: dict[str, str] = {}
    for word in words(question):
        for piece in (word, *word.split("-")):
            found.setdefault(stem(piece), piece.removesuffix("'s").removesuffix("’s"))
    return {term: found.get(term, term) for term in content_terms(question)}


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as words in order."""

    text: str
    stems: tuple[str, ...]
    """Of every word, stop words too."""
    starts: tuple[int, ...]
    """First character of each word."""
    content: frozenset[str]
    """Stems of the words that carry meaning, and of the parts of hyphenated ones."""
    lemmas: tuple[str, ...]
    """Dictionary form of every word, lower case; empty for a word that carries no meaning."""
    content_lemmas: frozenset[str]
    """Those that are not empty, and those of the parts of hyphenated words."""

    def word_at(self, character: int) -> int:
        """Which word stands at a character; the last before it when none does."""
        return max((i for i, start in enumerate(self.starts) if start <= character), default=0)


@lru_cache(maxsize=4096)
def read_wording(text: str) -> Wording:
    """The words of a sentence, title or passage."""
    stems, starts, lemmas, position = [], [], [], 0
    content = frozenset(content_terms(text))
    parts: set[str] = set()
    for word in words(text):
        position = text.index(word, position)
        starts.append(position)
        position += len(word)
        stems.append(stem(word))
        lemmas.append(_lemma(word) if stems[-1] in content else "")
        if not lemmas[-1] and "-" in word:
            parts |= {_lemma(part) for part in word.split("-") if stem(part) in content}
    return Wording(text, tuple(stems), tuple(starts), content, tuple(lemmas), frozenset({*lemmas, *parts} - {""}))


def _lemma(word: str) -> str:
    return lemma(word.lower().removesuffix("'s").removesuffix("’s"))
