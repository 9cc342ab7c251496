"""The values that pieces of evidence give for what a question asks, each with who says it and on what occasion."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.engine.speech.attribution import attribution
from assistant.engine.speech.speech import reports
from assistant.engine.values.amounts import amounts
from assistant.engine.values.denials import is_denied
from assistant.engine.values.figures import Figure
from assistant.engine.values.found import Found
from assistant.engine.values.givers import giver
from assistant.engine.values.occasions import Occasion, occasion
from assistant.engine.values.particulars import particulars
from assistant.engine.values.rivals import rival
from assistant.engine.values.wanted import Setting, Sort, Wanted
from assistant.types import Evidence
from index.sentences import sentences

_REVISED = re.compile(
    r"\b(?:revised?|corrected|correction|updated?|(?:rose|risen|raised|climbed|increased|went up|grown|fell"
    r"|lowered|cut) to|raised (?:it|them|(?:the|its|their|that) (?:[\w-]+ ){0,3}?(?:figure|number|toll|count|total|estimate|tally"
    r"|sum|share|bill))|up from"
    r"|down from|new toll|now stands|(?:latest|final) (?:figure|count|toll)|recount"
    r"|(?:replac|supersed)(?:es|ed|ing) (?:it|our|their|its|the|an?) (?:[\w-]+ ){0,2}(?:count|figure|number|toll|total|estimate|two|\d[\d,.]*))\b"
    r"|, (?:and )?not [£$€]?\d[\d.,]*(?=[.;,]|$)",
    re.IGNORECASE,
)
_ESTIMATED = re.compile(
    r"\bon \w+day (?=(?:gave|put|raised|lowered|revised|issued|published|presented|released|announced|estimated)\b)"
)
_BEGINNING = re.compile(r"\bsince (?=[A-Z\d])[^,.;]+(?!, when\b)(?=[,.;]|$)")
_MADE = re.compile(r"\b(?:built|constructed|founded|established|born|launched|completed|bought) in (?:\w+ )?\d{4}\b")
_ANSWERS = 0.25
"""Score from which a piece of evidence is about what is asked, whatever words it uses."""
_NEAR = 0.1
"""And from which it is about something near it."""
_PARTICULAR = (Sort.WHEN, Sort.WHERE, Sort.WHO)


@dataclass(frozen=True, slots=True)
class Statement:
    """One value that one piece of evidence gives."""

    evidence: Evidence
    found: Found
    said_by: str
    """Who the article says it is from; empty when it says it itself."""
    given_by: str
    """Who gives the figure where nobody is said to speak ("police put it at 300"); a voice where sources are told apart."""
    occasion: Occasion
    named: bool
    """Its article has every name of the question, and the question has one."""
    revises: bool
    """Its sentence says that it replaces another value."""
    against: bool = False
    """Its sentence sets it against the value before it."""

    @property
    def source(self) -> str:
        """The origin of its article: copies share it."""
        return self.evidence.article.origin or self.evidence.article.id


def statements(question: str, wanted: Wanted, evidence: Evidence) -> Iterator[Statement]:
    """The values in one piece of evidence that are of the kind the question wants."""
    article = evidence.article
    lower = _lowered(article.text, article.metadata.title)
    if not _is_on_topic(wanted, lower):
        return
    claimed: list[Found] = []
    for start, end in sentences(evidence.quote):
        sentence = evidence.quote[start:end]
        start += evidence.start
        setting = Setting(
            sentence,
            _sentence_before(article.text, start),
            article.metadata.title,
            lower,
            answers=evidence.score >= _ANSWERS,
            near=evidence.score >= _NEAR,
        )
        read = particulars if wanted.sort in _PARTICULAR else amounts
        own = _unambiguous(read(question, wanted, setting))
        own = [one for one in own if not is_denied(sentence[slice(*one.clause)])]
        rivals = _rivals(claimed, sentence)
        own = [one for one in own if all(one.text != against.text for against in rivals)]
        claimed = own or claimed
        for found in [*own, *rivals]:
            yield statement_of(evidence, (start, start + len(sentence)), found, wanted, against=found in rivals)


def statement_of(
    evidence: Evidence, place: tuple[int, int], found: Found, wanted: Wanted, against: bool = False
) -> Statement:
    """What is known of a value in a sentence, which stands at `place` in the article."""
    article, (start, end) = evidence.article, place
    sentence, lower = article.text[start:end], _lowered(article.text, article.metadata.title)
    said = attribution(article.text, start + found.clause[0], start + found.clause[1])
    around = f"{article.metadata.title} {_sentence_before(article.text, start)}"
    return Statement(
        evidence=evidence,
        found=found,
        said_by=said.speaker if said else "",
        given_by="" if said else _giver(sentence, found),
        occasion=occasion(_without_reports(sentence), around, article.metadata.published, lower),
        named=bool(wanted.names) and all(name in lower for name in wanted.names),
        revises=_REVISED.search(sentence) is not None,
        against=against,
    )


def _giver(sentence: str, found: Found) -> str:
    at = re.search(rf"(?<![\d.,]){re.escape(found.text)}(?!\d)", sentence[found.clause[0] :])
    return giver(sentence, found.clause[0] + at.start(), found.clause[0] + at.end()) if at else ""


def _unambiguous(found: list[Found]) -> list[Found]:
    """The values without those of one kind and clause that are several: which of them is meant cannot be told."""
    places = Counter((one.kind, one.clause) for one in found)
    return [one for one in found if places[one.kind, one.clause] == 1]


def _rivals(claimed: Sequence[Found], sentence: str) -> list[Found]:
    """The figures that a sentence sets against those that were claimed before it."""
    return [
        replace(one, text=meant.text, value=meant, clause=(0, len(sentence)))
        for one in claimed
        if isinstance(one.value, Figure) and (meant := rival(one.value, sentence))
    ]


def _sentence_before(text: str, start: int) -> str:
    """The sentence before `start` in its line; empty when there is none."""
    line = text.rfind("\n", 0, start) + 1
    before = sentences(text[line:start])
    return text[line + before[-1][0] : line + before[-1][1]] if before else ""


def _is_on_topic(wanted: Wanted, article: str) -> bool:
    """Whether the article has half of the question's names, or of its other words when it has no name."""
    telling = wanted.names or wanted.terms
    return sum(one in article for one in telling) >= 0.5 * len(telling)


def _without_reports(sentence: str) -> str:
    """The sentence without the days that are not the event's: of a report, of an estimate, since when it counts, and of
    when a thing was made."""
    for report in reversed(reports(sentence.replace("\n", " "))):
        day = re.match(r",?\s+(?:late |early )?on \w+day(?: \w+)?", sentence[report.end :])
        sentence = sentence[: report.start] + sentence[report.end + (day.end() if day else 0) :]
    return _MADE.sub("", _BEGINNING.sub("", _ESTIMATED.sub("", sentence)))


@lru_cache(maxsize=256)
def _lowered(text: str, title: str) -> str:
    return f"{title}\n{text}".lower()
