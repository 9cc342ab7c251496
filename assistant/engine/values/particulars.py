"""When, where and by whom: short answers that stand right beside the verb a question asks with."""

import re
from dataclasses import dataclass
from itertools import chain

from assistant.engine.facts.words import lemma, words
from assistant.engine.values.clocks import clock_matches
from assistant.engine.values.found import Found
from assistant.engine.values.occasions import day_matches
from assistant.engine.values.subjects import is_of_another
from assistant.engine.values.wanted import Setting, Sort, Wanted, asks_for_hour, stem

_VERBS = {  # what a question says, and what a sentence may say for it
    r"built|constructed|erected|completed|made": r"built|constructed|erected|completed",
    r"established|founded|formed|created|set up": r"established|founded|formed|created|set up",
    r"opened?|open": r"opened",
    r"born|birth\w*": r"born",
    r"die|died|death": r"died|passed away",
    r"released?|published|come out": r"released|published|came out",
    r"begin|began|start|started|launch|launched": r"began|begun|started|launched",
    r"end|ended|finish|finished": r"ended|finished",
    r"located|situated|where is|where was|where are": r"located|situated|is a [\w ]+|was a [\w -]+",
    r"based|headquartered": r"based|headquartered|headquarters",
    r"held|take place|took place|happen|happened": r"held|took place|happened|occurred",
    r"directed|directors?": r"directed",
    r"produced|producers?": r"produced",
    r"wrote|written|write|authors?|writer": r"written",
    r"designed|designers?|design": r"designed",
    r"composed|composers?": r"composed",
    r"invented|inventors?": r"invented",
    r"discovered": r"discovered",
    r"artist|recorded|sings|performed": r"recorded|performed|album|EP|single|song",
    r"founders?": r"founded",
    r"owns?|owned|owners?": r"owned",
    r"carried out|carry out|behind|responsible|launched|perpetrated": r"carried out|launched|perpetrated|committed",
    r"killed|murdered|shot": r"killed|murdered|shot",
    r"sink|sank|sunk": r"sank|sunk|went down",
    r"hit|break|broke|fail(?:ed)?|burst|crash(?:ed)?|worked": r"hit|broke|failed|burst|crashed|worked",
}
_NAME = r"[A-ZÀ-Þ][\w.’'-]*(?:[ \xa0](?:(?:of|the|de|van|von|al|and|&) )?[A-ZÀ-Þ][\w.’'-]*)*"
_DEMONYM = r"[A-Z][a-z]+(?:an|ish|ese|ch)(?= [a-z])"
_DEED = re.compile(r"\b(?:was|were|did|is|are|has been|have been)\b.* ([a-z]+)\?$", re.IGNORECASE)
_TIME_NAME = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day)\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A person or place as one article names it."""

    words: frozenset[str]
    """Lower-case words of the name."""
    article: str
    """The article in lower case, where the other's name may stand as well."""
    is_place: bool

    def agrees_with(self, other: "Named") -> bool:
        """Whether a word is shared; for places, whether one article has the other's name, as "Iowa" by "Adel"."""
        if self.words & other.words:
            return True
        pairs = ((self.words, other.article), (other.words, self.article))
        return self.is_place and any(all(word in article for word in words) for words, article in pairs)


def particulars(question: str, wanted: Wanted, setting: Setting) -> list[Found]:
    """The dates, times, places or names that a sentence gives with the verb of the question; at most one."""
    deed = _deed(question)
    verbs = _verbs(question, deed, setting.sentence)
    telling = (wanted.names | wanted.terms) - _stems_of(verbs) - {stem(deed)}
    clock = wanted.sort is Sort.WHEN and asks_for_hour(question)
    answers = setting.answers and setting.has(telling, 0.5)
    near = (
        clock or answers or setting.tells(telling, 0.5)
    )  # one event has one hour, so the article's names are enough for it
    if not verbs or not telling or not near:
        return []
    if wanted.sort is Sort.WHEN:
        found = _time_of_day(setting, verbs) if clock else _day(setting, verbs, telling)
    else:
        found = (_place if wanted.sort is Sort.WHERE else _agent)(setting, verbs, telling)
    return [found] if found else []


def _deed(question: str) -> str:
    """The verb that ends a question, as in "When was the well dug?"; empty when none does."""
    asked = _DEED.search(question)
    return asked[1] if asked else ""


def _verbs(question: str, deed: str, sentence: str) -> str:
    """The ways to say what the question asks about: those of the table, and the words of the sentence for its deed."""
    table = [said for asked, said in _VERBS.items() if re.search(rf"\b(?:{asked})\b", question, re.I)]
    own = {word.text for word in words(sentence) if deed and word.content and word.lemma == lemma(deed)}
    return "|".join([*table, *map(re.escape, sorted(own))])


def _stems_of(verbs: str) -> frozenset[str]:
    asked = chain.from_iterable(
        re.findall(r"[a-z]+", words) for words in [verbs, *(key for key, said in _VERBS.items() if said in verbs)]
    )
    return frozenset(map(stem, asked))


def _day(setting: Setting, verbs: str, about: frozenset[str]) -> Found | None:
    """The first date right after the verb, where its subject is what the question is about."""
    sentence = setting.sentence.replace("\xa0", " ")
    verb = re.search(rf"\b(?:{verbs})\b", sentence)
    if not verb:
        return None
    for start, end, day in day_matches(sentence):
        between = sentence[verb.end() : start]
        if (
            start >= verb.end()
            and len(between) <= 45
            and not re.search(r"[.;:!?]|\b(?:after|before|until|when|who|and)\b", between)
            and not is_of_another(sentence, verb.start(), start, about)
        ):
            return Found(("date", ""), sentence[start:end].strip(), day, (0, len(sentence)))
    return None


def _time_of_day(setting: Setting, verbs: str) -> Found | None:
    sentence = setting.sentence.replace("\xa0", " ")
    if not re.search(rf"\b(?:{verbs}|break|moment|time)\b", sentence):
        return None
    times = clock_matches(sentence)
    if len(times) != 1:
        return None
    start, end, clock = times[0]
    return Found(("time of day", ""), sentence[start:end], clock, (0, len(sentence)))


def _place(setting: Setting, verbs: str, about: frozenset[str]) -> Found | None:
    sentence = setting.sentence.replace("\xa0", " ")
    match = re.search(
        rf"\b(?:{verbs})(?: [a-z]+){{0,2}} (?:in|at|near|outside)(?: the)?(?: [a-z]+ of)? ({_NAME})", sentence
    )
    if not match or _TIME_NAME.match(match[1]) or is_of_another(sentence, match.start(), match.start(1), about):
        return None
    return Found(
        ("place", ""), match[1].rstrip("."), Named(_words(match[1]), setting.article, True), (0, len(sentence))
    )


def _agent(setting: Setting, verbs: str, about: frozenset[str]) -> Found | None:
    """The name after "by"; several names joined by "and" are one value."""
    sentence = setting.sentence.replace("\xa0", " ")
    match = re.search(
        rf"\b(?:{verbs})(?: [a-z]+){{0,2}} by (?:the |[a-z-]+ |{_DEMONYM} ){{0,4}}({_NAME})", sentence, re.MULTILINE
    )
    if not match or is_of_another(sentence, match.start(), match.start(1), about):
        return None
    return Found(
        ("name", ""), match[1].rstrip("."), Named(_words(match[1]), setting.article, False), (0, len(sentence))
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(word.strip(".").lower() for word in name.split() if word[0].isupper())
