"""What a sentence says only on a condition: if, unless, provided that, in the event of, should it fail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engine.facts.words import Word, listed

_DETERMINER = (
    r"(?:the|a|an|any|no|his|her|its|their|this|that|these|those|he|she|it|they|there|we|you|(?-i:[A-Z])[\w'’-]+)"
)
_CONSENT = (
    r"(?:approval|agreement|assent|clearance|confirmation|consent|consultation|funding|negotiations?|permission"
    r"|permits?|ratification|review|talks|votes?|conditions?|availability)"
)
_CONNECTIVE = re.compile(
    r"(?<!as )(?<!even )(?<!what )(?<!ask )(?<!asks )(?<!asked )(?<!asking )(?<!see )(?<!know )(?<!knew )(?<!wonder )"
    r"(?<!wondered )(?<!wondering )(?<!unclear )(?<!sure )(?<!certain )(?<!check )(?<!decide )(?<!, )"
    r"\b(?:only )?if\b(?! (?:any|not|only|possible|necessary|so|ever)\b)"
    r"|(?<=, )(?:(?:and|but) )?if\b(?! (?:any|not|only|possible|necessary|so|ever)\b)"
    r"|\bunless\b"
    r"|\b(?:provided|providing|assuming|supposing) that\b"
    rf"|(?:^|(?<=, ))(?:provided|providing|assuming) (?=(?:{_DETERMINER})\b(?: [\w'’-]+)+ (?:\w+s|is|are|can|will|get|gets|agree|do)\b)"
    r"|\bon (?:the )?(?:sole |strict )?condition(?: that| of)\b"
    rf"|\b(?:as|so) long as(?= {_DETERMINER}\b)"
    r"|\b(?:in the event|in case)(?: of| that)?\b"
    rf"|(?:^|(?<=, )|(?<=that ))Should(?= {_DETERMINER}\b)|(?<=, )should(?= {_DETERMINER}\b)"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?:\bcontingent (?:up)?on\b|\bconditional (?:up)?on\b"
    rf"|\bsubject to(?= (?:[\w'’-]+ ){{0,4}}{_CONSENT}\b))"
    r"|\bonly (?:when|once|after|with)\b",
    re.IGNORECASE,
)
_STARTS = listed("that says said say warned warns and but or because so")
_UNCERTAIN = re.compile(
    r"\b(?:could|might|may|possibl[ey]|threat\w*|warn\w*|risk\w*|condition\w*|depend\w*|conting\w+)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a sentence and what is said on it."""

    text: str
    """The connective, as written."""
    condition: frozenset[str]
    """Lemmas of the condition's telling words."""
    consequence: frozenset[str]
    """Lemmas of the telling words of the clause that holds only then."""


def conditions(text: str, found: Sequence[Word]) -> tuple[Condition, ...]:
    """The conditions of the sentence `text`, whose words are `found`, in order; those without a consequence left out."""
    read = (_read(match, found) for match in _CONNECTIVE.finditer(text))
    return tuple(one for one in read if one.condition and one.consequence)


def leaves_open(text: str, found: Sequence[Word]) -> bool:
    """True when a sentence has a condition of its own, or tells no more than what may happen."""
    return _UNCERTAIN.search(text) is not None or bool(conditions(text, found))


def _read(match: re.Match[str], found: Sequence[Word]) -> Condition:
    first = next((i for i, word in enumerate(found) if word.start >= match.end()), len(found))
    opener = next((i for i, word in enumerate(found) if word.end > match.start()), len(found))
    last = _comma_after(found, first)
    leads = opener == 0 or found[opener - 1].ends_clause or found[opener - 1].lower in _STARTS
    follows = (last, _comma_after(found, last)) if last < len(found) else (last, last)
    precedes = (_clause_before(found, opener), opener)
    main = follows if leads and last < len(found) else precedes
    return Condition(match.group().strip(), _lemmas(found, first, last), _lemmas(found, *main))


def _comma_after(found: Sequence[Word], first: int) -> int:
    """One past the last word before the next comma or the end."""
    return next((i + 1 for i in range(first, len(found)) if found[i].ends_clause), len(found))


def _clause_before(found: Sequence[Word], opener: int) -> int:
    """First word of the clause before `opener`, a comma right before it aside."""
    first = opener
    while first and (first == opener or not found[first - 1].ends_clause) and found[first - 1].lower not in _STARTS:
        first -= 1
    return first


def _lemmas(found: Sequence[Word], first: int, last: int) -> frozenset[str]:
    return frozenset(word.lemma for word in found[first:last] if word.content)
