"""What the best sentences show together about whether the articles answer a question at all."""

from collections.abc import Sequence

import numpy as np

from assistant.engine.ranking.asked import Asked, read_wording
from assistant.engine.ranking.logistic import Matrix
from assistant.engine.ranking.relevance_features import KINDS, Candidate, Table, names_found
from assistant.engine.ranking.term_matches import match

_TOP = 5

_OF_THE_BEST = (
    "cosine", "cosine_pair", "cosine_passage", "cosine_predicate", "cover", "cover_context", "soft", "soft_titled",
    "soft_context", "predicate", "predicate_soft", "predicate_titled", "predicate_context", "weakest",
    "weakest_predicate", "weakest_context", "rarest", "rarest_titled", "rarest_context", "value", "value_near",
    "noun", "names", "names_titled", "names_context", "numbers", "numbers_context", "year_differs", "in_order",
    "new_terms", "words", "defines", "hit", "dense_rank", "lexical_rank",
)  # fmt: skip
"""Features that are taken of the best sentence, and the largest of the best few."""

_PEAKS = (
    "cosine",
    "cosine_pair",
    "cosine_predicate",
    "cover",
    "soft",
    "soft_context",
    "predicate_soft",
    "value_near",
)
"""Features whose largest value among all candidates is taken."""


def answer_features(
    asked: Asked, candidates: Sequence[Candidate], table: Table, log_odds: Matrix
) -> dict[str, float]:
    """Features of a question with at least one candidate, by name; `log_odds` of shape (candidates,)."""
    order = np.argsort(-log_odds, kind="stable")
    top = order[:_TOP]
    ranked = np.concatenate([log_odds[top], np.full(_TOP - len(top), log_odds.min())])
    features = {
        "first": ranked[0],
        "second": ranked[1],
        "third": ranked[2],
        "fifth": ranked[4],
        "lead": ranked[0] - ranked[1],
        "mass": float(np.log(np.exp(np.clip(log_odds, -30, 30)).sum())),
        "top_headers": float(len({candidates[i].header for i in top[:3]})),
    }
    for name in _OF_THE_BEST:
        column = table.column(name)
        features[f"first_{name}"] = float(column[order[0]])
        features[f"top_{name}"] = float(column[top].max())
    for name in _PEAKS:
        features[f"peak_{name}"] = float(table.column(name).max())
    cosines = np.sort(table.column("cosine"))[::-1]
    features["cosine_fifth"] = float(cosines[min(_TOP, len(cosines)) - 1])
    features["cosine_middle"] = float(np.median(cosines))
    return features | _of_question(asked, candidates)


def _of_question(asked: Asked, candidates: Sequence[Candidate]) -> dict[str, float]:
    """What the question is like, and what of it stands anywhere in the passages."""
    everything = " ".join(dict.fromkeys(text for one in candidates for text in (one.header, one.passage)))
    near = match(asked, [everything]).near[:, 0]
    weights = np.array([term.weight for term in asked.terms])
    what = np.array([term.says_what for term in asked.terms], dtype=bool)
    whole = float(weights.sum()) or 1.0
    unseen = np.array([term.unseen for term in asked.terms], dtype=bool)
    return {
        "soft_anywhere": float(weights @ near) / whole,
        "weakest_anywhere": float(near.min(initial=1.0)),
        "weakest_predicate_anywhere": float(near[what].min(initial=1.0)),
        "names_anywhere": names_found(asked, read_wording(everything).content),
        "unseen": float(weights[unseen].sum()) / whole,
        "unseen_terms": float(unseen.sum()),
        "terms": float(min(len(asked.terms), 12)),
        "asked_names": float(min(len(asked.names), 4)),
        "has_number": float(bool(asked.numbers)),
        "contested": float(asked.contested),
        **{f"seeks_{name}": float(asked.sought.value in group) for name, group in KINDS.items()},
    }
