"""Everything the support check compares about one sentence, read once."""

from dataclasses import dataclass
from functools import lru_cache

from assistant.engine.facts.dates import Date, dates
from assistant.engine.facts.modifiers import Modifier, modifiers
from assistant.engine.facts.names import Name, names, spelled
from assistant.engine.facts.quantities import Quantity, quantities
from assistant.engine.facts.reporting import Reported, reported
from assistant.engine.facts.words import Word, normalise, words
from assistant.engine.speech.quotations import quotations
from index.sentences import sentences

_CLOSING = "\"”’»'"


@dataclass(frozen=True, slots=True)
class Facts:
    """One sentence with what can be right or wrong in it."""

    text: str
    words: tuple[Word, ...]
    lemmas: tuple[str, ...]
    """Of the words that carry meaning, in order, repeats kept."""
    spelled: frozenset[str]
    """Every word in the spelling that names are compared in."""
    dates: tuple[Date, ...]
    quantities: tuple[Quantity, ...]
    names: tuple[Name, ...]
    modifiers: tuple[Modifier, ...]
    attributions: tuple[Reported, ...]
    quotations: tuple[str, ...]
    """Direct speech without its marks, normalised, of two words or more."""

    def place(self, lemma: str) -> int | None:
        """Place of the first word with this lemma among `words`; None without one."""
        return next((i for i, word in enumerate(self.words) if word.lemma == lemma), None)


@lru_cache(maxsize=8192)
def read_facts(sentence: str) -> Facts:
    """The facts of one sentence."""
    sentence = sentence.replace("\xa0", " ")
    found = words(sentence)
    found_dates = dates(found)
    found_quantities = quantities(found, found_dates)
    taken = {i for date in found_dates for i in range(date.first, date.last)}
    taken |= {i for quantity in found_quantities for i in range(quantity.first, quantity.last)}
    return Facts(
        text=sentence,
        words=found,
        lemmas=tuple(word.lemma for word in found if word.content),
        spelled=frozenset(spelled(found)) | frozenset(word.lower for word in found),
        dates=found_dates,
        quantities=found_quantities,
        names=tuple(name for name in names(found) if not taken.issuperset(range(name.first, name.last))),
        modifiers=modifiers(found),
        attributions=reported(sentence, found),
        quotations=_quoted(sentence),
    )


@lru_cache(maxsize=1024)
def read_sentences(text: str) -> tuple[Facts, ...]:
    """The facts of every sentence of a text, in order."""
    return tuple(read_facts(text[start:end]) for start, end in sentences(text))


def _quoted(sentence: str) -> tuple[str, ...]:
    closed = (normalise(sentence[start:end]) for start, end in quotations(sentence) if sentence[end - 1] in _CLOSING)
    inner = (text.strip("\"'` .,;:!?") for text in closed)
    return tuple(text for text in inner if " " in text)
