"""Files of one JSON value a line."""

from collections.abc import Iterator


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, with their numbers from 1.

    A line ends at a line feed alone: JSON lets the other line ends of Unicode stand inside a text.
    """
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())
