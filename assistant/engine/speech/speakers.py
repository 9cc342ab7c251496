"""From the words that mention a speaker to the fullest name the article gives: "he", "the ministry", "Rizk".

Every step answers None, or leaves the words as they are, where two readings are possible.
"""

import re
from collections.abc import Iterator

from assistant.engine.speech.people import (
    FEMALE,
    MALE,
    NAME_WORD,
    PERSON_NOUN,
    SENTENCE_OPENER,
    full_name,
    is_person,
    people_in,
)
from assistant.engine.speech.speech import is_pronoun, masked, reports

_LOOK_BACK_PARAGRAPHS = 5
_GENERIC = re.compile(r"(?:[Tt]he|[Tt]his|[Tt]hat|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) (?:[a-z][\w-]*[ ,]*){1,3}$")
_ORGANISATION_NOUN = re.compile(
    r"\b(ministry|department|agency|council|committee|commission|company|university|court|party|union"
    r"|bureau|foundation|association|"
    r"centre|center|institute|organi[sz]ation)$"
)
_DOCUMENT_NOUN = re.compile(r"\b(?:statement|press release|tweet|letter|email)$")


def carries_speaker(mention: str) -> bool:
    """Whether the words alone tell a reader who speaks: not "he", "the ministry" or "the analyst"."""
    if is_pronoun(mention):
        return False
    if not _GENERIC.fullmatch(mention):
        return True
    noun = mention.split()[-1]
    first = mention.split()[0].lower()
    return first in ("a", "an") or not any(
        pattern.search(noun) for pattern in (_ORGANISATION_NOUN, PERSON_NOUN, _DOCUMENT_NOUN)
    )


def resolve(text: str, mention: str, position: int) -> str | None:
    """The fullest plain name for `mention` at `position` of `text`; None when it cannot be told."""
    if carries_speaker(mention):
        return full_name(text, mention)
    noun = mention.split()[-1]
    paragraphs = list(_paragraphs_before(text, position))
    if _ORGANISATION_NOUN.search(noun):
        return _organisation(paragraphs, noun)
    if _DOCUMENT_NOUN.search(noun):
        return _issuer(text, paragraphs)
    if mention.lower() in ("it", "they"):
        return _last_body(text, paragraphs)
    person = _last_person(text, paragraphs, mention.lower())
    return person if person and _agrees(text, person, mention) else None


def _paragraphs_before(text: str, position: int) -> Iterator[tuple[int, str]]:
    """The part of the paragraph before `position`, then whole paragraphs before it: offset and text of each."""
    end = position
    for _ in range(_LOOK_BACK_PARAGRAPHS + 1):
        start = text.rfind("\n", 0, end) + 1
        yield start, text[start:end]
        end = len(text[:start].rstrip())
        if end <= 0:
            return


def _organisation(paragraphs: list[tuple[int, str]], noun: str) -> str | None:
    """The one full name that ends in or begins with the noun, such as "Syria's Foreign Ministry"."""
    written = f"[{noun[0]}{noun[0].upper()}]{noun[1:]}"
    pattern = re.compile(rf"((?:{NAME_WORD} )+(?:[a-z]+ )?{written}(?: of(?: the)?(?: {NAME_WORD})+)?)")
    found: dict[str, str] = {}
    for _, paragraph in paragraphs:
        for match in pattern.finditer(paragraph.replace("\xa0", " ")):
            name = _trim_to_name(match.group())
            if name:
                found.setdefault(name.lower().replace("’", "'"), name)
    return next(iter(found.values())) if len(found) == 1 else None


def _trim_to_name(phrase: str) -> str:
    """`phrase` from its last run of words that begins with a capital; empty when none does."""
    words = phrase.split()
    start = len(words) - 1
    for place in range(len(words) - 1, -1, -1):
        if words[place].lower() in SENTENCE_OPENER - {"of"}:
            break
        if words[place][0].isupper():
            start = place
    return " ".join(words[start:]) if words[start][0].isupper() and start < len(words) - 1 else ""


def _issuer(text: str, paragraphs: list[tuple[int, str]]) -> str | None:
    """Who issued "the statement": the last speaker before it, when it is a name."""
    for offset, paragraph in paragraphs:
        if "statement" not in paragraph and offset != paragraphs[0][0]:
            continue
        for report in reversed(reports(paragraph)):
            mention = paragraph[slice(*report.subject)]
            if report.rank == 0 and re.search("[A-Z]", mention) and carries_speaker(mention):
                return full_name(text, mention)
    return None


def _last_body(text: str, paragraphs: list[tuple[int, str]]) -> str | None:
    """What "it" or "they" said refers to: the last speaker of this or the previous paragraph, when no person."""
    for offset, paragraph in paragraphs[:2]:
        for report in reversed(reports(paragraph)):
            mention = paragraph[slice(*report.subject)]
            if is_pronoun(mention):
                continue
            name = resolve(text, mention, offset + report.subject[0]) if report.rank == 0 else None
            return name if name and not is_person(text, name) else None
    return None


def _last_person(text: str, paragraphs: list[tuple[int, str]], pronoun: str) -> str | None:
    """The person who spoke last, else the one person that sentences of the nearest paragraph are about.

    Goes on to the paragraph before only over paragraphs that name nobody or are about a "he" or "she" themselves.
    """
    for paragraph in (paragraph for _, paragraph in paragraphs[:4]):
        spoke = [report for report in reports(paragraph) if report.rank < 2]
        spoke = [report for report in spoke if carries_speaker(paragraph[slice(*report.subject)])]
        people = people_in(text, paragraph)
        subjects = {full_name(text, person.name): person.start for person in people if person.subject}
        if spoke:
            name = full_name(text, paragraph[slice(*spoke[-1].subject)])
            later = {one.split()[-1] for one, start in subjects.items() if start > spoke[-1].end}
            return name if is_person(text, name) and later <= {name.split()[-1]} else None
        if subjects:
            return next(iter(subjects)) if len(subjects) == 1 else None
        words = masked(paragraph)
        if _other_pronoun(words, pronoun) or (people and not _ABOUT_A_PRONOUN.search(words)):
            return None
    return None


_ABOUT_A_PRONOUN = re.compile(r"(?:^|[.!?]\s+)(?:He|She)\b|\b(?:he|she) (?:said|says|told|added)\b")


def _other_pronoun(words: str, pronoun: str) -> bool:
    """Whether the words are about a "she" when a "he" is sought, or the reverse."""
    other = {"he": r"\b(?:she|her)\b", "she": r"\b(?:he|his|him)\b"}.get(pronoun)
    return other is not None and re.search(other, words, re.IGNORECASE) is not None


def _agrees(text: str, person: str, mention: str) -> bool:
    """Whether gender, where titles show it, and role, where the mention names one, allow the person."""
    word = mention.lower()
    if word in ("he", "she"):
        wrong = FEMALE if word == "he" else MALE
        return wrong.search(person) is None
    role, surname = word.split()[-1], person.split()[-1]
    return role in person.lower() or any(
        re.search(rf"\b{re.escape(one)}\b[^\n]{{0,60}}\b{re.escape(other)}\b", text)
        for one, other in ((role, surname), (surname, role))
    )
