"""Numbers as news writes them: "1,200", "1 200", "two hundred and six", "3½ million", "half a million", "8.5 lakh"."""

import re
import unicodedata
from dataclasses import dataclass

from assistant.engine.word_list import word_list


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that was read."""

    value: float
    step: float
    """What its last written digit or fraction counts, as 10,000 in "1.23 million"; 0 for one that is not rounded."""
    scale: float
    """What the word after it multiplies it by, as 10**6 in "1.23 million"; 1 for none."""


SMALL = {
    word: number
    for number, word in enumerate(
        word_list("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """)
    )
}
"""Numbers below twenty, by their names."""
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        word_list("""
    twenty thirty forty fifty sixty seventy eighty ninety
    """),
        2,
    )
}
_SCALES = {"hundred": 100, "dozen": 12, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES |= {"lakh": 10**5, "crore": 10**7}
_SHORT_SCALES = {"k": 1_000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

VULGAR = "[¼-¾⅐-⅞]"
"""A fraction that is one character."""

_DIGITS = rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:[ \xa0\u2009\u202f]\d{{3}})+(?!\d)|\d+(?:\.\d+)?|{VULGAR}"
_WORD = "|".join([*SMALL, *_TENS])
_LONG = r"(?:hundred|dozen|thousand|million|billion|trillion|lakhs?(?: crores?)?|crores?)"
_SPELLED = (
    rf"(?:(?:{_WORD})(?:[- ](?:{_WORD}))?|an?)(?:[- ]{_LONG}\b"
    rf"(?:(?: and)? (?:{_WORD})(?:[- ](?:{_WORD}))?(?: thousand| million)?)?)*"
)
_PART_OF = (  # "half a million", "a quarter-million", "three quarters of a million", "two-thirds of a million"
    rf"(?:(?:an?[- ])?half|(?:(?:an?|one|three)[- ])?quarters?)[- ](?:of[- ])?(?:an?[- ])?{_LONG}"
    rf"|(?:an?|{_WORD})[- ](?:third|fifth|sixth|eighth|tenth)s? of an? {_LONG}"
)
_MEASURED = r"(?:tall|high|long|deep|wide|away|across|apart|above|below|race|sprint|hurdles|freestyle)"  # "300m tall"
_SCALE = rf"(?:[- \xa0]{_LONG}\b|(?:k|mn?|mln|bn|tn)\b(?![\w/]| {_MEASURED}\b))"
_AND_PART = (  # a third counts only before a scale, lest "three and a third" of the crew be taken for it
    rf"[ -]?{VULGAR}|[ -]\d/\d{{1,2}}(?![\d/])|[ -]and[ -](?:(?:an?|one)[ -](?:half|quarter)|three[ -]quarters?)\b(?! of)"
    rf"| and (?:an?|one|two)[- ]thirds?(?=[- ]{_LONG})"
)
PART = r"(?:hal(?:f|ves)|quarters?|thirds?|fraction|percentage|per ?cent|%|(?:four|fif|six|seven|eigh|nin|ten)ths?)"
"""Words that make a number a part of another one."""


def numeral_pattern(name: str) -> str:
    """A pattern for one number; its groups begin with `name`."""
    return (
        rf"(?:(?P<{name}_part>\b(?:{_PART_OF})\b)"
        rf"|(?:(?P<{name}_digits>{_DIGITS})|(?P<{name}_spelled>\b(?:{_SPELLED})\b))"
        rf"(?P<{name}_and>{_AND_PART})?(?P<{name}_scale>{_SCALE})?)"
    )


def numeral(match: re.Match[str], name: str) -> Numeral | None:
    """The number that the groups of `numeral_pattern(name)` found; None when they found none."""
    if part := match[f"{name}_part"]:
        share, scale = _part(part), _last_scale(part)
        return Numeral(share * scale, share * scale, scale)
    digits, spelled = match[f"{name}_digits"], match[f"{name}_spelled"]
    if not digits and not spelled:
        return None
    digits = re.sub(r"[,\s]", "", digits or "")
    whole = (
        (unicodedata.numeric(digits) if len(digits) == 1 else float(digits)) if digits else _spelled_value(spelled)
    )
    scale = _last_scale(match[f"{name}_scale"] or "")
    if added := match[f"{name}_and"]:
        share = _part(added.strip(" -"))
        of = scale if scale > 1 or digits else _last_scale(spelled)  # "a million and a half"
        return Numeral(whole * scale + share * of, share * of, max(scale, of))
    return Numeral(
        whole * scale, _step(digits, whole * scale, scale), scale if digits else _last_scale(spelled, scale)
    )


def _step(digits: str, value: float, scale: float) -> float:
    if "." in digits:
        return 10.0 ** -len(digits.partition(".")[2]) * scale
    if scale > 1:
        return scale
    if value >= 100 and value % 10 == 0:
        return 10.0 ** (len(str(int(value))) - len(str(int(value)).rstrip("0")))
    return 0.0


def _part(text: str) -> float:
    """The fraction that a text says: "½", "3/4", "and a half", "two-thirds of a million"."""
    if text[0].isnumeric():
        above, _, below = text.partition("/")
        return unicodedata.numeric(text) if len(text) == 1 else int(above) / max(1, int(below))
    words = re.split(r"[- ]+", text.lower())
    parts = next(_PARTS[word.rstrip("s")] for word in words if word.rstrip("s") in _PARTS)
    return next((SMALL[word] for word in words if word in SMALL), 1) / parts


def _last_scale(text: str, otherwise: float = 1.0) -> float:
    """The multiplier at the end of a text, as "lakh crore" or "bn"."""
    scale = 1.0
    for word in reversed(re.split(r"[- \xa0]+", text.lower())):
        found = _SCALES.get(word.rstrip("s")) or _SHORT_SCALES.get(word)
        if found is None:
            break
        scale *= found
    return scale if scale > 1 else otherwise


def _spelled_value(spelled: str) -> float:
    total = current = 0
    for word in re.split(r"[- ]+", spelled.lower()):
        scale = _SCALES.get(word.rstrip("s"))
        if scale is None:
            current += SMALL.get(word, 0) + _TENS.get(word, 0) + (word in ("a", "an"))
        elif scale < 1000:
            current = max(current, 1) * scale
        elif scale == _SCALES["crore"] and total and not current:
            total *= scale  # "two lakh crore"
        else:
            total, current = total + max(current, 1) * scale, 0
    return float(total + current)
