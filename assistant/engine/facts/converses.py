"""Words that tell one event from either of its sides: "buy from" and "sell to", "beat" and "lose to".

Relational opposites (Cruse, Lexical Semantics, 1986, 10.5): with the two sides exchanged they say the same, with the
sides left in place the contrary.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engine.facts.words import Word, base_form, listed

_TABLE = """
win over,against | lose to,against
victory over,against | defeat to,by,against
triumph over,against | loss to,against
beat | fall to
defeat | succumb to
thrash | bow to
trounce |
rout |
eliminate |
overpower |
outplay |

buy from | sell to,*
purchase from | sale to
acquire from |

lend to,* | borrow from
loan to,* |

lease to | lease from
rent to | rent from

teach * | learn from
tutor * | study under
coach * | train under
mentor * |
instruct * |

succeed | precede
replace |
supplant |
follow |

give to,* | receive from
send to,* | get from
award to,* | obtain from
grant to,* | accept from
hand to,* | collect from
pay to,* |
donate to |
supply to |
deliver to |

hire | work for
employ |

lead | trail
outperform |
outsell |
outnumber |
surpass |
overtake |
outrank |

own | belong to
possess |

cause | result from
trigger | stem from
spark | arise from
provoke |
prompt |
result in |

bequeath to | inherit from

export to | import from
"""
"""One group a block. Left of the bar the subject is on the first side, right of it on the second. After each word, the
prepositions before the other side; a star, or none, where that is the object."""

_PREPOSITIONS = listed(
    """about above across after against along among around as at before behind below beneath beside between beyond by
    despite during except for from in inside into near on onto over past since through throughout to toward towards
    under until up upon via with within without when while because although if"""
)
_BE = listed("be is are was were been being get gets got")
_CLAUSE_OPENERS = listed("and but that who which whom or while when because after before if as although then")
_MARKER_REACH = 14
"""Words after the verb among which the preposition of the other side is looked for."""
_LONGEST_SIDE = 8
"""Most words of one side."""
_PASSIVE_REACH = 3
"""Words before a participle among which its auxiliary stands."""


@dataclass(frozen=True, slots=True)
class _Use:
    group: int
    subject_first: bool
    markers: tuple[str, ...]
    takes_object: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One event that such a word tells, with who is on which side."""

    group: int
    """The block of the table: frames of one block tell the same kind of event."""
    lemma: str
    first: frozenset[str]
    """Lemmas of the side that wins, buys, lends, teaches, comes later; empty when the sentence does not tell."""
    second: frozenset[str]
    """Lemmas of the other side; empty when the sentence does not tell."""

    def agrees(self, other: "Frame") -> bool:
        """True when a side is the same in both and none has changed places."""
        return self._meets(other) == (True, False)

    def contradicts(self, other: "Frame") -> bool:
        """True when a side of the one is the opposite side of the other, and none is the same."""
        return self._meets(other) == (False, True)

    def _meets(self, other: "Frame") -> tuple[bool, bool]:
        """Whether a side is the same in both, and whether one has changed places; neither for another kind of event."""
        if self.group != other.group:
            return False, False
        mine, theirs = self.first - self.second, self.second - self.first
        one, two = other.first - other.second, other.second - other.first
        return bool(mine & one or theirs & two), bool(mine & two or theirs & one)


def _read_table() -> dict[str, list[_Use]]:
    uses: dict[str, list[_Use]] = {}
    for group, block in enumerate(_TABLE.strip().split("\n\n")):
        for line in block.splitlines():
            for entry, subject_first in zip(line.split("|"), (True, False), strict=False):
                lemma, _, others = entry.strip().partition(" ")
                markers = tuple(others.split(",")) if others else ("*",)
                prepositions = tuple(marker for marker in markers if marker != "*")
                if lemma:
                    uses.setdefault(lemma, []).append(_Use(group, subject_first, prepositions, "*" in markers))
    return {lemma: sorted(found, key=lambda use: not use.markers) for lemma, found in uses.items()}


_USES = _read_table()


def _uses(word: Word) -> Sequence[_Use]:
    return _USES.get(word.lemma, _USES.get(base_form(word.lower, _USES.__contains__), []))


def frames(words: Sequence[Word]) -> tuple[Frame, ...]:
    """The events of one sentence that such words tell, in order."""
    read = (next(filter(None, (_frame(words, i, use) for use in _uses(word))), None) for i, word in enumerate(words))
    return tuple(filter(None, read))


def _frame(words: Sequence[Word], i: int, use: _Use) -> Frame | None:
    """The event that the word at `i` tells; None when it does not stand there in this use."""
    ends = _clause_end(words, i)
    before, marked = _subject(words, i), frozenset[str]()
    at = next((k for k in range(i + 1, ends) if words[k].lower in use.markers), None)
    if at is not None:
        marked = _side(words, at + 1)
    elif not use.takes_object:
        return None
    else:
        marked = _side(words, i + 1) if i + 1 < ends else frozenset()
    if _is_passive(words, i):
        agent = next((k for k in range(i + 1, ends) if words[k].lower == "by"), None)
        suffers = marked if at is not None and use.markers else before
        before, marked = (_side(words, agent + 1) if agent is not None else frozenset()), suffers
    elif at is None and not marked:
        return None
    if not before and not marked:
        return None
    sides = (before, marked) if use.subject_first else (marked, before)
    return Frame(use.group, words[i].lemma, *sides)


def _clause_end(words: Sequence[Word], i: int) -> int:
    last = i
    while last + 1 < len(words) and last - i < _MARKER_REACH and not words[last].ends_clause:
        last += 1
    return last + 1


def _subject(words: Sequence[Word], i: int) -> frozenset[str]:
    """Telling words before the verb in its clause; those before its comma where it begins with "who" or the like."""
    first = i
    while first and not words[first - 1].ends_clause and words[first - 1].lower not in _CLAUSE_OPENERS:
        first -= 1
    if first and words[first - 1].lower in ("who", "which", "that"):
        return _head_before(words, first - 1)
    return frozenset(word.lemma for word in words[first:i] if word.content)


def _head_before(words: Sequence[Word], i: int) -> frozenset[str]:
    first = i
    while first and i - first < _LONGEST_SIDE and (first == i or not words[first - 1].ends_clause):
        if words[first - 1].lower in _PREPOSITIONS:
            break
        first -= 1
    return frozenset(word.lemma for word in words[first:i] if word.content)


def _side(words: Sequence[Word], first: int) -> frozenset[str]:
    """Telling words of the noun phrase that begins at `first`."""
    last = first
    while last < len(words) and last - first < _LONGEST_SIDE and words[last].lower not in _PREPOSITIONS:
        last += 1
        if words[last - 1].ends_clause:
            break
    return frozenset(word.lemma for word in words[first:last] if word.content)


def _is_passive(words: Sequence[Word], i: int) -> bool:
    word = words[i]
    if word.lower.endswith(("ing", "s")) or word.lower == base_form(word.lower, _USES.__contains__) != "beat":
        return False
    suffered = any(other.lower in _BE for other in words[max(0, i - _PASSIVE_REACH) : i])
    follows = words[i + 1].lower if i + 1 < len(words) else ""
    return suffered or follows == "by"
