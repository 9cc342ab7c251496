"""Values that a sentence gives only to deny them: "rumours that 60 had died were baseless", "Foss rejected claims"."""

import re

DENIAL_VERBS = r"den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es|ed)|refut(?:es?|ed)|contradict(?:s|ed)?"
"""Finite verbs that deny whatever follows; "dispute" may be a noun, and "dismiss" may mean to send away."""
FALSE = r"wrong|false|untrue|incorrect|inaccurate|baseless|exaggerated|misleading|nonsense|fabricated|unfounded"
"""What a claim is said to be that is denied."""
NO_GROUNDS = r"no (?:evidence|truth|basis|proof|sign)\b"
_CLAIM = (
    r"(?:accusation|allegation|assertion|claim|figure|number|report|rumou?r|speculation|suggestion|story|stories)s?"
)
_DENIED = re.compile(
    # before a claim no verb can be taken for anything but a denial, so every form counts
    rf"\b(?:{DENIAL_VERBS}|dispute|dismiss(?:es|ed)?|(?:deny|reject|disput|refut|dismiss|contradict)ing)\b"
    rf"(?: [\w’'-]+){{0,4}}? (?:that\b|{_CLAIM}\b)"
    rf"|\b{_CLAIM}\b[^;]*\b(?:{FALSE}|groundless|invented|a lie|lies)\b"
    rf"|\b(?:wrong|false|untrue|baseless|unfounded) {_CLAIM}\b"
    rf"|\b(?:not true|untrue|false|{NO_GROUNDS}[^;]*?) that\b",
    re.IGNORECASE,
)
_NOT_DENIED = re.compile(
    r"\b(?:not|never|n[’']t|cannot|without) (?:\w+ )?(?:den(?:y|ied|ying)|reject(?:ed)?|disput(?:e|ed)"
    r"|dismiss(?:ed)?)\b|\bn(?:o|ot an?) (?:false|exaggerated)\b",
    re.IGNORECASE,
)


def is_denied(clause: str) -> bool:
    """Whether a clause says that what it tells is not so."""
    return _DENIED.search(clause) is not None and _NOT_DENIED.search(clause) is None
