"""Whether articles may tell of one event: what the one names, the other names too.

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

_READ = 8000
"""Characters of an article in which names are sought; what an article is about it names in them."""

_NEAR = 0.5
"""Share of the score of the best evidence from which it may be what the question is about."""

_DATELINE = re.compile(r"\(\w+\)(?= [-–—])")
_WORD = re.compile(r"[^\W\d_]{3,}")
_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]{2,}")
_NOBODYS = (
    STOP_WORDS
    | STARTERS
    | frozenset(
        word_list("""
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
        september october november december president minister ministry professor doctor state government parliament
        police hospital university council commission court inspectorate city town port square street party union
        company group office board north south east west northern southern eastern western united national new
        television radio news agency press
        """)
    )
)
"""Words that are written like names, or are part of many, and say little about whose they are."""


def may_tell_one_story(first: Article, second: Article) -> bool:
    """Whether the articles share a name, and two where one publisher prints both.

    An article tells its own story, and one that names nothing may tell any.
    """
    named = _named(first), _named(second)
    if first.id == second.id or (first.origin and first.origin == second.origin) or not all(named):
        return True
    shared = (named[0] & _capitalised(second)) | (named[1] & _capitalised(first))
    publisher = first.metadata.publisher.lower()
    if publisher and publisher == second.metadata.publisher.lower():
        return len(shared - set(_WORD.findall(publisher))) > 1
    return bool(shared)


def of_asked_story(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence (best first) without what tells of another event than the question names.

    That is what stands in articles which lack a name of the question and share none with the best that has them all;
    all stays where nothing near the best has them.
    """
    asked = _names_in(question)
    full = [one for one in evidence if asked <= _capitalised(one.article)]
    if not asked or not full or full[0].score < _NEAR * evidence[0].score:
        return list(evidence)
    return [one for one in evidence if one in full or may_tell_one_story(one.article, full[0].article)]


def _named(article: Article) -> frozenset[str]:
    """The words of all names, lower case."""
    return _names_in(_read(article))


def _capitalised(article: Article) -> frozenset[str]:
    """The words that are written with a capital, those of its publisher too, lower case."""
    return _capitals_in(f"{article.metadata.publisher}\n{_read(article)}")


def _read(article: Article) -> str:
    return f"{article.metadata.title}.\n{_DATELINE.sub('', article.text[:_READ])}"


@lru_cache(maxsize=256)
def _names_in(text: str) -> frozenset[str]:
    return frozenset(word.lower() for name in names(text) for word in _WORD.findall(name)) - _NOBODYS


@lru_cache(maxsize=256)
def _capitals_in(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _CAPITALISED.findall(text))
