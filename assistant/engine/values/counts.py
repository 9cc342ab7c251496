"""What a figure in a sentence counts: "at least 46 people, including 8 children, have been hospitalised".

A count has a noun and a frame, the thing that happened to what is counted. A figure is left out where the sentence
makes it a part of another ("including", "of them"), an addition ("two more"), a thing of the past ("up from 12"),
or no fact at all ("could kill 40").
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.engine.values.figures import MONEY, Figure, figures

PEOPLE = "people"

_HOSPITAL = (
    r"(?:taken|rushed|sent|brought|delivered|admitted|transferred|airlifted|carried) (?:[\w-]+ ){0,3}?hospitals?"
)
FRAMES = {
    "killed": r"killed|killing|kills|dead|died|dies|dying|deaths?|fatalit(?:y|ies)|perished|slain|murdered|lost their lives",
    "injured": r"injur(?:ed|ing|es|y|ies)|wounded|wounding|wounds|hurt",
    "hospitalised": rf"hospitali[sz](?:ed|ing|ations?)|in hospital|treated|(?:seek|sought) (?:medical )?treatment|{_HOSPITAL}",
    "missing": r"missing|unaccounted for",
    "arrested": r"arrest(?:ed|ing|s)?|detained|detaining|taken into custody",
    "evacuated": r"evacuat(?:ed|ing|ions?)|(?:moved|taken|brought|led) (?:out|to (?:safety|higher ground|shelters?))",
    "displaced": r"displaced|made homeless|left homeless|homeless|fled",
    "rescued": r"rescued|rescuing|pulled (?:alive )?from",
    "infected": r"infected|tested positive",
    "vaccinated": r"vaccinated|immuni[sz]ed",
    "laid off": r"laid off|lose their jobs|lost their jobs|made redundant",
    "on strike": r"walked out|on strike|downed tools|walked off",
    "attending": r"attend(?:ed|ing)|gathered|marched|demonstrated|turned out|took part|rallied|crowd|turnout|attendance",
}
"""Frame to the words that open it. Frames are never equated: who is injured need not be in hospital."""

_FRAME = re.compile("|".join(rf"\b(?P<f{i}>{words})\b" for i, words in enumerate(FRAMES.values())), re.IGNORECASE)
_FRAME_NAMES = tuple(FRAMES)

_PEOPLE_NOUN = frozenset("people person resident victim civilian individual inhabitant citizen casualty".split())
_CHILD_NOUN = frozenset("child kid minor infant baby youngster schoolchild".split())
_CROWD_NOUN = frozenset(
    "protester demonstrator marcher fan supporter attendee spectator worshipper mourner participant".split()
)
_PERSON_NOUN = re.compile(
    r"(?:\w+(?:er|or|ist|ian|man|woman|ee)|pupil|student|patient|villager|guest|migrant|refugee|troop|militant|rebel|police|medic|nurse)$"
)
_NEUTRAL = frozenset("the innocent local total of in all different separate whole estimated confirmed".split())
_STOP_TOKEN = frozenset(
    "were was have had has are is be been being will would could can may might must shall should do did does not who whom "
    "which that when while after before since because if as in at on by to from with within without near across over "
    "of under about into onto for during until than and or but so also each per".split()
)
_AUXILIARY = re.compile(
    r"(?:^|\s)(?:were|was|have|has|had|been|are|is|be|being|left|remain|remained|remains|reported|reportedly|feared|found|confirmed|got)"
    r"(?:\s+(?:also|still|now|already|so far|later|since|all|either|reported|confirmed|believed to have been|either|seriously|badly"
    r"|slightly|critically|lightly|been|being|left|found|made|\w+ly|or))*\s*$"
)
_ACTIVE = re.compile(
    r"^(?:died|dies|perished|lost|fled|attended|gathered|marched|demonstrated|turned|took|rallied|walked|tested|sought|seek)"
)
_HYPOTHETICAL = re.compile(
    r"\b(?:could|might|may|would|will|risk(?:s|ed|ing)?|fear(?:s|ed)?|expect(?:s|ed|ing)?|plans?|planned|aims?|aimed|goal|target(?:s|ed)?|"
    r"threaten(?:s|ed|ing)?|capacity|if all|if the|if it|denied|denies|not|never|hop(?:es?|ed|ing)|capable|enough)\b",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"\b(?:(?:man|woman|boy|girl|child) of|including|among (?:them|whom|the \w+)|of (?:them|whom|which|those|these)|other than|as well as|plus|another|additional|"
    r"further|only|a|than the|with|one of|the first|the other)(?: (?:at least|more than|some|about))?,? $",
    re.IGNORECASE,
)
_PAST_BEFORE = re.compile(
    r"\b(?:from|up from|down from|compared (?:with|to)|rather than|not|instead of|earlier|previous(?:ly)?(?: \w+){0,3}|initial(?:ly)?(?: \w+){0,3}"
    r"|(?:first|originally) (?:said|reported|put|given)(?: \w+){0,2}) $",
    re.IGNORECASE,
)
_KILLING_BEFORE = re.compile(
    r"(?:^|[\s,])(?:(?P<frame>killed|killing|kills|kill|left|leaving|injured|injuring|injures|wounded|wounding|hospitali[sz]ed|hospitali[sz]ing|"
    r"arrested|arresting|detained|detaining|evacuated|evacuating|displaced|displacing|rescued|rescuing|claimed the lives of|vaccinated|infected)"
    r"(?: (?:or|and) (?:killed|killing|injured|injuring|wounded|wounding|maimed))?) (?:the lives of )?$",
    re.IGNORECASE,
)
_TOLL_BEFORE = re.compile(
    r"\b(?:(?P<toll>death|injury|casualty) toll|(?:number|count|total) of (?:people |the )*(?P<noun>[a-z]+)(?: \w+){0,2}?|(?P<crowd>crowd|turnout|attendance)"
    r"|(?P<deaths>deaths|fatalities|injuries|hospitali[sz]ations))"
    r"(?: (?!and\b|or\b|from\b|but\b)[\w’'-]+){0,6}? (?:at|of|to|is|was|were|reached|reaches|hit|passed|exceeded|topped|stood at|numbered|numbering|as) $",
    re.IGNORECASE,
)
_ELLIPTIC_BEFORE = re.compile(
    r"(?:\b(?:say|says|said|counted|estimated)(?: it was| there were)?|\bputs? (?:it|that|the (?:\w+ )?(?:figure|number|toll|total|count)(?: \w+){0,2}) at|"
    r"\b(?:the|that) (?:figure|number|total) (?:is|was|rose to|had reached|at)) $",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\b(?:per(?! ?cent)|each|every|an?) (?P<unit>second|minute|hour|day|night|week|month|year|person|head|capita)\b"
    r"|\b(?P<ly>daily|weekly|monthly|annual)(?:ly)?\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:since|so far this year|this year|last year|in the (?:past|last)|over the (?:past|last)|to date|ever)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(r"\b(?:the )?(?:\w+est|worst|first|best|most)\b[^,.;]{0,30} since [^,.;]+", re.IGNORECASE)
_PERIODS = {"daily": "day", "weekly": "week", "monthly": "month", "annual": "year"}


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
    return tuple(dict.fromkeys(_name(match) for match in _FRAME.finditer(text)))


def noun_class(words: str) -> str:
    """The class that a counted noun phrase belongs to: "people", "child", or its own singular with its modifiers."""
    tokens = [token for token in re.findall(r"[\w’'-]+", words) if token.lower() not in _NEUTRAL]
    if not tokens:
        return ""
    noun = singular(tokens[-1].lower())
    noun = PEOPLE if noun in _PEOPLE_NOUN else "child" if noun in _CHILD_NOUN else noun
    return " ".join([*(token.lower() for token in tokens[:-1]), noun])


def is_person(noun: str) -> bool:
    """Whether a class of noun stands for persons of some kind, such as "people", "worker" or "factory worker"."""
    return noun == PEOPLE or _PERSON_NOUN.match(noun.split()[-1]) is not None


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
    before = sentence[: figure.start]
    if _PAST_BEFORE.search(before[-60:]) or re.search(r"\b(?:another|additional|further) $", before):
        return None
    clause = _clause(sentence, figure)
    if _HYPOTHETICAL.search(sentence[clause[0] : figure.start][-60:]) and figure.unit not in MONEY:
        return None
    if re.match(r"\s+(?:an?|per|each) [a-z]", sentence[figure.end :]) and figure.unit not in MONEY:
        return None  # "24 kilometres a second" is no distance
    phrase, end = _counted_phrase(sentence, figure.end, limit)
    if re.match(
        r"\s*(?:of (?:the|them|those|these|its|their|whom)|more|others?|additional|further)\b", sentence[figure.end :]
    ):
        return None
    frame, implied = _frame(sentence, figure, end, limit)
    noun = noun_class(phrase)
    if implied or (not noun and frame):
        noun = noun if noun and not implied else PEOPLE
    if not frame and not noun and previous and _ELLIPTIC_BEFORE.search(before[-60:]):
        noun, frame = previous.noun, previous.frame
    if frame == "attending" and noun.split(" ")[-1] in _CROWD_NOUN:
        noun = PEOPLE
    if _is_part(sentence, figure) and noun == PEOPLE:
        return None
    return Count(figure, noun, frame, _scope(sentence[slice(*clause)]), clause)


def _scope(clause: str) -> str:
    clause = _RECORD.sub("", clause)  # "the highest since 1993" counts nothing since then
    if rate := _RATE.search(clause):
        return f"per {_PERIODS.get((rate['ly'] or '').lower(), (rate['unit'] or '').lower())}"
    return "since" if _SINCE.search(clause) else ""


def _is_part(sentence: str, figure: Figure) -> bool:
    return _PART_BEFORE.search(sentence[: figure.start][-30:]) is not None


def _clause(sentence: str, figure: Figure) -> tuple[int, int]:
    """The stretch around the figure that no semicolon, dash or contrasting conjunction divides."""
    breaks = [(match.start(), match.end()) for match in _CLAUSE_BREAK.finditer(sentence)]
    start = max((end for _, end in breaks if end <= figure.start), default=0)
    return start, min((begin for begin, _ in breaks if begin >= figure.end), default=len(sentence))


_CLAUSE_BREAK = re.compile(
    r";|:|\s[–—-]\s|,? (?:while|but|whereas|although|though)\b|, and (?=[A-Z])|[.!?][\"”’]? (?=[A-Z])"
)


def _counted_phrase(sentence: str, start: int, limit: int) -> tuple[str, int]:
    """The noun phrase right after a figure and where it ends; empty when a verb or a stop follows at once."""
    end = position = start
    for _ in range(5):
        token = re.compile(r"[ \xa0]([A-Za-zÀ-ÿ][\w’'-]*)").match(sentence, position)
        if not token or token.end() > limit or token[1].lower() in _STOP_TOKEN:
            break
        lemma = singular(token[1].lower())
        if lemma not in _PEOPLE_NOUN and _FRAME.match(sentence, token.start(1)) and not _noun_like(token[1]):
            break
        end = position = token.end()
        if lemma in _PEOPLE_NOUN | _CHILD_NOUN | _CROWD_NOUN:
            break
    return sentence[start:end].strip(), end


def _noun_like(word: str) -> bool:
    return word.lower() in (
        "deaths",
        "death",
        "fatalities",
        "fatality",
        "injuries",
        "injury",
        "arrests",
        "evacuations",
        "hospitalizations",
    )


def _frame(sentence: str, figure: Figure, phrase_end: int, limit: int) -> tuple[str, bool]:
    """The frame of a figure, and whether it alone says that people are counted ("46 deaths", "a toll of 46")."""
    before, phrase = sentence[: figure.start], sentence[figure.end : phrase_end].strip()
    if phrase and _noun_like(phrase.split()[-1]):
        match = _FRAME.match(phrase.split()[-1])
        return (_name(match), True) if match else ("", False)
    if toll := _TOLL_BEFORE.search(before[-90:]):
        return _toll_frame(toll), not phrase
    if killing := _KILLING_BEFORE.search(before[-45:]):
        verb = killing["frame"].lower()
        if verb not in ("left", "leaving"):
            match = _FRAME.search("killed" if verb.startswith(("kill", "claimed")) else verb)
            return (_name(match) if match else ""), False
    return _frame_after(sentence[phrase_end:limit]), False


def _toll_frame(toll: re.Match[str]) -> str:
    if toll["toll"]:
        return {"death": "killed", "injury": "injured"}.get(toll["toll"].lower(), "")
    if toll["crowd"]:
        return "attending"
    match = _FRAME.search(toll["deaths"] or toll.group())
    return _name(match) if match else ""


def _frame_after(rest: str) -> str:
    """The frame that a verb after the counted phrase opens: at once ("46 hurt") or with its auxiliary ("have been hurt")."""
    rest = re.sub(
        r"^,? (?:including|among them|mostly|most of them|many of them)[^,]*?(?=,| (?:have|had|has|were|was|are) )",
        "",
        rest,
    )
    rest = rest.lstrip(",")
    for match in _FRAME.finditer(rest):
        gap = rest[: match.start()]
        if re.search(r"[;:.!?]|\b(?:who|that|which|when|after|while|because|saw|said|told)\b", gap):
            return ""
        if (
            not gap.strip()
            or _AUXILIARY.search(gap)
            or re.fullmatch(r"\s*(?:or|and|were|to be|also|\w+ly|to)?\s*", gap)
        ):
            return _name(match)
        if _ACTIVE.match(match.group().lower()) and not re.search(r"\b(?:were|was|had|have|has|are|is)\b|,", gap):
            return _name(match)
    return ""


def _name(match: re.Match[str]) -> str:
    return _FRAME_NAMES[int((match.lastgroup or "f0")[1:])]
