"""Errors a person can act on: what happened, where, and what to do."""


class BylineError(Exception):
    """Base of every error Byline raises on purpose.

    `title` says what happened and where, in one line; `hint` says what to do about it, in one line.
    """

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.hint = hint


class ReadError(BylineError):
    """A file could not be turned into articles; the other files go on."""


class CatalogError(BylineError):
    """The index is missing, damaged, or does not fit what is asked of it."""


class NoIndexError(CatalogError):
    """No build of the index was ever finished."""


class UnusableIndexError(CatalogError):
    """The index is damaged, or of another version: only building it anew helps."""


class EmbedderError(BylineError):
    """An embedding model could not be found, converted or run."""


class QuestionError(BylineError):
    """A question that cannot be searched for as it is written."""
