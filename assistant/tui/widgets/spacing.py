"""Air between the entries of a list."""

from collections.abc import Sequence

from textual.widgets.option_list import Option


def spaced(entries: Sequence[Option]) -> list[Option | None]:
    """The entries with a separator between each two; the style sheet says whether it can be seen."""
    return [part for entry in entries for part in (None, entry)][1:]
