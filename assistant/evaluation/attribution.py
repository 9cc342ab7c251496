"""Whether the answer keeps who said it, where the cited text is somebody's statement."""

from collections.abc import Mapping
from typing import Any

from assistant.engine.attribution import attribution
from assistant.evaluation.matching import tokens
from assistant.evaluation.retrieval import Library

_PLAIN = frozenset("a an the of in on at to by for and or mr mrs ms dr who".split())


def speakers_kept(answer: Mapping[str, Any], library: Library) -> dict[str, float]:
    """Share of statements that name the speaker, among those whose every citation is reported speech or claim.

    A statement names the speaker when it holds a word of the name or description that the article gives. Empty
    when there is no such statement.
    """
    said_by = {citation["number"]: _speaker(citation, library) for citation in answer["citations"]}
    kept = []
    for sentence in answer["sentences"]:
        speakers = [said_by.get(number) for number in sentence["citations"]]
        if not speakers or not all(speakers):
            continue
        words = set(tokens(sentence["text"]))
        kept.append(any(words.intersection(speaker) for speaker in speakers if speaker))
    return {"speaker_kept": sum(kept) / len(kept)} if kept else {}


def _speaker(citation: Mapping[str, Any], library: Library) -> set[str]:
    """Words that name who is quoted; empty when the article speaks for itself or does not say who."""
    article = library(citation["article"]["id"])
    if article is None or not 0 <= citation["start"] < citation["end"] <= len(article.text):
        return set()
    said = attribution(article.text, citation["start"], citation["end"])
    return set(tokens(said.speaker)) - _PLAIN if said is not None else set()
