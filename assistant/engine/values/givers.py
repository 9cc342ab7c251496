"""Who gives a figure where nobody is said to speak: "Police put the crowd at 2,500", "on the employers' count"."""

import re

_NOBODY = (
    "he|she|it|they|we|i|this|that|these|those|there|what|who|which|when|if|as|its|his|her|their|in|on|at|by|for|with|after"
    "|before|from|of|to|since|during|and|or|but|while|not"
)
_WHO = rf"(?P<who>(?!(?:{_NOBODY})\b)[^\W\d][\w’'.-]*(?: [^\W\d][\w’'.-]*){{0,6}}?)"
_ASIDE = r"(?:, [^,;.]{3,70},)?"
_BEFORE = r"(?:(?-i:[a-z])[^,;.]{2,60} and )?(?:(?:has|have|had) )?(?:later |then |since |itself |now )?"
_GIVING = (
    r"(?:puts?|placed?|places|estimates?|estimated|counts?|counted|gives?|gave|given|lists?|listed|registered|recorded"
    r"|calculates?|calculated|reckons?|reckoned|claims?|claimed|arrives? at|arrived at|makes? it|made it|sp(?:eaks?|oke) of)"
)
_SUBJECT = re.compile(rf"{_WHO}{_ASIDE} {_BEFORE}{_GIVING}\b[^;]{{0,70}}$", re.IGNORECASE)
_COUNT = (
    r"(?:own )?(?:counts?|estimates?|figures?|tally|tallies|reckoning|records?|data|calculations?|reconstruction)"
)
_OWNER = re.compile(
    rf"\b(?:on|by|in|from|according to) (?P<who>(?:the |an? )?[^\W\d][\w’'.-]*(?: [^\W\d][\w’'.-]*){{0,4}}?)['’]s? {_COUNT}\b",
    re.IGNORECASE,
)
_OWNED = re.compile(r"['’]s?(?: (?:own|parallel|rapid|first|latest|preliminary|internal))*$", re.IGNORECASE)
"""What is left of an owner before a count that reads as a verb: "Civic Watch's parallel count gave"."""
_DAY = re.compile(r" (?:(?:late|early) )?on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_CLAUSE_START = re.compile(r"^|; |, (?:and|but|while|whereas) |\b(?:but|while|whereas) ")


def giver(sentence: str, start: int, end: int) -> str:
    """Who gives the figure from `start` to `end`; empty when the sentence does not tell."""
    for owner in _OWNER.finditer(sentence):
        if owner.end() <= start or owner.start() >= end:
            return owner["who"]
    before = sentence[:start]
    for opening in reversed(list(_CLAUSE_START.finditer(before))):
        subject = _SUBJECT.match(before, opening.end())
        if subject:
            return _OWNED.sub("", _DAY.sub("", subject["who"]))
    return ""
