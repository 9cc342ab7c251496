"""Phrases that take back, doubt or only allege what they govern: cleared of, accused of, rumours that, threatened to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.engine.facts.words import Word, listed


class Doubt(StrEnum):
    """Why what is governed may not be told as a fact."""

    DENIED = "denied"
    ACCUSED = "accused"
    UNSURE = "unsure"
    UNREALISED = "unrealised"


@dataclass(frozen=True, slots=True)
class Doubted:
    """A stretch of a sentence under such a phrase."""

    kind: Doubt
    text: str
    """The phrase, as written."""
    first: int
    """Place of the first governed word among the words of the sentence."""
    last: int
    """One past the place of the last; the clause ends here at the latest."""
    is_clause: bool
    """What is governed has a subject of its own ("that the king died"); otherwise it begins with its deed."""


_WITHIN = r"(?: [\w'’-]+){0,5}?"
_ASSERTIONS = (
    r"(?:accusation|allegation|assertion|assumption|belief|claim|charge|gossip|hoax|idea|impression|legend|lie|myth"
    r"|misconception|notion|report|rumou?r|speculation|story|suggestion|suspicion|theor(?:y|ie)|view)s?"
)
_FALSE = (
    r"(?:false|untrue|lies?|baseless|unfounded|groundless|fabricated|fake|hoax(?:es)?|myths?|nonsense|fiction"
    r"|fantasy|incorrect|inaccurate|misleading|debunked|disproved|disproven|discredited|refuted|denied|dismissed"
    r"|rejected|rubbished|wrong|invented|made up|slander|propaganda|(?:not|n['’]t) (?:true|correct|so|the case))"
)
_FALSE_SO = rf"(?:(?:pure|simply|all|utterly|a|an|plain|\w+ly) ){{0,2}}{_FALSE}"

_FORWARD: dict[Doubt, tuple[str, ...]] = {
    Doubt.DENIED: (
        rf"(?:clear|acquitt?|absolv|exonerat|vindicat)(?:e|ed|es|s|ing|al)?{_WITHIN} of",
        rf"(?:acquitt?|exonerat)(?:e|ed|es|s|ing|al)?{_WITHIN} (?:on|over|in)",
        r"(?:not guilty|innocent|innocence) (?:of|to|in|on|over)",
        r"(?<!was )(?<!were )(?<!been )(?<!being )(?<!not )(?<!n['’]t )"
        r"den(?:y|ies|ied|ying|ials?)(?! (?:entry|access|bail|permission|asylum|him|her|them))(?: (?:that|of|having|any))?",
        rf"(?:reject|dismiss|disput|refut|rebut|debunk|discredit|contradict|disprov|rubbish|deni|deny)\w*"
        rf"(?: [\w'’-]+){{0,3}}? {_ASSERTIONS}(?: (?:that|of|about|to have))?",
        rf"contrary to(?: \w+){{0,2}} {_ASSERTIONS}(?: that| of)?",
        r"yet to",
        r"(?:stop(?:s|ped|ping)?|f[ae]ll(?:s|ing)?|(?:came|comes?|coming)) (?:just |well )?short of",
        r"(?:lie[sd]?|lying)(?: to \w+)? (?:that|about|by (?:saying|claiming)|when (?:he|she|they|it) (?:said|claimed))(?: that)?",
        r"talk(?:s|ed|ing)?(?: [\w'’-]+){1,4}? out of",
        r"refrain(?:s|ed|ing)? from|abstain(?:s|ed|ing)? from",
        r"(?:rule[sd]?|ruling) out",
        r"declin(?:e|es|ed|ing) to",
        r"far from|anything but|instead of|rather than",
        r"narrowly (?:avoid|escap|miss)(?:ed|es|ing)?",
        r"(?:(?:prevent|stop|block|deter|prohibit)(?:s|ed|ped|red|ing|ping)?|ke(?:eps?|pt)|ba(?:r|n)s?|barred|banned"
        r"|(?:dissuad|discourag)(?:es?|ed|ing))"
        r"(?: [\w'’-]+){1,5}? from",
        r"(?:overturn|overrul|quash|annul|rescind|revok|repeal|scrapp?)(?:s|e|es|ed|led|ing)?(?: (?:the|a|his|her|its|their))",
        r"(?:falsely|wrongly|wrongfully|erroneously|mistakenly|incorrectly|untruthfully)",
        rf"{_FALSE} (?:that|to (?:say|claim|suggest)(?: that)?)",
        rf"(?:false|untrue|baseless|unfounded|groundless|bogus|debunked|discredited|fake) {_ASSERTIONS}(?: (?:that|of|about))?",
        r"(?:no|little|scant|without|lack of|insufficient)(?: \w+)? (?:evidence|proof|truth|sign|indication|suggestion|basis"
        r"|confirmation|record|reason to believe)s?"
        r"(?: whatever)?(?: (?:that|of|for|to suggest|to show|to support|to|in))(?: (?:that|(?:the |any )?(?:claim|idea|theory)s?(?: that)?))?",
    ),
    Doubt.ACCUSED: (
        rf"accus(?:e|es|ed|ing){_WITHIN} of",
        rf"(?<!in )charg(?:e|es|ed|ing){_WITHIN} with",
        r"(?<!in )(?:charge|count)s? of",
        rf"suspect(?:s|ed|ing)?{_WITHIN} of",
        rf"indict(?:s|ed|ing|ment)?{_WITHIN} (?:for|on|over)",
        rf"(?:on trial|st(?:an|oo)d(?:s|ing)? trial|fac(?:es?|ed|ing) (?:trial|charges|prosecution)|tried|prosecuted|arraigned|investigated|wanted|impeached){_WITHIN} (?:for|over)",
        r"on suspicion of(?: having)?",
        r"(?:accusation|allegation|suspicion)s? (?:of|that|about)(?: having)?",
    ),
    Doubt.UNSURE: (
        rf"{_ASSERTIONS}(?:,[^,;]{{1,60}},)? (?:that|to have|has it that|have it that|holds? that|was that|is that|about)",
        r"(?:rumou?rs|claims|suggestions|reports|fears?|risks?|threats?|dangers?|possibility|prospects?|speculation) of",
        r"(?:fears?|concerns?|worries|possibility|chance|prospect|risk|danger|likelihood|hopes?|dreams?) that",
        r"(?<!no )(?<!not )(?<!n['’]t )(?<!without )(?<!any )(?<!beyond )doubt(?:s|ed|ful|ing)?(?: (?:that|whether|if|over|about))?",
        r"whether(?: or not)?",
        r"(?:unclear|unknown|unsure|uncertain|not (?:clear|known|sure|certain)|wonder(?:s|ed|ing)?|ask(?:s|ed|ing)?) if",
        r"(?:believed|thought|feared|rumou?red|reported|said|alleged|understood|presumed|suspected|supposed|reputed)"
        r" to(?: have| be)?(?: been)?",
        r"feared",
        r"(?:pretend(?:s|ed|ing)?|imagin(?:e|es|ed|ing)|dream(?:s|ed|t|ing)?) (?:to|that|of)(?: have)?",
    ),
    Doubt.UNREALISED: (
        r"(?:threat(?:s|en|ens|ened|ening)?|promis(?:e|es|ed|ing)|vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|offer(?:s|ed|ing)?"
        r"|propos(?:e|es|ed|al|als|ing)|agree[ds]?|prepar(?:e|es|ed|ing)|want(?:s|ed|ing)?|wish(?:es|ed)?|plans?|bids?"
        r"|about|poised|ready|eager|willing|(?<!in )order(?:s|ed)?|call(?:s|ed|ing)? on [\w ]{1,40}?"
        r"|(?:order(?:s|ed)?|ask(?:s|ed)?|urg(?:es?|ed)|t(?:ells?|old)|instruct(?:s|ed)?|invit(?:es?|ed)|requir(?:es?|ed))"
        r"(?: [\w'’-]+){1,4}?) to",
        r"(?:consider(?:s|ed|ing)?|mull(?:s|ed|ing)?|weigh(?:s|ed|ing)?|(?:verge|brink) of|close to|call(?:s|ed|ing)? for)",
    ),
}
_PHRASES = {
    kind: re.compile("|".join(rf"(?<![\w'’-])(?:{p})(?![\w-])" for p in patterns), re.IGNORECASE)
    for kind, patterns in _FORWARD.items()
}
_JUDGED = re.compile(
    rf"(?:^That|\b{_ASSERTIONS})\b(?P<said>[^;]*?)(?:,)? "
    rf"(?:(?:was|is|were|are|been|be|proved|proven|turned out|as)(?: to be| both| also)? {_FALSE_SO}\b"
    r"|(?:has|have|had) no (?:basis|foundation|truth|merit)|lack(?:s|ed)? (?:any )?(?:basis|foundation|merit|evidence))",
    re.IGNORECASE,
)
"""A statement whose falsity is told after it: "Reports that the king had died were false"."""
_OPENS_CLAUSE = re.compile(r"(?:that|doubt\w*|whether|if|about|or not)$", re.IGNORECASE)
_NEXT_CLAUSE = listed("but before after when while because although though until")
_TO_HAVE = re.compile(r"\bto have\b", re.IGNORECASE)


def doubted(text: str, found: tuple[Word, ...]) -> tuple[Doubted, ...]:
    """What `text`, whose words are `found`, denies, doubts or only alleges, in order within each kind."""
    forward = (_governed(match, kind, found) for kind, phrase in _PHRASES.items() for match in phrase.finditer(text))
    return tuple(one for one in (*forward, *_judged(text, found)) if one.first < one.last)


def _governed(match: re.Match[str], kind: Doubt, found: tuple[Word, ...]) -> Doubted:
    first = next((i for i, word in enumerate(found) if word.start >= match.end()), len(found))
    is_clause = _OPENS_CLAUSE.search(match.group()) is not None
    return Doubted(kind, match.group(), first, _clause_end(found, first, is_clause), is_clause)


def _clause_end(found: tuple[Word, ...], first: int, is_clause: bool) -> int:
    """One past the last word of the clause; a row of deeds ("lying, stealing and killing") is one clause."""
    for i in range(first, len(found)):
        if i > first and found[i].lower in _NEXT_CLAUSE:
            return i
        if not is_clause and found[i].lower == "and" and i + 1 < len(found) and _is_past(found[i + 1]):
            return i
        goes_on = i + 1 < len(found) and found[i].gap.strip() == "," and found[i + 1].lower.endswith("ing")
        if found[i].ends_clause and not goes_on:
            return i + 1
    return len(found)


def _is_past(word: Word) -> bool:
    return word.lower != word.lemma and not word.lower.endswith(("ing", "s"))


def _judged(text: str, found: tuple[Word, ...]) -> Iterator[Doubted]:
    for match in _JUDGED.finditer(text):
        start, end = match.span("said")
        inside = [i for i, word in enumerate(found) if start <= word.start < end]
        if inside:
            is_clause = _TO_HAVE.search(match["said"]) is None
            yield Doubted(Doubt.DENIED, text[end : match.end()].strip(" ,"), inside[0], inside[-1] + 1, is_clause)
