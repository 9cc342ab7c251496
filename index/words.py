"""Words and names in the plain form in which they are compared."""

import re
import unicodedata
from itertools import filterfalse

STOP_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before being below between
    both but by can could did do does doing down during each few for from further had has have having he her here
    hers him his how i if in into is it its itself just me more most my no nor not of off on once only or other our
    out over own same she should so some such than that the their them then there these they this those through to
    too under until up very was we were what when where which while who whom why will with would you your""".split()
)
"""English words that say nothing about what a text is about."""

_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"
)
"""A character of a script that puts no space between words: Thai, Lao, Burmese, Khmer, kana and Han."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def words(text: str) -> list[str]:
    """The words of a text as `fold` writes them, in order; each character of a script without spaces is one."""
    folded = fold(text)
    return _WORD.findall(folded if folded.isascii() else _SPACELESS.sub(r" \g<0> ", folded))


def fold(text: str) -> str:
    """Lower case, without accents and compatibility forms, apostrophes straight; may change the length of the text."""
    text = text.replace("’", "'")
    if text.isascii():
        return text.lower()
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text))).casefold()


def plain_name(name: str) -> str:
    """A publisher's name as it is compared: letters and digits only, without a leading "the"."""
    folded = words(name)
    if len(folded) > 1 and folded[0] == "the":
        folded = folded[1:]
    return "".join(folded).replace("'", "")


def content_words(text: str) -> list[str]:
    """The words of `text` that say what it is about, each once, in order."""
    return list(dict.fromkeys(word for word in words(text) if word not in STOP_WORDS))
