"""Who gives a figure where nobody is said to speak: "Police put the crowd at 2,500", "on the employers' count"."""

import re

_NOBODY = (
    "he|she|it|they|we|i|this|that|these|those|there|what|who|which|when|if|as|its|his|her|their|in|on|at|by|for|with|after"
    "|before|from|of|to|since|during|and|or|but|while|not|no|none|nobody|neither|both|meanwhile|yesterday|today|however"
)
_WHO = rf"(?P<who>(?!(?:{_NOBODY})\b)[^\W\d][\w’'.-]*(?: [^\W\d][\w’'.-]*){{0,6}}?)"
_NO_SUBJECT = re.compile(
    r"^(?:the|an?|both|all|some|any)$|\b(?:refused|declined|lost|said|says|was|were|is|are|had|has|have|to|which|who|that|did"
    r"|not|no one)\b",
    re.IGNORECASE,
)
"""What only looks like a subject, as "The" before "estimated cost", or has a verb of its own."""
_ASIDE = r"(?:, [^,;.]{3,70},)?"
_BEFORE = r"(?:(?-i:[a-z])[^,;.]{2,60} and )?(?:(?:has|have|had) )?(?:later |then |since |itself |now )?"
_ABOUT = (
    r"(?: (?:about|around|at least|some|up to|nearly|close to|almost|only|just|more than|over|under|fewer than|less than"
    r"|as many as|no more than|roughly|approximately|an estimated|a total of))?"
)
_VALUE = r"(?:number|figure|toll|total|count|turnout|speed|size|length|age|cost|price|value|date|time|share|sum)s?"
_GIVING = (
    rf"(?:(?:puts?|placed?|places) [^,;]{{2,60}} at"
    rf"|(?:estimates?|estimated|reckons?|reckoned|calculates?|calculated|counts?|counted)(?: (?!and\b)[^,;]{{2,50}} at| with)?"
    rf"|(?:gives?|gave) (?:the |a |an |its |their )(?:[\w-]+ ){{0,2}}{_VALUE}(?: of [^,;]{{3,40}})? (?:as|at|of)"
    r"|(?:lists?|listed|registered|recorded|claims?|claimed|arrives? at|arrived at|makes? it|made it|sp(?:eaks?|oken?) of|says?|said))"
)
_SUBJECT = re.compile(rf"{_WHO}{_ASIDE} {_BEFORE}{_GIVING}{_ABOUT} ?[£$€]?$", re.IGNORECASE)
_COUNT = r"(?:own )?(?:counts?|estimates?|figures?|tally|tallies|reckoning|calculations?|reconstruction)"
_DAY_WORD = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|last \w+)"
_OWNER = re.compile(
    rf"\b(?:on|by|from|according to) (?!{_DAY_WORD}\b)(?P<who>(?:the |an? )?[^\W\d][\w’'.-]*(?: [^\W\d][\w’'.-]*){{0,4}}?)"
    rf"['’]s? {_COUNT}\b",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"['’]s?(?: (?:own|parallel|rapid|first|latest|preliminary|internal))*(?: count)?$", re.IGNORECASE
)
"""What is left of an owner before a count that reads as a verb: "Civic Watch's parallel count gave"."""
_DAY = re.compile(r" (?:(?:late|early) )?on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_LIVES = re.compile(r" (?:\w+ )?(?:lives|victims)\b")
_CLAUSE_START = re.compile(
    r"^(?:(?:But|However|Meanwhile|Yesterday|On \w+day),? )?|; |, (?:and|but|while|whereas) |\b(?:but|while|whereas|and) "
)


def giver(sentence: str, start: int, end: int) -> str:
    """Who gives the figure from `start` to `end`; empty when the sentence does not tell."""
    if _LIVES.match(sentence, end):
        return ""
    for owner in _OWNER.finditer(sentence):
        if owner.end() <= start or owner.start() >= end:
            return owner["who"]
    before = sentence[:start]
    for opening in reversed(list(_CLAUSE_START.finditer(before))):
        subject = _SUBJECT.match(before, opening.end())
        if subject:
            who = _OWNED.sub("", _DAY.sub("", subject["who"]))
            return "" if _NO_SUBJECT.search(who) else who
    return ""
