"""Which kind of value a question asks for, so that only values of that kind are compared."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.engine.values.count_words import PEOPLE
from assistant.engine.values.counts import frames_in, is_person, noun_class, singular
from assistant.engine.word_list import word_list

_OPENERS = r"(?:was|were|is|are|did|does|do|has|have|had|will|would|can|could|should|may|might|who|whom|whose|what|which|where|why|how)"
_ASKS_WHEN = (
    rf"^(?!(?:\w+ )?{_OPENERS}\b)(?:[\w’'-]+,? ){{0,9}}?when\b"
    rf"|^(?!(?:\w+ )?(?:who|whom|what|which|where|how)\b).*\b(?:know|known|clear|say|said|tell|told|announced?|decided?|explain|remember"
    r"|reveal(?:ed)?) when\b|\band when\b|\bwhen (?:was|were|is|are|did|does|do|has|have|had|will|would|should)\b|^(?:\w+ )?when\b"
)
"""A question for a time; in "was there a fire when it sank" the word only joins."""


class Sort(StrEnum):
    """Sorts of values that sources can differ on."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    AGE = "age"
    MEASURE = "measure"
    POPULATION = "population"
    WHEN = "when"
    WHERE = "where"
    WHO = "who"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The kind of value that a question asks for."""

    sort: Sort
    noun: str
    """For a count, the class of the counted noun; "people" when the question only says "how many were hurt"."""
    frames: tuple[str, ...]
    """For a count of people, what happened to them; a broad question ("casualties") has several."""
    names: frozenset[str]
    """Stems of the names in the question; they say which event, person or place it is about."""
    terms: frozenset[str]
    """Stems of its other telling words, such as the verb."""


_BROAD = (
    (r"\bcasualt(?:y|ies)\b", ("killed", "injured")),
    (r"\btoll\b", ("killed",)),
    (r"\b(?:hurt|harmed|poisoned)\b", ("injured", "hospitalised")),
    (r"\b(?:affected|victims)\b", ("killed", "injured", "hospitalised")),
)
AMOUNT = (
    r"\bhow much (?:\w+ )?(?:oil|crude|fuel|petrol|diesel|gas|water|sewage|acid|chemicals?|waste|rubbish|rubble|earth|mud|sand|rock"
    r"|grain|wheat|rice|maize|food|fish|meat|coal|ore|iron|steel|copper|gold|silver|cement|concrete|cargo|cocaine|heroin"
    r"|cannabis)\b|\bhow many (?:tonnes|tons|kilos|kilograms|pounds|lit(?:re|er)s|gallons|barrels)\b"
)
"""Questions for how much there is of something that is weighed or measured."""
RAIN = (
    r"\bhow (?:much|many \w+ of) (?:\w+ )?(?:rain|rainfall|snow|hail|precipitation)\b"
    r"|^what (?:was|is) the (?:\w+ ){0,2}rainfall\b"
)
"""Questions for what fell, given in depth."""
_LENGTHS = (
    r"\bhow many (?:kilomet(?:re|er)s|miles|met(?:re|er)s|centimet(?:re|er)s|millimet(?:re|er)s|feet|inches|km)\b"
)
TIMES = r"\bhow many (?:seconds|minutes|hours|days|weeks|months|years)\b"
""""How many" before a unit asks for a measure, whatever its answer is given in."""
_PATTERNS = (
    (Sort.POPULATION, r"\bpopulation of\b|\bhow many (?:people|inhabitants|residents) (?:live|lived|reside)\b"),
    (Sort.AGE, r"\bhow old\b|\bwhat (?:is|was) (?:the )?age of\b|\bwhat age\b"),
    (
        Sort.PERCENT,
        r"\b(?:what|which) (?:\w+ )?(?:percent|percentage|share|proportion|portion|fraction|stake)\b"
        r"|\bhow (?:big|large|much of) (?:is |was )?an? (?:share|stake|part)\b|\bhow many per ?cent\b"
        r"|\bwhat (?:is|was) (?:the )?(?:[\w-]+ ){0,3}(?:turnout|rate|percentage|share|coverage)\b"
        r"|\bhow (?:high|low|much) (?:is|was) (?:the )?(?:[\w-]+ ){0,3}(?:turnout|rate|share|coverage)\b",
    ),
    (
        Sort.MONEY,
        r"\bhow much (?:[\w’'-]+ ){0,9}?(?:costs?|pay|paid|spen[dt]|earn|worth|raised?|fined?|money|lose"
        r"|lost|sold|sell|buy"
        r"|bought|charged?|invest|damages?)\b|\bhow much (?:did|does|do|is|was|were|will|has)\b"
        r"|\b(?:what|which) (?:sums?|amounts?)(?: of money)? (?:was|were|is|are|has|have|had|did|does|do|will|would|went|came|goes)\b"
        r"|\bwhat (?:does|did|do|will|would|has) .*\b(?:cost|pay|paid|spend|spent|earn)\b"
        r"|\bwhat (?:is|was|are|were) .*(?-i:\bworth)\??$"
        r"|\b(?:what|how (?:high|big|large)) (?:is|was|were) (?:the |its |his |her |their )?(?:[\w-]+ ){0,3}(?:cost|price|value"
        r"|budget|fine|salary|revenue|profit|damage|dividend|bonus|debt|deficit|loss|grant|loan|ransom|payment|bill)(?:e?s)?\b",
    ),
    (Sort.MEASURE, rf"{RAIN}|{_LENGTHS}|{TIMES}"),
    (Sort.MEASURE, rf"(?:{AMOUNT})(?! (?:[\w’'-]+ )*(?:costs?|worth|sold for))"),
    (
        Sort.COUNT,
        r"\bhow many\b|^(?:what|how)\b.*\b(?:toll|casualties|number of)\b|\bhow (?:big|large) (?:was|is)"
        r" the (?:crowd|turnout)\b",
    ),
    (
        Sort.MEASURE,
        r"\bhow (?:long|far|close|high|tall|large|big|fast|deep|heavy|wide|strong)\b"
        r"|\bwhat (?:is|was) the (?:\w+ )?(?:length|distance|height|size|speed|weight|depth|area|duration"
        r"|magnitude)\b"
        r"|^what\b.*\bin (?:(?:cubic|square) )?(?:kilomet(?:re|er)s|met(?:re|er)s|miles|feet|tonnes|tons|lit(?:re|er)s|hectares"
        r"|acres|hours|minutes|days)(?: (?:per|an?) \w+)?\??$",
    ),
    (
        Sort.PERCENT,
        r"^(?!.*\b(?:march|rall(?:y|ies)|protests?|demonstrations?|parades?|crowds?|who|what|when|why|how|where|which|was|were"
        r"|is|are|did|does|do|has|have|had|will)\b).*\bturnout\b",
    ),
    (Sort.WHEN, rf"{_ASKS_WHEN}|\b(?:what|which) (?:date|day|year|month|time)\b"),
    (
        Sort.WHERE,
        r"^where\b|\b(?:what|which) (?:city|country|town|village|place|state|province|district|neighbou?rhood)\b",
    ),
    (Sort.WHO, r"^(?:who|by whom)\b"),
)
_SORTS = tuple((sort, re.compile(pattern, re.IGNORECASE)) for sort, pattern in _PATTERNS)
_HOW_MANY = re.compile(
    r"\bhow many (?:of the |of |more )?((?:[\w’'-]++ ?)*?)(?=\b(?:were|was|are|is|have|has|had|did|do|does"
    r"|will|would|can|could"
    r"|died|killed|injured|attended|took|marched|in|at|on|remain|live|joined|\w+ed)\b|\?|$)",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\bnumber of ((?:[\w’'-]++ ?){1,3}?)(?=\b(?:were|was|in|at|of|who|that|killed|injured|hospitali\w+)\b|\?|$)",
    re.IGNORECASE,
)
_IDLE = frozenset(
    word_list("""
    the a an of in on at to for from by with and or is are was were be been being do does did has have had will
    would can could who what which when where how why many much there that this these those it its his her their any
    people person total number according said say says reported report happen happened take place took during after
    before about into as against between over under out up down off than more most all some other estimated share
    percent percentage proportion portion fraction get gets got current monday tuesday wednesday thursday friday saturday sunday currently now
    january february march april june july august september october november december
    exactly latest date year day month time city country old long far close come came high big large
    """)
)
_NAME = re.compile(r"(?<!^)\b[A-ZÀ-ÖØ-Þ][\w’'-]*|(?<=[\"“'‘])[\w’' -]+(?=[\"”’'])")


def stem(word: str) -> str:
    """A short form that inflections, and "Syria" and "Syrian", share."""
    word = re.sub(r"['’]s?$", "", word.lower())
    return re.sub(r"(?:ian|ean|ish|ing|ed|ers?|ions?|ly|es|s|e|n|d)$", "", word)[:7] if len(word) > 4 else word


@lru_cache(maxsize=2048)
def stems(text: str) -> frozenset[str]:
    """The stems of every word of a text."""
    return frozenset(stem(word) for word in re.findall(r"[^\W\d_][\w’'-]*", text))


def asks_for_hour(question: str) -> bool:
    """Whether a question of the sort WHEN wants a time of day, not a date."""
    return re.search(r"\bwhat time\b", question, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Setting:
    """A sentence with what a reader has read before it."""

    sentence: str
    before: str
    """The sentence before it in its paragraph; empty for the first."""
    title: str
    article: str
    """Title and text of the whole article, lower case."""
    answers: bool = False
    """The ranking takes the sentence for an answer, so that it need not share the question's words."""
    near: bool = False
    """The ranking takes it for something near an answer."""

    def around(self) -> frozenset[str]:
        """The stems of sentence, sentence before and title."""
        return stems(self.sentence) | stems(self.before) | stems(self.title)

    def has(self, telling: frozenset[str], share: float) -> bool:
        """Whether sentence, sentence before and title have at least this share of the stems."""
        return len(telling & self.around()) >= share * len(telling)

    def tells(self, telling: frozenset[str], share: float) -> bool:
        """The same, and the sentence itself has one of them; true when there are none."""
        return not telling or (bool(telling & stems(self.sentence)) and self.has(telling, share))

    def fits(self, wanted: Wanted, share: float, focus: str = "") -> bool:
        """Whether the sentence is about what the question is about.

        Sentence, sentence before and title together have at least this share of the question's stems, and at least
        two; the sentence itself has half of its terms, and there are some. When the sentence has the `focus` of the
        question (the stem of "turnout"), the names may stand anywhere in the article. What answers in other words
        needs only the names, anywhere; what comes near an answer, all names in the sentence and most terms anywhere.
        """
        here, around = stems(self.sentence), self.around()
        if self.answers:
            return sum(name in self.article for name in wanted.names) >= 0.5 * len(wanted.names)
        told = sum(term in self.article for term in wanted.terms)
        if self.near and wanted.names and wanted.names <= here and told >= share * len(wanted.terms):
            return True
        named = (
            wanted.names & around if focus not in here else {name for name in wanted.names if name in self.article}
        )
        told = len(wanted.terms & around) + len(named)
        enough = told >= max(2, share * len(wanted.names | wanted.terms)) and len(named) >= 0.5 * len(wanted.names)
        return bool(wanted.terms) and enough and len(wanted.terms & here) >= 0.5 * len(wanted.terms)


@lru_cache(maxsize=256)
def wanted(question: str) -> Wanted | None:
    """The kind of value the question asks for; None when it asks for no value that can be compared."""
    question = re.sub(
        r",? according to [^?,]+|\b(?:does|do|did) \S+ (?:say|report)\b", "", question, flags=re.IGNORECASE
    ).strip()
    sort = next((sort for sort, pattern in _SORTS if pattern.search(question)), None)
    if sort is None:
        return None
    noun, frames = _counted(question) if sort is Sort.COUNT else ("", ())
    names = frozenset(
        stem(word)
        for name in _NAME.findall(question)
        for word in re.findall(r"[\w’'-]+", name)
        if word.lower() not in _IDLE
    )
    counted = {stem(form) for word in noun.split() for form in (word, word + "s")}
    words = [
        word
        for word in re.findall(r"[^\W\d_][\w’'-]*", question)
        if word.lower() not in _IDLE and not (frames and frames_in(word))
    ]
    return Wanted(sort, noun, frames, names, frozenset(map(stem, words)) - names - counted)


def _counted(question: str) -> tuple[str, tuple[str, ...]]:
    """The class of what a question counts, and the frames that it asks about."""
    match = _HOW_MANY.search(question) or _NUMBER_OF.search(question)
    frames = frames_in(question)
    broad = next((found for pattern, found in _BROAD if re.search(pattern, question, re.IGNORECASE)), ())
    words = match[1].split() if match else []
    plural = next(
        (place for place, word in enumerate(words) if singular(word.lower()) != word.lower() or word == "people"),
        None,
    )
    words = words[: plural + 1] if plural is not None else words  # "how many jobs depend"
    if words and (frames_in(words[-1]) or frames_in(singular(words[-1]))):
        words = words[:-1]  # "how many deaths" counts people
    noun = noun_class(" ".join(words)) or (PEOPLE if frames or broad else "")
    if noun != "child" and not is_person(noun):
        return noun, ()
    return noun, tuple(dict.fromkeys([*broad, *frames]))
