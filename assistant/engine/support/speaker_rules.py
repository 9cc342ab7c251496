"""Attribution: what the source lets somebody say, the claim must let the same one say."""

from collections.abc import Iterator

from assistant.engine.facts.names import is_ordinary, spelled
from assistant.engine.facts.reporting import Reported, Stance
from assistant.engine.facts.sentence import Facts
from assistant.engine.facts.words import Word, listed, words
from assistant.engine.speech.speech import is_pronoun
from assistant.engine.support.findings import Finding, FindingKind
from assistant.engine.support.source import Aligned, Source

_ENOUGH = 0.34
"""Least overlap at which a source sentence is taken to be the one the claim repeats."""
_ROLES = listed(
    """president prime minister leader chief head official spokesman spokeswoman spokesperson former a the chairman
    chairwoman director secretary general officer representative senator congressman governor mayor judge ceo
    founder foreign"""
)


def speaker_findings(aligned: Aligned) -> Iterator[Finding]:
    """Attributions that are lost, changed, invented or made firmer."""
    if aligned.overlap < _ENOUGH:
        return
    theirs, mine = _attributions(aligned.best, aligned.source), aligned.claim.attributions
    if theirs and not mine:
        if all(_attributions(fact, aligned.source) for fact in aligned.rivals) and _repeats(aligned, theirs):
            yield Finding(FindingKind.SPEAKER_LOST, theirs[0].speaker)
    elif mine and not theirs:
        if missing := _missing(mine[0], aligned.context):
            yield Finding(FindingKind.SPEAKER_INVENTED, f"{mine[0].speaker} ({', '.join(sorted(missing))})")
    elif mine and theirs:
        yield from _compare(mine[0], theirs, aligned)


def _attributions(fact: Facts, source: Source) -> tuple[Reported, ...]:
    """Who says one source sentence: in it, or, within direct speech, in the sentences beside it."""
    if fact.attributions or not _is_speech(fact.text):
        return fact.attributions
    i = source.sentences.index(fact)
    beside = source.sentences[max(0, i - 1) : i] + source.sentences[i + 1 : i + 2]
    return next((other.attributions for other in beside if other.attributions), ())


def _is_speech(text: str) -> bool:
    opened, closed = text.count("“"), text.count("”")
    return text[0] in '"“' or opened != closed or text.count('"') % 2 == 1


def _repeats(aligned: Aligned, theirs: tuple[Reported, ...]) -> bool:
    """True when the claim shares words with what is said, not only with who says it."""
    inside = {
        word.lemma
        for i, word in enumerate(aligned.best.words)
        if word.content and not any(a.first <= i < a.last for a in theirs)
    }
    mine = set(aligned.claim.lemmas)
    return len(inside & mine) >= min(2, len(mine)) or not aligned.best.attributions


def _compare(mine: Reported, theirs: tuple[Reported, ...], aligned: Aligned) -> Iterator[Finding]:
    named = mine.speaker and not is_pronoun(mine.speaker)
    if named and not any(
        _same_speaker(mine, other, aligned) or _described(mine, other, aligned.source) for other in theirs
    ):
        yield Finding(FindingKind.SPEAKER_CHANGED, f"{mine.speaker} (source: {theirs[0].speaker})")
        return
    stances = {other.stance for other in theirs}
    firmer = mine.stance is Stance.AFFIRMED and Stance.AFFIRMED not in stances
    denial = (mine.stance is Stance.DENIED) != (Stance.DENIED in stances)
    if firmer or denial:
        yield Finding(FindingKind.STANCE, mine.stance.value)


def _same_speaker(mine: Reported, other: Reported, aligned: Aligned) -> bool:
    said_by = _telling(other.speaker)
    if other.points_back or not other.speaker:
        said_by = said_by.union(
            *(fact.spelled for fact in aligned.context), *(fact.lemmas for fact in aligned.context)
        )
    telling = _telling(mine.speaker)
    missing = telling - said_by
    if missing <= _ROLES and telling & said_by:
        return True
    initials = "".join(sorted(part[0] for part in said_by))
    return not missing or (len(initials) > 1 and ["".join(sorted(part)) for part in missing] == [initials])


def _described(mine: Reported, other: Reported, source: Source) -> bool:
    """True when a source sentence puts the claim's description beside the source's speaker: "the mayor, Ines Kolar"."""
    wanted, speaker = _telling(mine.speaker), _telling(other.speaker)
    return any(
        wanted <= fact.spelled.union(fact.lemmas) and speaker & fact.spelled.union(fact.lemmas)
        for fact in source.sentences
        if wanted and not any(wanted & _telling(own.speaker) for own in fact.attributions if own is not other)
    )


def _missing(mine: Reported, context: tuple[Facts, ...]) -> frozenset[str]:
    if is_pronoun(mine.speaker):
        return frozenset()
    present = frozenset[str]().union(*(fact.spelled for fact in context), *(fact.lemmas for fact in context))
    return _telling(mine.speaker) - present - _ROLES


def _telling(speaker: str) -> frozenset[str]:
    found = [word for word in words(speaker) if word.content]
    return frozenset(_key(word) for word in found)


def _key(word: Word) -> str:
    """One spelling for a word whether it stands as a name ("Authorities said") or not ("authorities said")."""
    if not word.text[0].isupper() or is_ordinary(word.lower):
        return word.lemma
    return next(iter(spelled([word])), word.lemma)
