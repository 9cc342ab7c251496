"""Bytes of tokens in, pieces of text out: whole characters only, and nothing of a stop string."""

import codecs
from collections.abc import Sequence


class TextPieces:
    """Joins the bytes of tokens to text. A character may be spread over tokens, and so may a stop string."""

    def __init__(self, stop: Sequence[str]) -> None:
        self._stop = tuple(text for text in stop if text)
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._held = ""
        self.stopped = False
        """A stop string was met; what follows it is ignored."""

    def add(self, token: bytes) -> str:
        """The text that is certain now; empty while a character or a possible stop string is unfinished."""
        if self.stopped:
            return ""
        self._held += self._decoder.decode(token)
        found = [(place + len(stop), place) for stop in self._stop if (place := self._held.find(stop)) >= 0]
        if found:
            self.stopped = True
            _, place = min(found)  # the one complete first, however the text was cut into tokens
            certain, self._held = self._held[:place], ""
            return certain
        keep = max((_overlap(self._held, stop) for stop in self._stop), default=0)
        certain, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return certain

    def rest(self) -> str:
        """What was held back for a stop string that did not come; an unfinished character is dropped."""
        rest, self._held = self._held, ""
        return rest


def _overlap(text: str, stop: str) -> int:
    """Length of the longest end of `text` that is a beginning of `stop`, but not all of it."""
    longest = min(len(text), len(stop) - 1)
    return next((length for length in range(longest, 0, -1) if text.endswith(stop[:length])), 0)
