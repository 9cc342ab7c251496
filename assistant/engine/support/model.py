"""The calibrated model behind the support check: boosted trees as plain numbers, read from a file of ours."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from index.errors import BylineError


@dataclass(frozen=True, slots=True)
class Tree:
    """One regression tree; node 0 is its root."""

    feature: tuple[int, ...]
    """Place in the feature vector that the node looks at; -1 for a leaf."""
    threshold: tuple[float, ...]
    """Values up to this go left."""
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]
    """Log odds that a leaf adds; 0 for other nodes."""

    def score(self, vector: Sequence[float]) -> float:
        """Log odds that this tree adds for `vector`."""
        node = 0
        while (place := self.feature[node]) >= 0:
            node = self.left[node] if vector[place] <= self.threshold[node] else self.right[node]
        return self.value[node]


@dataclass(frozen=True, slots=True)
class SupportModel:
    """Probability that a claim is supported, from its features."""

    features: tuple[str, ...]
    """Names of the vector's places, as `features.FEATURES` must have them."""
    base: float
    """Log odds before any tree."""
    trees: tuple[Tree, ...]
    slope: float
    """Platt scaling on data not trained on: probability = sigmoid(slope * log odds + offset)."""
    offset: float

    def probability(self, vector: Sequence[float]) -> float:
        """Probability of support, 0 to 1, for a vector of `len(features)` numbers."""
        score = self.base + sum(tree.score(vector) for tree in self.trees)
        return 1.0 / (1.0 + math.exp(-(self.slope * score + self.offset)))


def load_support_model(path: Path | None = None) -> SupportModel:
    """The model in the file at `path`, or the one that ships with Byline. Raises `BylineError` for any other file."""
    resource = path or files(__package__).joinpath("model.json")
    try:
        raw = json.loads(resource.read_text(encoding="utf-8"))
        return SupportModel(
            features=tuple(raw["features"]),
            base=raw["base"],
            trees=tuple(Tree(*(tuple(tree[name]) for name in Tree.__slots__)) for tree in raw["trees"]),
            slope=raw["slope"],
            offset=raw["offset"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BylineError(
            f"{resource} is no support model: {error}", "write one with python -m training.train_support"
        ) from error
