"""From the words that mention a speaker to the fullest name the article gives: "he", "the ministry", "Rizk".

Every step answers None, or leaves the words as they are, where two readings are possible.
"""

import re
from collections.abc import Iterator

from assistant.engine.speech.people import (
    NAME_WORD,
    PERSON_NOUN,
    SENTENCE_OPENER,
    full_name,
    gender,
    is_person,
    people_in,
    same_person,
    shown_gender,
)
from assistant.engine.speech.quotations import masked
from assistant.engine.speech.speech import is_pronoun, reports
from assistant.engine.speech.speech_words import VERB
from index.sentences import sentences

_LOOK_BACK_PARAGRAPHS = 5
_GENERIC = re.compile(r"(?:[Tt]he|[Tt]his|[Tt]hat|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) (?:[a-z][\w-]*[ ,]*){1,3}$")
_POSSESSIVE = re.compile(r"(?:his|her|their|its|my|our|your) ", re.IGNORECASE)
_ORGANISATION_NOUN = re.compile(
    r"\b(ministry|department|agency|council|committee|commission|company|university|court|party|union"
    r"|bureau|foundation|association|"
    r"centre|center|institute|organi[sz]ation)$"
)
_DOCUMENT_NOUN = re.compile(r"\b(?:statement|press release|tweet|letter|email)$")


def carries_speaker(mention: str) -> bool:
    """Whether the words alone tell a reader who speaks: not "he", "his aide", "the ministry" or "the analyst"."""
    if is_pronoun(mention) or _is_possessive(mention):
        return False
    if not _GENERIC.fullmatch(mention):
        return True
    noun = mention.split()[-1]
    first = mention.split()[0].lower()
    return first in ("a", "an") or not any(
        pattern.search(noun) for pattern in (_ORGANISATION_NOUN, PERSON_NOUN, _DOCUMENT_NOUN)
    )


def _is_possessive(mention: str) -> bool:
    """Whether it is "his lawyer": somebody else than he, whose name stands nowhere in the words."""
    return _POSSESSIVE.match(mention) is not None and _GENERIC.fullmatch(mention) is not None


def resolve(text: str, mention: str, position: int) -> str | None:
    """The fullest plain name for `mention` at `position` of `text`; None when it cannot be told."""
    if carries_speaker(mention):
        return full_name(text, mention)
    if _is_possessive(mention):
        return None
    noun = mention.split()[-1]
    paragraphs = list(_paragraphs_before(text, position))
    if _ORGANISATION_NOUN.search(noun):
        return _organisation(paragraphs, noun)
    if _DOCUMENT_NOUN.search(noun):
        return _issuer(text, paragraphs)
    if mention.lower() in ("it", "they"):
        return _last_body(text, paragraphs)
    return _last_person(text, paragraphs, mention.lower())


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
    """What "it" or "they" said refers to: the last speaker of this or the previous paragraph, when no person.

    None when a sentence after that speaker's own is about something else.
    """
    later = ""
    for offset, paragraph in paragraphs[:2]:
        for report in reversed(reports(paragraph)):
            mention = paragraph[slice(*report.subject)]
            if is_pronoun(mention):
                continue
            name = resolve(text, mention, offset + report.subject[0]) if report.rank == 0 else None
            end = next((end for _, end in sentences(paragraph) if end >= report.end), len(paragraph))
            passage = f"{masked(paragraph)[end:]}\n{later}"
            return name if name and not is_person(text, name) and not _about_another(passage, name) else None
        later = masked(paragraph)
    return None


def _about_another(passage: str, name: str) -> bool:
    """Whether a sentence of a masked passage begins with a name or "the" something that is not `name`."""
    known = {word.lower() for word in re.findall(r"\w{3,}", name)} - {"the"}
    return any(
        not known.intersection(re.findall(r"\w{3,}", match["subject"].lower()))
        for match in _SUBJECT.finditer(passage)
    )


_SUBJECT = re.compile(
    r"(?:(?:^|\n)\s*|[.!?\x00]\s+)(?!(?:It|Its|They|Their|In|On|At|But|And|For|This|That|These|As|If|When|While)\b)"
    r"(?P<subject>[A-ZÀ-ÖØ-Þ][\w’'-]*(?: [\w’'-]+){1,4})"
)


def _last_person(text: str, paragraphs: list[tuple[int, str]], mention: str) -> str | None:
    """The person who spoke last, else the one person that sentences of the nearest paragraph are about.

    Goes on to the paragraph before only over paragraphs that name nobody or are about a "he" or "she" themselves.
    None when anybody else whom the mention could mean is named from the person's own sentence onward.
    """
    passages: list[str] = []
    for offset, paragraph in paragraphs[:4]:
        spoke = [report for report in reports(paragraph) if report.rank < 2]
        spoke = [report for report in spoke if not is_pronoun(paragraph[slice(*report.subject)])]
        people = people_in(text, paragraph)
        subjects = [full_name(text, person.name) for person in people if person.subject]
        name: str | None
        if spoke:
            subject = spoke[-1].subject
            name = resolve(text, paragraph[slice(*subject)], offset + subject[0])
            if name and not is_person(text, name):
                return None
            passages.append(paragraph[_sentence_start(paragraph, subject[0]) :])
        elif subjects:
            name = subjects[0]
            passages.append(paragraph)
        else:
            words = masked(paragraph)
            if _other_pronoun(words, mention) or (people and not _ABOUT_A_PRONOUN.search(words)):
                return None
            passages.append(paragraph)
            continue
        if name is None or not _agrees(text, name, mention):
            return None
        return None if any(names_another(text, one, name, mention) for one in passages) else name
    return None


def _sentence_start(paragraph: str, position: int) -> int:
    return max((start for start, _ in sentences(paragraph) if start <= position), default=0)


def names_another(text: str, passage: str, name: str, mention: str = "") -> bool:
    """Whether a passage has a person other than `name`, of those that the mention, if any, could mean."""
    words = masked(passage)
    if _ONE_OF_TWO.search(words):
        return True
    people = {full_name(text, person.name) for person in people_in(text, passage)}
    others = [one for one in people if not same_person(one, name)]
    if any(not mention or _agrees(text, one, mention) for one in others):
        return True
    nameless = [match["who"].lower() for match in _NAMELESS.finditer(words)]
    nameless = [who for who in nameless if not _may_be(text, name, who)]
    if mention in ("he", "she"):
        return any(shown_gender(who) in ("", mention) for who in nameless)
    return any(not mention or who.split()[-1] == mention.split()[-1] for who in nameless)


def _may_be(text: str, name: str, who: str) -> bool:
    """Whether "the mayor" is another word for `name`: "a mayor" and "his mayor" are not."""
    return who in name.lower() or (who.startswith(("the ", "this ", "that ")) and _has_role(text, name, _role(who)))


_ONE_OF_TWO = re.compile(
    r"\b[Tt]he (?:latter\b|former (?:[a-z]+ed|said|says|told|was|is|had|has|did|would|also|then)\b|former[,.’'])"
)
_NAMELESS = re.compile(
    r"(?:^|[.!?:\x00][\"”’)\x00]*\s+|, (?:and|but|while) )"
    r"(?P<who>(?i:his|her|their|the|this|that|an?|one|another) (?:[a-z][\w-]* ){0,3}?"
    r"(?:spokes(?:man|woman|person)|analyst|minister|president|official|professor|coach|director|general|expert"
    r"|judge|senator|governor|mayor|doctor|nurse|officer|chief|commander|author|singer|actor|actress|researcher"
    r"|prosecutor|lawyer|attorney|solicitor|secretary|ambassador|envoy|diplomat|economist|historian|lawmaker"
    r"|mother|father|wife|husband|widow|son|daughter|brother|sister|friend|neighbou?r|man|woman|boy|girl|victim"
    r"|survivor|suspect|witness|resident|driver|farmer|worker|teacher|student|soldier|aide|advis[eo]r|manager"
    r"|agent|partner|colleague|accuser|defendant|owner|boss|editor|reporter|journalist|detective|sheriff))(?![\w’'-])"
)


_ABOUT_A_PRONOUN = re.compile(r"(?:^|[.!?]\s+)(?:He|She)\b|\b(?:he|she) (?:said|says|told|added)\b")


def _other_pronoun(words: str, pronoun: str) -> bool:
    """Whether the words are about a "she" when a "he" is sought, or the reverse."""
    other = {"he": r"\b(?:she|her)\b", "she": r"\b(?:he|his|him)\b"}.get(pronoun)
    return other is not None and re.search(other, words, re.IGNORECASE) is not None


def _agrees(text: str, person: str, mention: str) -> bool:
    """Whether gender, where titles or pronouns show it, and role, where the mention names one, allow the person."""
    if mention in ("he", "she"):
        return (shown_gender(person) or gender(text, person.split()[-1], 2)) in ("", mention)
    return _has_role(text, person, _role(mention))


def _role(mention: str) -> str:
    """The noun of "the young mayor", with the word before it that makes it another office."""
    *_, before, noun = mention.split()
    return f"{before} {noun}" if before in ("vice", "deputy", "former", "first") else noun


def _has_role(text: str, person: str, role: str) -> bool:
    """Whether the article calls the person by the role: "the mayor, X", "X, a mayor" or "Mayor X"."""
    surname = re.escape(person.split()[-1])
    role = rf"(?i:(?<![’']s )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\bvice )(?<!\bdeputy )(?<!\bformer )\b{role}\b)"
    if re.search(role, person):
        return True
    before = rf"{role},? (?:(?!{_VERB})[A-Z][\w.’'-]* )*{surname}\b"
    after = rf"\b{surname}(?:, (?:\d+, )?|,? who (?:is|was) | (?:is|was) )(?:(?!{_VERB})[^.;\n]){{0,80}}?{role}"
    return re.search(f"{before}|{after}", text) is not None


_VERB = re.sub(r"\?P<\w+>", "?:", VERB.pattern)
