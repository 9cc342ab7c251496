"""Whether two sentences can be about the same occasion: their dates, their places and what the articles share."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from assistant.engine.values.wanted import stem
from assistant.engine.values.years import counts_something
from assistant.engine.word_list import word_list

_MONTHS = word_list("""
    january february march april may june july august september october november december
    """)
_MONTH_NUMBER = (
    {name: number for number, name in enumerate(_MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
    | {"sept": 9}
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})\b\.?(?:,? (?P<year>\d{{4}}))?"
    rf"|\b(?P<month2>{_MONTH})\b\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,? (?P<year2>\d{{4}}))?"
    rf"|\b(?i:in|since|of|until|by|last|early|late|mid|during) (?P<month3>{_MONTH})\b(?:,? (?P<year3>\d{{4}}))?"
    r"|\b(?P<iso>\d{4})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)\b"
    r"|(?<![\d,.$£€-])\b(?P<year4>1[5-9]\d\d|20\d\d)\b(?![\d,.]\d)"
)
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_KIND_OF_PLACE = (
    r"(?:north|south|east|west|central|mid|city|town|village|county|province|region|district|suburb|port|capital|state"
    r"|outskirts|cent(?:re|er)|neighbou?rhood|area|neighbou?ring|nearby|adjacent|adjoining|coastal|rural|downtown"
    r"|mountainous|remote|island|municipality)(?:ern)?"
)
_PLACE_NAME = r"((?:[A-ZÀ-Þ][\w’'-]+|al-[A-Z]\w+)(?: (?:[A-ZÀ-Þ][\w’'-]+|al-[A-Z]\w+))*)"
_NO_PLACE_WORD = (
    r"(?!(?:past|last|next|first|same|early|late|end|start|week|month|year|hours?|days?|night|morning|evening|afternoon"
    r"|wake|run|face|case|name|hands?|of|and|or|by|to|with|from|after|before|when|as|for|on|in|at)\b)[a-z][a-z-]*"
)
_PLACE = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]cross|[Tt]hroughout|hit|struck|reached)"
    rf"(?:(?: the)?(?: {_KIND_OF_PLACE}(?: of)?){{0,3}}| the(?: {_NO_PLACE_WORD}){{1,2}}(?: of)?| an?(?: {_NO_PLACE_WORD}){{1,2}} of)"
    rf" {_PLACE_NAME}"
)
_ANOTHER_PLACE = re.compile(
    r"\b(?:in|at|near|across) (?:(?:the|an?|its|some|several) )?(?:other|neighbou?ring|nearby|adjacent|adjoining)"
    r" (?:[a-z]+ )?(?:(?:towns?|villages?|cit(?:y|ies)|count(?:y|ies)|provinces?|districts?|regions?|states?|countr(?:y|ies)"
    r"|islands?|suburbs?|valleys?|municipalit(?:y|ies)|parts?)\b|(?-i:[A-ZÀ-Þ]))|\b(?:in|at|near) another (?:[a-z]+ )?"
    r"(?:town|village|city|county|province|district|region|state|country|island|suburb|valley|part)\b|\belsewhere\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?\n] )(?<!^)\b[A-ZÀ-Þ][\w-]{2,}", re.MULTILINE)
_NO_NAME = frozenset(
    word_list("""
    the this that these what who when some most more one two three four five six seven
    """)
)
_TIME_WORD = re.compile(rf"(?:{_MONTH}|{'|'.join(_WEEKDAYS)})$", re.IGNORECASE)
_ELSEWHEN = re.compile(
    r"\b(?:previous(?:ly)?|earlier|since (?:\w+ )?\d{4}, when|last year|years? (?:ago|earlier|before)|in the past"
    r"|a similar|decades? ago|another (?:attack|accident|fire|quake|storm)"
    r"|back in|months? (?:ago|earlier)|the first such|the worst since|historic(?:al)?)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:the )?(?:\w+est|worst|first|best|most)\b[^,.;]{0,30} since [^,.;]+(?=[.;]|,(?! when\b)|$)", re.IGNORECASE
)
_NEAR = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Day:
    """A date with what is known of it; 0 for a part that is not said."""

    year: int
    month: int
    day: int

    def agrees_with(self, other: "Day") -> bool:
        """Whether no part that both say differs."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(0 in pair or pair[0] == pair[1] for pair in pairs)

    def is_near(self, published: date) -> bool:
        """Whether an article of that day may mean this date without saying more."""
        if self.year and abs(self.year - published.year) > 1:
            return False
        if not self.month:
            return self.year == published.year
        year = self.year or published.year
        candidates = [
            date(y, self.month, min(self.day or 15, 28)) for y in ({year} if self.year else {year, year - 1})
        ]
        return any(abs(candidate - published) <= _NEAR for candidate in candidates)


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and where a sentence places what it tells."""

    days: tuple[Day, ...]
    """Dates it says."""
    weekdays: frozenset[str]
    places: frozenset[str]
    """Lower-case words of the place names it says."""
    background: bool
    """It speaks of something earlier ("years ago", "a similar attack")."""
    elsewhere: bool
    """It sets its place apart from another one ("in the neighbouring county")."""
    names: frozenset[str]
    """Lower-case words of the names in the sentence, the one before it and the title."""
    published: date | None
    article: str
    """The whole text and title, lower case, for what the other sentence's article shares with it."""


@lru_cache(maxsize=2048)
def days_in(text: str) -> tuple[Day, ...]:
    """The dates that a text writes out, in order."""
    return tuple(day for _, _, day in day_matches(text))


def day_matches(text: str) -> list[tuple[int, int, Day]]:
    """Start, end and value of every date that a text writes out."""
    return [
        (match.start(), match.end(), _day(match))
        for match in _DATE.finditer(text)
        if not (match["year4"] and counts_something(text, match.start("year4"), match.end("year4")))
    ]


def _day(match: re.Match[str]) -> Day:
    if match["iso"]:
        return Day(int(match["iso"]), int(match["iso_month"]), int(match["iso_day"]))
    month = match["month"] or match["month2"] or match["month3"] or ""
    year = match["year"] or match["year2"] or match["year3"] or match["year4"] or 0
    return Day(int(year), _MONTH_NUMBER.get(month.lower().rstrip("."), 0), int(match["day"] or match["day2"] or 0))


def occasion(sentence: str, context: str, published: date | None, article: str) -> Occasion:
    """The occasion a sentence tells of.

    `sentence` comes without the words that only say when somebody spoke, `context` is what stands before it and the
    title, `article` the whole in lower case.
    """
    sentence = _RECORD.sub("", sentence)
    places = {
        word
        for match in _PLACE.finditer(sentence)
        for word in re.findall(r"[\w’'-]+", match[1].lower())
        if not _TIME_WORD.match(word) and len(word) > 2
    }
    weekdays = frozenset(match[1].lower() for match in _WEEKDAY.finditer(sentence))
    background = _ELSEWHEN.search(sentence) is not None
    elsewhere = _ANOTHER_PLACE.search(sentence) is not None
    names = frozenset(
        word.lower()
        for word in _NAME.findall(f"{context}\n{sentence}")
        if not _TIME_WORD.match(word) and word.lower() not in _NO_NAME
    )
    return Occasion(days_in(sentence), weekdays, frozenset(places), background, elsewhere, names, published, article)


def share_names(first: Occasion, second: Occasion) -> bool:
    """Whether each article has a good part of the names around the other's sentence, so that one event is likely."""
    return all(
        sum(name in other.article for name in one.names) >= max(2, 0.5 * len(one.names))
        for one, other in ((first, second), (second, first))
    )


def may_be_same(first: Occasion, second: Occasion, kind: str, asked: frozenset[str]) -> bool:
    """Whether nothing that the two sentences say sets them on different occasions.

    `asked` has the stems of the names in the question. Where the `kind` of value compared is itself "date" or
    "place", a difference in that is what is looked for.
    """
    if first.background or second.background:
        return False
    return (kind == "date" or _times_fit(first, second)) and (kind == "place" or _places_fit(first, second, asked))


def _times_fit(first: Occasion, second: Occasion) -> bool:
    if first.days and second.days:
        return any(one.agrees_with(other) for one in first.days for other in second.days)
    if first.days or second.days:
        dated, other = (first, second) if first.days else (second, first)
        if other.published:
            return any(day.is_near(other.published) for day in dated.days)
        return dated.published is not None and any(day.is_near(dated.published) for day in dated.days)
    if first.published and second.published and first.weekdays and second.weekdays:
        return bool(_dates_of(first) & _dates_of(second))
    return not (first.weekdays and second.weekdays) or bool(first.weekdays & second.weekdays)


def _dates_of(occasion: Occasion) -> set[date]:
    """The last days before or on publication with the weekdays that are said, and the days beside them."""
    found: set[date] = set()
    if occasion.published is None:
        return found
    for weekday in occasion.weekdays:
        back = (occasion.published.weekday() - _WEEKDAYS.index(weekday)) % 7
        day = occasion.published - timedelta(days=back)
        found |= {day + timedelta(days=shift) for shift in (-1, 0, 1)}
    return found


def _places_fit(first: Occasion, second: Occasion, asked: frozenset[str]) -> bool:
    """Whether both may be about one place; another one than the question's is not set against that."""
    if any(one.elsewhere and not _is_asked(one, asked) for one in (first, second)):
        return False
    if not first.places or not second.places or first.places & second.places:
        return True
    if _is_asked(first, asked) != _is_asked(second, asked):
        return False
    return any(place in second.article for place in first.places) and any(
        place in first.article for place in second.places
    )


def _is_asked(one: Occasion, asked: frozenset[str]) -> bool:
    return any(stem(place) in asked for place in one.places)
