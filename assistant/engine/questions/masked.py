"""A question whose publishers and dates are tokens, so that patterns over it stay small."""

import re
from collections.abc import Sequence

from assistant.engine.questions.dates import find_dates
from assistant.engine.questions.publishers import Mention, PublisherNames, Strength

SURE = r"(?:the )?⟦S\d+⟧"
"""Pattern for a publisher whose name can be nothing else."""
SOURCE = r"(?:the )?⟦[SO]\d+⟧"
"""Pattern for a publisher, sure or with an ordinary word for a name."""
DATE = r"⟦D\d+⟧"
"""Pattern for a date without its preposition."""

_LETTERS = {Strength.SURE: "S", Strength.ORDINARY: "O", Strength.NEWSMAKER: "N"}
_TOKEN = re.compile(r"⟦([SOND])(\d+)⟧")


def list_of(source: str) -> str:
    """Pattern for one or several of a pattern, joined by commas, "and" or "or"."""
    return rf"(?:both |either )?{source}(?:(?:,|,? and|,? or|,? as well as) {source})*"


class Masked:
    """A question with ⟦S0⟧, ⟦O1⟧ or ⟦N2⟧ for a publisher (sure, ordinary word, newsmaker) and ⟦D3⟧ for a date."""

    def __init__(self, text: str, publishers: PublisherNames) -> None:
        mentions: Sequence[Mention] = publishers.mentions(text)
        taken = [(mention.start, mention.end) for mention in mentions]
        dates = [span for span in find_dates(text) if all(span[1] <= start or end <= span[0] for start, end in taken)]
        spans = [(m.start, m.end, _LETTERS[m.strength], m.names) for m in mentions]
        spans += [(start, end, "D", ()) for start, end in dates]
        self._written: list[str] = []
        self._names: list[tuple[str, ...]] = []
        parts: list[str] = []
        at = 0
        for start, end, letter, names in sorted(spans):
            parts += [text[at:start], f"⟦{letter}{len(self._written)}⟧"]
            self._written.append(text[start:end])
            self._names.append(names)
            at = end
        self.text = "".join([*parts, text[at:]])

    def sources(self, masked: str) -> list[tuple[str, ...]]:
        """The publisher names behind each source token of a piece of the masked text, in order, each once."""
        found = [self._names[int(number)] for letter, number in _TOKEN.findall(masked) if letter in "SO"]
        return list(dict.fromkeys(found))

    def unmasked(self, masked: str) -> str:
        """The words as the person wrote them."""
        return _TOKEN.sub(lambda match: self._written[int(match[2])], masked)
