"""Words and names in the plain form in which they are compared."""

import re
import unicodedata

STOP_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before being below between
    both but by can could did do does doing down during each few for from further had has have having he her here
    hers him his how i if in into is it its itself just me more most my no nor not of off on once only or other our
    out over own same she should so some such than that the their them then there these they this those through to
    too under until up very was we were what when where which while who whom why will with would you your""".split()
)
"""English words that say nothing about what a text is about."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def words(text: str) -> list[str]:
    """The words of a text, lower case, without accents, in order."""
    return [word.replace("’", "'") for word in _WORD.findall(fold(text))]


def fold(text: str) -> str:
    """Lower case, without accents and compatibility forms; may change the length of the text."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def plain_name(name: str) -> str:
    """A publisher's name as it is compared: letters and digits only, without a leading "the"."""
    folded = words(name)
    if len(folded) > 1 and folded[0] == "the":
        folded = folded[1:]
    return "".join(folded).replace("'", "")


def content_words(text: str) -> list[str]:
    """The words of `text` that say what it is about, each once, in order."""
    return list(dict.fromkeys(word for word in words(text) if word not in STOP_WORDS))
