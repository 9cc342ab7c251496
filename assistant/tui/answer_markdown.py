"""Checked sentences as Markdown, and the parser that reads it: what the model wrote may be formatted, not active.

Links, images, HTML and character references stay text. The only link is a citation marker, which stands between
two characters that are taken out of all other text, so nothing in an article or an answer can forge one.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from assistant.conversations.export import escape
from assistant.tui.plain_text import CITATION_END, CITATION_START, in_marks, visible
from assistant.types import Label, Sentence

CITE = "cite:"
"""Scheme of a citation's link; its number follows."""

PARAGRAPH = 6
"""Sentences of prose after which a new paragraph begins, so that a long answer can be read and drawn."""

_ACTIVE = ["link", "image", "autolink", "html_inline", "html_block", "entity", "reference"]
_MARKER = re.compile(f"{CITATION_START}(\\d+){CITATION_END}")
_BLOCK = re.compile(r" {0,3}(?:[-*+] |\d{1,9}[.)] |#{1,6} |>|\||```|~~~)")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_LED_IN = re.compile(r"[^“”\"]{1,120}: [“\"].*[”\"]\Z", re.DOTALL)
"""A quotation in its own marks after who says it, such as `The ministry said: “Two are missing.”`."""


def citation_parser() -> MarkdownIt:
    """A CommonMark parser with tables and citation markers, and without anything that could be followed or loaded."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(_ACTIVE)
    parser.core.ruler.push("citations", _resolve_markers)
    return parser


class AnswerMarkdown:
    """Turns sentences into fragments that, joined in order, are the Markdown of the answer."""

    def __init__(self) -> None:
        self._last = ""
        self._run = 0

    def fragment(self, sentence: Sentence) -> str:
        """What to append for the next sentence, its citation markers included."""
        quoted = sentence.verdict.label is Label.QUOTED
        body = _quotation(sentence.text) if quoted else _prose(sentence.text)
        separator = self._separator(body, quoted)
        markers = "".join(f"{CITATION_START}{number}{CITATION_END}" for number in sentence.citations)
        in_block = _is_block(body.rpartition("\n")[2])
        markers = ("\n\n" if in_block else " ") * bool(markers) + markers
        self._last = "quotation" if quoted else body
        return separator + body + markers

    def _separator(self, body: str, quoted: bool) -> str:
        if not self._last:
            return ""
        joined = not quoted and self._last != "quotation" and not _is_block(body) and not _is_block(self._last)
        self._run = self._run + 1 if joined else 0
        return " " if self._run % PARAGRAPH else "\n\n"


def _quotation(text: str) -> str:
    text = visible(text)
    return escape(text if _LED_IN.match(text) else in_marks(text))


def _prose(text: str) -> str:
    text = visible(text).strip()
    if sum(1 for line in text.splitlines() if _FENCE.match(line)) % 2:
        text += "\n```"  # an open fence would swallow the sentences after it
    if not _FENCE.search(text) and text.count("`") % 2:
        text = text.replace("`", r"\`")
    return text


def _is_block(text: str) -> bool:
    return any(_BLOCK.match(line) for line in text.splitlines())


def _resolve_markers(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children is not None:
            token.children = [part for child in token.children for part in _split(child)]
        elif CITATION_START in token.content:
            token.content = _MARKER.sub(r"[\1]", token.content)


def _split(token: Token) -> list[Token]:
    if CITATION_START not in token.content:
        return [token]
    if token.type != "text":
        token.content = _MARKER.sub(r"[\1]", token.content)
        return [token]
    parts: list[Token] = []
    for index, piece in enumerate(_MARKER.split(token.content)):
        is_number = index % 2 == 1
        parts += _marker(piece) if is_number else [_text(piece)]
    return [part for part in parts if part.type != "text" or part.content]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _marker(number: str) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": CITE + number})
    return [opening, _text(f"[{number}]"), Token("link_close", "a", -1)]
