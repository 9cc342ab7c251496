"""Errors of the assistant; all derive from the one base with a title and a hint."""

from index.errors import BylineError


class SettingsError(BylineError):
    """A setting is unknown or has a value that cannot be."""


class ModelError(BylineError):
    """A language model cannot be found, loaded or reached, or it died."""


class ModelCrashed(ModelError):
    """The process that runs the language model ended unexpectedly; worth one more try."""


class ConversationError(BylineError):
    """A kept conversation cannot be opened, found or written."""


class CorpusProcessError(BylineError):
    """The process that has the corpus open ended unexpectedly; worth one more try."""
