"""Markdown with YAML front matter; the markup goes, the words stay."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from index.metadata import Draft
from index.readers.base import Item, Source
from index.readers.decoding import decode, normalise, one_line
from index.readers.fields import DATE_HINT, by_field, metadata_of, named
from index.types import RawArticle

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.{0,65536}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)(.*)", re.DOTALL)
_PAIR = re.compile(r"(\w[\w -]{0,30}?)\s*:(?:\s+(.*)|$)")
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
# Order matters: images before links, strong before emphasis.
_MARKUP = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[\^[^\]\n]{1,20}\]:?"), ""),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\[[^\]\n]*\]"), r"\1"),
    (re.compile(r"^\[[^\]\n]+\]:[ \t]*\S+.*$", re.MULTILINE), ""),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^>\n]{0,200}>"), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*[-*+][ \t]+", re.MULTILINE), "• "),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])[*](?=\S)([^*\n]+?)(?<=\S)[*](?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)
_BLOCK = re.compile(r"\s*(?:#{1,6}\s|>|[-*+]\s|\d+[.)]\s|\||```|~~~|<|[-=*_ ]+$)")
"""How a line starts that begins a block of its own."""


def read_markdown(source: Source) -> Iterator[Item]:
    """The file as one article, with the metadata of its front matter."""
    text = normalise(decode(source.read()))
    found = _FRONT_MATTER.match(text)
    values = _front_matter(found[1]) if found else {}
    fields = by_field(values)
    if found and fields:
        text = found[2]
    elif values:
        hint = "Use title, publisher, published, author, url."
        yield source.problem("front matter without a known field is taken for text", hint, 1)
    metadata, faults = metadata_of(fields, "front matter")
    for fault in faults:
        yield source.problem(fault, DATE_HINT, _line_of("published", found, values) if found else 1)
    draft = Draft(metadata)
    heading = _HEADING.search(text)
    draft.offer("title", one_line(plain(heading[1])) if heading else "", "heading", 0.8)
    yield RawArticle(plain(text), draft.metadata())


def plain(text: str) -> str:
    """Markdown without its marks: words of links and emphasis stay, images and rules go."""
    text = "\n".join(_paragraphs(text.split("\n")))
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return text


def _paragraphs(lines: list[str]) -> list[str]:
    """Lines of one paragraph joined; headings, list items, tables and hard breaks keep their line."""
    joined: list[str] = []
    for line in lines:
        before = joined[-1] if joined else ""
        own = not before.strip() or not line.strip() or _BLOCK.match(line) is not None
        if own or before.endswith("  ") or re.match(r"\s*(?:#|\||```|~~~|[-=*_ ]+$)", before):
            joined.append(line)
        else:
            joined[-1] = f"{before} {line.strip()}"
    return joined


def _line_of(field: str, found: "re.Match[str]", values: Mapping[Any, Any]) -> int:
    """Line in the file of the value that counts for a field; the first where it has no line of its own."""
    before = found.string.count("\n", 0, found.start(1))
    pairs = ((number, _PAIR.match(line)) for number, line in enumerate(found[1].split("\n"), before + 1))
    places = {pair[1]: number for number, pair in pairs if pair and values.get(pair[1])}
    return int(named(places).get(field, 1))


def _front_matter(block: str) -> Mapping[Any, Any]:
    """Values of a YAML block; of a block that is not YAML, such as a title with a colon, its "name: value" lines.

    Empty for prose between two rules.
    """
    try:
        values = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        values = None
    if isinstance(values, Mapping):
        return values
    lines = [line for line in block.split("\n") if line.strip() and not line.startswith((" ", "\t", "-", "#"))]
    pairs = [pair.groups("") for line in lines if (pair := _PAIR.match(line))]
    return {name: value.strip().strip("\"'") for name, value in pairs} if 2 * len(pairs) > len(lines) else {}
