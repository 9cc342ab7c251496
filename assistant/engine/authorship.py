"""Whose judgements an article tells: in an opinion piece, and where it says "I", they are its author's."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from assistant.engine.facts.words import STOPWORDS, words
from assistant.engine.speech.quotations import masked
from index.sentences import sentences
from index.types import Article, Metadata

_SECTION = r"(?:opinions?|editorials?|comment(?:ary)?|op-?eds?|columns?|columnists?|letters?(?: to the editor)?|viewpoints?|perspectives?)"
_TITLE = re.compile(rf"^{_SECTION}\s*[:|–—]|[|–—([]\s*{_SECTION}[\])]?$", re.IGNORECASE)
_ADDRESS = re.compile(
    rf"/(?:[\w-]+-)?(?:{_SECTION.replace(' to the editor', '')}|commentisfree|voices|essays?)(?=/|-)|-(?:editorial|op-?ed|opinion|column)(?:/|$)",
    re.IGNORECASE,
)
_HEADING = re.compile(rf"^\s*{_SECTION}\s*$", re.IGNORECASE | re.MULTILINE)
_DISCLAIMER = re.compile(
    r"\b(?:the (?:writer|author) is\b|(?:views|opinions) expressed\b|(?:is|was) an? (?:\w+ ){0,3}(?:opinion (?:writer|columnist)|columnist))",
    re.IGNORECASE,
)
_ENDS = 600
"""Characters at either end of a text where it says what it is."""
_FIRST_PERSON = re.compile(
    r"(?:(?P<before>[\w'’-]+) )?\bI(?:['’](?:m|ve|d|ll)\b| (?=[a-z]))|\b(?:[Mm]y|[Mm]yself|[Mm]e)\b(?!['’])"
)
_LEAST_FIRST_PERSON = 2
_FIRST_PERSON_SHARE = 0.1
"""Share of the sentences of a text in the first person, quotations aside, from which its author tells it."""
_OTHERS = re.compile(
    r"^(?:Q|A|[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,2}|[A-Z]{2,}(?: [A-Z]+)*)\s?:\s|^[^\n]{10,200}\?$|(?:^|(?<=\s))'[A-Z]",
    re.MULTILINE,
)
"""Marks of a text in which "I" is somebody else: names or questions before answers, and quotations in single marks."""
_MOST_OTHERS = 1
_ASKS = re.compile(r"interview|as-told-to|[/-]ask-\w+")
"""In an address: of an interview, or of an answer to a letter."""
_NOT_HIS_WORDS = re.compile(
    r"\bas told to\b|\bDear \w+,|\b(?:send|address) (?:us )?your (?:letter|problem|question)s?\b", re.I
)
_JUDGES = re.compile(
    r"\b(?:we|us|our|ours|let['’]s|let us|should|must|ought|needs? to|have to|has to|deserves?|had better|worst|best|wrong"
    r"|scandal(?:ous)?|shame(?:ful)?|sham|disgrace(?:ful)?|outrage(?:ous)?|absurd|ridiculous|foolish|folly|nonsense|mistake"
    r"|failure|tragic|tragedy|hypocri\w+|cruel|unfair|unjust|reckless|cynical|pathetic|brave|brilliant|wonderful|terrible"
    r"|dreadful|appalling|sadly|unfortunately|regrettably|surely|clearly|obviously|frankly|honestly|of course|perhaps"
    r"|no doubt|rightly|wrongly|thankfully|alas|too (?:many|much|few|little|often)|enough is enough|yes,|no,)\b|\?\s*$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.’'-]*(?: (?:[A-ZÀ-ÖØ-Þ][\w.’'-]*|de|van|von|der|den|la|le|al|bin|da|di)){1,4}")
_NO_PERSON = re.compile(
    r"\b(?:staff|press|news|agency|team|desk|board|editors?|editorial|reporters?|reuters|wire|correspondents?)\b",
    re.I,
)
_PERFECT = re.compile(r"\b(?:has|have) (?:\w+ly |not |also )?(?:been|become|\w+(?:ed|en|wn|de))\b")
_PAST_AUXILIARY = frozenset(["was", "were", "had", "did"])


def author_lead(article: Article, start: int, end: int) -> str:
    """The words before a quotation that judges or says "I" in its author's voice; empty for any other.

    The span is taken to have no speaker in the text.
    """
    opinion = _is_opinion(article.metadata, article.text)
    unquoted = _unquoted(article.text)
    spans = sentences(article.text[start:end])
    if not any(_is_the_authors(unquoted[start + a : start + b], opinion) for a, b in spans):
        return ""
    if not opinion and (_ASKS.search(article.metadata.url) or not _tells_of_himself(article.text, unquoted)):
        return ""
    where = article.metadata.publisher
    names = [name for name in article.metadata.authors if _PERSON.fullmatch(name) and not _NO_PERSON.search(name)]
    if names:
        who = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        return f"{who}, in {where}:" if where else f"{who}:"
    return f"An opinion piece in {where}:" if opinion and where else ""


def _is_opinion(metadata: Metadata, text: str) -> bool:
    """Whether title, address, heading or closing words call it opinion."""
    if _TITLE.search(metadata.title.strip()) or _ADDRESS.search(urlsplit(metadata.url).path):
        return True
    return bool(_HEADING.search(text[:_ENDS]) or _DISCLAIMER.search(text[-_ENDS:]))


def _tells_of_himself(text: str, unquoted: str) -> bool:
    """Whether the author speaks in the first person throughout, and nobody else does."""
    if len(_OTHERS.findall(text)) > _MOST_OTHERS or _NOT_HIS_WORDS.search(text):
        return False
    spans = sentences(text)
    mine = sum(in_first_person(unquoted[start:end]) for start, end in spans)
    return mine >= max(_LEAST_FIRST_PERSON, _FIRST_PERSON_SHARE * len(spans))


@lru_cache(maxsize=16)
def _unquoted(text: str) -> str:
    """The text, as long as it was, with the quotations of each paragraph masked."""
    return "\n".join(map(masked, text.split("\n")))


def _is_the_authors(sentence: str, opinion: bool) -> bool:
    """Whether a sentence speaks of the author, or in an opinion piece judges: a plain fact is past or has a figure."""
    if not re.search(r"\w", sentence):
        return False
    if in_first_person(sentence):
        return True
    return opinion and (_JUDGES.search(sentence) is not None or not _is_plain(sentence))


def in_first_person(sentence: str) -> bool:
    """Whether a sentence, its quotations masked, says "I", which after a name is a number ("Elizabeth I")."""
    before = [match["before"] or "" for match in _FIRST_PERSON.finditer(sentence)]
    return any(not word[:1].isupper() or word.lower() in STOPWORDS for word in before)


def _is_plain(sentence: str) -> bool:
    found = words(sentence)
    if any(word.text[:1].isdecimal() for word in found):
        return True
    return any(
        word.lower in _PAST_AUXILIARY
        or (word.lower == word.text and word.content and word.lower != word.lemma and word.lower.endswith("ed"))
        for word in found
    ) or bool(_PERFECT.search(sentence))
