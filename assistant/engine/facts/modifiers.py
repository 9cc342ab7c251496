"""Small words that turn a statement round or weaken it: not, may, will, reportedly, all, most, only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.engine.facts.words import NUMBER_WORDS, Word, listed


class Kind(StrEnum):
    """What a modifier does to the words it governs."""

    NEGATION = "not"
    POSSIBLE = "may"
    FUTURE = "will"
    PROSPECT = "is expected to"
    ADVICE = "should"
    DUTY = "must"
    HEARSAY = "allegedly"
    ATTEMPT = "tried"
    ALMOST = "almost"
    CONDITION = "if"
    ALL = "all"
    MOST = "most"
    SOME = "some"
    FEW = "few"
    ONLY = "only"


MODALITIES = frozenset(
    {
        Kind.POSSIBLE,
        Kind.FUTURE,
        Kind.PROSPECT,
        Kind.ADVICE,
        Kind.DUTY,
        Kind.HEARSAY,
        Kind.ATTEMPT,
        Kind.ALMOST,
        Kind.CONDITION,
    }
)
QUANTIFIERS = frozenset({Kind.ALL, Kind.MOST, Kind.SOME, Kind.FEW, Kind.ONLY})


@dataclass(frozen=True, slots=True)
class Modifier:
    """One such word and what it governs."""

    kind: Kind
    text: str
    at: int
    """Its place among the words of the sentence."""
    scope: tuple[str, ...]
    """Lemmas of the next words that carry meaning, within the clause, nearest first; empty at the end of one."""

    @property
    def head(self) -> str:
        """The nearest word of its scope; empty when there is none."""
        return self.scope[0] if self.scope else ""

    @property
    def phrase(self) -> str:
        """The modifier and its head, for a reader."""
        return f"{self.text} {self.head}".rstrip()


_REACH = {Kind.NEGATION: 3, Kind.CONDITION: 3}
_DEFAULT_REACH = 2
_FORMS: dict[str, Kind] = {
    word: kind
    for kind, forms in (
        (
            Kind.NEGATION,
            "not no never none nobody nothing neither nor without cannot hardly barely unable fail lack refuse",
        ),
        (Kind.POSSIBLE, "may might could possibly perhaps potentially maybe unlikely"),
        (Kind.FUTURE, "will would shall 'll"),
        (Kind.PROSPECT, "plan intend expect aim project anticipate forecast predict schedule hope likely probably"),
        (Kind.ADVICE, "should ought"),
        (Kind.DUTY, "must need urge"),
        (
            Kind.HEARSAY,
            "allegedly reportedly apparently supposedly purportedly suspected alleged presumably unconfirmed",
        ),
        (Kind.ATTEMPT, "try attempt seek bid"),
        (Kind.ALMOST, "almost nearly"),
        (Kind.CONDITION, "if unless"),
        (Kind.ALL, "all every each entire whole everyone everybody always"),
        (Kind.MOST, "most majority mostly largely mainly"),
        (Kind.SOME, "some several many numerous various sometimes partly"),
        (Kind.FEW, "few little rarely seldom"),
        (Kind.ONLY, "only solely just merely"),
    )
    for word in forms.split()
}
_BY_LEMMA = listed(
    """fail lack refuse plan intend expect aim project anticipate forecast predict schedule hope need urge try
    attempt seek bid"""
)
_BE = listed("is are was were be been being am 's 're")
_AHEAD = listed("due set slated poised scheduled bound destined tipped billed supposed")
"""After a form of "be" and before "to": what is to come is not yet so."""
_TAKES_TO = listed("expect plan aim need bid intend project anticipate forecast schedule hope")


def modifiers(words: Sequence[Word]) -> tuple[Modifier, ...]:
    """The modifiers of one sentence in order, with what each governs."""
    found = []
    for i, word in enumerate(words):
        kind = _kind(words, i)
        if kind is not None:
            found.append(Modifier(kind, word.text, i, _scope(words, i, _REACH.get(kind, _DEFAULT_REACH))))
    return tuple(found)


def governing(found: Iterable[Modifier], kinds: Iterable[Kind], lemma: str) -> list[Modifier]:
    """Those modifiers of the given kinds that govern `lemma`."""
    wanted = set(kinds)
    return [modifier for modifier in found if modifier.kind in wanted and lemma in modifier.scope]


def _kind(words: Sequence[Word], i: int) -> Kind | None:
    word, following = words[i], words[i + 1].lower if i + 1 < len(words) else ""
    if following == "to" and i + 2 < len(words) and _is_deed(words[i + 2]):
        if word.lower in _BE:
            return Kind.FUTURE
        if word.lower in _AHEAD and i and (words[i - 1].lower in _BE or not words[i - 1].content):
            return Kind.PROSPECT
        if word.lower == "going" and i and words[i - 1].lower in _BE:
            return Kind.FUTURE
    if word.lower.endswith("n't"):
        return Kind.NEGATION
    if _is_something_else(words, i, following):
        return None
    if word.lower == "should" and (i == 0 or words[i - 1].ends_clause):
        return Kind.CONDITION  # "should it rain"
    if word.lemma in _TAKES_TO and following != "to":
        return (
            Kind.PROSPECT if word.lower in ("expected", "planned", "projected", "anticipated", "scheduled") else None
        )
    return _FORMS.get(word.lower) or (_FORMS[word.lemma] if word.lemma in _BY_LEMMA else None)


def _is_deed(word: Word) -> bool:
    """True for what may be a verb in its base form, or an auxiliary of one."""
    return word.lower in ("be", "have", "do") or (
        word.content and word.lower == word.lemma and word.lower == word.text
    )


def _is_something_else(words: Sequence[Word], i: int, following: str) -> bool:
    """True for "no more than", "some 20", "just 5", the month May and people called Will."""
    lower, named = words[i].lower, words[i].text[0].isupper() and i > 0
    if lower in ("no", "not"):
        after = words[i + 2].lower if i + 2 < len(words) else ""
        return following[:1].isdecimal() or (following in ("more", "less", "fewer") and after == "than")
    if lower in ("just", "some", "almost", "nearly"):
        return following[:1].isdecimal() or following in NUMBER_WORDS or following == "$"
    if lower in ("alleged", "suspected") and i > 0:
        return words[i - 1].content  # "prosecutors alleged": a verb with a speaker
    return lower in ("may", "will") and named


def _scope(words: Sequence[Word], i: int, reach: int) -> tuple[str, ...]:
    scope: list[str] = []
    for before, word in zip(words[i:], words[i + 1 :], strict=False):
        if before.ends_clause or len(scope) == reach:
            break
        if word.content:
            scope.append(word.lemma)
    return tuple(scope)
