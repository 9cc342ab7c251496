"""How long a line is in words, whether or not its script writes spaces between them."""

import re

_UNSPACED = re.compile(
    "[\u0e01-\u0eff\u0f40-\u0fbc\u1000-\u109f\u1780-\u17d3\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, Japanese and Chinese characters."""
_UNSTOPPED = re.compile("[\u0e01-\u0eff]")
"""Thai and Lao, which end a sentence without a mark."""
_CHARS_PER_WORD = 2
"""In scripts without spaces; few, so that a line is rather taken for too long than for too short."""
_LEAST_UNSTOPPED = 40
"""Characters of a line that is a sentence without a mark at its end."""


def word_count(line: str) -> int:
    """Words of a line whose spaces are collapsed, at least 1; in scripts without spaces two characters are one."""
    spaces = line.count(" ")
    return spaces + (1 if line.isascii() else max(1, len(_UNSPACED.findall(line)) // _CHARS_PER_WORD))


def needs_no_stop(line: str) -> bool:
    """True for a line as long as a sentence, in a script that puts no mark at the end of one."""
    return not line.isascii() and len(_UNSTOPPED.findall(line)) >= _LEAST_UNSTOPPED
