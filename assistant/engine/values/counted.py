"""Whether what a figure counts can be what a question asks for: lorries and officers are no drivers."""

import re

from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.words import lemma
from assistant.engine.values.count_words import PEOPLE
from assistant.engine.values.counts import is_person, singular
from assistant.engine.values.figures import Figure
from assistant.engine.word_list import word_list

_CHILD = "child"
_SOME = frozenset(word_list("man woman boy girl"))
"""Who are only some of the people, and may be of any kind of person."""
_OF_PERSONS = frozenset(
    word_list("""
    life soul body corpse coffin head hand case infection casualty name member staff crew troop personnel force soldier
    couple pair family household employee job vote voter
    """)
)
"""What stands for people where they are counted."""
_NOUN_BEHIND = re.compile(r" ([a-z]+)\b")


def are_others(counted: str, asked: str) -> bool:
    """Whether two classes of nouns are of other persons: officers are no protesters, and children not all the people."""
    one, other = (noun.rpartition(" ")[2] for noun in (counted, asked))
    if PEOPLE in (one, other) and _CHILD in (one, other):
        return True
    if other == PEOPLE:
        return one in _SOME
    if one == PEOPLE or one in _SOME or not (is_person(one) and is_person(other)):
        return False
    return relation(lemma(one), lemma(other)) > Relation.NARROWER


def are_things(sentence: str, figure: Figure, asked: str) -> bool:
    """Whether the plural right behind a figure is of things, where the class that is asked for is of persons."""
    counted = _NOUN_BEHIND.match(sentence, figure.end)
    word = counted[1].lower() if counted else ""
    return singular(word) != word and not _is_human(singular(word)) and _is_human(asked.rpartition(" ")[2])


def _is_human(noun: str) -> bool:
    """Whether somebody may be meant by what is counted, or by what there is of them."""
    return noun in (PEOPLE, _CHILD) or is_person(noun) or noun in _SOME | _OF_PERSONS
