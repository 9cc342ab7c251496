"""Does a question lean on what was said before it?"""

import re
from collections.abc import Sequence
from enum import Enum

from assistant.engine.terms import (
    AUXILIARIES,
    QUESTION_WORDS,
    content_terms,
    is_stop_word,
    names,
    stem,
    word_set,
    words,
)
from assistant.types import Turn


class Dependence(Enum):
    """How much of the conversation a question needs."""

    NONE = "none"
    CLEAR = "clear"
    """Something in it is missing: a pronoun without antecedent, a verb, a thing counted."""
    LIKELY = "likely"
    """It reads as a sentence, yet speaks of "the attack" that the conversation is about."""


_PREFACE = re.compile(
    r"^(?:(?:ok(?:ay)?|yes|no|i see|got it|thanks|thank you|sorry|no worries|good to know|great|interesting|hmm|"
    r"oh|wait(?: a "
    r"second)?|by the way|btw|well|please)[,.!:;\s]+)+",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:and|or|but|so|then|also|plus)\b,?\s*", re.IGNORECASE)
_ASKING_FURTHER = re.compile(
    r"^(?:(?:and|so|but|or|then) )?(?:(?:what|how) about|what else|who else|where else|anything else|any others?|"
    r"which ones?|the same|why not|how so|how come\W*$|since when\W*$|by (?:whom|what|how (?:much|many))|more\W*$|"
    r"which (?:is|are|was|were) (?:more|less|better|worse|\w+er)|if (?:\w+ ?){1,5}\W*$)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\b(?:of (?:them|these|those|it)|the (?:others?|former|latter|second one|first one|rest)|others|"
    r"the same (?:thing|time|day|place)|"
    r"similar to (?:this|that)|like (?:this|that)|such an?|(?:which|what|how many|any|another) ones?|(?:what|"
    r"which|any|how many|there) other|"
    r"so many|so much|as well|instead|besides (?:that|this)|(?:create|get|have|need|make|find|use|buy|see) one)\b",
    re.IGNORECASE,
)
_EXPECTED = (
    "true|possible|legal|illegal|necessary|likely|important|easy|hard|difficult|safe|common|fair|worth|better|"
    "raining|snowing|"
    "known|clear|hot|cold|too|the case|said"
)
_PLEONASTIC = re.compile(
    rf"\b(?:is|was|isn['’]t|wasn['’]t|will|would|makes?) it (?:be |been |ever |still |really |"
    rf"not )?(?:{_EXPECTED})\b|"
    rf"\bit (?:is|was|will be|would be) (?:not |really |still )?(?:{_EXPECTED})\b|\bwhat time is it\b|"
    r"\b(?:does|did|do|would|will) it (?:take|cost|mean|matter|make sense)\b(?= (?:to|for|that|if|when)\b)|"
    r"\bit (?:takes?|took|rains?|snows?|turns? out|seems?)\b",
    re.IGNORECASE,
)
_SENTENCE_PART = re.compile(r"[,.?!;]|\b(?:if|when|because|while|although)\b", re.IGNORECASE)
_PREPOSITIONS = word_set("in on at about for from to by with during according since until of against under")
_DETERMINERS = word_set("the her his their its any other why who")
_SUBJECTS = word_set("he she it they this that these those")
_OBJECTS = word_set("him her it them this that these those there")
_POSSESSIVES = word_set("his her its their hers theirs")
_BEFORE_THAT = word_set("to of about from after before with for like on")
_POINTERS = word_set("this that these those")
_TIME_NOUNS = word_set(
    "year month week day days morning evening weekend season century time spring summer autumn winter"
)
_COUNTS_NOWHERE = re.compile(r"how (?:many|much)\b(?!.*\b(?:in|at|on|near|from|of|per)\b)", re.IGNORECASE)
_DEFINITE = re.compile(
    r"\b(?:(?P<aux>\w+) )?(?:the|these|those|this|that) (?P<head>[\w'’-]+)(?: (?P<after>\w+))?", re.IGNORECASE
)
_SUBORDINATE = re.compile(r"\b(?:say|think|claim|believe|hope|want|know|deny|admit|promise)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,.?!;]|\b(?:if|when|because|that|while|after|before|until|since|although|and|who|which|says?|said|"
    r"thinks?|claims?)\b",
    re.IGNORECASE,
)


def without_preface(question: str) -> str:
    """The question without "Thanks." or "OK," before it; unchanged where nothing else is left."""
    text = " ".join(question.split())
    return _PREFACE.sub("", text) or text


def dependence(question: str, history: Sequence[Turn]) -> Dependence:
    """How much `question` needs `history`, its turns oldest first and at least one."""
    text = without_preface(question)
    body = _OPENING.sub("", text)
    if _ASKING_FURTHER.match(text) or _OF_THEM.search(body) or _bare(text, body) or _refers_back(body):
        return Dependence.CLEAR
    return Dependence.LIKELY if _names_nothing_new(text, body, history) else Dependence.NONE


def _bare(text: str, body: str) -> bool:
    """Whether the question lacks a verb or what its question word asks about."""
    written = [word.casefold() for word in words(body)]
    asks = body.rstrip().endswith("?")
    if len(written) <= 1:
        return len(written) == 1 and (text != body or asks or written[0] in QUESTION_WORDS)
    if any(word in AUXILIARIES for word in written):
        return False
    first, length = written[0], len(written)
    if first in _PREPOSITIONS:
        return length <= 4 and (asks or written[1] in QUESTION_WORDS)
    if first == "how":
        return length <= 4 and written[1] != "to"
    if text != body and first not in QUESTION_WORDS:
        return length <= 7
    if first in _DETERMINERS:
        return length <= 3 and (asks or first != "the")
    return asks and length <= 2


def _refers_back(body: str) -> bool:
    """Whether a pronoun has no antecedent in the question itself."""
    text = _PLEONASTIC.sub(" ", body)
    tokens = list(re.finditer(r"[\w'’-]+", text))
    for i, token in enumerate(tokens):
        word = token.group().casefold()
        before, following = text[: token.start()], tokens[i + 1].group().casefold() if i + 1 < len(tokens) else ""
        previous = tokens[i - 1].group().casefold() if i else ""
        if word in _POINTERS and not _points(word, previous, following, before):
            continue
        if word in _POSSESSIVES and following and not is_stop_word(following):
            if not _has_noun(before):
                return True
        elif word == "there":
            if previous not in AUXILIARIES and following not in AUXILIARIES:
                return not names(before)
        elif word in _SUBJECTS | _OBJECTS and not _resolved(word, before, previous):
            return True
    return False


def _points(word: str, previous: str, following: str, before: str) -> bool:
    """Whether "this" or "that" points at something, and is no conjunction, no relative and no "this year"."""
    if following in _TIME_NOUNS:
        return False
    if word != "that":
        return True
    if not following:
        return True
    if previous in AUXILIARIES and not _has_noun(before):
        return True
    return previous in _BEFORE_THAT and not _has_noun(following)


def _resolved(word: str, before: str, previous: str) -> bool:
    """Whether a noun stands before a pronoun in a clause of its own."""
    clauses = (_SENTENCE_PART if word in _POINTERS else _CLAUSE).split(before)
    if previous in AUXILIARIES and len(clauses) == 1:
        return False
    if len(clauses) > 1 and any(_has_noun(clause) for clause in clauses[:-1]):
        return True
    return word not in _POINTERS and bool(_SUBORDINATE.search(before)) and _has_noun(before)


def _has_noun(text: str) -> bool:
    """Whether some word of the text can be an antecedent."""
    return any(not is_stop_word(word) and not word.isdigit() for word in words(text))


def _names_nothing_new(text: str, body: str, history: Sequence[Turn]) -> bool:
    """Whether a question without names or numbers takes what it is about from the last turn."""
    if names(body) or re.search(r"\d", body):
        return False
    terms = set(content_terms(body))
    if _OPENING.match(text) or _COUNTS_NOWHERE.match(body) or _asks_what_happened(body):
        return len(terms) <= 3
    said = {stem(word) for turn in history[-1:] for word in words(f"{turn.standalone_question} {turn.answer}")}
    return len(terms) <= 5 and any(stem(m["head"]) in said and _ends_phrase(m) for m in _DEFINITE.finditer(body))


def _asks_what_happened(body: str) -> bool:
    """Whether it asks for an event, or for what "the union" does, without a word on where or when.

    Names cannot be told in a question without capitals, so there "the" has to show that one is known.
    """
    definite = bool(re.search(r"\b(?:did|does|do|has|have|had|was|were|will|would) the \w+\b", body, re.IGNORECASE))
    past = bool(re.search(r"\b(?:did|was|were|had)\b", body, re.IGNORECASE)) and body[0].isupper()
    return definite or past


def _ends_phrase(match: re.Match[str]) -> bool:
    """Whether the words around "the attack" show that nothing more specific follows: "was the attack planned"."""
    after = match["after"]
    if not after:
        return True
    return after != "of" and (is_stop_word(after) or (match["aux"] or "").casefold() in AUXILIARIES)
