"""Plain text, as saved from a page or a mail; hard line breaks inside paragraphs are joined."""

import re
from collections.abc import Iterator
from itertools import pairwise

from index.readers.base import Item, Source
from index.readers.decoding import decode, normalise
from index.readers.fields import by_field, metadata_of
from index.types import RawArticle

_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z _-]{1,20}):[ \t]+(\S.*)")
_WRAP_CHARS = 110
"""Hard-wrapped text has no longer lines."""
_LEAST_WRAPPED = 0.3
"""Share of line ends that must fall inside a sentence before lines are joined."""


def read_text(source: Source) -> Iterator[Item]:
    """The file as one article. A block of two or more known "Name: value" lines at its top is metadata."""
    text = normalise(decode(source.read()))
    fields, text = _header(text)
    metadata, faults = metadata_of(fields, "header lines")
    for fault in faults:
        yield source.problem(fault, "Write it as 2018-11-25.")
    yield RawArticle(unwrap(text), metadata)


def unwrap(text: str) -> str:
    """Join lines that were broken at a column, when most of the text is; other text is returned as it is."""
    lines = [line.rstrip() for line in text.split("\n")]
    pairs = [(line, after.strip()) for line, after in pairwise(lines) if line and after.strip()]
    inside = sum(_continues(line, after) for line, after in pairs)
    if len(pairs) < 3 or inside < _LEAST_WRAPPED * len(pairs) or max(map(len, lines)) > _WRAP_CHARS:
        return text
    width = max(map(len, lines))
    joined: list[str] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else ""
        full = len(before) + 1 + len(line.split(" ", 1)[0]) > 0.85 * width
        if before and line and (full or _continues(before, line.strip())):
            word_broken = re.search(r"[^\W\d_]-$", joined[-1]) and line.strip()[0].islower()
            joined[-1] = joined[-1][:-1] + line.strip() if word_broken else f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _continues(line: str, after: str) -> bool:
    """True when a sentence runs from one line into the next."""
    return line[-1] not in '.!?:”"' and after[0].islower()


def _header(text: str) -> tuple[dict[str, object], str]:
    lines = text.lstrip("\n").split("\n")
    found: dict[str, object] = {}
    count = 0
    for line in lines[:12]:
        match = _HEADER_LINE.fullmatch(line.strip())
        known = by_field({match[1]: match[2]}) if match else {}
        if not known or "text" in known:
            break
        found |= known
        count += 1
    if count < 2 or (count < len(lines) and lines[count].strip()):
        return {}, text
    return found, "\n".join(lines[count:])
