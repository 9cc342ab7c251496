"""Where a paragraph quotes: its spans of direct speech, and what is left of it without them."""

import re
from functools import lru_cache

Span = tuple[int, int]
MASK = "\x00"
"""Stands for every character of a quotation when the words around it are read."""
_CLOSERS = {
    '"': ('"', "”"),
    "“": ("”", '"'),
    "„": ("“", "”"),
    "«": ("»",),
    "‘": ("’",),
    "``": ("''",),
    "'": ("'",),
}
"""The marks that open a quotation, each with those that close it."""

_PLAIN_CLOSING = re.compile(r"[,.!?…]'(?!\w)")
"""The end of a quotation in plain marks, which are apostrophes elsewhere: 'We saw it,' he wrote."""


@lru_cache(maxsize=512)
def quotations(paragraph: str) -> tuple[Span, ...]:
    """Spans of direct speech in one paragraph, quotation marks included.

    A quotation that is not closed runs to the end, as when it goes on in the next paragraph.
    """
    spans: list[Span] = []
    opened: int | None = None
    closers: tuple[str, ...] = ()
    for match in re.finditer("[\"“”„«»‘’]|''|``|'", paragraph):
        mark, at = match.group(), match.start()
        if opened is None:
            if _opens(paragraph, at, mark):
                opened, closers = at, _CLOSERS[mark]
        elif mark in closers and _closes(paragraph, at, mark):
            spans.append((opened, match.end()))
            opened = None
    if opened is not None and closers not in (("’",), ("'",)):
        spans.append((opened, len(paragraph)))
    return tuple(spans)


def _opens(paragraph: str, at: int, mark: str) -> bool:
    """Whether the mark at `at` can open a quotation: a measure such as 65" cannot."""
    before = paragraph[at - 1 : at]
    if mark == "'":
        leads = at == 0 or paragraph[at - 2 : at] in (": ", ", ")
        return leads and bool(_PLAIN_CLOSING.search(paragraph, at + 1))
    return mark in _CLOSERS and (mark in "“„«" or not (before.isalnum() or before == "’"))


def _closes(paragraph: str, at: int, mark: str) -> bool:
    """Whether the mark at `at` ends a quotation and is no apostrophe."""
    if mark == "'":
        return bool(_PLAIN_CLOSING.match(paragraph, at - 1))
    return mark != "’" or not paragraph[at + 1 : at + 2].isalpha()


def masked(paragraph: str) -> str:
    """The paragraph with every quotation replaced by as many MASK characters."""
    for start, end in quotations(paragraph):
        paragraph = paragraph[:start] + MASK * (end - start) + paragraph[end:]
    return paragraph.replace("\xa0", " ")
