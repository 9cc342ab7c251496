"""Publisher names as they stand in a question."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from assistant.engine.terms import STARTERS, is_stop_word, word_set


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
    """apple athletic atlantic bet bloomberg bustle citizen conversation cosmopolitan crimson cut essence
    express forbes fortune fox glam globe health herald hill independent information intercept journal life
    local medium metro mirror money nation nature observer parade people planet post record rivals root
    science self shape sky space spectator standard star street sun ted telegram tennis time times today
    union verge vice weather week world"""
)
_COMMON_NOUNS = _ORDINARY | word_set(
    """advertiser allure billboard chronicle economist elle glamour guardian mail maxim quartz slate sputnik
    telegraph tribune variety vogue wired"""
)
"""Written in lower case these are words, not publishers."""
_NEWSMAKERS = word_set(
    """apple berkeley espn facebook fb google heritage meta microsoft mlb mlssoccer nasa nascar nba nfl nhl ted
    yahoo twitter whitehouse who"""
)
_MEDIA_WORDS = word_set(
    """agency association broadcasting channel company corporation globe herald journal magazine mail network news
    newspaper post press radio review service star sun television times today tribune weekly"""
)
"""The last word of a name whose initials alone may stand for it: "Cable News Network", not any three words."""
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
    keys = {known} | _variants(squash(labels[-1])) | _initials(squash(labels[-1]))
    if len(labels) > 1:
        keys.add(squash(labels[-1] + labels[-2]))
        if labels[0] not in _SUBDOMAINS:
            keys |= _variants(squash(labels[0]))
    return keys


def _initials(label: str) -> set[str]:
    """What people write for the host of a paper that is named after a place by its initials: "nyt" for nytimes."""
    for word in _MEDIA_WORDS:
        place = label.removesuffix(word)
        if place != label and len(place) == 2:
            return {place + word[0]}
    return set()


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
            short = key.removesuffix("news")
            if short != key and len(short) >= 2 and not is_stop_word(short):
                self._names.setdefault(short, found)

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
        tokens = [_Word(match.start(), match.group()) for match in _TOKEN.finditer(text)]
        found: list[Mention] = []
        i = 0
        while i < len(tokens):
            mention, length = self._mention_at(text, tokens, i)
            if mention is not None:
                found.append(mention)
            i += length
        return tuple(found)

    def _mention_at(self, text: str, tokens: Sequence["_Word"], at: int) -> tuple[Mention | None, int]:
        """The longest mention that begins at a word, and how many words to go on by."""
        longest = 1
        while (
            longest < _LONGEST
            and at + longest < len(tokens)
            and _joined(text, *tokens[at + longest - 1 : at + longest + 1])
        ):
            longest += 1
        for length in range(longest, 0, -1):
            run = tokens[at : at + length]
            names = self._lookup(run)
            if not names:
                continue
            if run[0].folded == "the" and length > 1:
                run = run[1:]
            strength = self._strength(run, names)
            if strength is None or _inside_longer_name(text, tokens, at, at + length):
                return None, length
            return Mention(run[0].start, run[-1].start + len(run[-1].bare), names, strength), length
        return None, 1

    def _lookup(self, run: Sequence["_Word"]) -> tuple[str, ...]:
        folded = [word.folded for word in run]
        capitalised = all(word.capitalised or word.folded in {"of", "the"} for word in run)
        full = "".join(folded)
        if found := self._names.get(full, ()):
            return found if capitalised or full.endswith("news") or f"{full}news" not in self._names else ()
        if len(run) > 1 and folded[-1] == "news" and run[-1].capitalised:
            return self._names.get("".join(folded[:-1]), ())
        for initials in range(len(run), 1, -1):
            if initials == len(run) and folded[-1] not in _MEDIA_WORDS:
                continue
            key = "".join(word[0] for word in folded[:initials]) + "".join(folded[initials:])
            if len(key) >= 3 and (capitalised or initials < len(run)) and key in self._names:
                return self._names[key]
        return ()

    def _strength(self, run: Sequence["_Word"], names: Sequence[str]) -> Strength | None:
        """None when the words are no publisher the way they are written."""
        key = "".join(word.folded for word in run)
        if key in _COMMON_NOUNS and not run[0].bare[0].isupper():
            return None
        if is_stop_word(key) and not run[0].bare.isupper():
            return None
        if any(name in self._newsmakers for name in names):
            return Strength.NEWSMAKER
        return Strength.ORDINARY if key in _ORDINARY else Strength.SURE


class _Word:
    """A word of a text with the forms that names are compared by."""

    __slots__ = ("bare", "capitalised", "folded", "possessive", "start")

    def __init__(self, start: int, written: str) -> None:
        self.start = start
        self.possessive = written.endswith(("'s", "’s"))
        self.bare = written[:-2] if self.possessive else written
        self.folded = squash(self.bare)
        self.capitalised = self.bare[0].isupper() or self.bare[0].isdigit()

    @property
    def end(self) -> int:
        return self.start + len(self.bare) + 2 * self.possessive


@lru_cache(maxsize=8)
def publisher_names(publishers: tuple[Publisher, ...]) -> PublisherNames:
    """The finder for these publishers, built once."""
    return PublisherNames(publishers)


def _joined(text: str, left: _Word, right: _Word) -> bool:
    """Whether two words can belong to one name: only spaces, or the points of initials, between; no possessive."""
    between = text[left.end : right.start]
    if left.possessive or not _GAP.match(between):
        return False
    return not between.startswith(".") or len(left.bare) <= 3


def _inside_longer_name(text: str, tokens: Sequence[_Word], start: int, end: int) -> bool:
    """Whether a capitalised word touches the mention on either side; one that opens the question may not count."""
    if end < len(tokens) and _joined(text, tokens[end - 1], tokens[end]) and tokens[end].bare[0].isupper():
        return True
    before = tokens[start - 1] if start else None
    if before is None or not before.bare[0].isupper() or before.folded == "the":
        return False
    if start == 1 and (before.folded in STARTERS or is_stop_word(before.bare)):
        return False
    return text[before.end : tokens[start].start].isspace()
