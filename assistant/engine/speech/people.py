"""The people an article names, and the fullest name it has for one: titles, given names, surname.

A name is left as it is written where it may be that of two people.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.engine.speech.quotations import masked
from assistant.engine.word_list import word_list

_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
NAME_WORD = (
    r"(?:[A-ZÀ-ÖØ-Þ]\.|(?:Mr|Mrs|Ms|Dr|Sen|Gen|Rep|Gov|Lt|Col|Maj|Capt|Sgt|Prof|Rev|St)\.|[A-ZÀ-ÖØ-Þ][\w’'-]*)"
)
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
    r"reserve|federal|magazine|podcast|alliance|research|sciences?|division|unit|province|region|solutions|studios|santa|"
    r"finance|interests|visions|partners|systems|technologies|services|holdings|coalition|amendment|coast|gulf|cities|"
    r"initiative|gardens|esplanade|bridge|model|europe|africa|asia|america|england|britain|"
    r"arab|syrian|russian|turkish|israeli|british|french|german|chinese|eastern|western|middle|central|helmets?)$",
    re.IGNORECASE,
)
SENTENCE_OPENER = frozenset(
    word_list("""
    and but so yet while as when because although though that if after before since where meanwhile however also
    then later earlier still for in on at by with from to of the a an according said says told analyst's this these
    both what who how why his her their my our its your
    monday tuesday wednesday thursday friday saturday sunday yesterday today now last once
    only all even perhaps maybe just
    """)
)
PERSON_NOUN = re.compile(
    r"\b(spokes(?:man|woman|person)|analyst|minister|president|official|professor|coach|director|general"
    r"|expert|judge|"
    r"senator|governor|mayor|doctor|officer|chief|commander|author|singer|actor|actress|star|researcher|"
    r"prosecutor|lawyer|attorney|secretary|ambassador|envoy|diplomat|economist|historian|lawmaker)$"
)
_FEMALE = re.compile(
    r"\b(?:(?:Mrs|Ms|Miss|Dame|Lady|Queen|Princess|Sister|Mother)\b\.?(?= [A-Z])|(?i:(?:[a-z]+[a-z-])?(?<!hu)woman"
    r"|actress|mother|daughter|wife|widow|sister|girl|aunt|niece)(?![\w-])(?! [a-z]))"
)
_MALE = re.compile(
    r"\b(?:(?:Mr|Sir|Lord|King|Prince|Pope|Father|Brother)\b\.?(?= [A-Z])"
    r"|(?i:(?:spokes|chair|congress|assembly|business|police|fire|sports|states|fisher|gun|crafts|camera)?man"
    r"|father|son|husband|brother|boy|uncle|nephew)(?![\w-])(?! [a-z]))"
)
_NEXT_PRONOUN = re.compile(
    r"(?:[’']s)?(?:,? (?:(?:in|on|at|from|of|for|near) (?:the )?[A-Z][\w’'-]*"
    r"|(?!(?:he|his|him|she|hers?)\b)[a-z\d][\w’'-]*),?)*"
    r"(?: (?P<he>he|his|him)\b| (?P<she>she|hers?)\b|[.!?]\s+(?:(?P<next_he>He|His)|(?P<next_she>She|Her))\b)"
)


def shown_gender(words: str) -> str:
    """ "he" or "she" where a title or noun in the words shows it; empty otherwise."""
    male, female = _MALE.search(words), _FEMALE.search(words)
    if bool(male) == bool(female):
        return ""
    return "he" if male else "she"


def gender(text: str, name: str, least: int = 1) -> str:
    """ "he" or "she" by the pronoun that follows the name wherever one does, at least so often; empty in doubt."""
    follow = [match.lastgroup or "" for match in _pronouns_after(text, name)]
    found = {group.removeprefix("next_") for group in follow}
    return found.pop() if len(found) == 1 and len(follow) >= least else ""


def _pronouns_after(text: str, name: str) -> Iterator[re.Match[str]]:
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        if found := _NEXT_PRONOUN.match(text, match.end()):
            yield found


def full_name(text: str, mention: str) -> str:
    """The longest run of names and titles that the article has for a person, or the mention when it has none.

    A mention with "Mr" or "Mrs" is only ever that of somebody the article calls "he" or "she".
    """
    mention = re.sub(r"\s+", " ", mention).strip()
    words = mention.split()
    surname = words[-1].strip(",.")
    if not re.fullmatch(_CAPITALISED, surname) or _NOT_A_PERSON.match(surname):
        return _plain(mention)
    given = [word for word in words[:-1] if re.fullmatch(_CAPITALISED, word) and not _TITLE.match(word)]
    runs = list(_runs(text, surname))
    if given:
        runs = [run for run in runs if given[-1] in run]
    elif _several_people(text, mention, runs):
        return _plain(mention)
    if wanted := shown_gender(mention):
        runs = [run for run in runs if (shown_gender(" ".join(run)) or gender(text, " ".join(run))) == wanted]
    best = _fullest(runs)
    return best if len(best) > len(mention) else _plain(mention)


def _several_people(text: str, mention: str, runs: list[list[str]]) -> bool:
    """Whether a surname without a given name may be that of two people of the article."""
    if len({_given_name(run) for run in runs} - {""}) > 1:
        return True
    if shown_gender(mention):
        return False
    surname = re.escape(mention.split()[-1].strip(",."))
    couple = rf"\b(?:Mr|Mrs|Ms|Dr)\.? and (?:Mr|Mrs|Ms|Dr)\b[^.,]{{0,30}} {surname}\b|\bthe {surname}s\b"
    shown = {shown_gender(" ".join(run)) for run in runs} - {""}
    return len(shown) > 1 or re.search(couple, text) is not None


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
    mention = re.sub(r"^(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) (?:[^,]*, (?=[A-Z])|(?=[a-z].* [A-Z]))", "", mention)
    return re.sub(r"^(?:the|The) (?=[a-z].*, )", "", re.sub(r"[’']s$", "", mention))


def _runs(text: str, surname: str) -> Iterator[list[str]]:
    """Capitalised words that end in the surname, wherever they read as titles and given names of one person."""
    for match in re.finditer(
        rf"((?:{_CAPITALISED}[ \xa0]){{1,7}}){re.escape(surname)}(?![\w-])(?: (?:Jr|Sr)\b\.?)?", text
    ):
        words = match.group().replace("\xa0", " ").split()
        words = _of_one_person(_from_sentence_start(words))
        while words and words[0].lower() in SENTENCE_OPENER:
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
    for match in re.finditer(rf"(?<![\w.’'-])(?:{NAME_WORD}[ \xa0])*{NAME_WORD}", words_outside):
        written = match.group().replace("\xa0", " ").split()
        owner = next((place for place, word in enumerate(written) if word.endswith(("'s", "’s"))), None)
        titles = [place for place, word in enumerate(written) if _TITLE.match(word)]
        if owner is not None and not any(place > owner for place in titles):
            written = [*written[:owner], written[owner][:-2]]
        else:
            owner = None
        words = [word for word in written if word.lower() not in SENTENCE_OPENER]
        before = words_outside[max(0, match.start() - 6) : match.start()]
        placed = before.endswith((" in ", " at ", " from ", " near ")) or (not titles and before.endswith(" the "))
        if words and not placed and _names_person(text, words):
            begins = _BEGINS_SENTENCE.search(words_outside[: match.start()][-60:]) is not None
            found.append(Person(" ".join(words), match.start(), begins and owner is None))
    return found


def _names_person(text: str, words: list[str]) -> bool:
    names = words[1 + max((place for place, word in enumerate(words) if _TITLE.match(word)), default=-1) :]
    if not 1 <= len(names) <= 3 or any(map(_NOT_A_PERSON.match, names)):
        return False
    if any(re.fullmatch(r"[A-Z]{1,}|\w{2,}ing|Can|Will|Did|Do|Is|Are", word) for word in names):
        return False
    return len(words) > 1 or any(len(run) > 1 for run in _runs(text, words[-1]))


def same_person(one: str, other: str) -> bool:
    """Whether two names of one article can be one person's: titles aside, one has all the words of the other."""
    first, second = _names(one), _names(other)
    return len({shown_gender(one), shown_gender(other)} - {""}) < 2 and (first <= second or second <= first)


def _names(person: str) -> set[str]:
    return {name for word in person.split() if (name := word.strip(",")) and not _TITLE.match(name)}


def is_person(text: str, name: str) -> bool:
    """Whether a speaker is one person: a name, or "a spokesman for" some body."""
    head = re.split(r" (?:for|of|at|from|in|with)\b", name, maxsplit=1)[0]
    return bool(PERSON_NOUN.search(head) or people_in(text, re.split(r",(?! [A-Z])", name)[-1]))
