"""Texts compared as people would: by whole words, without case, accents, punctuation or ways to write a number."""

import re
from collections import Counter
from collections.abc import Sequence

from index.words import fold

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|(?:{_TENS})-(?:{_ONES})(?![^\W_])|[^\W_\d]+(?:'[^\W_\d]+)?|%")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ARTICLES = frozenset({"a", "an", "the"})

_HALF_WORDS = 5
"""A half of a quotation must have this many words to stand for it."""


def tokens(text: str) -> list[str]:
    """The words and numbers of a text: "2,600" is one, "twenty-three" is one, "%" is "percent", "Ann's" is "ann"."""
    found: list[str] = []
    for written in _TOKEN.findall(fold(text)):
        plain = written.replace(",", "") if _THOUSANDS.fullmatch(written) else written.removesuffix("'s")
        if plain == "%":
            found.append("percent")
        elif plain == "cent" and found and found[-1] == "per":
            found[-1] = "percent"
        else:
            found.append(plain)
    return found


def contains(text: str, wording: str) -> bool:
    """Whether the words of `wording` stand in `text`, one after the other."""
    return _stands(tokens(wording), tokens(text))


def groups_found(text: str, groups: Sequence[Sequence[str]]) -> list[bool]:
    """For each group, whether any of its wordings stands in `text`."""
    there = tokens(text)
    return [any(_stands(tokens(wording), there) for wording in group) for group in groups]


def holds_half(text: str, quote: str) -> bool:
    """Whether `quote`, or its first or second half, stands in `text`: a passage may end within a quotation."""
    wanted, there = tokens(quote), tokens(text)
    if _stands(wanted, there):
        return True
    middle = (len(wanted) + 1) // 2
    halves = (wanted[:middle], wanted[len(wanted) - middle :])
    return middle >= _HALF_WORDS and any(_stands(half, there) for half in halves)


def same_quotation(left: str, right: str) -> bool:
    """Whether two quotations share at least half of the shorter one, as a run of words."""
    return holds_half(left, right) or holds_half(right, left)


def exact_match(text: str, wording: str) -> bool:
    """Whether two short answers are the same words, articles aside (Rajpurkar et al. 2016, SQuAD)."""
    return _short(text) == _short(wording)


def token_f1(text: str, wording: str) -> float:
    """Harmonic mean of precision and recall of words, articles aside (Rajpurkar et al. 2016, SQuAD)."""
    given, wanted = Counter(_short(text)), Counter(_short(wording))
    shared = (given & wanted).total()
    return 2 * shared / (given.total() + wanted.total()) if shared else 0.0


def _short(text: str) -> list[str]:
    return [token for token in tokens(text) if token not in _ARTICLES]


def _stands(wanted: Sequence[str], there: Sequence[str]) -> bool:
    length = len(wanted)
    if not length:
        return False
    return any(
        there[place] == wanted[0] and list(there[place : place + length]) == list(wanted)
        for place in range(len(there) - length + 1)
    )
