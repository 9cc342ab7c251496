"""Numbers, dates, names and quotations: everything of the kind in the claim must be in its source."""

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.engine.facts.names import Name, is_ordinary, is_weekday, missing_parts
from assistant.engine.facts.quantities import Quantity
from assistant.engine.facts.sentence import Facts
from assistant.engine.support.findings import Finding, FindingKind
from assistant.engine.support.source import Aligned, Source

_MONEY = frozenset("$€£¥")
_NAME_WINDOW = 4
"""Most words between neighbouring parts of one name in the source, as in "Macron, the French president"."""
_NUMBER_WINDOW = 5


def number_findings(aligned: Aligned) -> Iterator[Finding]:
    """Numbers that the source lacks, or has with another unit, exactness or object."""
    source = aligned.source
    for quantity in aligned.claim.quantities:
        if quantity.text == "one":
            continue  # mostly a pronoun
        same = [(fact, q) for fact in source.sentences for q in fact.quantities if _same_value(quantity, q)]
        if not same:
            if not _in_a_date(quantity, source):
                yield Finding(FindingKind.NUMBER, quantity.text)
            continue
        units = [(fact, q) for fact, q in same if _same_unit(quantity.unit, q.unit)]
        if not units:
            yield Finding(FindingKind.UNIT, f"{quantity.text} (source: {same[0][1].text})")
            continue
        if not any(quantity.bound.follows_from(q.bound) for _, q in units):
            source_bound = units[0][1].bound.value
            yield Finding(FindingKind.BOUND, f"{quantity.text} (source: {source_bound} {units[0][1].text})")
        if not any(_shares_object(quantity, aligned.claim, q, fact) for fact, q in units):
            yield Finding(FindingKind.NUMBER_ELSEWHERE, quantity.text)


def _same_value(one: Quantity, other: Quantity) -> bool:
    if (one.unit == "#") != (other.unit == "#"):
        return False
    if math.isclose(one.value, other.value, rel_tol=1e-9):
        return True
    return {one.unit, other.unit} == {"", "%"} and {one.value, other.value} == {0.5, 50.0}


def _same_unit(one: str, other: str) -> bool:
    if {one, other} & (_MONEY | {"%"}):
        return one == other
    return one == other or not one or not other


def _in_a_date(quantity: Quantity, source: Source) -> bool:
    if quantity.unit in _MONEY or quantity.unit == "%" or not quantity.value.is_integer():
        return False
    return any(int(quantity.value) in (date.year, date.day) for fact in source.sentences for date in fact.dates)


def _shares_object(quantity: Quantity, claim: Facts, other: Quantity, fact: Facts) -> bool:
    """True when some telling word beside the number in the claim is anywhere in the source sentence."""
    beside = _beside(quantity.first, quantity.last, claim)
    return not beside or bool(beside & set(fact.lemmas)) or (other.unit == quantity.unit != "")


def _beside(first: int, last: int, facts: Facts) -> set[str]:
    nearby = facts.words[max(0, first - _NUMBER_WINDOW) : first] + facts.words[last : last + _NUMBER_WINDOW]
    return {word.lemma for word in nearby if word.content}


def date_findings(aligned: Aligned) -> Iterator[Finding]:
    """Dates of which the source lacks a part."""
    source = aligned.source
    known = [date for fact in source.sentences for date in fact.dates]
    numbers = {q.value for fact in source.sentences for q in fact.quantities}
    for date in aligned.claim.dates:
        bare_year = not date.month and float(date.year) in numbers
        if not bare_year and not any(date.within(other) for other in known):
            yield Finding(FindingKind.DATE, date.text)


def name_findings(aligned: Aligned) -> Iterator[Finding]:
    """Names that the source lacks, and names whose parts it has only far apart."""
    source = aligned.source
    for name in aligned.claim.names:
        missing = missing_parts(name, source.spelled, source.initials, source.letters)
        if missing:
            day = any(is_weekday(part) for part in missing)
            yield Finding(FindingKind.DAY if day else FindingKind.NAME, name.text)
        elif not _stands_together(name, source):
            yield Finding(FindingKind.NAME_MIXED, name.text)


def _stands_together(name: Name, source: Source) -> bool:
    parts = [part for part in name.parts if not is_ordinary(part)]
    return all(
        any(_near(one, other, fact) for fact in source.sentences)
        for one, other in pairwise(parts)
        if one in source.spelled and other in source.spelled
    )


def _near(one: str, other: str, fact: Facts) -> bool:
    if one not in fact.spelled or other not in fact.spelled:
        return False
    text = [word.lower for word in fact.words]
    places, others = _places(text, one), _places(text, other)
    # a part that is spelled differently in the source ("Russian" for "Russia") has no place of its own
    return not places or not others or min(abs(a - b) for a in places for b in others) <= _NAME_WINDOW


def _places(text: list[str], part: str) -> list[int]:
    return [i for i, word in enumerate(text) if word == part]


def quotation_findings(aligned: Aligned) -> Iterator[Finding]:
    """Direct speech that is not word for word in the source; ellipses and bracketed insertions divide it."""
    for quotation in aligned.claim.quotations:
        pieces = [piece.strip(" .,;:") for piece in re.split(r"\.\.\.|…|\[[^\]]*\]", quotation.lower())]
        if not all(piece in aligned.source.text for piece in pieces):
            yield Finding(FindingKind.QUOTATION, f"“{quotation}”")
