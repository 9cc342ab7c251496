"""The calibrated model that says which sentence answers a question, and whether any does."""

import json
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from assistant.engine.ranking.logistic import LogisticModel
from index.errors import BylineError

ANSWER_THRESHOLD = 0.6
"""From this probability on, the articles are taken to answer the question."""

DOUBT_THRESHOLD = 0.4
"""From this probability on, what comes nearest may answer it all the same; below, the articles do not say."""


@dataclass(frozen=True, slots=True)
class RelevanceModel:
    """Two logistic regressions: of the first ranking by `training.train_relevance`, of the second by
    `training.fit_reranking`."""

    sentence: LogisticModel
    """Probability that one sentence answers."""
    answer: LogisticModel
    """Probability that the best sentences together answer."""


def load_relevance_model(path: Path | None = None) -> RelevanceModel:
    """The first ranking's model in the file at `path`, or the one that ships with Byline.

    Raises `BylineError` for any other file.
    """
    return _load(path or files(__package__).joinpath("relevance_model.json"), "train_relevance")


def load_reranking_model(path: Path | None = None) -> RelevanceModel:
    """The second ranking's model in the file at `path`, or the one that ships with Byline.

    Raises `BylineError` for any other file.
    """
    return _load(path or files(__package__).joinpath("reranking_model.json"), "fit_reranking")


def _load(resource: Path | Traversable, made_by: str) -> RelevanceModel:
    try:
        raw = json.loads(resource.read_text(encoding="utf-8"))
        return RelevanceModel(LogisticModel.from_json(raw["sentence"]), LogisticModel.from_json(raw["answer"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BylineError(
            f"{resource} is no relevance model: {error}", f"write one with python -m training.{made_by}"
        ) from error
