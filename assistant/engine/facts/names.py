"""Proper names in a sentence, and whether a source names the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.word_table import is_word
from assistant.engine.facts.words import STOPWORDS, Word, lemma, listed


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words."""

    text: str
    parts: tuple[str, ...]
    """Its telling words in one spelling: lower case, nationalities as their country, no titles."""
    first: int
    """Place of its first word among the words of the sentence."""
    last: int
    """One past the place of its last word."""


_LINKS = {"of", "de", "al", "bin", "van", "von", "der", "el", "la", "ibn", "du", "del", "the"}
_TITLES = listed("mr mrs ms dr sir lord lady prof rev hon jr sr st")
_DAYS = listed("monday tuesday wednesday thursday friday saturday sunday")

_COUNTRIES = """
russia russian russians|syria syrian syrians|turkey turkish turks turk|iran iranian iranians|iraq iraqi iraqis
israel israeli israelis|palestine palestinian palestinians|ukraine ukrainian ukrainians|china chinese
france french frenchman|germany german germans|italy italian italians|spain spanish spaniard
britain british uk britons gb|us american americans usa america|england english|scotland scottish scots
wales welsh|ireland irish|poland polish poles|greece greek greeks|netherlands dutch holland|belgium belgian
switzerland swiss|austria austrian|sweden swedish swedes|norway norwegian|denmark danish danes
finland finnish finns|japan japanese|india indian indians|pakistan pakistani|afghanistan afghan afghans
canada canadian canadians|mexico mexican mexicans|brazil brazilian|argentina argentine
australia australian australians|egypt egyptian|libya libyan|tunisia tunisian|algeria algerian|morocco moroccan
saudi saudis|yemen yemeni|lebanon lebanese|jordan jordanian|qatar qatari|kuwait kuwaiti|emirates emirati uae
korea korean koreans|vietnam vietnamese|thailand thai|philippines philippine filipino filipinos
indonesia indonesian|malaysia malaysian|singapore singaporean|nigeria nigerian|kenya kenyan|ethiopia ethiopian
sudan sudanese|somalia somali|europe european europeans|africa african africans|asia asian asians|cuba cuban
venezuela venezuelan|colombia colombian|chile chilean|peru peruvian|hungary hungarian|romania romanian
bulgaria bulgarian|czech czechia|serbia serbian|croatia croatian|portugal portuguese|georgia georgian
armenia armenian|azerbaijan azerbaijani|kurdistan kurdish kurd kurds|myanmar burmese burma
bangladesh bangladeshi|nepal nepalese|belarus belarusian|moldova moldovan|chad chadian|congo congolese|kremlin
pentagon|isis daesh isil|eu|un|nato
"""
_SAME_COUNTRY = {
    form: line.split()[0]
    for row in _COUNTRIES.strip().splitlines()
    for line in row.split("|")
    for form in line.split()
}
_ALIASES = {("united", "states"): "us", ("united", "kingdom"): "britain", ("united", "nations"): "un"}
_ALIASES |= {("european", "union"): "eu", ("islamic", "state"): "isis", ("north", "korea"): "dprk"}


def names(words: Sequence[Word]) -> tuple[Name, ...]:
    """The proper names of one sentence. A sentence's first word counts when it is no ordinary word."""
    places = _name_words(words)
    found: list[Name] = []
    i = 0
    while i < len(words):
        if i not in places:
            i += 1
            continue
        end = _run_end(words, i, places)
        if parts := spelled(words[i:end]):
            found.append(Name(" ".join(word.text for word in words[i:end]), parts, i, end))
        i = end
    return tuple(found)


def spelled(words: Sequence[Word]) -> tuple[str, ...]:
    """The telling words of a name in one spelling: aliases joined, nationalities as countries, titles left out."""
    parts: list[str] = []
    i = 0
    while i < len(words):
        pair = (words[i].lower, words[i + 1].lower) if i + 1 < len(words) else None
        if pair in _ALIASES:
            parts.append(_ALIASES[pair])
            i += 2
            continue
        lower = words[i].lower
        named = words[i].content or words[i].text.isupper() or (i > 0 and words[i].text[0].isupper())
        if lower not in _LINKS and lower not in _TITLES and named:
            parts.append(_SAME_COUNTRY.get(lower, lower))
        i += 1
    return tuple(parts)


def is_weekday(part: str) -> bool:
    """True for the lower-case name of a day of the week."""
    return part in _DAYS


def is_ordinary(part: str) -> bool:
    """True for words that are also written without a capital: "ministry" in "Foreign Ministry"."""
    return part not in _SAME_COUNTRY and part not in _DAYS and _is_known(part)


@lru_cache(maxsize=65536)
def _is_known(part: str) -> bool:
    return is_word(lemma(part))


def missing_parts(name: Name, source: Collection[str], source_initials: Collection[str], letters: str) -> list[str]:
    """The parts of `name` that a source with these spelled words does not have.

    An initialism ("UN") is present when some name of the source has those initials, and the other way round; a
    longer one ("GAN") also when its letters begin neighbouring words: `letters` holds the first letter of every word.
    """
    if len(name.parts) == 1 and _abbreviates(name, source_initials, letters):
        return []
    initials = "".join(part[0] for part in name.parts)
    if len(name.parts) > 1 and initials in source:
        return []
    return [part for part in name.parts if not _present(part, source)]


def _abbreviates(name: Name, source_initials: Collection[str], letters: str) -> bool:
    short = name.parts[0].removesuffix("s") if name.text[-1] == "s" else name.parts[0]
    return short in source_initials or (len(short) > 2 and name.text[:3].isupper() and short in letters)


def _present(part: str, source: Collection[str]) -> bool:
    if part in source or part.removesuffix("s") in source or part + "s" in source:
        return True
    return is_ordinary(part) and _has_kin(part, source)


def _has_kin(part: str, source: Collection[str]) -> bool:
    mine = lemma(part)
    return any(relation(mine, lemma(other)) in (Relation.SAME, Relation.SYNONYM) for other in source)


def _name_words(words: Sequence[Word]) -> frozenset[int]:
    """Places of the words that may stand in a name; a capital that a headline or an opening gives shows nothing."""
    headline = _is_headline(words)
    return frozenset(
        i
        for i, word in enumerate(words)
        if _is_capitalised(word) and not ((headline or _opens(words, i)) and is_ordinary(word.lower))
    )


def _is_capitalised(word: Word) -> bool:
    if not word.text[0].isupper() or word.lower in ("i", "i'm", "i've", "i'll", "i'd"):
        return False
    return word.lower not in STOPWORDS or (word.text.isupper() and len(word.text) > 1)


def _opens(words: Sequence[Word], i: int) -> bool:
    return i == 0 or (words[i - 1].gap != "-" and any(mark in words[i - 1].gap for mark in '.!?:"“‘*\n-'))


def _run_end(words: Sequence[Word], i: int, places: frozenset[int]) -> int:
    end = i + 1
    while end < len(words) and not words[end - 1].gap.strip(" -.'’"):
        linked = words[end].lower in _LINKS and end + 1 < len(words) and words[end].gap in (" ", "-")
        surname = words[end].text in ("May", "Will", "Can", "Down")
        if (surname or end in places) and not _full_stop(words[end - 1]):
            end += 1
        elif linked and end + 1 in places:
            end += 2
        else:
            break
    return end


def _full_stop(word: Word) -> bool:
    """True for a stop that ends a sentence; one after an initial or a short title does not."""
    return "." in word.gap and len(word.text) > 4


def _is_headline(words: Sequence[Word]) -> bool:
    telling = [word for word in words if word.content]
    return len(telling) >= 4 and all(word.text[0].isupper() for word in telling)
