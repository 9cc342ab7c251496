"""News prose into sentences with exact offsets, by rule.

Line ends separate headings, list items and paragraphs, so they end a sentence, except in text that was wrapped
to a width. Within a line a stop ends a sentence unless what stands before it (an abbreviation, an initial) or
after it (a lower-case word, "Smith asked") says that the sentence goes on.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters of a text."""

    start: int
    """First character."""
    end: int
    """One past the last character."""


_CLOSERS = r"\"'”’“»«›‹)\]}*†‡"
_STOP = re.compile(
    rf"(?P<spaced>(?P<stop>[.!?…][.!?…{_CLOSERS}]*)(?:\[\d{{1,3}}\]|[¹²³⁰-⁹])*"
    rf"|[؟۔।॥።։]+[{_CLOSERS}]*)"
    rf"|[。！？｡]+[{_CLOSERS}」』）》】〉]*"
)
_NEXT = re.compile(r"\s+(?P<open>[\"'“‘„«»(\[{¿¡—–*-]*)(?P<word>[^\W_](?:[\w’'-]*\w)?)?(?P<dot>\.)?")
_WORD = re.compile(r"\w")
_LIST_ITEM = re.compile(r"[-*•–—>·]\s|\(?\w{1,2}[.)]\s")
_WORD_START = re.compile(r"[\"'“‘„«(\[{—–/*-]")
_ENUMERATION = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z])")
_ACRONYM = re.compile(r"(?:\w\.)+\w{1,2}|Ph\.D")
_ATTRIBUTION = re.compile(
    r"\s+(?:[A-Z][\w.’'-]*\s+){1,4}"
    r"(?:said|says|asked|asks|added|adds|told|tells|wrote|writes|replied|tweeted|posted|joked|quipped|wondered|"
    r"shouted|exclaimed|recalled|responded|explained|continued|remarked)\b"
)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TITLES = _words("""
    Mr Mrs Ms Mx Dr Drs Prof Gen Brig Lt Col Sgt Capt Cpl Pvt Pfc Maj Adm Cmdr Cdr Rev Hon Sen Sens Rep Reps Gov
    Govs Pres Messrs Mme Mlle Supt Insp Det Amb Atty Dep Asst Assoc Spc Ofc Fr Msgr Ald Hr Dra Sra Ing
""")
"""Always stand before a name, so their stop never ends a sentence."""

_INWARD = _words("e.g i.e vs v cf viz approx ca esp incl E.g I.e Eg Ie Cf")
"""Always go on."""

_NUMBERED = _words("""
    No Nos no nos p pp Vol vol Fig fig Figs Art art Sec sec Ch ch Op op Nr Pt pt c Jan Feb Mar Apr Jun Jul Aug Sep
    Sept Oct Nov Dec para paras
""")
"""Go on when a number follows."""

_AMBIGUOUS = _words("""
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Corp Inc Ltd Co Cos Bros
    LLC Plc plc Jr Sr St Ste Mt Ft Ave Blvd Rd Univ Dept Esq Ret ret Assn Intl Natl Govt Calif Conn Mass Pa Va Ga
    Fla Tex Mich Minn Ill Ariz Ala Ark Colo Del Kan Ky La Md Miss Mo Mont Neb Nev Okla Ore Tenn Vt Wash Wis Wyo
    Ont Que Alta Sask Ph Inst Mfg Gmbh Nat Hosp feat ft al
""")
"""End a sentence only before a word that begins one."""

_STARTERS = _words("""
    The A An This That These Those It It's It’s Its He He's He’s She She's She’s They We You I I'm I’m I've I’ve
    His Her Their Our My Your In On At As By For From With Without But And Or So If When While After Before Since
    Because However Meanwhile Then There Here What Who Why How Where Which Although Though Such Some Many Both
    Each Every Another Still Now Once Until During Despite According Not That's That’s There's There’s Also Yet To
    Is Are Was Were Do Does Did Has Have Had Can Could Would Will Should Let Let's Let’s Among Earlier Later
    Instead Moreover Nevertheless Nonetheless Furthermore Additionally Unlike Last Next Please
""")
"""Words whose capital means a new sentence, for they are no part of a name."""

_TIME_WORDS = _words("""
    ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET IST JST AEST AEDT Eastern Central Mountain Pacific
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Jan Feb
    Mar Apr Aug Sept Oct Nov Dec January February March April May June July August September October November
    December Local Beijing Moscow London Greenwich Washington
""")
"""What may follow "a.m." and "p.m." within a sentence."""

_SHOUTED_NAMES = _words("Yahoo Yum Jeopardy E Wham Panic Chips Oklahoma Guess Bang Kahoot")
"""Names that are written with an exclamation or question mark."""

_MAX_WRAP_WIDTH = 140


def sentences(text: str) -> list[Span]:
    """The sentences of `text` in order.

    The spans do not overlap, begin and end with a character that is no white space, and together hold every such
    character. An empty or blank text has none.
    """
    return [span for block in _blocks(text) for span in _split(text, block)]


def _blocks(text: str) -> Iterator[Span]:
    """Runs of text that no line break divides: lines, or neighbouring lines where a width broke them."""
    lines = _lines(text)
    width = _wrap_width(text, lines)
    start = None
    for line, following in pairwise([*lines, Span(len(text), len(text))]):
        if line.start == line.end:
            continue
        start = line.start if start is None else start
        if not (width and _wrapped(text, line, following, width)):
            yield Span(start, line.end)
            start = None


def _lines(text: str) -> list[Span]:
    """Every line without the white space around it; a blank line is an empty span."""
    lines, position = [], 0
    for line in text.splitlines(keepends=True):
        start = position + len(line) - len(line.lstrip())
        lines.append(Span(start, max(start, position + len(line.rstrip()))))
        position += len(line)
    return lines


def _wrap_width(text: str, lines: list[Span]) -> int:
    """The width in characters to which the lines were wrapped; 0 when line ends mean something."""
    breaks = [(a, b) for a, b in pairwise(lines) if a.start < a.end and b.start < b.end]
    lengths = sorted(a.end - a.start for a, b in breaks if text[b.start].islower())
    if len(lengths) < 2 or 3 * len(lengths) < len(breaks):
        return 0
    width = lengths[-1 - len(lengths) // 10]
    about_equal = sum(length >= 0.75 * width for length in lengths) >= 0.8 * len(lengths)
    return width if about_equal and width <= _MAX_WRAP_WIDTH else 0


def _wrapped(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether `line` ends because the first word of the next line did not fit."""
    if following.start == following.end or _LIST_ITEM.match(text, following.start, following.end):
        return False
    first_word = text[following.start : following.end].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(first_word) > 0.9 * width


def _split(text: str, block: Span) -> Iterator[Span]:
    """The sentences of one block. Pieces without a letter or digit stay with their neighbour."""
    start, pending = block.start, None
    wordless = start  # no letter or digit between `start` and here
    for stop in _STOP.finditer(text, block.start, block.end):
        end = stop.end()
        if end == block.end or (stop["spaced"] and not text[end].isspace()):
            continue
        if not _WORD.search(text, wordless, end):
            wordless = end
            continue
        if not _ends_sentence(text, start, stop):
            continue
        if pending:
            yield pending
        pending = Span(start, end)
        start = end
        while text[start].isspace():
            start += 1
        wordless = start
    if pending and not _WORD.search(text, start, block.end):
        yield Span(pending.start, block.end)
        return
    if pending:
        yield pending
    yield Span(start, block.end)


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the sentence that began at `start` ends with `stop`; text follows it in the same block."""
    marks = stop["stop"]
    if marks is None:  # a stop of a script in which it has no other use
        return True
    following = _NEXT.match(text, stop.end())
    if following is None:
        return True
    next_word = following["word"] or ""
    if next_word[:1].islower() and next_word == next_word.lower():
        return False
    before = text[max(start, stop.start() - 40) : stop.start()].split()
    word = _WORD_START.split(before[-1])[-1] if before and not text[stop.start() - 1].isspace() else ""
    starts_sentence = next_word in _STARTERS and not following["dot"]
    if "!" in marks or "?" in marks:
        return _ends_after_mark(text, stop, word, next_word, starts_sentence)
    if "…" in marks or ".." in marks:
        return bool(word) or starts_sentence
    if _ENUMERATION.fullmatch(text, start, stop.start()):
        return False
    possessive = marks in {".'", ".’"} and word in _AMBIGUOUS
    if not possessive and any(mark in marks for mark in "\"”'’»«“"):
        return word not in _TITLES
    return _ends_after_full_stop(word, before, following, starts_sentence)


def _ends_after_mark(text: str, stop: re.Match[str], word: str, next_word: str, starts_sentence: bool) -> bool:
    """The same for a stop with an exclamation or question mark."""
    if starts_sentence:
        return True
    if stop["stop"] == "!" and word in _SHOUTED_NAMES:
        return False
    quoted = any(mark in stop["stop"] for mark in "\"”'’»")
    return not (quoted and next_word and _ATTRIBUTION.match(text, stop.end()))


def _ends_after_full_stop(word: str, before: list[str], following: re.Match[str], starts_sentence: bool) -> bool:
    """The same for a single full stop, by the word before it."""
    next_word, opening = following["word"] or "", following["open"]
    if word in _TITLES or word in _INWARD:
        return False
    if word in _NUMBERED and next_word[:1].isdigit():
        return False
    if word.lower() in {"a.m", "p.m"}:
        return next_word not in _TIME_WORDS and "(" not in opening
    initial = len(word) == 1 and word.isupper()
    after_lower_case = len(before) > 1 and before[-2].islower()
    if word == "I" and after_lower_case:
        return True
    if initial or word in _AMBIGUOUS or _ACRONYM.fullmatch(word):
        within_name = initial and not after_lower_case
        return starts_sentence or (not within_name and any(mark in opening for mark in '"“„«'))
    return True
