"""Where sources give different values for what a question asks, side by side, never averaged and never chosen from.

Two values differ only when they cannot both be meant (`Figure.agrees_with`), count the same thing in the same frame,
may be about the same occasion, and come from different articles or, within one article, from different speakers.
Copies of one text count as one source of a value that they share, but not where they differ.
In doubt nothing is reported: a disagreement that is none misleads more than one that is missed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from assistant.engine.stories import may_tell_one_story
from assistant.engine.values.amounts import readable
from assistant.engine.values.figures import Figure
from assistant.engine.values.found import Kind
from assistant.engine.values.given import given
from assistant.engine.values.occasions import may_be_same, share_names
from assistant.engine.values.statements import Statement, statements
from assistant.engine.values.wanted import wanted as wanted_by
from assistant.types import Disagreement, Evidence, Value

DISPUTE, UPDATE = "dispute", "update"
"""The two kinds of a `Disagreement`."""
_SURE = 0.45
"""Score from which evidence is about what is asked, whether its article names it or not."""


def disagreements(question: str, evidence: Sequence[Evidence]) -> list[Disagreement]:
    """The disagreements among the evidence about what the question asks for; empty when it asks for no value."""
    wanted = wanted_by(question)
    if wanted is None:
        return []
    told = [statement for piece in evidence for statement in statements(question, wanted, piece)]
    told, meant = (_of_one_story(some, evidence, wanted.names) for some in (told, given(question, wanted, evidence)))
    said = _as_read(told, meant)
    differing = _among(said, wanted.names)
    if differing:
        return differing
    known = {_slot(one) for one in said}
    return _among([*said, *(one for one in meant if _slot(one) not in known)], wanted.names)


def _as_read(told: Sequence[Statement], meant: Iterable[Statement]) -> list[Statement]:
    """Without other values of one voice in a piece where a model is sure which of its words answer."""
    sure = [one for one in meant if one.evidence.answer is not None and one.evidence.answer.placed > 0]
    read = {(*_slot(one), one.said_by): one.found.value for one in sure}
    return [
        one
        for one in told
        if one.against or read.get((*_slot(one), one.said_by), one.found.value).agrees_with(one.found.value)
    ]


def _slot(one: Statement) -> tuple[int, Kind]:
    """The piece of evidence and what the value is of."""
    return one.evidence.number, one.found.kind


def _of_one_story(said: Iterable[Statement], evidence: Sequence[Evidence], asked: frozenset[str]) -> list[Statement]:
    """Without what articles say that have no name of the question and may not tell of what the best evidence tells."""
    return [
        one
        for one in said
        if any(name in one.occasion.article for name in asked)
        or may_tell_one_story(one.evidence.article, evidence[0].article)
    ]


def _among(said: Iterable[Statement], asked: frozenset[str]) -> list[Disagreement]:
    by_kind: dict[Kind, list[Statement]] = defaultdict(list)
    for statement in said:
        by_kind[statement.found.kind].append(statement)
    found = [_disagreement(kind, _distinct(group), asked) for kind, group in by_kind.items()]
    return [one for one in found if one]


def _disagreement(kind: Kind, group: list[Statement], asked: frozenset[str]) -> Disagreement | None:
    differing = [
        (one, other)
        for one, other in combinations(group, 2)
        if _comparable(one, other, asked) and _differ(one, other)
    ]
    if not differing:
        return None
    involved = {id(statement) for pair in differing for statement in pair}
    shown = sorted((one for one in group if id(one) in involved), key=_by_date)
    return Disagreement(readable(kind), tuple(map(_value, shown)), _how(differing))


def _differ(one: Statement, other: Statement) -> bool:
    """Whether the two values cannot both be meant, and are not so far apart that they must be of different things."""
    first, second = one.found.value, other.found.value
    if first.agrees_with(second):
        return False
    return not (isinstance(first, Figure) and isinstance(second, Figure)) or first.is_near(second)


def _distinct(group: list[Statement]) -> list[Statement]:
    """The group without what copies repeat: a value counts once per origin, and once per publisher that is known."""
    kept: list[Statement] = []
    seen: set[tuple[str, str]] = set()
    for one in group:
        written = one.found.text.lower()
        marks = {(one.source, written), (one.evidence.article.metadata.publisher or one.source, written)}
        if not marks & seen:
            kept.append(one)
        seen |= marks
    return kept


def _comparable(one: Statement, other: Statement, asked: frozenset[str]) -> bool:
    """Whether two statements, of different articles or speakers, may speak of the same thing."""
    if one.evidence is other.evidence and (one.against or other.against):
        return True
    same_article = one.evidence.article.id == other.evidence.article.id
    if same_article and may_be_one_voice(one.said_by, other.said_by):
        return False
    if one.found.scope != other.found.scope or not may_be_same(
        one.occasion, other.occasion, one.found.kind[0], asked
    ):
        return False
    sure = min(one.evidence.score, other.evidence.score) >= _SURE
    return same_article or sure or (one.named and other.named) or share_names(one.occasion, other.occasion)


def _how(differing: list[tuple[Statement, Statement]]) -> str:
    """An update when every difference is between an older value and a newer one, else a dispute."""
    replaced = {id(older) for pair in differing if (older := _replaced(*pair))}
    standing = [pair for pair in differing if not {id(one) for one in pair} & replaced]
    return UPDATE if replaced and not standing else DISPUTE


def _replaced(one: Statement, other: Statement) -> Statement | None:
    """Which of two differing values the other one replaces; None when neither does."""
    first, second = sorted((one, other), key=_by_date)
    published = (_published(first), _published(second))
    if None in published or published[0] == published[1]:
        return None
    return first if second.revises or (_is_one_source(first, second) and _grows(first, second)) else None


def _is_one_source(first: Statement, second: Statement) -> bool:
    """Whether one publisher has both, or the second is published by who is said to give the first."""
    before, after = (one.evidence.article.metadata.publisher.lower() for one in (first, second))
    given_by = first.said_by or first.given_by
    return bool(after) and (before == after or bool(given_by and may_be_one_voice(given_by, after)))


def _grows(first: Statement, second: Statement) -> bool:
    """Whether one voice counts more the second time; that another counts more is no correction of the first."""
    values = (first.found.value, second.found.value)
    more = isinstance(values[0], Figure) and isinstance(values[1], Figure) and values[1].low >= values[0].low
    return more and may_be_one_voice(first.said_by or first.given_by, second.said_by or second.given_by)


def may_be_one_voice(one: str, other: str) -> bool:
    """Whether two names may be of one speaker, as "police" and "the Orlen police"; the article's own is anybody's."""
    first, second = (frozenset(re.findall(r"\w+", name.lower())) - {"the", "a", "an"} for name in (one, other))
    return first <= second or second <= first


def _published(statement: Statement) -> date | None:
    return statement.evidence.article.metadata.published


def _by_date(statement: Statement) -> tuple[bool, date, int]:
    published = _published(statement)
    return published is None, published or date.max, statement.evidence.number


def _value(statement: Statement) -> Value:
    said_by = statement.said_by or statement.given_by
    return Value(statement.found.text, statement.evidence.number, said_by, _published(statement))
