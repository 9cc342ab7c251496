"""Publisher names as they stand in a question."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from assistant.engine.terms import is_stop_word, word_set


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher that has articles in the corpus."""

    name: str
    """As the articles give it: "Press TV", "abcnews.go.com" or "https://www.bbc.com"; filters use this."""
    aliases: tuple[str, ...] = ()
    """Other names people use for it."""


class Strength(Enum):
    """How surely a mention speaks of a publisher."""

    SURE = "sure"
    ORDINARY = "ordinary"
    """The name is a common word or a surname too: "Time", "the Sun", "Bloomberg"."""
    NEWSMAKER = "newsmaker"
    """The publisher makes news itself, so that its name is more often a subject than a source: "NASA"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A publisher's name inside a text."""

    start: int
    """First character, without "the" before it."""
    end: int
    """One past the last character, without a possessive."""
    names: tuple[str, ...]
    """`Publisher.name` of every publisher that the words fit, at least one."""
    strength: Strength


_ORDINARY = word_set(
    """allure apple athletic atlantic bet billboard bloomberg bustle citizen conversation cosmopolitan crimson
    cut elle essence express forbes fortune fox glam glamour globe health herald hill independent information
    intercept journal life local maxim medium metro mirror money nation nature observer parade people planet
    post quartz record rivals root science self shape sky slate space spectator standard star street sun ted
    telegram tennis time times today union variety verge vice vogue weather week wired world"""
)
_COMMON_NOUNS = _ORDINARY | word_set("economist guardian sputnik telegraph chronicle tribune advertiser mail")
"""Written in lower case these are words, not publishers."""
_NEWSMAKERS = word_set(
    """apple berkeley espn facebook fb google heritage meta microsoft mlb mlssoccer nasa nascar nba nfl nhl ted
    yahoo twitter whitehouse who"""
)
_ORGANISATION = re.compile(
    r"\b(?:administration|agency for|army|association|authority|bank|bureau|commission|committee|company|congress|"
    r"corporation|council|court|department|foundation|government|inc|institute|ministry|office|organi[sz]ation|party|"
    r"parliament|police|society|union|university|newsroom)\b",
    re.IGNORECASE,
)
_SUFFIX_LABELS = word_set(
    "com org net co uk au ca in go gov tv io eu us de fr es it ir ru cn jp edu int info news nz za ie"
)
_SUBDOMAINS = word_set("www www2 m mobile en edition blog blogs news newsroom amp home")
_TOKEN = re.compile(r"[^\W_]+(?:[.&’'-][^\W_]+)*")
_GAP = re.compile(r"(?:\.?\s+|\s*[&-]\s*)$")
_LONGEST = 6
"""Words of the longest name that is looked for."""


def squash(name: str) -> str:
    """A name without case, spaces and punctuation: "Press TV" and "presstv" agree."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _keys(name: str) -> set[str]:
    """What a written name may be squashed to, to mean the publisher called `name`."""
    host = re.sub(r"^[a-z]+://", "", name.casefold()).split("/")[0]
    if "." not in host or " " in host:
        return _variants(squash(name))
    labels = [label for label in host.split(".") if label]
    known = squash(".".join(label for label in labels if label != "www"))
    while len(labels) > 1 and labels[-1] in _SUFFIX_LABELS:
        labels.pop()
    keys = {known} | _variants(squash(labels[-1]))
    if len(labels) > 1:
        keys.add(squash(labels[-1] + labels[-2]))
        if labels[0] not in _SUBDOMAINS:
            keys |= _variants(squash(labels[0]))
    return keys


def _variants(key: str) -> set[str]:
    """With and without the article before it."""
    bare = key.removeprefix("the")
    return {key, bare} if len(bare) >= 3 else {key}


class PublisherNames:
    """Finds the publishers of a corpus in questions."""

    def __init__(self, publishers: Iterable[Publisher]) -> None:
        names: dict[str, dict[str, None]] = {}
        self._newsmakers: set[str] = set()
        for publisher in publishers:
            written = (publisher.name, *publisher.aliases)
            keys = {key for name in written for key in _keys(name) if key}
            for key in keys:
                names.setdefault(key, {})[publisher.name] = None
            if keys & _NEWSMAKERS or any(_ORGANISATION.search(name) for name in written):
                self._newsmakers.add(publisher.name)
        self._names = {key: tuple(found) for key, found in names.items()}
        for key, found in list(self._names.items()):
            if key.endswith("news") and len(key) > 5:
                self._names.setdefault(key.removesuffix("news"), found)

    def resolve(self, written: str) -> tuple[str, ...]:
        """The publishers that a person means who wrote `written` after "source:"; empty when it fits none."""
        keys = [key for name in (written, written.removeprefix("the ")) for key in sorted(_keys(name), key=len)]
        for key in reversed(keys):
            found = self._names.get(key) or self._names.get(key.removesuffix("news"))
            if found:
                return found
        return ()

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Publisher names in `text`, in order, the longest where several begin at one word.

        A word inside a longer capitalised name ("Michael Bloomberg", "Time Warner") is no mention.
        """
        tokens = list(_TOKEN.finditer(text))
        found: list[Mention] = []
        i = 0
        while i < len(tokens):
            mention, length = self._mention_at(text, tokens, i)
            if mention is not None:
                found.append(mention)
            i += length
        return tuple(found)

    def _mention_at(self, text: str, tokens: Sequence[re.Match[str]], at: int) -> tuple[Mention | None, int]:
        """The longest mention that begins at a token, and how many tokens to go on by."""
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            run = tokens[at : at + length]
            if not _touching(text, run):
                continue
            parts = [_bare(token.group()) for token in run]
            names = self._lookup(parts)
            if not names:
                continue
            if parts[0].casefold() == "the" and length > 1:
                run, parts = run[1:], parts[1:]
            strength = self._strength(parts, names)
            if strength is None or _inside_longer_name(text, tokens, at, at + length):
                return None, length
            return Mention(run[0].start(), run[-1].start() + len(parts[-1]), names, strength), length
        return None, 1

    def _lookup(self, parts: Sequence[str]) -> tuple[str, ...]:
        folded = [squash(part) for part in parts]
        capitalised = all(
            part[0].isupper() or part[0].isdigit() for part in parts if part.casefold() not in {"of", "the"}
        )
        full = "".join(folded)
        if found := self._names.get(full, ()):
            return found if capitalised or full.endswith("news") or f"{full}news" not in self._names else ()
        if len(parts) > 1 and folded[-1] == "news" and parts[-1][0].isupper():
            return self._names.get("".join(folded[:-1]), ())
        for initials in range(len(parts), 1, -1):
            key = "".join(word[0] for word in folded[:initials]) + "".join(folded[initials:])
            if len(key) >= 3 and (capitalised or initials < len(parts)) and key in self._names:
                return self._names[key]
        return ()

    def _strength(self, parts: Sequence[str], names: Sequence[str]) -> Strength | None:
        """None when the words are no publisher the way they are written."""
        key = squash("".join(parts))
        if key in _COMMON_NOUNS and not parts[0][0].isupper():
            return None
        if is_stop_word(key) and not parts[0].isupper():
            return None
        if any(name in self._newsmakers for name in names):
            return Strength.NEWSMAKER
        return Strength.ORDINARY if key in _ORDINARY else Strength.SURE


@lru_cache(maxsize=8)
def publisher_names(publishers: tuple[Publisher, ...]) -> PublisherNames:
    """The finder for these publishers, built once."""
    return PublisherNames(publishers)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _touching(text: str, run: Sequence[re.Match[str]]) -> bool:
    """Whether nothing but spaces, and the points of initials, stands between the words; no possessive inside."""
    for left, right in pairwise(run):
        between = text[left.end() : right.start()]
        if not _GAP.match(between) or (between.startswith(".") and len(left.group()) > 3):
            return False
        if left.group().endswith(("'s", "’s")):
            return False
    return True


def _inside_longer_name(text: str, tokens: Sequence[re.Match[str]], start: int, end: int) -> bool:
    """Whether a capitalised word touches the mention on either side."""
    if end < len(tokens) and _touching(text, tokens[end - 1 : end + 1]) and tokens[end].group()[0].isupper():
        return True
    before = tokens[start - 1].group() if start > 1 else ""
    if not before or not before[0].isupper() or before.casefold() == "the":
        return False
    return bool(re.fullmatch(r"\s+", text[tokens[start - 1].end() : tokens[start].start()]))
