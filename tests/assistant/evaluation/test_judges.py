"""Judges other than the support check: an NLI model, and what a wrong one is told."""

import json
from pathlib import Path

import pytest

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.judges import NliJudge, open_judge

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "dam", "broke", "on", "sunday", "monday"]


def saved(folder: Path, labels: list[str]) -> Path:
    """A cross-encoder of random weights, small enough to make here."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(0)
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(str(folder))
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        id2label=dict(enumerate(labels)),
    )
    BertForSequenceClassification(config).save_pretrained(str(folder))
    return folder


@pytest.mark.models
def test_an_nli_model_gives_its_probability_of_entailment(tmp_path: Path) -> None:
    folder = saved(tmp_path / "nli", ["contradiction", "entailment", "neutral"])
    judge = open_judge(f"nli:{folder}")
    assert judge.name == "nli"
    found = judge.probability("The dam broke.", ["The dam broke on Sunday."])
    assert 0.0 < found < 1.0
    assert found == judge.probability("The dam broke.", ["The dam broke on Sunday."])
    assert judge.probability("The dam broke.", []) == 0.0


@pytest.mark.models
def test_a_model_without_entailment_is_refused(tmp_path: Path) -> None:
    folder = saved(tmp_path / "mood", ["good", "bad"])
    with pytest.raises(EvaluationError, match=r"labels of .* are good, bad"):
        NliJudge(folder)


def test_a_folder_that_holds_no_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text(json.dumps({}))
    with pytest.raises(EvaluationError, match="there is no model in"):
        NliJudge(tmp_path)
