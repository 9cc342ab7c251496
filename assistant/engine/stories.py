"""Whether articles may tell of one event: whether they share a name.

People, places and things have names, and reports of one event hardly ever share none; reports of two events that
have nothing to do with each other hardly ever share one. Names of the publisher are in all that it prints.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.engine.terms import STARTERS, STOP_WORDS, names
from assistant.engine.word_list import word_list
from assistant.types import Evidence
from index.types import Article

_LENGTH = 8000
"""Characters of an article in which names are sought; what an article is about it names in them."""

_NEAR = 0.8
"""Share of the score of the best evidence from which it may be what the question is about."""

_FEW = 3
"""Names of an article of which one is enough to be shared."""

_DATELINE = re.compile(r"\([^()\n]{2,40}\)(?= [-–—])")
_WORD = re.compile(r"[^\W\d_]{3,}")
_ROOT = 5
"""Letters that a country and its people have in common."""

_NOBODYS = (
    STOP_WORDS
    | STARTERS
    | frozenset(
        word_list("""
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
        september october november december christmas easter president minister ministry interior health defence
        defense foreign justice finance professor doctor state government parliament senate police hospital
        university council commission court supreme inspectorate authority department service protection civil fire
        emergency national red cross city town port street square party union company group office board north south
        east west northern southern eastern western united new television radio news agency press reuters facebook
        twitter youtube instagram whatsapp google
        """)
    )
)
"""Words that are written like names, or are part of many, and say little about whose they are."""


def may_tell_one_story(first: Article, second: Article) -> bool:
    """Whether the articles share a name, and two where one publisher prints both and they name several.

    An article tells its own story, and one that names nothing may tell any.
    """
    if first.id == second.id or (first.origin and first.origin == second.origin):
        return True
    named = _named(first), _named(second)
    if not all(named):
        return True
    shared = (named[0] & _capitalised(second)) | (named[1] & _capitalised(first))
    publisher = first.metadata.publisher.lower()
    if publisher and publisher == second.metadata.publisher.lower():
        shared -= _roots(publisher)
        return len(shared) > (min(map(len, named)) > _FEW)
    return bool(shared)


def of_asked_story(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence (best first) without what tells of another event than the question names.

    That is what stands behind the first piece whose article has all names of the question, in an article that lacks
    one and shares none with it; all stays where that piece is not near the best.
    """
    asked = _names_in(question)
    first = next((place for place, one in enumerate(evidence) if asked <= _capitalised(one.article)), None)
    if not asked or first is None or evidence[first].score < _NEAR * evidence[0].score:
        return list(evidence)
    return [
        one
        for place, one in enumerate(evidence)
        if place <= first
        or asked <= _capitalised(one.article)
        or may_tell_one_story(one.article, evidence[first].article)
    ]


def _named(article: Article) -> frozenset[str]:
    """The roots of the words of its names, without those that are nobody's."""
    return _names_in(_beginning(article))


def _capitalised(article: Article) -> frozenset[str]:
    """The roots of the words that are written with a capital, those of its publisher too."""
    return _capitals_in(f"{article.metadata.publisher}\n{_beginning(article)}")


def _beginning(article: Article) -> str:
    return f"{article.metadata.title}.\n{_DATELINE.sub('', article.text[:_LENGTH])}"


@lru_cache(maxsize=256)
def _names_in(text: str) -> frozenset[str]:
    return _roots(" ".join(names(text)))


@lru_cache(maxsize=256)
def _capitals_in(text: str) -> frozenset[str]:
    return _roots(" ".join(word for word in _WORD.findall(text) if word[0].isupper()))


def _roots(text: str) -> frozenset[str]:
    """The beginnings of its words, lower case, without those that are nobody's."""
    return frozenset(word[:_ROOT] for word in map(str.lower, _WORD.findall(text)) if word not in _NOBODYS)
