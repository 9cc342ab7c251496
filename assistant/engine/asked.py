"""A question as it is compared with sentences: weighted terms, names, numbers, the value it seeks."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.engine.facts.words import lemma
from assistant.engine.question_type import is_contested
from assistant.engine.sought import Sought, sought
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
    unseen: bool
    """It stands in no passage of the index."""

    @property
    def says_what(self) -> bool:
        """Whether it is neither name nor number: a part of what is asked about them."""
        return not self.in_name and not self.stem[0].isdigit()


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
    terms = tuple(
        Term(
            stem=key,
            written=word,
            lemma=lemma(word.lower()),
            weight=max(_LEAST_WEIGHT, math.log(max(share, _RAREST)) / math.log(_RAREST)),
            in_name=key in in_names,
            unseen=share <= 0,
        )
        for (key, word), share in zip(written.items(), shares, strict=True)
    )
    return Asked(
        text=question,
        terms=terms,
        stems=frozenset(written),
        names=named,
        numbers=frozenset(numbers_in(question)),
        sought=sought(question),
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
    lemmas: frozenset[str]
    """Dictionary forms of the words that carry meaning, lower case."""

    def word_at(self, character: int) -> int:
        """Which word stands at a character; the last before it when none does."""
        return max((i for i, start in enumerate(self.starts) if start <= character), default=0)


@lru_cache(maxsize=4096)
def read_wording(text: str) -> Wording:
    """The words of a sentence, title or passage."""
    stems, starts, position = [], [], 0
    content = frozenset(content_terms(text))
    lemmas = set()
    for word in words(text):
        position = text.index(word, position)
        stems.append(stem(word))
        starts.append(position)
        position += len(word)
        pieces = word.split("-") if stems[-1] not in content else [word]
        lemmas |= {
            lemma(piece.lower().removesuffix("'s").removesuffix("’s")) for piece in pieces if stem(piece) in content
        }
    return Wording(text, tuple(stems), tuple(starts), content, frozenset(lemmas))
