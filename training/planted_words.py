"""Claims in which one small word turns the meaning: a negation, a quantifier, a modal verb, a tense, a hedge, an opposite."""

import re

from training.scenes import Maker, Scene, from_table, replace_one

_QUANTIFIERS = {
    "some": "all", "many": "all", "most": "all", "several": "most", "all": "some", "few": "many", "every": "some", "only": "not only",
}  # fmt: skip
_MODALS = {
    "may": "will",
    "might": "will",
    "could": "will",
    "will": "may",
    "would": "did",
    "should": "will",
    "can": "cannot",
}
_TENSES = {
    "will be": "was", "will have": "had", "is expected to": "managed to", "are expected to": "managed to", "plans to": "refused to",
    "plan to": "refuse to", "was": "will be", "were": "will be", "has been": "will be", "have been": "will be", "has": "will have",
}  # fmt: skip
_HEDGES = re.compile(
    r" ?\b(?:allegedly|reportedly|apparently|possibly|probably|likely|suspected|alleged|nearly|almost|at least|up to)\b"
)
_OPPOSITES = {
    "increased": "decreased", "rose": "fell", "fell": "rose", "won": "lost", "lost": "won", "before": "after", "after": "before",
    "more": "less", "higher": "lower", "lower": "higher", "first": "last", "last": "first", "accepted": "rejected", "rejected": "accepted",
    "approved": "rejected", "opened": "closed", "closed": "opened", "began": "ended", "started": "stopped", "support": "oppose",
    "supported": "opposed", "against": "for", "largest": "smallest", "best": "worst", "good": "bad", "new": "old", "high": "low",
    "early": "late", "joined": "left", "increase": "decrease", "growth": "decline", "success": "failure", "strong": "weak",
    "north": "south", "south": "north", "east": "west", "west": "east", "arrested": "released", "confirmed": "denied", "denied": "confirmed",
    "allowed": "banned", "bought": "sold", "raised": "cut", "guilty": "innocent", "above": "below", "male": "female", "public": "private",
}  # fmt: skip


def _negation(scene: Scene) -> str | None:
    negated = re.search(r"\b(?:not|never)\b |n['’]t\b", scene.sentence)
    if negated:
        return scene.sentence[: negated.start()] + scene.sentence[negated.end() :]
    pattern = re.compile(r"\b(?:is|are|was|were|will|would|could|can|has|have|had|should|may)\b(?! not| n['’]t)")
    return replace_one(pattern, lambda match: f"{match.group()} not", scene)


def _quantifier(scene: Scene) -> str | None:
    return from_table(_QUANTIFIERS, scene)


def _modality(scene: Scene) -> str | None:
    return from_table(_MODALS, scene)


def _tense(scene: Scene) -> str | None:
    return from_table(_TENSES, scene)


def _hedge(scene: Scene) -> str | None:
    return replace_one(_HEDGES, lambda _: "", scene)


def _opposite(scene: Scene) -> str | None:
    return from_table(_OPPOSITES, scene)


WORD_ERRORS: dict[str, Maker] = {
    "negation": _negation,
    "quantifier": _quantifier,
    "modality": _modality,
    "tense": _tense,
    "hedge dropped": _hedge,
    "opposite": _opposite,
}
"""Kind of error to its maker."""
