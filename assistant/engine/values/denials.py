"""Values that a sentence gives only to deny them: "rumours that 60 had died were baseless", "Foss rejected claims"."""

import re

_CLAIM = (
    r"(?:accusation|allegation|assertion|claim|figure|number|report|rumou?r|speculation|suggestion|story|stories)s?"
)
_DENIED = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|disput(?:es?|ed|ing)|refut(?:es?|ed|ing)|dismiss(?:es|ed|ing)?"
    rf"|contradict(?:s|ed|ing)?)\b(?: [\w’'-]+){{0,4}}? (?:that\b|{_CLAIM}\b)"
    rf"|\b{_CLAIM}\b[^;]*\b(?:wrong|false|untrue|incorrect|inaccurate|baseless|exaggerated|misleading|nonsense|fabricated"
    r"|unfounded|groundless|invented|a lie|lies)\b"
    rf"|\b(?:wrong|false|untrue|baseless|unfounded) {_CLAIM}\b"
    r"|\b(?:not true|untrue|false|no (?:evidence|truth|basis|proof|sign)\b[^;]*?) that\b",
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
