"""Word lists, written as running text in the sources."""


def word_list(text: str) -> tuple[str, ...]:
    """The words of `text` in order, as white space divides them."""
    return tuple(text.split())
