"""Where a sentence brings a value of the sort that a question seeks, and that the question does not have."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from assistant.engine.facts.words import lemma
from assistant.engine.questions.dates import find_dates
from assistant.engine.ranking.asked import Asked, read_wording
from assistant.engine.ranking.sought import Value
from assistant.engine.ranking.word_similarity import similarity
from assistant.engine.speech.quotations import quotations
from assistant.engine.speech.speech import is_pronoun, reports
from assistant.engine.terms import content_terms, names, stem, word_set, words
from assistant.engine.values.counts import counts, is_person
from assistant.engine.values.figures import Figure, figures
from assistant.engine.values.units import MONEY
from assistant.engine.values.wanted import wanted

Place = tuple[int, float]
"""First character of a value, and how well it fits, 0 to 1."""

_YEAR = re.compile(r"(?<![\w.,-])(?:1[0-9]|20)\d\d(?:s\b|(?![\w%]))")
_TIME = re.compile(
    r"\b(?:\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m|midnight|noon|dawn|dusk|yesterday|today|tonight|tomorrow|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|next|this|earlier this) (?:week|month|year|spring|summer|"
    r"autumn|fall|winter)|\d+(?:st|nd|rd|th) century)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|caused?|causing|led to|leading to|in order to|so that|so as to|"
    r"blamed?|reasons?|prompted|after|amid|over|since|to (?:avoid|prevent|protect|make|keep|get|stop|allow|help)|"
    r"thanks to|therefore|resulted|triggered|for fear|citing|accused of|on charges|motivated)\b",
    re.IGNORECASE,
)
_LOOSE_REASONS = word_set("after over since amid")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|from|to|of|outside|around|into|across|off|on|through)(?: the)? $")
_PARTS = re.compile(
    r"\b(?:half|a third|two-thirds|a quarter|three-quarters|most|majority|one in \w+)\b", re.IGNORECASE
)
_COUNT_WORD = re.compile(r"\b(?:dozens|hundreds|thousands|millions|several|none|nobody|twice|once)\b", re.IGNORECASE)
_AGES = (
    (re.compile(r"\baged? \d{1,3}\b|\b\d{1,3}[ -]years?[ -]old\b|\b\d{1,3} years of age\b", re.IGNORECASE), 1.0),
    (re.compile(r"(?<=[a-z]), (?:who (?:is|was) )?\d{1,3}(?=[,.])"), 1.0),
    (re.compile(r"\b(?:is|was|turned|turns) \d{1,3}\b(?! \w)"), 0.8),
    (re.compile(r"\bborn (?:in|on)\b"), 0.6),
)
_FURTHER_CURRENCY = re.compile(
    r"\s*(?:kron(?:a|or|er)|yen|won|rupees?|reais|rand|shekels?|dinars?|dirhams?|riyals?|zlotys?|forints?|hryvnias?|baht|"
    r"ringgit|rupiah|dong|taka|naira|shillings?|cents?|pence|bucks)\b",
    re.IGNORECASE,
)
_DEGREES = re.compile(r"-?\d+(?:\.\d+)? ?(?:°|degrees?\b|[CF]\b)", re.IGNORECASE)
_PER_TIME = re.compile(r" (?:an?|per) (?:second|minute|hour|day)\b")
_FREQUENCY = re.compile(
    r"\b(?:every (?:other |few |\w+ )?(?:second|minute|hour|day|night|week|month|year)s?|daily|weekly|monthly|yearly|"
    r"annually|hourly|(?:once|twice|times) (?:an?|per|every) \w+)\b",
    re.IGNORECASE,
)

_KIN = 0.6
"""From this similarity on, a noun stands for another."""

_SPEAKER = re.compile(
    r"\b(?:say|said|says|tell|told|think|claim|announce|report|write|argue|warn|deny|respond|react|reply|comment|demand|"
    r"promise|state|suggest|allege|describe|admit|explain|urge|accuse|ask|call|about)\b",
    re.IGNORECASE,
)
"""In a question about speech, what stands before it names the speaker."""

_COUNTABLE = ("", "m", "kg", "m2", "km/h", "lb", "cc")


def values(sentence: str, asked: Asked) -> tuple[Place, ...]:
    """Where in `sentence` new values of the sought sort begin, with their fit.

    Empty when there is none, and where the question seeks `Value.ANY`.
    """
    finder = _FINDERS.get(asked.sought.value)
    return tuple(finder(sentence, asked)) if finder else ()


def _named(sentence: str, asked: Asked) -> Iterator[Place]:
    """Names, best beside the noun that the question wants named."""
    near = _noun_places(sentence, asked)
    for _, at in _new_names(sentence, asked):
        close = any(abs(at - place) <= 40 for place in near)
        yield at, 1.0 if close or not asked.sought.noun else 0.6


def _people(sentence: str, asked: Asked) -> Iterator[Place]:
    for _, at in _new_names(sentence, asked):
        yield at, 0.6 if _PLACE_BEFORE.search(sentence[:at]) else 1.0
    if not asked.sought.noun:
        return
    for at in _noun_places(sentence, asked):
        yield at, 0.5


def _places(sentence: str, asked: Asked) -> Iterator[Place]:
    for _, at in _new_names(sentence, asked):
        yield at, 1.0 if _PLACE_BEFORE.search(sentence[:at]) else 0.4


def _new_names(sentence: str, asked: Asked) -> Iterator[tuple[str, int]]:
    for name, at in _names_at(sentence):
        terms = set(content_terms(name))
        if terms and not terms <= asked.stems:
            yield name, at


@lru_cache(maxsize=4096)
def _names_at(sentence: str) -> tuple[tuple[str, int], ...]:
    return tuple((name, max(0, sentence.find(name))) for name in names(sentence))


def _things(sentence: str, asked: Asked) -> Iterator[Place]:
    """The noun, or a word for something of its kind, best with a new name beside it."""
    new = [at for _, at in _new_names(sentence, asked)]
    near = _noun_places(sentence, asked)
    for at in near:
        yield at, 1.0 if any(abs(at - other) <= 40 for other in new) else 0.7
    if not near:
        yield from ((at, 0.3) for at in new)


def _noun_places(sentence: str, asked: Asked) -> list[int]:
    """Where the noun that the question asks for stands, or a kin of it."""
    if not asked.sought.noun:
        return []
    wording, found, position = read_wording(sentence), [], 0
    for word in words(sentence):
        position = sentence.index(word, position)
        if stem(word) in wording.content and _kin(asked.sought.noun, lemma(word.lower())):
            found.append(position)
        position += len(word)
    return found


def _kin(noun: str, other: str) -> bool:
    """Whether two nouns in their dictionary form are the same or near in meaning."""
    return similarity(noun, other) >= _KIN


def _moments(sentence: str, asked: Asked) -> Iterator[Place]:
    known = asked.text.casefold()
    spans = [*find_dates(sentence), *(match.span() for match in _YEAR.finditer(sentence))]
    firm = {start: sentence[start:end] for start, end in spans}
    loose = {match.start(): match.group() for match in _TIME.finditer(sentence) if match.start() not in firm}
    for start, written in sorted({**firm, **loose}.items()):
        if written.casefold() not in known:
            yield start, 1.0 if start in firm else 0.6


def _numbers(sentence: str, asked: Asked) -> Iterator[Place]:
    """Counts, best of the same noun and of what happened to it."""
    seeks = wanted(asked.text)
    told = {count.figure.start: count for count in counts(sentence)}
    for figure in _new_figures(sentence, asked):
        if figure.unit not in _COUNTABLE:
            continue
        count = told.get(figure.start)
        same = bool(count and seeks and seeks.noun) and _same_counted(count.noun, seeks.noun)  # type: ignore[union-attr]
        framed = bool(count and seeks and count.frame and count.frame in seeks.frames)
        yield figure.start, max(_beside_noun(sentence, figure, asked.sought.noun), 0.9 * (same or framed), 0.3)
    for match in _COUNT_WORD.finditer(sentence):
        yield match.start(), 0.3


def _same_counted(one: str, other: str) -> bool:
    return bool(one) and (one.rpartition(" ")[2] == other.rpartition(" ")[2] or (is_person(one) and is_person(other)))


def _beside_noun(sentence: str, figure: Figure, noun: str) -> float:
    """1 when the counted noun follows the number, 0.8 when none is named, 0.5 when it stands elsewhere, else 0.3."""
    if not noun:
        return 0.8
    after = [lemma(word.lower()) for word in words(sentence[figure.end : figure.end + 60])[:4]]
    if any(_kin(noun, other) for other in after):
        return 1.0
    return 0.5 if noun in read_wording(sentence).content_lemmas else 0.3


def _measures(sentence: str, asked: Asked) -> Iterator[Place]:
    unit = asked.sought.unit
    if unit == "degree":
        yield from ((match.start(), 1.0) for match in _DEGREES.finditer(sentence))
    for figure in _new_figures(sentence, asked):
        speed = unit == "km/h" and figure.unit == "m" and _PER_TIME.match(sentence, figure.end)
        yield figure.start, 1.0 if figure.unit == unit or speed else 0.15


def _ages(sentence: str, asked: Asked) -> Iterator[Place]:
    for pattern, fit in _AGES:
        yield from ((match.start(), fit) for match in pattern.finditer(sentence))


def _money(sentence: str, asked: Asked) -> Iterator[Place]:
    for figure in _new_figures(sentence, asked):
        if figure.unit in MONEY or _FURTHER_CURRENCY.match(sentence, figure.end):
            yield figure.start, 1.0
        elif not figure.unit and figure.low >= 1000:
            yield figure.start, 0.3


def _percentages(sentence: str, asked: Asked) -> Iterator[Place]:
    for figure in _new_figures(sentence, asked):
        if figure.unit == "%":
            yield figure.start, 1.0
    for match in _PARTS.finditer(sentence):
        yield match.start(), 0.5


def _durations(sentence: str, asked: Asked) -> Iterator[Place]:
    for figure in _new_figures(sentence, asked):
        if figure.unit == "s":
            yield figure.start, 1.0
    for start, fit in _moments(sentence, asked):
        yield start, 0.3 * fit


def _new_figures(sentence: str, asked: Asked) -> list[Figure]:
    known = asked.text.casefold()
    return [figure for figure in figures(sentence) if figure.text.casefold() not in known]


def _rates(sentence: str, asked: Asked) -> Iterator[Place]:
    yield from ((match.start(), 1.0) for match in _FREQUENCY.finditer(sentence))


def _reasons(sentence: str, asked: Asked) -> Iterator[Place]:
    for match in _REASON.finditer(sentence):
        yield match.start(), 0.5 if match.group().lower() in _LOOSE_REASONS else 1.0


def _sayings(sentence: str, asked: Asked) -> Iterator[Place]:
    """Reports, best of the speaker that is asked about, and quotations that go on from a sentence before."""
    speaker = content_terms(_SPEAKER.split(asked.text, maxsplit=1)[0])
    told = reports(sentence)
    for report in told:
        subject = sentence[slice(*report.subject)]
        yield report.verb[0], 0.6 if is_pronoun(subject) else 0.2 + 0.8 * _same_speaker(speaker, subject)
    if not told:
        yield from ((start, 0.5) for start, _ in quotations(sentence))


def _same_speaker(asked_for: Sequence[str], subject: str) -> float:
    """1 when the subject has the last word of who is asked about, else the share of the words that it has."""
    said = read_wording(subject).content
    if not asked_for:
        return 0.5
    return 1.0 if asked_for[-1] in said else len(said.intersection(asked_for)) / len(asked_for)


_FINDERS: Mapping[Value, Callable[[str, Asked], Iterator[Place]]] = MappingProxyType(
    {
        Value.NAME: _named,
        Value.PERSON: _people,
        Value.PLACE: _places,
        Value.DATE: _moments,
        Value.DURATION: _durations,
        Value.COUNT: _numbers,
        Value.MEASURE: _measures,
        Value.AGE: _ages,
        Value.RATE: _rates,
        Value.MONEY: _money,
        Value.PERCENT: _percentages,
        Value.REASON: _reasons,
        Value.QUOTE: _sayings,
        Value.THING: _things,
    }
)
