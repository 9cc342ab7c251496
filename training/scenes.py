"""A sentence where it stands, and what every maker of planted claims does with it."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_SAID = re.compile(
    r"^(?P<who>[A-Z][^,.;:“”\"]{2,60}?) (?P<verb>said|told reporters|claimed|alleged|argued|warned|announced) (?:that )?(?P<what>[a-z].{25,}\.)$"
)
_SAID_LAST = re.compile(
    r"^(?P<what>[A-Z][^“”\"]{25,}), (?P<who>[^,.;:“”\"]{2,60}?) (?P<verb>said|says|told reporters)\.$"
)
_QUOTED = re.compile(
    r"^[“\"](?P<what>[A-Z][^“”\"]{25,})[,.][”\"] (?:said (?P<after>[A-Z][^,.;:“”\"]{2,60})|(?P<who>[^,.;:“”\"]{2,60}) (?:said|told reporters|added))\.$"
)
_ACCORDING = re.compile(r"^(?P<what>[A-Z][^“”\"]{25,}?),? according to (?P<who>[^,;:“”\"]{3,60})\.$")
_STARTERS = frozenset(
    "The A An This That These Those It They He She We There In On At More Some Many Most All Each".split()
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence where it stands."""

    sentence: str
    nearby: tuple[str, ...]
    """The other sentences of the passage."""
    far: tuple[str, ...]
    """The article's sentences outside the passage."""
    rng: random.Random


Maker = Callable[[Scene], str | None]
"""Changes a sentence; None where it has nothing to change."""


def replace_one(pattern: re.Pattern[str], change: Callable[[re.Match[str]], str], scene: Scene) -> str | None:
    """The sentence with one match of the pattern, drawn at random, changed; None without a match."""
    matches = list(pattern.finditer(scene.sentence))
    if not matches:
        return None
    match = scene.rng.choice(matches)
    return scene.sentence[: match.start()] + change(match) + scene.sentence[match.end() :]


def from_table(table: dict[str, str], scene: Scene) -> str | None:
    """The sentence with one word of the table replaced by its entry."""
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(table, key=len, reverse=True))})(?![\w-])")
    return replace_one(pattern, lambda match: table[match.group()], scene)


def swap(sentence: str, spans: Sequence[tuple[int, int]]) -> str | None:
    """The sentence with its first two spans exchanged; None when they are fewer or alike."""
    if len(spans) < 2:
        return None
    (a, b), (c, d) = spans[0], spans[1]
    return (
        sentence[:a] + sentence[c:d] + sentence[b:c] + sentence[a:b] + sentence[d:]
        if sentence[a:b] != sentence[c:d]
        else None
    )


def report_in(sentence: str) -> dict[str, str] | None:
    """Who said what, and the verb; None for a sentence that reports no speech."""
    for pattern in (_SAID, _SAID_LAST, _ACCORDING, _QUOTED):
        if match := pattern.match(sentence):
            parts = match.groupdict()
            return {"verb": "said", **parts, "who": parts["who"] or parts["after"]}
    return None


def is_pronoun(who: str) -> bool:
    """Whether it opens with a pronoun or another word that names nobody."""
    return who.split()[0].lower() in (
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "you",
        "this",
        "that",
        "these",
        "who",
        "and",
        "but",
    )


def lower_first(text: str) -> str:
    """The text with its first letter in lower case, unless it opens with a name."""
    first = text.split()[0]
    return (
        text
        if first in ("I", "I'm", "I’m") or not first[1:].islower() or first not in _STARTERS
        else text[0].lower() + text[1:]
    )
