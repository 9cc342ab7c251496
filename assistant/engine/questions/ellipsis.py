"""Clear patterns of follow-up joined with the question they follow."""

import re

from assistant.engine.questions.dates import find_dates
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

_AUX = "|".join(sorted((word for word in AUXILIARIES if "'" not in word), key=len, reverse=True))
_FRAGMENT = re.compile(
    r"^(?:(?:and|or|but|so|then)\b,? )?(?:(?:what|how) about )?(?P<rest>[^?]+?)\??$", re.IGNORECASE
)
_MARKED = re.compile(r"^(?:and|or|but|so|then|what about|how about)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?P<word>in|on|at|about|for|from|by|with|during|since|until|before|after|against|according to) (?P<object>.+)$",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(r"\b(?:in|on|at|by|since|until|before|after|during) $", re.IGNORECASE)
_HOW_MANY = re.compile(
    rf"^(?P<how>how (?:many|much)) (?P<noun>(?:(?!(?:{_AUX})\b)[\w'’-]++ ?){{1,4}}?) ?(?P<rest>\b(?:{_AUX})\b .+|"
    rf"\b\w+(?:ed|t)\b .*)$",
    re.IGNORECASE,
)
_WH = re.compile(rf"^(?P<wh>when|where|why|how|what|who|whom) (?P<aux>{_AUX}) (?P<rest>.+?)\??$", re.IGNORECASE)
_BARE_WH = re.compile(
    r"^(?:(?:and|but|so) )?(?P<wh>when|where|why|how|since when|by whom|how come)\W*$", re.IGNORECASE
)
_YES_NO = re.compile(rf"^(?P<aux>{_AUX}) (?P<rest>.+?)\??$", re.IGNORECASE)
_BARE_COUNT = re.compile(r"^(?:and )?how many(?: of (?:them|these|those))?\W*$", re.IGNORECASE)
_NAME = r"(?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
_DID_TO_MANY = re.compile(
    rf"^(?P<aux>[Dd]id|[Dd]oes|[Dd]o|[Hh]as|[Hh]ave) (?P<subject>{_NAME}|"
    rf"the \w+) (?P<verb>[a-z]+) (?P<object>[a-z]+s)\b(?P<rest>.*?)\??$"
)
_ASKS_OF = re.compile(rf"^(?:[Ww]hat|[Hh]ow|[Ww]hen|[Ww]here|[Ww]hy|[Hh]ow much) (?:{_AUX}) (?P<name>{_NAME}) [a-z]")
_PEOPLE = frozenset(
    map(stem, word_set("people person men women children civilians soldiers casualties victims residents militants"))
)
_OBJECT = (
    r"(?P<object>(?:the |an? )?[\w'’-]+(?: (?-i:[A-Z])[\w'’-]*)*)"
    r"(?=\?|,|$| (?:in|on|at|by|from|for|of|after|during)\b)"
)
_SAYS_ABOUT = re.compile(
    rf"^(?:what|how) (?:{_AUX}) [^?]+ (?:say|said|think|thought|report|claim|write|tell|told|announce)\b[^?]* about ",
    re.IGNORECASE,
)
_IS_WHAT = re.compile(r"^(?:who|what) (?:is|are|was|were) (?P<thing>[^?,]{2,60}?)\??$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:he|she|him|it|his|her|its|they|them|their|this|that|these|those|there)\b(?! (?:is|are|was|"
    r"were) (?:any|no|a)\b)",
    re.IGNORECASE,
)
_PERSONAL = word_set("he she him his her")
_REPLACEABLE = _PERSONAL | {"it", "its"}
_PASSIVE = re.compile(
    r"^(?:where|when|how|why) (?:was|is) (?P<thing>the [\w'’-]+(?: [\w'’-]+)?) \w+(?:ed|en|nd|lt|ght|t)\b",
    re.IGNORECASE,
)


def completed(question: str, last: str, answer: str) -> str | None:
    """`question` joined with `last`, the standalone question before it, as one sentence; None if unclear.

    `answer`, the answer to `last` without citation markers, only lends the one name that "he", "she" or "it"
    stands for. No word comes from anywhere else, but for an auxiliary that `last` has.
    """
    for join in (_bare_question_word, _bare_count, _fragment):
        joined = join(question, last)
        if joined is not None:
            return joined
    return _with_antecedent(question, last, answer)


def _bare_question_word(question: str, last: str) -> str | None:
    """Make "When?" after "How many people were hurt in Aleppo?" into "When were people hurt in Aleppo?"."""
    asked = _BARE_WH.match(question)
    if asked is None:
        return None
    word = asked["wh"].capitalize()
    if match := _HOW_MANY.match(last):
        parts = re.match(rf"(?P<aux>{_AUX}) (?P<verb>.+?)\??$", match["rest"], re.IGNORECASE)
        if parts is None or parts["aux"].casefold() not in {"was", "were", "is", "are", "have", "has"}:
            return None
        return f"{word} {parts['aux']} {match['noun'].strip()} {parts['verb']}?"
    if match := re.match(rf"^how (?:much|many) (?P<aux>{_AUX}) (?P<rest>.+?)\??$", last, re.IGNORECASE):
        return f"{word} {match['aux']} {match['rest']}?"
    wh = _WH.match(last)
    if wh and wh["wh"].casefold() in {"when", "where", "why", "how"}:
        return f"{word} {wh['aux']} {wh['rest']}?"
    if match := _YES_NO.match(last):
        return f"{word} {match['aux'].casefold()} {match['rest']}?"
    return None


def _bare_count(question: str, last: str) -> str | None:
    """Make "How many?" after "Did Hamas release hostages?" into "How many hostages did Hamas release?"."""
    match = _DID_TO_MANY.match(last)
    if match is None or not _BARE_COUNT.match(question):
        return None
    return f"How many {match['object']} {match['aux'].casefold()} {match['subject']} {match['verb']}{match['rest']}?"


def _fragment(question: str, last: str) -> str | None:
    """A noun, a name, a date or a prepositional phrase takes the place of its like in the last question."""
    match = _FRAGMENT.match(question)
    if match is None:
        return None
    rest = match["rest"].strip()
    if len(words(rest)) > 6 or any(word.casefold() in AUXILIARIES for word in words(rest)):
        return None
    counted = re.match(r"^how (?:many|much) (?P<noun>.+)$", rest, re.IGNORECASE)
    if counted:
        return _swap_counted(counted["noun"], last)
    if not (_MARKED.match(question) or question.endswith("?")) or words(rest)[0].casefold() in QUESTION_WORDS:
        return None
    if preposition := _PREPOSITION.match(rest):
        return _swap_after(preposition["word"], preposition["object"], last)
    if is_stop_word(words(rest)[0]) and words(rest)[0].casefold() not in {"the", "a", "an"}:
        return None
    if find_dates(rest) == [(0, len(rest))]:
        return _swap_date(rest, last)
    if names(f"x {rest}") == (rest.removeprefix("the "),):
        return _swap_name(rest, last)
    return _swap_noun(rest, last)


def _swap_counted(noun: str, last: str) -> str | None:
    match = _HOW_MANY.match(last)
    return f"{match['how']} {noun} {match['rest']}" if match else None


def _swap_after(word: str, thing: str, last: str) -> str | None:
    """Let "And in Idlib?" replace what follows "in", and "about the casualties?" what follows "about"."""
    if find_dates(thing) == [(0, len(thing))]:
        return _swap_date(f"{word} {thing}", last)
    found = re.finditer(rf"\b{re.escape(word)} {_OBJECT}", last, re.IGNORECASE)
    alike = [one for one in found if not find_dates(one["object"]) and _is_named(one["object"]) == _is_named(thing)]
    if not alike:
        return None
    return f"{last[: alike[-1].start('object')]}{thing}{last[alike[-1].end('object') :]}"


def _is_named(thing: str) -> bool:
    return bool(names(f"x {thing}"))


def _swap_date(thing: str, last: str) -> str | None:
    """The one date of the last question gives way, with the preposition before it when `thing` has one."""
    spans = find_dates(last)
    if len(spans) != 1:
        return None
    start, end = spans[0]
    before = _BEFORE_DATE.search(last[:start])
    if before and _PREPOSITION.match(thing):
        start = before.start()
    return f"{last[:start]}{thing}{last[end:]}"


def _swap_name(name: str, last: str) -> str | None:
    """The one name of the last question gives way; of two, the subject of "did X say" does."""
    found = names(last)
    subject = _ASKS_OF.match(last)
    if len(found) == 1 and last.count(found[0]) == 1 and " of " not in found[0]:
        bare = name.removeprefix("the ") if f"the {found[0]}" in last else name
        return last.replace(found[0], bare)
    if subject and len(found) > 1 and re.search(r"\b(?:say|report|write|claim|think)\b", last):
        return f"{last[: subject.start('name')]}{name}{last[subject.end('name') :]}"
    return None


def _swap_noun(noun: str, last: str) -> str | None:
    """Let "And the children?" count children; "and the attack on Douma?" replaces "the attack on Aleppo".

    After "What did Moscow say about the attack?" it asks what Moscow said about the children.
    """
    bare = re.sub(r"^(?:the|an?) ", "", noun, flags=re.IGNORECASE)
    match = _HOW_MANY.match(last)
    if (
        match
        and len(words(bare)) <= 2
        and stem(bare.split()[-1]) in _PEOPLE
        and stem(match["noun"].split()[-1]) in _PEOPLE
    ):
        return f"{match['how']} {bare} {match['rest']}"
    head = words(bare)[0]
    phrase = re.search(
        rf"\b(?:the |an? )?{re.escape(head)}\b(?: (?:on|in|at|of|against) (?:the )?[\w'’-]+)?", last, re.IGNORECASE
    )
    if phrase and len(words(bare)) > 1:
        return f"{last[: phrase.start()]}{noun}{last[phrase.end() :]}"
    return _swap_after("about", noun, last) if _SAYS_ABOUT.match(last) else None


def _with_antecedent(question: str, last: str, answer: str) -> str | None:
    """One "he", "she" or "it" gives way to the one thing that the last turn names."""
    pronouns = list(_PRONOUN.finditer(question))
    if len(pronouns) != 1 or pronouns[0].group().casefold() not in _REPLACEABLE:
        return None
    word = pronouns[0]
    lower = word.group().casefold()
    thing = _person(last, answer) if lower in _PERSONAL else _thing(last)
    if not thing or set(content_terms(thing)) & set(content_terms(question)):
        return None
    following = question[word.end() :].lstrip()
    owns = lower in {"his", "its"} or (lower == "her" and re.match(r"[a-z]", following))
    named = f"{thing}'s" if owns else thing
    before = question[: word.start()]
    if owns and _MARKED.match(question) and len(words(question)) <= 5 and thing in last:
        return last.replace(thing, f"{named} {following.rstrip('?')}", 1)
    return f"{before}{named}{question[word.end() :]}"


def _person(last: str, answer: str) -> str:
    """Whom "Who is X?" asks about, or the one new name in the answer to "Who ...?"; empty when not one."""
    match = _IS_WHAT.match(last)
    if match and names(f"x {match['thing']}") == (match["thing"],):
        return match["thing"]
    if not re.match(r"^(?:and |but )?whom? ", last, re.IGNORECASE):
        return ""
    known = set(content_terms(last))
    new = [name for name in names(answer) if not set(content_terms(name)) <= known]
    return new[0] if len(new) == 1 else ""


def _thing(last: str) -> str:
    """What "What is X?" or "Where was X found?" asks about; empty when not one thing."""
    match = re.match(r"^what (?:is|was) (?P<thing>[^?,]{2,60}?)\??$", last, re.IGNORECASE) or _PASSIVE.match(last)
    thing = match["thing"] if match else ""
    several = re.search(r"\b(?:difference|between|and|or|of|for|in|on|used)\b", thing, re.IGNORECASE)
    return thing if len(words(thing)) <= 5 and not several else ""
