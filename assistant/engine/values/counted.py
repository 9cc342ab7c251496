"""Whether what a figure counts can be what a question asks for: lorries and officers are no drivers."""

import re

from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.words import lemma
from assistant.engine.values.count_words import CHILD_NOUN, PEOPLE, PEOPLE_NOUN, STOP_TOKEN
from assistant.engine.values.counts import Count, is_person, singular
from assistant.engine.word_list import word_list

_CHILD = "child"
_SOME = frozenset(word_list("man woman boy girl"))
"""Who are only some of the people, and may be of any kind of person."""
_OF_PERSONS = frozenset(
    word_list("""
    life soul body corpse coffin head hand case infection casualty name member staff crew troop personnel force soldier
    couple pair family household employee job vote voter hostage inmate convict pilgrim monk nun adult parent fan athlete
    tenant orphan widow twin sibling relative friend clergy sailor seaman nurse cadet recruit scout candidate suspect
    death fatality injury arrest
    """)
)
"""What stands for people where they are counted."""
_NOUN_BEHIND = re.compile(r" ([a-z]+)\b")


def are_others(counted: str, asked: str) -> bool:
    """Whether one class of nouns has nobody of another: officers are no protesters, and children not all the people."""
    counted, asked = (noun.rpartition(" ")[2] for noun in (counted, asked))
    if PEOPLE in (counted, asked) and _CHILD in (counted, asked):
        return True
    if asked in _SOME | {PEOPLE}:
        return counted in (_SOME | {_CHILD}) - {asked}
    if counted in _SOME | {PEOPLE} or not (is_person(counted) and is_person(asked)):
        return False
    return relation(lemma(counted), lemma(asked)) > Relation.NARROWER


def are_things(sentence: str, count: Count, asked: str) -> bool:
    """Whether the plural right behind a figure, to which nothing happens that only happens to people, is of things,
    where the class that is asked for is of persons."""
    behind = _NOUN_BEHIND.match(sentence, count.figure.end)
    if behind is None or count.frame or behind[1] in STOP_TOKEN:
        return False
    noun, wanted = singular(behind[1]), asked.rpartition(" ")[2]
    return noun not in (behind[1], wanted) and not _is_human(noun) and _is_human(wanted)


def _is_human(noun: str) -> bool:
    """Whether somebody may be meant by what is counted, or by what there is of them."""
    return is_person(noun) or noun in _SOME | _OF_PERSONS | PEOPLE_NOUN | CHILD_NOUN
