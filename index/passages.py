"""An article into passages: runs of whole sentences of about equal length, the unit that is embedded and ranked.

Boundaries are the cheapest under a few stated preferences (dynamic programming over sentences), not the first
that fit, so headings stay with what they head and no scrap is left at the end. A long article is first divided
at paragraphs chosen by their content, so that an edit moves no boundary far from it and the embeddings of the
other passages stay valid. That is content-defined chunking by local minima (Bjørner, Blass and Gurevich,
"Content-dependent chunking for differential compression, the local maximum approach", 2010), on paragraphs.
"""

import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from index.sentences import Span, sentences
from index.types import Article, Passage

CountTokens = Callable[[Sequence[str]], list[int]]
"""Word pieces of each text, without the special tokens that a model adds around it."""


TARGET_TOKENS = 160
"""Word pieces that a passage should have. Longer ones blur several facts into one vector, shorter ones lose what "he"
and "the attack" refer to; so many hold three or four paragraphs of news."""

_BREAK_IN_PARAGRAPH = 0.15
"""Cost of a boundary within a paragraph; a passage of 62 or 138 per cent of the target costs as much."""
_BREAK_AFTER_HEADING = 1.0
"""Cost of parting a heading from what follows; an empty passage would cost as much."""
_MAX_HEADING_TOKENS = 30
_CHARS_PER_TOKEN = 8
"""A text counts as one word piece for so many characters at least: a model that does not know a script may take a
line of it for one unknown word. In scripts that a model knows, pieces are shorter on average."""

_FULL_STOP = re.compile(r"[.!…。！][\"'”’»)\]]*\Z")
_CLAUSE_END = re.compile(r"(?<=[,;:—–)])\s+|(?<=[，；：、])")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of one that is too long for a passage."""

    span: Span
    tokens: int
    begins_paragraph: bool
    is_heading: bool


def passages(
    article: Article,
    count_tokens: CountTokens,
    max_tokens: int,
    reserved_tokens: int = 0,
    target_tokens: int = TARGET_TOKENS,
) -> list[Passage]:
    """The passages of `article` in order, of about `target_tokens` word pieces (at least 1); they hold its text once.

    `article.text[start:end] == text` for each. The word pieces of its sentences sum to at most `max_tokens`
    (what the model reads) minus `reserved_tokens` (special tokens, and a title put before every passage), where a
    text of very long pieces counts as more. `count_tokens` is called once with all sentences, and again only where
    one is too long and is split: between clauses if possible, else between words. Raises ValueError when the limits
    leave no room for text.
    """
    limit = max_tokens - reserved_tokens
    if limit < 1:
        raise ValueError(f"no room for text: max_tokens {max_tokens}, reserved_tokens {reserved_tokens}")
    target = min(target_tokens, limit)
    pieces = _pieces(article.text, count_tokens, limit)
    sections = _sections(article.text, pieces, window=2 * target)
    runs = [run for section in sections for run in _runs(section, target, limit)]
    spans = [Span(run[0].span.start, run[-1].span.end) for run in runs]
    return [Passage(article.id, start, end, article.text[start:end]) for start, end in spans]


def _pieces(text: str, count_tokens: CountTokens, limit: int) -> list[_Piece]:
    """All sentences with their lengths, those above `limit` split."""
    spans = sentences(text)
    starts = {b.start for a, b in pairwise([Span(0, 0), *spans]) if a.end == 0 or "\n" in text[a.end : b.start]}
    ends = {a.end for a, b in pairwise(spans) if b.start in starts}
    pieces = []
    for span, tokens in _fitting(text, spans, count_tokens, limit):
        is_paragraph = span.start in starts and span.end in ends
        unfinished = not _FULL_STOP.search(text[span.start : span.end])
        is_heading = is_paragraph and unfinished and tokens <= _MAX_HEADING_TOKENS
        pieces.append(_Piece(span, tokens, span.start in starts, is_heading))
    return pieces


def _fitting(text: str, spans: Sequence[Span], count_tokens: CountTokens, limit: int) -> Iterator[tuple[Span, int]]:
    """The spans with their word pieces, halved until each has at most `limit` or is one character."""
    counts = count_tokens([text[start:end] for start, end in spans]) if spans else []
    for span, counted in zip(spans, counts, strict=True):
        tokens = max(counted, (span.end - span.start) // _CHARS_PER_TOKEN)
        if tokens <= limit or span.end - span.start == 1:
            yield span, tokens
        else:
            yield from _fitting(text, _halves(text, span), count_tokens, limit)


def _halves(text: str, span: Span) -> tuple[Span, Span]:
    """`span` cut near its middle: after a clause, else between words, else between characters."""
    middle = (span.start + span.end) // 2
    margin = max(1, (span.end - span.start) // 4)
    inner, whole = Span(span.start + margin, span.end - margin), Span(span.start + 1, span.end - 1)
    cut = middle
    for pattern, within in ((_CLAUSE_END, inner), (_SPACE, inner), (_SPACE, whole)):
        cuts = [match.end() for match in pattern.finditer(text, *within)]
        if cuts:
            cut = min(cuts, key=lambda position: abs(position - middle))
            break
    left, right = text[span.start : cut], text[cut : span.end]
    return Span(span.start, span.start + len(left.rstrip())), Span(span.end - len(right.lstrip()), span.end)


def _sections(text: str, pieces: Sequence[_Piece], window: int) -> list[Sequence[_Piece]]:
    """Divide at the paragraphs whose hash is the smallest within `window` tokens to either side.

    Half of that is kept to both ends of the text. Whether a paragraph is one depends on nothing further away, so
    an edit changes the sections around it only.
    """
    offsets = list(accumulate((piece.tokens for piece in pieces), initial=0))
    gaps = [i for i in range(1, len(pieces)) if pieces[i].begins_paragraph and not pieces[i - 1].is_heading]
    positions = [offsets[i] for i in gaps]
    hashes = [zlib.crc32(text[slice(*pieces[i].span)].encode("utf-8", "surrogatepass")) for i in gaps]
    cuts = [0]
    for i, position, value in zip(gaps, positions, hashes, strict=True):
        near = hashes[bisect_left(positions, position - window) : bisect_right(positions, position + window)]
        inside = window / 2 <= position <= offsets[-1] - window / 2
        if inside and value == min(near) and near.count(value) == 1:
            cuts.append(i)
    return [pieces[a:b] for a, b in pairwise([*cuts, len(pieces)]) if a < b]


def _runs(pieces: Sequence[_Piece], target: int, limit: int) -> list[Sequence[_Piece]]:
    """The division of `pieces` into runs of at most `limit` tokens that costs least."""
    costs, starts = [0.0], [0]
    for end in range(1, len(pieces) + 1):
        best, best_start, tokens = float("inf"), end - 1, 0
        for start in range(end - 1, -1, -1):
            tokens += pieces[start].tokens
            if tokens > limit and start < end - 1:
                break
            cost = costs[start] + ((tokens - target) / target) ** 2 + _break_cost(pieces, start)
            if cost < best:
                best, best_start = cost, start
        costs.append(best)
        starts.append(best_start)
    runs, end = [], len(pieces)
    while end:
        runs.append(pieces[starts[end] : end])
        end = starts[end]
    return runs[::-1]


def _break_cost(pieces: Sequence[_Piece], start: int) -> float:
    """Cost of a boundary before `pieces[start]`; the first has none."""
    if start == 0:
        return 0.0
    after_heading = _BREAK_AFTER_HEADING if pieces[start - 1].is_heading else 0.0
    return after_heading + (0.0 if pieces[start].begins_paragraph else _BREAK_IN_PARAGRAPH)
