"""Whether four digits are a year or count something: "in 1998 floods came", "police held 1800 people"."""

import re

from assistant.engine.values.count_words import PERSON_NOUN, STOP_TOKEN
from assistant.engine.word_list import word_list

_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|during|before|after|from|to|and|between|through|the|this|last|early|late|mid|circa"
    r"|an?|its|his|her|their|our|(?-i:[A-Z]\w*)"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?: \d{1,2},?)?)[ \xa0-]$|[-–/(,] ?$",
    re.IGNORECASE,
)
_PLURAL = r"(?:people|men|women|children|cattle|sheep|[a-z]+[^isu\W]s)\b"
_NOUN_AFTER = re.compile(rf"[ \xa0](?:([a-z-]+)[ \xa0])?({_PLURAL})")
_NOUN_AT_ONCE = re.compile(rf"[ \xa0]({_PLURAL})")
_NO_NOUN = STOP_TOKEN | frozenset(
    word_list("""
    always perhaps towards besides says does
    """)
)
_COUNTED = frozenset(
    word_list("""
    people men women children cattle sheep jobs homes houses
    """)
)
_RECENT = range(1900, 2101)
"""Years that news gives without more, so that a noun after one has to be of persons or the like to be counted."""


def counts_something(text: str, start: int, end: int) -> bool:
    """Whether a plural noun follows the four digits at `start` to `end`, and no word that a year follows goes before."""
    if _YEAR_BEFORE.search(text[max(0, start - 20) : start]):
        return False
    if int(text[start:end]) in _RECENT:
        noun = _NOUN_AT_ONCE.match(text, end)
        return noun is not None and (noun[1] in _COUNTED or PERSON_NOUN.match(noun[1].rstrip("s")) is not None)
    noun = _NOUN_AFTER.match(text, end)
    return noun is not None and not {noun[1], noun[2]} & _NO_NOUN
