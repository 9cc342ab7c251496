"""A question as the evidence ranker compares it with sentences: weighted terms, names, numbers, kind of answer."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.engine.question_type import AnswerType, Expectation, expected
from assistant.engine.terms import content_terms, is_stop_word, names, stem, words
from index.words import STOP_WORDS

Frequency = Callable[[Sequence[str]], Sequence[float]]
"""Share of the index's passages that hold each of some words, 0 to 1."""

_RAREST = 1e-3
"""Words in a smaller share of the passages than this weigh alike, so that small and large indexes agree."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a standalone question is made of."""

    text: str
    weights: dict[str, float]
    """Content term (a stem) to how much it tells, 0.1 (in every passage) to 1, in the question's order."""
    written: dict[str, str]
    """Content term to the word as the question writes it."""
    names: tuple[str, ...]
    """As written, in order."""
    name_terms: frozenset[str]
    """Terms that belong to a name."""
    predicate: tuple[str, ...]
    """Terms that belong to no name and are no number: what is asked about the names."""
    numbers: frozenset[str]
    """Numbers and years, as written."""
    unseen: frozenset[str]
    """Terms that stand in no passage of the index."""
    expectation: Expectation

    @property
    def kind(self) -> AnswerType:
        """The kind of value that a good answer contains."""
        return self.expectation.kind

    @property
    def total(self) -> float:
        """Sum of all weights; never 0."""
        return sum(self.weights.values()) or 1.0


def read_question(question: str, frequency: Frequency) -> Asked:
    """Take a standalone question apart; `frequency` is called once."""
    written = _as_written(question)
    shares = _shares(list(written.values()), frequency)
    weights = {
        term: max(0.1, math.log(max(share, _RAREST)) / math.log(_RAREST))
        for term, share in zip(written, shares, strict=True)
    }
    named = names(question)
    name_terms = frozenset(term for name in named for term in content_terms(name)) & weights.keys()
    numbers = frozenset(re.findall(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)", question))
    return Asked(
        text=question,
        weights=weights,
        written=written,
        names=named,
        name_terms=name_terms,
        predicate=tuple(term for term in weights if term not in name_terms and not term[0].isdigit()),
        numbers=numbers,
        unseen=frozenset(term for term, share in zip(written, shares, strict=True) if share <= 0),
        expectation=expected(question),
    )


def _shares(asked: Sequence[str], frequency: Frequency) -> list[float]:
    """Share of the passages that hold each word; 1 for a word that is not looked up, such as a name "IT"."""
    sought = [word for word in asked if word.casefold() not in STOP_WORDS]
    found = dict(zip(sought, frequency(sought), strict=True)) if sought else {}
    return [found.get(word, 1.0) for word in asked]


def _as_written(question: str) -> dict[str, str]:
    """Each content term of the question with the word it comes from."""
    found: dict[str, str] = {}
    for word in words(question):
        for piece in (word, *word.split("-")):
            found.setdefault(stem(piece), piece.removesuffix("'s").removesuffix("’s"))
    return {term: found.get(term, term) for term in content_terms(question)}


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence as words in order, with their stems."""

    text: str
    terms: tuple[str, ...]
    """Stem of every word, stop words too."""
    starts: tuple[int, ...]
    """First character of each word."""
    content: frozenset[str]
    """Stems of the words that carry meaning, and of the parts of hyphenated ones."""

    def place(self, at: int) -> int:
        """Which word stands at character `at`; the last before it when none does."""
        return max((i for i, start in enumerate(self.starts) if start <= at), default=0)


@lru_cache(maxsize=4096)
def read_wording(text: str) -> Wording:
    """The words of one sentence, title or passage."""
    terms, starts, position = [], [], 0
    for word in words(text):
        position = text.index(word, position)
        terms.append(stem(word))
        starts.append(position)
        position += len(word)
    content = frozenset(term for term in content_terms(text) if not is_stop_word(term))
    return Wording(text, tuple(terms), tuple(starts), content)
