"""Plain text, as saved from a page or a mail; hard line breaks inside paragraphs are joined."""

import re
from collections.abc import Iterator
from itertools import pairwise

from index.line_shapes import ends_sentence
from index.readers.base import Item, Source
from index.readers.decoding import decode, normalise
from index.readers.fields import DATE_HINT, by_field, metadata_of
from index.types import RawArticle

_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z _-]{1,20}):[ \t]+(\S.*)")
_ITEM = re.compile(r"[•▪‣*–-]\s|\d+[.)]\s|[A-Z][\w .]{0,20}:\s")
"""How a line starts that is an item of a list, whatever stands before it."""
_MOST_HEADER_LINES = 20
_MOST_VALUE_CHARS = 80
"""Of a header line whose name is unknown; longer ones may be the article's own."""
_WRAP_CHARS = 110
"""Hard-wrapped text has no longer lines."""
_LEAST_WRAPPED = 0.3
"""Share of line ends that must fall inside a sentence before lines are joined."""


def read_text(source: Source) -> Iterator[Item]:
    """The file as one article. A block of "Name: value" lines at its top is metadata when two or more are known."""
    text = normalise(decode(source.read()))
    fields, text = _header(text)
    metadata, faults = metadata_of(fields, "header lines")
    for fault in faults:
        yield source.problem(fault, DATE_HINT)
    yield RawArticle(unwrap(text), metadata)


def unwrap(text: str) -> str:
    """Join lines that were broken at a column, when most of the text is; other text is returned as it is."""
    lines = text.split("\n")
    pairs = [(line.rstrip(), after.strip()) for line, after in pairwise(lines) if line.strip() and after.strip()]
    inside = sum(_continues(line, after) for line, after in pairs)
    wrapped = len(pairs) >= 3 and inside >= _LEAST_WRAPPED * len(pairs) and max(map(len, lines)) <= _WRAP_CHARS
    return join_lines(text) if wrapped else text


def join_lines(text: str) -> str:
    """Join each line to the one before that it continues: that one is full, or its sentence runs on."""
    lines = [line.strip() for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    joined: list[str] = []
    for before, line in pairwise(["", *lines]):
        full = len(before) + 1 + len(line.split(" ", 1)[0]) > 0.9 * width
        if before and line and (_continues(before, line) or (full and not _ITEM.match(line))):
            split_word = re.search(r"[^\W\d_]-$", joined[-1]) and line[0].islower()
            joined[-1] = joined[-1][:-1] + line if split_word else f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _continues(line: str, after: str) -> bool:
    """True when a sentence runs from one line into the next."""
    return line[-1] not in '.!?:”"' and after[0].islower()


def _header(text: str) -> tuple[dict[str, object], str]:
    """Known values of the block at the top and the text below it; all is text when fewer than two are known."""
    lines = text.lstrip("\n").split("\n")
    found: dict[str, object] = {}
    known = count = 0
    for line in lines[:_MOST_HEADER_LINES]:
        match = _HEADER_LINE.fullmatch(line.strip())
        fields = by_field({match[1]: match[2]}) if match else {}
        if match is None or "text" in fields or not (fields or _is_value(match[2])):
            break
        found |= fields
        known += bool(fields)
        count += 1
    if known < 2 or (count < len(lines) and lines[count].strip()):
        return {}, text
    return found, "\n".join(lines[count:])


def _is_value(text: str) -> bool:
    """True for what stands under an unknown name and is no sentence, such as what follows a speaker's name."""
    return len(text) <= _MOST_VALUE_CHARS and not ends_sentence(text)
