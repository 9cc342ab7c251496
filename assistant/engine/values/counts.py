"""What a figure in a sentence counts: "at least 46 people, including 8 children, have been hospitalised".

A count has a noun and a frame, the thing that happened to what is counted. A figure is left out where the sentence
makes it a part of another ("including", "of them"), the whole of which only a part is meant ("seven of the 12"), an
addition ("two more"), a thing of the past ("up from 12"), or no fact at all ("could kill 40").
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.engine.values.count_words import (
    ACTIVE,
    AUXILIARY,
    CHILD_NOUN,
    CLAUSE_BREAK,
    CROWD_NOUN,
    ELLIPTIC_BEFORE,
    FRAME,
    FRAME_NAMES,
    HYPOTHETICAL,
    INCLUDED_BEFORE,
    KILLING_BEFORE,
    MORE_BEFORE,
    NEUTRAL,
    NOT_ITS_VERB,
    OTHERS,
    PART_AFTER,
    PART_BEFORE,
    PAST_BEFORE,
    PEOPLE,
    PEOPLE_NOUN,
    PERIODS,
    PERSON_NOUN,
    RATE,
    RATE_AFTER,
    RECORD,
    SINCE,
    STOP_TOKEN,
    TOLL_BEFORE,
    WHO_WERE,
)
from assistant.engine.values.figures import Figure, figures
from assistant.engine.values.parts import is_one_of, is_whole
from assistant.engine.values.units import MONEY

_SAME_DEED = {"kill": "killed", "claimed the lives of": "killed", "saved": "rescued", "saving": "rescued"}
"""What opens a frame before those it happens to, and the word of that frame."""
_OF_CROWDS = ("attending", "arrested")
"""Frames in which protesters are all the people there are."""
_HAPPENINGS = frozenset(
    "deaths death fatalities fatality injuries injury arrests evacuations hospitalizations".split()
)


@dataclass(frozen=True, slots=True)
class Count:
    """A figure with what it counts, as one sentence says it."""

    figure: Figure
    noun: str
    """Singular noun that is counted, with its telling modifiers; "people" for people of no special kind."""
    frame: str
    """One of `FRAMES`, or empty when the sentence has none for it."""
    scope: str
    """"per day" and the like, or "since" for a number over a stretch of time; empty for one event."""
    clause: tuple[int, int]
    """The part of the sentence that says it, as offsets."""


@lru_cache(maxsize=2048)
def counts(sentence: str) -> tuple[Count, ...]:
    """What the bare and measured figures of a sentence count, in order."""
    sentence = sentence.replace("\xa0", " ")
    found: list[Count] = []
    all_figures = figures(sentence)
    for place, figure in enumerate(all_figures):
        following = [other for other in all_figures[place + 1 :] if not _is_part(sentence, other)]
        limit = following[0].start if following else len(sentence)
        count = _count(sentence, figure, limit, found[-1] if found else None)
        if count:
            found.append(count)
    return tuple(found)


def frames_in(text: str) -> tuple[str, ...]:
    """The frames that words of the text open, in order, each once."""
    return tuple(dict.fromkeys(_name(match) for match in FRAME.finditer(text)))


def noun_class(words: str) -> str:
    """The class that a counted noun phrase belongs to: "people", "child", or its own singular with its modifiers."""
    tokens = [token for token in re.findall(r"[\w’'-]+", words) if token.lower() not in NEUTRAL]
    if not tokens:
        return ""
    noun = singular(tokens[-1].lower())
    noun = PEOPLE if noun in PEOPLE_NOUN else "child" if noun in CHILD_NOUN else noun
    return " ".join([*(token.lower() for token in tokens[:-1]), noun])


def is_person(noun: str) -> bool:
    """Whether a class of noun stands for persons of some kind, such as "people", "worker" or "factory worker"."""
    return noun == PEOPLE or PERSON_NOUN.match(noun.rpartition(" ")[2]) is not None


def singular(noun: str) -> str:
    """The singular of a regular English noun, and of those that news counts most."""
    irregular = {
        "people": "people",
        "children": "child",
        "men": "man",
        "women": "woman",
        "lives": "life",
        "policemen": "policeman",
    }
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def _count(sentence: str, figure: Figure, limit: int, previous: Count | None) -> Count | None:
    whole = is_whole(sentence, figure)
    if _is_no_fact(sentence, figure) or (whole and not is_one_of(sentence, figure)):
        return None
    clause = _clause(sentence, figure)
    scope = _scope(_without_other_rates(sentence, figure)[slice(*clause)])
    if figure.unit:
        return Count(figure, "", "", scope, clause)
    phrase, end = _counted_phrase(sentence, figure.end, limit)
    frame = _frame(sentence, figure, end, limit)
    noun = _noun(sentence, figure, phrase, frame)
    if OTHERS.match(sentence, figure.end):
        if not frame or (previous and previous.frame == frame):
            return None  # "20 others were hurt" besides those hurt before
        noun = PEOPLE
    if not frame and not noun and previous and ELLIPTIC_BEFORE.search(sentence[: figure.start][-60:]):
        noun, frame = previous.noun, previous.frame
    if (whole and frame) or (_is_part(sentence, figure) and noun == PEOPLE):
        return None
    return Count(figure, noun, frame, scope, clause)


def _is_no_fact(sentence: str, figure: Figure) -> bool:
    """Whether the figure is of the past, an addition, a part, a way in a time, or only feared or planned."""
    before = sentence[: figure.start]
    if PAST_BEFORE.search(before[-60:]) or MORE_BEFORE.search(before):
        return True
    if figure.unit in MONEY or figure.unit == "%":
        return INCLUDED_BEFORE.search(before) is not None
    if figure.unit == "m" and RATE_AFTER.match(sentence, figure.end):
        return True
    if not figure.unit and PART_AFTER.match(sentence, figure.end):
        return True
    return HYPOTHETICAL.search(sentence[_clause(sentence, figure)[0] : figure.start][-60:]) is not None


def _noun(sentence: str, figure: Figure, phrase: str, frame: str) -> str:
    """The class of what is counted: as written, as the toll before it says, or people where a frame stands alone."""
    noun = noun_class(phrase)
    toll = TOLL_BEFORE.search(sentence[: figure.start][-90:])
    if not noun and toll and toll["noun"]:
        noun = noun_class(toll["noun"])
        noun = PEOPLE if frames_in(noun) or noun in STOP_TOKEN else noun  # "the number of people in hospital rose to"
    elif _noun_like(phrase) or (toll and not phrase):  # "46 deaths", "a toll of 46"
        noun = PEOPLE
    if not noun and frame:
        noun = PEOPLE
    return PEOPLE if frame in _OF_CROWDS and noun.rpartition(" ")[2] in CROWD_NOUN else noun


def _scope(clause: str) -> str:
    clause = RECORD.sub("", clause)  # "the highest since 1993" counts nothing since then
    if rate := RATE.search(clause):
        return f"per {PERIODS.get((rate['ly'] or '').lower(), (rate['unit'] or '').lower())}"
    return "since" if SINCE.search(clause) else ""


def _without_other_rates(sentence: str, figure: Figure) -> str:
    """The sentence with blanks for the rates of its other figures: in "9 m away at 24 km a second" 9 is no rate.

    What the figure is written with is blank too: "34 kilometres per hour" is a speed, not a count per hour.
    """
    sentence = sentence[: figure.start] + " " * (figure.end - figure.start) + sentence[figure.end :]
    for other in figures(sentence):
        if other != figure and (rate := RATE_AFTER.match(sentence, other.end)):
            sentence = sentence[: rate.start()] + " " * (rate.end() - rate.start()) + sentence[rate.end() :]
    return sentence


def _is_part(sentence: str, figure: Figure) -> bool:
    return PART_BEFORE.search(sentence[: figure.start][-30:]) is not None


def _clause(sentence: str, figure: Figure) -> tuple[int, int]:
    """The stretch around the figure that no semicolon, dash or contrasting conjunction divides."""
    breaks = [(match.start(), match.end()) for match in CLAUSE_BREAK.finditer(sentence)]
    start = max((end for _, end in breaks if end <= figure.start), default=0)
    return start, min((begin for begin, _ in breaks if begin >= figure.end), default=len(sentence))


def _counted_phrase(sentence: str, start: int, limit: int) -> tuple[str, int]:
    """The noun phrase right after a figure and where it ends; empty when a verb or a stop follows at once."""
    end = position = start
    for _ in range(5):
        token = re.compile(r"[ \xa0]([A-Za-zÀ-ÿ][\w’'-]*)").match(sentence, position)
        if not token or token.end() > limit or token[1].lower() in STOP_TOKEN:
            break
        lemma = singular(token[1].lower())
        if lemma not in PEOPLE_NOUN and FRAME.match(sentence, token.start(1)) and not _noun_like(token[1]):
            break
        end = position = token.end()
        if lemma in PEOPLE_NOUN | CHILD_NOUN | CROWD_NOUN:
            break
    return sentence[start:end].strip(), end


def _noun_like(phrase: str) -> bool:
    """Whether the phrase ends with a noun for what happens to people."""
    return phrase.rpartition(" ")[2].lower() in _HAPPENINGS


def _frame(sentence: str, figure: Figure, phrase_end: int, limit: int) -> str:
    """The frame of a figure, from what it counts, from what stands before it, or from the verb after it."""
    before, phrase = sentence[: figure.start], sentence[figure.end : phrase_end].strip()
    if _noun_like(phrase):
        match = FRAME.match(phrase.split()[-1])
        return _name(match) if match else ""
    if toll := TOLL_BEFORE.search(before[-90:]):
        return _toll_frame(toll)
    if killing := KILLING_BEFORE.search(before[-45:]):
        verb = killing["frame"].lower()
        if verb not in ("left", "leaving"):
            match = FRAME.search(_SAME_DEED.get(verb, verb))
            return _name(match) if match else ""
    return _frame_after(sentence[phrase_end:limit])


def _toll_frame(toll: re.Match[str]) -> str:
    if toll["toll"]:
        return {"death": "killed", "injury": "injured"}.get(toll["toll"].lower(), "")
    if toll["crowd"]:
        return "attending"
    match = FRAME.search(toll["deaths"] or toll.group())
    return _name(match) if match else ""


def _frame_after(rest: str) -> str:
    """The frame of the verb after the counted phrase: at once ("46 hurt") or with an auxiliary ("have been hurt")."""
    rest = re.sub(
        r"^,? (?:including|among them|mostly|most of them|many of them)[^,]*?(?=,| (?:have|had|has|were|was|are) )",
        "",
        rest,
    )
    rest = WHO_WERE.sub(" ", rest.lstrip(","))
    for match in FRAME.finditer(rest):
        gap = rest[: match.start()]
        if NOT_ITS_VERB.search(gap):
            return ""
        if (
            not gap.strip()
            or AUXILIARY.search(gap)
            or re.fullmatch(r"\s*(?:or|and|were|to be|also|\w+ly|to)?\s*", gap)
        ):
            return _name(match)
        if ACTIVE.match(match.group().lower()) and not re.search(r"\b(?:were|was|had|have|has|are|is)\b|,", gap):
            return _name(match)
    return ""


def _name(match: re.Match[str]) -> str:
    return FRAME_NAMES[int((match.lastgroup or "f0")[1:])]
