"""Figures that are the whole of which a sentence tells a part: the 12 in "seven of the 12", the ten in "3 in 10"."""

import re

from assistant.engine.values.figures import Figure, figures
from assistant.engine.values.numerals import PART

_OF = re.compile(
    rf"(?P<part>\b(?:most|none|some|many|few|fewer|several|any|each|neither|majority|minority|bulk|much|rest|remainder"
    rf"|one|a couple|dozens|hundreds|thousands|{PART})|[%½¼¾⅓⅔])"
    r"(?: (?:people|men|women|others?|per cent))?(?: out)? of (?:(?:the|its|his|her|their|our|these|those|all|some|about"
    r"|around|more than|at least|nearly|over|an estimated|[\w-]+[’']s?|last|first|other|total) )*$"
    r"|\b(?:half|both) (?:the|its|his|her|their|these|those) $",
    re.IGNORECASE,
)
_OF_NUMBER = re.compile(
    r" (?:out )?of (?:(?:the|its|his|her|their|our|these|those|all|some|about|around|an estimated"
    r"|[\w-]+[’']s?|last|first|other|total) )*$",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"\bone of (?:the |its |his |her |their |our |these |those )?$", re.IGNORECASE)
_ONE_IN = re.compile(r"\bone (?:[\w-]+ )?(?:in|out of) (?:every )?$", re.IGNORECASE)
_RATIO = re.compile(r" (?:in|out of) (?:every )?$", re.IGNORECASE)
_ROUND = frozenset([*range(2, 11), 20])
"""What shares are told in, as in "three in ten"; "28 in 164 innings" is a number of its own."""
_AS_IT_STANDS = re.compile(
    r"\s+(?:(?!(?:was|were|is|are|have|has|had|be|been|being|got|who|that|later|then|themselves) )[\w-]+ ){1,3}?(?:killed|injured|wounded|hurt|arrested|detained|evacuated|hospitali[sz]ed|rescued|displaced"
    r"|infected)\b",
    re.IGNORECASE,
)
"""What happened to the whole, not to its part: "three of the 12 people killed"."""


def is_whole(sentence: str, figure: Figure) -> bool:
    """Whether the sentence tells something of a part of what the bare `figure` counts, not of all of it."""
    before = sentence[: figure.start]
    if figure.unit:
        return False
    if _ONE_IN.search(before):
        return True
    parts = [other for other in figures(sentence) if other.end < figure.start and not other.unit]
    between = sentence[parts[-1].end : figure.start] if parts else ""
    if _RATIO.fullmatch(between):
        return parts[-1].high < figure.low and figure.low in _ROUND
    return bool(_OF.search(before) or _OF_NUMBER.fullmatch(between)) and not _AS_IT_STANDS.match(sentence, figure.end)


def is_one_of(sentence: str, figure: Figure) -> bool:
    """Whether "one of the" stands before the figure, so that it still says how many there are."""
    return _ONE_OF.search(sentence[: figure.start]) is not None
