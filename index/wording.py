"""A text cut into its words, and what two texts are compared by: runs of words, facts and names."""

import re
from collections.abc import Sequence
from functools import cached_property

from index.sentences import sentences

RUN_WORDS = 3
"""Words of a run."""

_WORD = re.compile(r"[぀-ヿ㐀-鿿]|[^\W぀-ヿ㐀-鿿]+")
_FACT = re.compile(
    r"\d+(?:[.,:]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|"
    r"thousands?|millions?|billions?|no|not|never|none|nobody|without|denie[sd]|den(?:y|ying))\b|n't\b"
)
"""Numbers and negations in lower-case text."""
_NAME = re.compile(r"(?<=[\w,;:] )(?:[\"“‘(]?)([A-Z][^\W\d_]+)")
"""A word with a capital that begins no sentence."""


def cut(text: str) -> list[str]:
    """The words of a text in lower case, in order; each kana and Han character is one."""
    return _WORD.findall(text.casefold())


class Wording:
    """A text and what it is compared by, each computed when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def joined(self) -> str:
        """All words, with a space between two."""
        return " ".join(cut(self.text))

    @property
    def words(self) -> list[str]:
        """In order; many texts are kept, so their words are kept as one string."""
        return self.joined.split()

    @cached_property
    def middle(self) -> str:
        """Eight words from the end of the first third."""
        words = self.words
        return " ".join(words[len(words) // 3 : len(words) // 3 + 8])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Each word once."""
        return frozenset(self.words)

    @cached_property
    def runs(self) -> frozenset[int]:
        """Hashes of all runs of three words; one of everything where there are fewer words."""
        # Most texts are asked for their runs alone: cutting anew is quicker than going through `joined`.
        words = [hash(word) for word in cut(self.text)]
        length = min(RUN_WORDS, len(words))
        return frozenset(map(hash, zip(*(words[first:] for first in range(length)), strict=False)))

    @cached_property
    def facts(self) -> frozenset[str]:
        """Numbers and negations."""
        return frozenset(_FACT.findall(self.text.casefold().replace("’", "'")))

    @cached_property
    def names(self) -> frozenset[str]:
        """Words with a capital within sentences, in lower case."""
        return frozenset(word.casefold() for word in _NAME.findall(self.text))

    @cached_property
    def sentences(self) -> "Sequence[Wording]":
        """Its sentences, in order."""
        return [Wording(self.text[start:end]) for start, end in sentences(self.text)]
