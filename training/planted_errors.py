"""True sentences of news articles with one planted error each, and the same sentences rewritten without one.

Every error is made by pattern and is independent of the code it tests. A claim comes with its evidence: the sentence
it was made from and one neighbour on either side. The generator is seeded; the same articles give the same claims.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.sentences import sentences
from training.planted_rewrites import TRUE_REWRITES
from training.planted_speech import SPEECH_ERRORS
from training.planted_values import VALUE_ERRORS
from training.planted_words import WORD_ERRORS
from training.scenes import Maker, Scene

MAKERS: dict[str, Maker] = {**VALUE_ERRORS, **WORD_ERRORS, **SPEECH_ERRORS, **TRUE_REWRITES}
"""Kind of claim to its maker, which gives None where the sentence has nothing to change."""

TRUE_KINDS = frozenset({"unchanged", *TRUE_REWRITES})
"""Kinds of claim that the passage supports."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence to check."""

    kind: str
    """What was planted, such as "number"; "unchanged", "compressed" or "reworded" for true claims."""
    text: str
    passage: str
    """The evidence: the sentence the claim was made from with a neighbour on either side."""
    article: int
    """Place of the article in the input."""

    @property
    def supported(self) -> bool:
        """True when nothing was planted."""
        return self.kind in TRUE_KINDS


def planted_claims(articles: Sequence[str], seed: int, per_article: int = 6) -> Iterator[Claim]:
    """Claims of every kind from every article, true and false; at most `per_article` sentences of each are used."""
    rng = random.Random(seed)  # noqa: S311
    for number, text in enumerate(articles):
        found = [" ".join(text[start:end].split()) for start, end in sentences(text)]
        usable = [i for i, sentence in enumerate(found) if 8 <= len(sentence.split()) <= 45 and sentence[-1] in '.”"']
        rng.shuffle(usable)
        for i in sorted(usable[:per_article]):
            passage = found[max(0, i - 1) : i + 2]
            nearby = tuple(s for s in passage if s is not found[i])
            far = tuple(s for s in found if s not in passage)
            scene = Scene(found[i], nearby, far, rng)
            for kind, make in MAKERS.items():
                claim = make(scene)
                if claim and claim.strip() != found[i]:
                    yield Claim(kind, claim, " ".join(passage), number)
            yield Claim("unchanged", found[i], " ".join(passage), number)
