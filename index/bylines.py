"""Bylines that name author, publisher and day in one line, such as "By Joan Pike, Valley Times, August 3, 2024"."""

import re
from dataclasses import dataclass
from datetime import date

from index.dates import parse_date
from index.furniture import rule_for
from index.line_shapes import authors_in, ends_sentence

_MOST_CHARS = 140

_SEPARATOR = r"(?:\s*[|•·–—/]\s*|\s+-+\s+|\s*[,;]\s+)"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_CLOCK = r"(?:(?:,| at)? \d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?"
_DAY = re.compile(
    rf"(?:^|{_SEPARATOR}){_WEEKDAY}(?:(?:published|posted)(?: on)?:? )?"
    r"((?-i:[A-Z])[a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? (?-i:[A-Z])[a-z]{2,8}\.?,? \d{4}"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}){_CLOCK}(?={_SEPARATOR}|$)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:(?:written|reported|text) )?by:? (?=[A-Z])", re.IGNORECASE)
_WORD = r"(?:[A-Z][\w'’.&-]*|of|the|for|and|&|de|van|von|der|la|bin|al|el)"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{0,6}}")
_PERSON = re.compile(r"[A-Z][\w'’.-]+(?: (?:[A-Z][\w'’.-]*|de|van|von|der|la|bin|al|el)){1,3}")
_ROLE = re.compile(
    r"\b(?:writer|editor|correspondent|reporter|staff|contributor|columnist|bureau|photographer)s?$", re.I
)
_OUTLET = re.compile(
    r"\b(?:times|news|newspaper|post|herald|journal|tribune|gazette|chronicle|observer|guardian|telegraph|press|agency"
    r"|daily|weekly|monthly|review|globe|monitor|courier|examiner|inquirer|register|sentinel|standard|today|bulletin"
    r"|dispatch|express|independent|ledger|wire|radio|tv|television|network|magazine|media|broadcasting|argus|advertiser"
    r"|reuters|bloomberg|xinhua|afp|bbc|cnn|npr|dpa|tass|upi)\b|\w\.(?:com|org|net|co\.\w\w)$",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:the )?(?:world|local|breaking|latest|top|business|sports?|national|international|regional|political|us|uk) news",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line says about its article."""

    authors: tuple[str, ...]
    """At least one."""
    publisher: str
    """Empty when the line names none for certain."""
    published: date


def byline_in(line: str) -> Byline | None:
    """What a line says that is made of an author, a day and perhaps a publisher, and of nothing else.

    None for any other line: a sentence that mentions a day, the day beside a newspaper's name at the head of its
    page, which is that of the visit, and a day that something was updated or fetched.
    """
    if len(line) > _MOST_CHARS or rule_for(line) == "page clock":
        return None
    day = _DAY.search(line)
    published = parse_date(day[1]) if day else None
    if day is None or published is None:
        return None
    parts = [part for side in (line[: day.start()], line[day.end() :]) for part in re.split(_SEPARATOR, side) if part]
    names = [_NAMED.sub("", part, count=1) for part in parts]
    if ends_sentence(line) or not all(map(_NAME.fullmatch, names)):
        return None
    outlets = [
        name for name in names if _OUTLET.search(name) and not _ROLE.search(name) and not _SECTION.fullmatch(name)
    ]
    authors = _authors(parts, outlets)
    return Byline(authors, outlets[0] if len(outlets) == 1 else "", published) if authors else None


def is_byline(line: str) -> bool:
    """Whether a line names who wrote the article, and perhaps publisher and day besides."""
    return bool(authors_in(line)) or byline_in(line) is not None


def _authors(parts: list[str], outlets: list[str]) -> tuple[str, ...]:
    """The persons after "By"; without that word, the one person beside the one publisher."""
    start = next((place for place, part in enumerate(parts) if _NAMED.match(part)), None)
    if start is None:
        others = [part for part in parts if part not in outlets]
        return tuple(others) if len(outlets) == len(others) == 1 and _is_person(others[0]) else ()
    names = (name for part in parts[start:] for name in re.split(r" (?:and|&) ", _NAMED.sub("", part, count=1)))
    return tuple(name for name in names if _is_person(name))


def _is_person(name: str) -> bool:
    return bool(_PERSON.fullmatch(name)) and not _ROLE.search(name) and not _OUTLET.search(name)
