"""From the words that mention a speaker to the fullest name the article gives: "he", "the ministry", "Rizk".

Every step answers None, or leaves the words as they are, where two readings are possible.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.engine.speech.speech import is_pronoun, masked, reports
from assistant.engine.word_list import word_list

_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_NAME_WORD = (
    r"(?:[A-ZÀ-ÖØ-Þ]\.|(?:Mr|Mrs|Ms|Dr|Sen|Gen|Rep|Gov|Lt|Col|Maj|Capt|Sgt|Prof|Rev|St)\.|[A-ZÀ-ÖØ-Þ][\w’'-]*)"
)
_LOOK_BACK_PARAGRAPHS = 5
_TITLE = re.compile(
    r"(?:vice|deputy|first|former|prime|foreign|defen[cs]e|interior|chief|head|lead|senior|acting|"
    r"president|minister|spokes(?:man|woman|person)|(?:major|lieutenant|brigadier)(?:-general)?|general"
    r"|colonel|captain|"
    r"sergeant|lt|gen|col|maj|sgt|capt|mr|mrs|ms|miss|dr|sir|dame|lord|lady|senator|sen|rep|representative|"
    r"governor|gov|mayor|judge|justice|director|secretary|chancellor|king|queen|prince|princess|pope|analyst|"
    r"professor|prof|officer|detective|sheriff|inspector|coach|ceo|chair(?:man|woman)?|ambassador|commander|rabbi|"
    r"reverend|rev|father|bishop|archbishop|commissioner|attorney|advis[eo]r|correspondent|superintendent|"
    r"assembly(?:man|woman)|congress(?:man|woman)|envoy)\.?$",
    re.IGNORECASE,
)
_NOT_A_PERSON = re.compile(
    r"(?:ministry|council|party|court|department|union|nations|agency|news|times|post|journal|tv|radio|media|group|"
    r"front|army|forces?|school|college|university|club|league|cup|bowl|bank|company|inc|corp|cent(?:er|re)|hospital|"
    r"islands?|river|lake|county|airport|avenue|street|road|park|church|association|committee|commission|"
    r"organi[sz]ation|security|navy|north|south|east|west|saint|united|republic|kingdom|act|day|awards?|war"
    r"|city|states?|"
    r"house|new|los|san|las|hill|square|valley|beach|bureau|institute|foundation|international|national|american|"
    r"office|police|government|society|museum|trust|fund|law|social|press|star|series|football|world|cathedral|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|christmas|intelligence|board|team|stadium|games|network|study|report|"
    r"arab|syrian|russian|turkish|israeli|british|french|german|chinese|eastern|western|middle|central|helmets?)$",
    re.IGNORECASE,
)
_SENTENCE_OPENER = frozenset(
    word_list("""
    and but so yet while as when because although though that if after before since where meanwhile however also
    then later earlier still for in on at by with from to of the a an according said says told analyst's this these
    both what who how why his her their my our its your
    monday tuesday wednesday thursday friday saturday sunday yesterday today now last once
    only all even perhaps maybe just
    """)
)
_GENERIC = re.compile(r"(?:[Tt]he|[Tt]his|[Tt]hat|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) (?:[a-z][\w-]*[ ,]*){1,3}$")
_ORGANISATION_NOUN = re.compile(
    r"\b(ministry|department|agency|council|committee|commission|company|university|court|party|union"
    r"|bureau|foundation|association|"
    r"centre|center|institute|organi[sz]ation)$"
)
_PERSON_NOUN = re.compile(
    r"\b(spokes(?:man|woman|person)|analyst|minister|president|official|professor|coach|director|general"
    r"|expert|judge|"
    r"senator|governor|mayor|doctor|officer|chief|commander|author|singer|actor|actress|star|researcher|"
    r"prosecutor|lawyer|attorney|secretary|ambassador|envoy|diplomat|economist|historian|lawmaker)$"
)
_DOCUMENT_NOUN = re.compile(r"\b(?:statement|press release|tweet|letter|email)$")
_FEMALE = re.compile(
    r"\b(?:Mrs|Ms|Miss|Dame|Lady|Queen|Princess|\w*woman|actress|mother|daughter|wife|sister)\b", re.IGNORECASE
)
_MALE = re.compile(r"\b(?:Mr|Sir|Lord|King|Prince|Pope|\w*(?<!wo)man|father|son|husband|brother)\b", re.IGNORECASE)


def carries_speaker(mention: str) -> bool:
    """Whether the words alone tell a reader who speaks: not "he", "the ministry" or "the analyst"."""
    if is_pronoun(mention):
        return False
    if not _GENERIC.fullmatch(mention):
        return True
    noun = mention.split()[-1]
    first = mention.split()[0].lower()
    return first in ("a", "an") or not any(
        pattern.search(noun) for pattern in (_ORGANISATION_NOUN, _PERSON_NOUN, _DOCUMENT_NOUN)
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


def full_name(text: str, mention: str) -> str:
    """The longest run of names and titles that the article has for a person, or the mention when it has none."""
    mention = re.sub(r"\s+", " ", mention).strip()
    words = mention.split()
    surname = words[-1].strip(",.")
    if not re.fullmatch(_CAPITALISED, surname) or _NOT_A_PERSON.match(surname):
        return _plain(mention)
    given = [word for word in words[:-1] if re.fullmatch(_CAPITALISED, word) and not _TITLE.match(word)]
    runs = list(_runs(text, surname))
    if given:
        runs = [run for run in runs if given[-1] in run]
    elif len({_given_name(run) for run in runs} - {""}) > 1:
        return _plain(mention)  # two people of one surname
    best = _fullest(runs)
    return best if len(best) > len(mention) else _plain(mention)


def _fullest(runs: list[list[str]]) -> str:
    """The longest run with a title, else the most frequent run; empty without runs."""
    runs = [run for run in runs if run[-1].startswith(("Jr", "Sr"))] or runs  # never the father for the son
    titled = [" ".join(run) for run in runs if any(map(_TITLE.match, run))]
    if titled:
        return max(titled, key=len)
    counts = Counter(" ".join(run) for run in runs)
    return max(counts, key=lambda run: (counts[run], -len(run)), default="")


def _plain(mention: str) -> str:
    """The mention without a possessive ending, and without "his lawyer," before a name."""
    mention = re.sub(r"^(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) [^,]*, (?=[A-Z])", "", mention)
    return re.sub(r"^(?:the|The) (?=[a-z].*, )", "", re.sub(r"[’']s$", "", mention))


def _runs(text: str, surname: str) -> Iterator[list[str]]:
    """Capitalised words that end in the surname, wherever they read as titles and given names of one person."""
    for match in re.finditer(
        rf"((?:{_CAPITALISED}[ \xa0]){{1,7}}){re.escape(surname)}(?![\w-])(?: (?:Jr|Sr)\b\.?)?", text
    ):
        words = match.group().replace("\xa0", " ").split()
        words = _of_one_person(_from_sentence_start(words))
        while words and words[0].lower() in _SENTENCE_OPENER:
            words = words[1:]
        titles = [place for place, word in enumerate(words) if _TITLE.match(word)]
        names = words[titles[-1] + 1 :] if titles else words
        preceded = text[max(0, match.start() - 5) : match.start()].lower()
        placed = not titles and preceded.endswith((" in ", " at "))
        if (
            not titles
            and len(words) > 2
            and preceded.endswith((" for ", " of "))
            and not _NOT_A_PERSON.match(words[0])
        ):
            words = names = words[1:]  # "State Secretary for Urbanism Ans Persoons"
        if words and words[-1] in ("Jr.", "Jr", "Sr.", "Sr"):
            names = names[:-1]
        if 1 <= len(names) <= 3 and len(words) > 1 and not placed and not any(map(_NOT_A_PERSON.match, names)):
            yield words


def _from_sentence_start(words: list[str]) -> list[str]:
    for place in range(len(words) - 1, 0, -1):
        before = words[place - 1]
        if before.endswith(".") and not _TITLE.match(before) and len(before) > 2:
            return words[place:]
    return words


def _of_one_person(words: list[str]) -> list[str]:
    """The words after a possessive, unless it belongs to a title ("Russia's Defense Minister X")."""
    owner = max((place for place, word in enumerate(words) if word.endswith(("'s", "’s"))), default=-1)
    return words if any(map(_TITLE.match, words[owner + 1 :])) else words[owner + 1 :]


def _given_name(run: list[str]) -> str:
    """The first name in a run; empty when there is only a title."""
    names = [word for word in run[:-1] if not _TITLE.match(word) and not word.endswith(("'s", "’s"))]
    return names[-1] if names and not (len(names[-1]) == 2 and names[-1].endswith(".")) else ""


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
    pattern = re.compile(rf"((?:{_NAME_WORD} )+(?:[a-z]+ )?{written}(?: of(?: the)?(?: {_NAME_WORD})+)?)")
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
        if words[place].lower() in _SENTENCE_OPENER - {"of"}:
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
            return name if name and not _is_person(text, name) else None
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
            return name if _is_person(text, name) and later <= {name.split()[-1]} else None
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


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one paragraph mentions them."""

    name: str
    start: int
    """First character in the paragraph."""
    subject: bool
    """The mention begins a sentence and is no possessive, so that the sentence is about the person."""


_BEGINS_SENTENCE = re.compile(
    r"(?:^|[.!?:][\"”’)\x00]*\s+)(?:[A-Z][a-z]+,? )?(?:[Tt]he |[Aa]n? )?(?:[a-z][\w-]* ){0,3}$"
)


def people_in(text: str, paragraph: str) -> list[Person]:
    """The people one paragraph names outside quotations; a surname counts once the article has its full name."""
    found = []
    words_outside = masked(paragraph)
    for match in re.finditer(rf"(?<![\w.’'-])(?:{_NAME_WORD}[ \xa0])*{_NAME_WORD}", words_outside):
        written = match.group().replace("\xa0", " ").split()
        owner = next((place for place, word in enumerate(written) if word.endswith(("'s", "’s"))), None)
        titles = [place for place, word in enumerate(written) if _TITLE.match(word)]
        if owner is not None and not any(place > owner for place in titles):
            written = [*written[:owner], written[owner][:-2]]
        else:
            owner = None
        words = [word for word in written if word.lower() not in _SENTENCE_OPENER]
        placed = words_outside[max(0, match.start() - 6) : match.start()].endswith(
            (" in ", " at ", " from ", " near ")
        )
        if words and not placed and _names_person(text, words):
            begins = _BEGINS_SENTENCE.search(words_outside[: match.start()][-60:]) is not None
            found.append(Person(" ".join(words), match.start(), begins and owner is None))
    return found


def _names_person(text: str, words: list[str]) -> bool:
    names = words[1 + max((place for place, word in enumerate(words) if _TITLE.match(word)), default=-1) :]
    if not 1 <= len(names) <= 3 or any(map(_NOT_A_PERSON.match, names)):
        return False
    if any(re.fullmatch(r"[A-Z]{1,}|\w+ing|Can|Will|Did|Do|Is|Are", word) for word in names):
        return False
    return len(words) > 1 or any(len(run) > 1 for run in _runs(text, words[-1]))


def _agrees(text: str, person: str, mention: str) -> bool:
    """Whether gender, where titles show it, and role, where the mention names one, allow the person."""
    word = mention.lower()
    if word in ("he", "she"):
        wrong = _FEMALE if word == "he" else _MALE
        return wrong.search(person) is None
    role, surname = word.split()[-1], person.split()[-1]
    return role in person.lower() or any(
        re.search(rf"\b{re.escape(one)}\b[^\n]{{0,60}}\b{re.escape(other)}\b", text)
        for one, other in ((role, surname), (surname, role))
    )


def _is_person(text: str, name: str) -> bool:
    """Whether a speaker is one person: a name, or "a spokesman for" some body."""
    head = re.split(r" (?:for|of|at|from|in|with)\b", name, maxsplit=1)[0]
    return bool(_PERSON_NOUN.search(head) or people_in(text, re.split(r",(?! [A-Z])", name)[-1]))
