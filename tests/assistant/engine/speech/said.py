"""Who says a sentence, by the function under test: what the tests of this package ask again and again."""

from assistant.engine.speech.attribution import attribution


def speaker(text: str, sentence: str) -> str | None:
    """The speaker of the only place where `sentence` stands in `text`; None when the article says it itself."""
    start = text.index(sentence)
    found = attribution(text, start, start + len(sentence))
    return None if found is None else found.speaker
