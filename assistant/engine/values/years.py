"""Whether four digits are a year or count something: "in 1998 floods came", "police held 1800 people"."""

import re

from assistant.engine.values.count_words import STOP_TOKEN
from assistant.engine.word_list import word_list

_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|during|before|after|from|to|and|between|through|the|this|last|early|late|mid|circa"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?: \d{1,2},?)?)[ \xa0-]$|[-–/(,] ?$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(r"[ \xa0](?:([a-z-]+)[ \xa0])?(people|men|women|children|cattle|sheep|[a-z]+[^s\W]s)\b")
_NO_NOUN = STOP_TOKEN | frozenset(
    word_list("""
    his its this us always perhaps towards besides plus says
    """)
)


def counts_something(text: str, start: int, end: int) -> bool:
    """Whether a plural noun follows the four digits at `start` to `end`, and no word that a year follows goes before."""
    noun = _NOUN_AFTER.match(text, end)
    if not noun or {noun[1], noun[2]} & _NO_NOUN:
        return False
    return _YEAR_BEFORE.search(text[max(0, start - 20) : start]) is None
