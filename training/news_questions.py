"""Questions made from sentences of news, and the same questions where the sentence lacks what is asked.

A template always makes both kinds, so that no wording of a question betrays whether it is answered. Each teaches
one thing a lead sentence is mistaken for: a subject that is named, but whose age, words, time, place, reason,
number or sum is not given.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from training.relevance_sources import Paragraph, Question

_TIME = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)[a-z.]*|March|April|May|June"
    r"|July|yesterday|today|tomorrow|tonight|last (?:week|month|year|night)|next (?:week|month|year)|(?:19|20)\d\d"
    r"|(?:\d+|two|three|four|five|six|ten) (?:days|weeks|months|years|hours|decades) (?:ago|later|after))\b"
)
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|on) (?:the )?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]{2,}"
)
_REASON = re.compile(
    r"\b(?:because|due to|over|amid|so that|in order to|as a result of|following|citing|owing to|for)\b"
)
_SPEECH = re.compile(
    r"\b(?:said|says|told|added|saying|stated|tweeted|wrote|argued|warned|claimed|announced|asked)\b"
)
_SUM = re.compile(r"[$£€]\s?\d|\b\d[\d.,]* (?:dollars|pounds|euros|million|billion|pence|cents)\b")
_DIGIT = re.compile(r"\d")
_PERSON = r"(?:[A-Z][a-z’'-]+(?: [A-Z]\.)?(?: [A-Z][A-Za-z’'-]+){1,2})"
_NAME = re.compile(_PERSON)
_NO_PERSON = re.compile(
    r"\b(?:The|This|That|But|And|For|University|County|State|States|City|Street|Court|Department|House|Party|Police"
    r"|League|New|United|North|South|West|East|Christmas|Day|Board|Commission|Council|Agency|Bank|School|Center|Park"
    r"|Supreme|National|American|World|High|Red|White|Fox|News|Times|Post|Journal|Inc|Monday|Friday|Sunday|In|On|At)\b"
)
_PASSIVE = re.compile(
    r"^((?:(?:The|A|An|His|Her|Its) )?[\w’'-]+(?: [\w’'&-]+){0,6}) (was|were|is|are|has been|have been|will be) "
    r"((?:[a-z]+ly )?(?:[a-z]+ed|given|taken|found|held|killed|made|sold|sent|shot|built|known|seen|hit|born|paid"
    r"|won))\b"
    r"((?: (?!on|at|in|by|because|after|when|over|due|for|during|following|amid)[a-z’'-]+){0,3})"
)
_COUNT = re.compile(
    r"\b((?:\d[\d,.]*|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Dd]ozens|[Hh]undreds)"
    r"(?: (?:million|billion|of))?) ((?:(?!and\b|of\b|to\b)[a-z-]+ ){0,2}(?:[a-z]{3,}s|people|men|women|children)) "
    r"((?:were|was|are|have|had|died|will|attended|took|lost|signed|voted|live|work)\b[^,;:.]{4,60})(?=[,;:.])"
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DETERMINERS = _listed("The A An His Her Its These Those Some Many Several")
_NO_SUBJECT = _listed("""
    It There He She They This That We I What While When If As After Before Since Although But And So Who Where In On
    At For Once Because Though Also Then You Here
""")
_ROLES = (
    *("mother", "father", "lawyer", "attorney", "wife", "husband", "spokesperson", "spokesman", "boss", "brother"),
    *("sister", "family", "chief executive", "coach", "agent", "neighbour", "doctor", "manager", "teacher"),
)
_ASPECTS = (
    *("verdict", "cause", "cost", "name", "result", "price", "reason", "score", "age", "address", "salary", "motive"),
    *("date", "sentence", "purpose", "goal", "number", "head", "author", "winner", "outcome"),
)
_ASPECT_OF = re.compile(
    rf"\b[Tt]he ({'|'.join(_ASPECTS)}) (of|in|for|behind) "
    r"((?:the |a |his |her )?[\w’' -]{4,40}?) (?:was|is|were|has)\b"
)


@dataclass(frozen=True, slots=True)
class Made:
    """A question made from one sentence."""

    text: str
    answered: bool
    """Whether the sentence it was made from answers it."""
    template: str


def persons(sentence: str) -> list[str]:
    """Names of two or three words that look like those of people."""
    found = (name.removesuffix("’s").removesuffix("'s") for name in _NAME.findall(sentence))
    return [name for name in dict.fromkeys(found) if not _NO_PERSON.search(name)]


def _age(sentence: str, choose: random.Random) -> Iterator[Made]:
    for name in persons(sentence):
        given = re.search(
            rf"{re.escape(name)}, (\d\d?),|(\d\d?)-year-old(?: [a-z]+){{0,3}},? {re.escape(name)}", sentence
        )
        text = choose.choice(["How old is {}?", "How old was {}?", "What is the age of {}?"]).format(name)
        if given or not re.search(r"\b\d\d?\b|year", sentence):
            yield Made(text, given is not None, "age")


def _speech(sentence: str, choose: random.Random) -> Iterator[Made]:
    speaks = _SPEECH.search(sentence)
    for name in persons(sentence):
        verb = r"(?:said|says|told|added|stated|wrote|argued|warned|claimed|announced)"
        own = re.search(rf"{re.escape(name)}(?:, [^,]{{3,60}},)? {verb}\b|\b{verb} {re.escape(name)}", sentence)
        text = choose.choice(["What did {} say?", "What does {} say?", "What did {} say about it?"]).format(name)
        if own or not speaks:
            yield Made(text, own is not None, "speech")
        if own:
            others = [one for one in _ROLES if one not in sentence]
            yield Made(f"What did {name}'s {choose.choice(others)} say?", False, "relative")
    relative = re.search(rf"({_PERSON})[’']s ({'|'.join(_ROLES)})\b", sentence)
    if relative and speaks:
        yield Made(f"What did {relative[1]}'s {relative[2]} say?", True, "relative")


def _passive(sentence: str, choose: random.Random) -> Iterator[Made]:
    match = _PASSIVE.match(sentence)
    if not match or match[1].split()[0] in _NO_SUBJECT:
        return
    subject, auxiliary, verb, rest = match.groups()
    if subject.split()[0] in _DETERMINERS:
        subject = subject[0].lower() + subject[1:]
    first, _, second = auxiliary.partition(" ")
    event = " ".join(f"{first} {subject} {second} {verb}{rest}".split())
    yield Made(f"When {event}?", bool(_TIME.search(sentence)), "when")
    yield Made(f"Where {event}?", bool(_PLACE.search(sentence)), "where")
    yield Made(f"Why {event}?", bool(_REASON.search(sentence[match.end() :])), "why")
    by = re.search(r"\bby (?:the |a |an )?[A-Za-z]", sentence[match.end() :])
    yield Made(
        f"By whom {event}?" if choose.random() < 0.5 else f"Who {verb}{rest} {subject}?", by is not None, "by whom"
    )


def _count(sentence: str, choose: random.Random) -> Iterator[Made]:
    match = _COUNT.search(sentence)
    if match:
        yield Made(f"How many {match[2]} {match[3].strip()}?", True, "how many")
        return
    lacking = re.match(
        r"^(?:The|Some|Many|Most|Several)? ?([a-z-]+s|people) ((?:were|are|have|had|will) [^,;:.]{4,60})(?=[,;:.])",
        sentence,
    )
    if lacking and not _DIGIT.search(sentence):
        yield Made(f"How many {lacking[1]} {lacking[2].strip()}?", False, "how many")


def _sum(sentence: str, choose: random.Random) -> Iterator[Made]:
    for name in persons(sentence)[:1]:
        given = _SUM.search(sentence)
        verb = next(
            (one for one in ("pay", "paid", "earn", "raise", "donate", "spend", "owe", "cost") if one in sentence), ""
        )
        if given and verb:
            yield Made(f"How much did {name} {verb.replace('paid', 'pay')}?", True, "how much")
        elif not _DIGIT.search(sentence):
            yield Made(
                f"How much did {name} {choose.choice(['pay', 'earn', 'raise', 'spend', 'owe'])}?", False, "how much"
            )


def _aspect(sentence: str, choose: random.Random) -> Iterator[Made]:
    given = _ASPECT_OF.search(sentence)
    if given:
        yield Made(f"What was the {given[1]} {given[2]} {given[3]}?", True, "aspect")
        others = [one for one in _ASPECTS if one not in sentence]
        yield Made(f"What was the {choose.choice(others)} {given[2]} {given[3]}?", False, "aspect")
    who = re.search(rf"({_PERSON}), (the|a|an) ([a-z][^,;:.\d]{{5,50}}), ", sentence)
    if who and not _NO_PERSON.search(who[1]):
        yield Made(f"Who is {who[1]}?", True, "who is")
        if who[2] == "the":
            yield Made(f"Who is the {who[3]}?", True, "who is")
    elif not re.search(r", (?:the|a|an) |\b(?:[Pp]resident|[Cc]hief|[Dd]irector|[Ss]pokes|is an?|was an?)", sentence):
        yield from (Made(f"Who is {name}?", False, "who is") for name in persons(sentence)[:1])


_TEMPLATES: tuple[Callable[[str, random.Random], Iterator[Made]], ...] = (
    _age,
    _speech,
    _passive,
    _count,
    _sum,
    _aspect,
)


def made_from(sentence: str, choose: random.Random) -> list[Made]:
    """Every question the templates make of a sentence, answered by it or not."""
    return [made for template in _TEMPLATES for made in template(sentence, choose)]


def news_questions(paragraphs: Sequence[Paragraph], seed: int, most: int) -> list[Question]:
    """Up to `most` questions; of every template as many that are answered as are not, within one third.

    The paragraphs are whole articles. An unanswered question marks the sentence it was made from as tempting.
    """
    choose = random.Random(seed)  # noqa: S311  repeatable, not secret
    kinds: dict[tuple[str, bool], list[Question]] = {}
    for paragraph in paragraphs:
        for place, sentence in enumerate(paragraph.sentences):
            if not 40 < len(sentence) < 400:
                continue
            for made in made_from(sentence, choose):
                here, nowhere = frozenset({place}), frozenset[int]()
                answering, tempting = (here, nowhere) if made.answered else (nowhere, here)
                found = Question(made.text, paragraph, answering, tempting=tempting)
                kinds.setdefault((made.template, made.answered), []).append(found)
    kept: list[Question] = []
    for template in sorted({template for template, _ in kinds}):
        both = [kinds.get((template, answered), []) for answered in (True, False)]
        limit = int(1.5 * min(map(len, both)))
        for one in both:
            choose.shuffle(one)
            kept += one[:limit]
    choose.shuffle(kept)
    return kept[:most]
