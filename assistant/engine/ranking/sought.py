"""What a question seeks, finer than its kind: a name, an age, a measure in some unit, money, a thing of some noun."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from assistant.engine.facts.words import lemma
from assistant.engine.question_type import AnswerType, expected
from assistant.engine.terms import STOP_WORDS, word_set, words


class Value(StrEnum):
    """Sorts of values that can be recognised in a sentence."""

    NAME = "name"
    """What somebody or something is called."""
    PERSON = "person"
    """A person, a group or an institution."""
    PLACE = "place"
    DATE = "date"
    DURATION = "duration"
    COUNT = "count"
    MEASURE = "measure"
    AGE = "age"
    MONEY = "money"
    PERCENT = "percent"
    REASON = "reason"
    QUOTE = "quote"
    """What somebody said."""
    THING = "thing"
    """Something of the kind that a noun names, as in "which rocket"."""
    RATE = "rate"
    """How often."""
    ANY = "any"
    """Cannot be told from single words: yes or no, a definition, "what happened"."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The value that a question seeks."""

    value: Value
    noun: str = ""
    """Dictionary form, lower case, of the noun that says of which kind ("rocket", "salary"); empty without one."""
    unit: str = ""
    """For a measure, its base unit as `values.figures` writes it, or "degree"; empty when any will do."""


_NAME = re.compile(
    r"\bnames? (?:of|was|is|did|does|do)\b|\b(?:is|was|are|were) .{2,60} (?:called|named)\b"
    r"|\bwhat (?:is|was|are|were) .{2,60}(?:['’]s?) name\b|\bnames? .{0,20}given\b|^what name\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\bhow old\b|\b(?:the|what) age (?:of|is|was|did)\b|\bat what age\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\b(?:what|which|how (?:much|high|large|big)|whose)\b(?: [\w'’-]+){0,4}? "
    r"(?:salary|salaries|fees?|prices?|costs?|fines?|sum|budget|profits?|revenues?|loss|losses|bail|ransom|rent|wages?|"
    r"pay|debts?|reward|compensation|turnover|earnings|income|grant|bonus|payout|amount of money)\b",
    re.IGNORECASE,
)
_PLAIN_HOW_MUCH = re.compile(
    r"(?<!by )\bhow much (?:more |less )?(?:did|does|do|is|was|were|will|would|has|have|had|could|should|must)\b",
    re.IGNORECASE,
)
_RATE = re.compile(r"\bhow (?:often|frequently)\b", re.IGNORECASE)
_MEASURES = (
    (r"\bhow (?:tall|high|deep|wide|far|close|thick|distant)\b|\bwhat (?:height|depth|distance|width|length)\b", "m"),
    (r"\bhow (?:heavy|much did .* weigh|much does .* weigh)\b|\bwhat (?:is|was) the weight\b", "kg"),
    (r"\bhow (?:hot|cold|warm)\b|\bwhat (?:is|was)? ?(?:the )?temperature\b", "degree"),
    (r"\bhow fast\b|\bwhat (?:is|was)? ?(?:the )?speed\b", "km/h"),
    (
        r"\bhow (?:long|wide) (?:is|was|are|were) (?:the|its) (?:\w+ )?(?:bridge|tunnel|road|wall|crack|fissure|queue|convoy|"
        r"fence|line|route|river|border|runway|coast|trench|track|path|pipe|pipeline|cable)\b",
        "m",
    ),
    (r"\bhow (?:large|big) (?:is|was) the area\b|\bwhat area\b", "m2"),
)
_RUN = r"(?P<run>(?-i:[a-z])[\w'’-]*(?: (?-i:[a-z])[\w'’-]*){0,4})"
_HEAD = re.compile(
    r"(?:^|\b(?:in|on|of|at|from|to|for|by|with|under) )(?:which|what)"
    r"(?: (?:is|was|are|were) (?:the|an?|[\w'’-]+['’]s))? " + _RUN,
    re.IGNORECASE,
)
_NAMED = re.compile(r"\bnames? of (?:(?:the|an?|his|her|their|[\w'’ -]+['’]s) )?" + _RUN, re.IGNORECASE)
_COUNTED = re.compile(r"\bhow (?:many|much) " + _RUN, re.IGNORECASE)
_NO_NOUN = STOP_WORDS | word_set(
    "kind type sort name happened happen went caused led percentage many two three became become"
)
_BY_KIND = {
    AnswerType.PERSON: Value.PERSON,
    AnswerType.PLACE: Value.PLACE,
    AnswerType.DATE: Value.DATE,
    AnswerType.DURATION: Value.DURATION,
    AnswerType.NUMBER: Value.COUNT,
    AnswerType.AMOUNT: Value.MONEY,
    AnswerType.PERCENT: Value.PERCENT,
    AnswerType.REASON: Value.REASON,
    AnswerType.QUOTE: Value.QUOTE,
}


@lru_cache(maxsize=256)
def sought(question: str) -> Sought:
    """The value that `question`, a standalone question, seeks."""
    expectation = expected(question)
    noun = _noun(_HEAD.search(question))
    if _NAME.search(question):
        return Sought(Value.NAME, _noun(_NAMED.search(question)) or noun)
    if _AGE.search(question):
        return Sought(Value.AGE)
    if _RATE.search(question):
        return Sought(Value.RATE)
    unit = next((unit for pattern, unit in _MEASURES if re.search(pattern, question, re.IGNORECASE)), "")
    if unit:
        return Sought(Value.MEASURE, unit=unit)
    if expectation.kind is not AnswerType.PERCENT and _MONEY.search(question):
        return Sought(Value.MONEY, noun)
    if expectation.kind is AnswerType.NUMBER and _PLAIN_HOW_MUCH.search(question):
        return Sought(Value.MONEY)
    value = _BY_KIND.get(expectation.kind)
    if value is None:
        return Sought(Value.THING, noun) if noun else Sought(Value.ANY)
    if value is Value.COUNT:
        counted = words(expectation.counted)
        return Sought(value, lemma(counted[-1].lower()) if counted else _noun(_COUNTED.search(question)))
    return Sought(value, noun if value in (Value.PERSON, Value.PLACE) else "")


def _noun(match: re.Match[str] | None) -> str:
    """The last word of the noun phrase that a run of words begins with; empty without one."""
    run: list[str] = []
    for word in match["run"].split() if match else ():
        if word.casefold() in _NO_NOUN or (run and (_is_verb(word) or run[-1].endswith("s") > word.endswith("s"))):
            break
        run.append(word)
    return lemma(run[-1].lower()) if run else ""


def _is_verb(word: str) -> bool:
    """Whether a word looks like a past tense or a participle."""
    return word.endswith(("ed", "ing")) or (not word.endswith("s") and lemma(word) != word)


def is_answered(word: str, value: Value) -> bool:
    """Whether a word of the question stands for the value itself, so that an answer need not repeat it.

    "How old is she?" is answered by "she is 79".
    """
    return lemma(word.lower()) in _ANSWERED.get(value, ())


_OF_MONEY = word_set("cost price money sum amount expensive worth value fetch dollar euro crown pound")
_OF_MEASURE = word_set(
    "tall high height deep depth wide width long length far distance close heavy weigh weight hot cold fast"
)
_ANSWERED: Mapping[Value, frozenset[str]] = MappingProxyType(
    {
        Value.AGE: word_set("old age year"),
        Value.MEASURE: _OF_MEASURE | word_set("warm temperature speed thick big large area strong"),
        Value.DURATION: word_set("long last take time year month week day hour minute"),
        Value.DATE: word_set("date day month year time take place happen"),
        Value.PLACE: word_set("take place hold happen locate"),
        Value.MONEY: _OF_MONEY,
        Value.PERCENT: word_set("percent percentage share proportion portion fraction"),
        Value.COUNT: word_set("number total big large size count"),
        Value.NAME: word_set("name call title"),
        Value.REASON: word_set("reason cause"),
        Value.QUOTE: word_set("reaction response statement comment react respond"),
    }
)
