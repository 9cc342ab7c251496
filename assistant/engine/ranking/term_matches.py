"""Which of a question's terms stand in some texts, in the same word or in one of near meaning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.engine.ranking.asked import Asked, Wording, read_wording
from assistant.engine.ranking.word_similarity import similarities

Shares = NDArray[np.float64]

_KIN_OF_NAME = 0.8
"""A name is met by its own word or a near form ("Syria", "Syrian"), never by one that is merely similar."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Of each term of a question in each of some texts."""

    exact: Shares
    """Shape (terms, texts): 1 where the word itself stands, else 0."""
    near: Shares
    """Shape (terms, texts): 1 for the word itself, less for the nearest in meaning, 0 for none."""


def match(asked: Asked, texts: Sequence[str]) -> Matches:
    """Find the question's terms in each text. Shapes (terms, texts)."""
    distinct = list(dict.fromkeys(texts))
    wordings = [read_wording(text) for text in distinct]
    lemmas = sorted(frozenset().union(*(wording.content_lemmas for wording in wordings)))
    near = _similar(asked, lemmas)
    place = {lemma: i for i, lemma in enumerate(lemmas)}
    shape = (len(asked.terms), len(distinct))
    exact, soft = np.zeros(shape), np.zeros(shape)
    for i, wording in enumerate(wordings):
        exact[:, i] = _stand_in(asked, wording)
        columns = [place[lemma] for lemma in wording.content_lemmas]
        soft[:, i] = np.maximum(exact[:, i], near[:, columns].max(axis=1, initial=0.0))
    order = {text: i for i, text in enumerate(distinct)}
    chosen = [order[text] for text in texts]
    return Matches(exact[:, chosen], soft[:, chosen])


def _similar(asked: Asked, lemmas: Sequence[str]) -> Shares:
    """Shape (terms, lemmas): how near each term is to each lemma, as far as that counts."""
    near = similarities([term.lemma for term in asked.terms], lemmas).astype(np.float64)
    for i, term in enumerate(asked.terms):
        if not term.says_what:
            near[i][near[i] < _KIN_OF_NAME] = 0.0
    return near


def _stand_in(asked: Asked, wording: Wording) -> list[float]:
    return [float(term.stem in wording.content) for term in asked.terms]
