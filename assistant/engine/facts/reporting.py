"""Whether a sentence says something itself or says that somebody said it, and who."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.engine.facts.words import Word, listed, words
from assistant.engine.speech.quotations import quotations
from assistant.engine.speech.speech import is_pronoun, reports


class Stance(StrEnum):
    """How far the reporting verb stands behind what is reported."""

    REPORTED = "said"
    CONTESTED = "alleged"
    AFFIRMED = "confirmed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Reported:
    """That a sentence has a speaker for what it says."""

    speaker: str
    """As written, such as "Russia's Defence Ministry"; empty when nobody is named ("it was alleged")."""
    stance: Stance
    first: int
    """Place of the first word that belongs to the attribution itself and not to what is reported."""
    last: int
    """One past the place of its last such word."""
    points_back: bool
    """The speaker is a pronoun or a description without a name ("the ministry")."""


_CONTESTED = listed("claim allege accuse blame contend maintain assert insist believe suspect")
_AFFIRMED = listed("confirm admit acknowledge reveal prove concede")
_DENIED = listed("deny dismiss refute")
_REPORTING = listed(
    """say tell warn argue add note announce report state suggest describe declare explain estimate predict vow
    tweet write stress emphasize testify quote conclude recall complain demand reiterate"""
) | (_CONTESTED | _AFFIRMED | _DENIED) - listed("suspect prove dismiss refute")
_ALSO_DEEDS = listed(
    """allege add note report describe claim write maintain quote recall blame estimate demand reveal"""
)
_AUXILIARIES = listed(
    """and but or so has have had did do does also later then earlier further again was were been be is are"""
)
_FIRST_PERSON = listed("i we you i'm we're i've we've")
_CLAUSE_OPENERS = listed("that how it he she they there")


def reported(sentence: str, found: Sequence[Word]) -> tuple[Reported, ...]:
    """The attributions of one sentence in order; empty when it speaks for itself.

    Speakers come from `speech.reports`. A reporting verb whose subject that could not tell is kept with the words
    before it, because here a missed attribution costs more than a badly cut speaker.
    """
    sure = [
        _reported(
            sentence[slice(*report.subject)], sentence[slice(*report.verb)], _places(found, report.start, report.end)
        )
        for report in reports(sentence)
    ]
    return tuple(sure) or _unsure(sentence, found)


def stance_of(verb: str) -> Stance:
    """The stance that a reporting verb in any form takes."""
    lemmas = {word.lemma for word in words(verb)}
    if lemmas & _CONTESTED:
        return Stance.CONTESTED
    if lemmas & _AFFIRMED:
        return Stance.AFFIRMED
    return Stance.DENIED if lemmas & _DENIED else Stance.REPORTED


def _reported(speaker: str, verb: str, places: tuple[int, int]) -> Reported:
    described = speaker.lower().startswith(("the ", "his ", "her ", "its ", "their ")) and speaker[4:].islower()
    return Reported(speaker.strip(), stance_of(verb), *places, points_back=is_pronoun(speaker) or described)


def _places(found: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    inside = [i for i, word in enumerate(found) if word.end > start and word.start < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _unsure(sentence: str, found: Sequence[Word]) -> tuple[Reported, ...]:
    quoted = quotations(sentence)
    for i, word in enumerate(found):
        if word.lemma not in _REPORTING | {"accord"} or any(start <= word.start < end for start, end in quoted):
            continue
        if i and found[i - 1].lower in ("was", "were", "been", "be", "is", "are") and not _opens_clause(found, i):
            continue  # "which was announced in March": nobody is named
        opens_clause = _opens_clause(found, i)
        beside_quotation = any(abs(start - word.end) < 4 or abs(word.start - end) < 60 for start, end in quoted)
        if word.lower == "according" and i + 2 < len(found) and found[i + 1].lower == "to":
            return (_according(sentence, found, i),)
        passive = i + 1 < len(found) and found[i + 1].lower in ("of", "for", "by")  # "accused of"
        if passive or word.lower in ("state", "states", "report", "reports", "claim", "claims", "demand", "demands"):
            continue
        speaker = [w for w in found[_clause_start(found, i) : i] if w.lower not in _AUXILIARIES]
        if any(w.lower in _FIRST_PERSON for w in speaker):
            continue  # the writer speaks
        named = any(w.content for w in speaker) and not word.lower.endswith("ing")
        if not (opens_clause or beside_quotation) and (word.lemma in _ALSO_DEEDS or not named):
            continue
        text = sentence[speaker[0].start : speaker[-1].end] if speaker and not word.lower.endswith("ing") else ""
        return (_reported(text, word.text, (_clause_start(found, i), i + 1)),)
    return ()


def _opens_clause(found: Sequence[Word], i: int) -> bool:
    return i + 1 < len(found) and found[i + 1].lower in _CLAUSE_OPENERS


def _according(sentence: str, found: Sequence[Word], i: int) -> Reported:
    last = i + 3
    while last < len(found) and not found[last - 1].ends_clause:
        last += 1
    return _reported(sentence[found[i + 2].start : found[last - 1].end], "according", (i, last))


def _clause_start(found: Sequence[Word], i: int) -> int:
    first = i
    while first > 0 and i - first < 8 and not found[first - 1].ends_clause:
        first -= 1
    return first
