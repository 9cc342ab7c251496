"""Text of articles, models and files made safe to show: nothing in it can steer the terminal or the screen."""

from textual.content import Content

CITATION_START = "\ue000"
CITATION_END = "\ue001"
"""Stand around a citation's number in our own Markdown; taken out of all other text, so they cannot be forged."""
OPENING_MARKS = ("“", "„", "«", "‘", '"', "'")


def _table() -> dict[int, str | None]:
    pictures: dict[int, str | None] = {code: chr(0x2400 + code) for code in range(0x20)}  # ESC becomes ␛
    pictures |= {0x7F: "␡", ord("\n"): "\n", ord("\t"): " ", ord("\r"): None}
    pictures |= dict.fromkeys(range(0x80, 0xA0), "\N{REPLACEMENT CHARACTER}")  # C1 controls, such as the 8-bit CSI
    pictures |= dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")  # lone surrogates
    pictures |= {0x2028: "\n", 0x2029: "\n"}
    invisible = [
        *(0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
        *range(0x202A, 0x202F),  # bidirectional embeddings and overrides
        *range(0x2060, 0x2070),  # word joiner, bidirectional isolates, deprecated controls
        *(0xE000, 0xE001),
        *range(0xE0000, 0xE0080),  # tag characters
    ]
    return pictures | dict.fromkeys(invisible)


_VISIBLE = _table()


def visible(text: str) -> str:
    """`text` with control characters shown as pictures and invisible steering characters taken out.

    Line ends stay; a tab becomes a space. The result may be shorter, so cut at offsets before calling this.
    """
    return text.translate(_VISIBLE)


def one_line(text: str, length: int = 0) -> str:
    """`visible` text with white space joined, cut to `length` characters with an ellipsis; 0 does not cut."""
    line = " ".join(visible(text).split())
    if length and len(line) > length:
        return line[: length - 1].rstrip() + "…"
    return line


def in_marks(text: str) -> str:
    """A quotation in quotation marks, unless it begins with its own."""
    return text if text.startswith(OPENING_MARKS) else f"“{text}”"


def content(text: str, style: str = "") -> Content:
    """`visible` text as content without markup."""
    return Content.styled(visible(text), style) if style else Content(visible(text))
