"""The model file that ships, and what it was trained to tell apart."""

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.engine.ranking.relevance import ANSWER_THRESHOLD, DOUBT_THRESHOLD, load_relevance_model
from index.errors import BylineError


def test_the_shipped_model_gives_probabilities() -> None:
    model = load_relevance_model()
    rng = np.random.default_rng(1)
    for part in (model.sentence, model.answer):
        found = part.probabilities(rng.random((20, len(part.features))))
        assert np.all((found > 0) & (found < 1))
        assert len(set(part.features)) == len(part.features)
        assert np.all(part.low <= part.high)


def test_the_thresholds_leave_a_zone_between_answer_and_refusal() -> None:
    assert 0 < DOUBT_THRESHOLD < ANSWER_THRESHOLD < 1


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"sentence": {"weights": []}}', "\x00"])
def test_another_file_is_refused_with_a_hint(tmp_path: Path, content: str) -> None:
    file = tmp_path / "model.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BylineError, match=r"model\.json is no relevance model") as caught:
        load_relevance_model(file)
    assert "train_relevance" in caught.value.hint


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BylineError, match="no relevance model"):
        load_relevance_model(tmp_path / "absent.json")


def test_a_model_that_was_written_is_read_again(tmp_path: Path) -> None:
    weights = {"features": ["x"], "weights": [1.0], "low": [0.0], "high": [9.0], "intercept": -5.0}
    file = tmp_path / "model.json"
    file.write_text(json.dumps({"sentence": weights, "answer": weights}), encoding="utf-8")
    assert load_relevance_model(file).answer.probabilities(np.array([[5.0]])).tolist() == [0.5]
