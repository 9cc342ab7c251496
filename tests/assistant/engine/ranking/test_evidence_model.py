import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from assistant.engine.ranking.evidence_model import (
    MAX_QUESTION_TOKENS,
    MAX_TOKENS,
    EvidenceModel,
    pair_row,
    shipped_evidence_model,
    window,
)
from assistant.settings import cache_folder
from index.embedder import EMBEDDED_MODEL, open_embedder
from index.errors import BylineError
from index.runtime import openvino

ENDS = (1, 2)
with_weights = pytest.mark.skipif(shipped_evidence_model() is None, reason="installed without evidence weights")
pieces = st.lists(st.integers(10, 99), max_size=140)


@given(pieces, pieces, pieces)
def test_a_row_fits_and_ends_with_the_sentence(question: list[int], previous: list[int], sentence: list[int]) -> None:
    ids, types = pair_row(question, previous, sentence, ENDS)
    assert len(ids) == len(types) <= MAX_TOKENS
    assert types == sorted(types)
    assert ids[0] == 1
    last = ids[types.index(1) :]
    assert last[-1] == 2
    assert last[:-1] == sentence[: len(last) - 1]
    assert ids[1 : 1 + min(len(question), MAX_QUESTION_TOKENS)] == question[:MAX_QUESTION_TOKENS]


@given(pieces, pieces, pieces)
def test_the_sentence_before_gives_way_first(question: list[int], previous: list[int], sentence: list[int]) -> None:
    ids, types = pair_row(question, previous, sentence, ENDS)
    asked = question[:MAX_QUESTION_TOKENS]
    before = ids[2 + len(asked) : types.index(1)]
    if before:
        assert before[-1] == 2
        assert previous[-len(before) + 1 :] == before[:-1]
        assert ids[types.index(1) : -1] == sentence
    whole = len(asked) + len(previous) + len(sentence) + 4 <= MAX_TOKENS
    assert not whole or len(before) == (len(previous) + 1 if previous else 0)


def test_a_window_is_the_sentence_on_its_own_line() -> None:
    assert (
        window("Trial ", "He was\n charged.", "The trial  has\nnot begun. ")
        == "Trial He was charged.\nThe trial has not begun."
    )
    assert window("", "", "Rain.") == "Rain."


@pytest.fixture
def counting_model(tmp_path: Path) -> Path:
    """A model whose log odds are the sum of the ids in the last sentence, its closing mark included.

    It points at that sentence from its first word piece to the one that closes it, and takes it for a yes by its tokens.
    """
    vocabulary = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "rain": 10, "fell": 20, "snow": 30}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106  a token of text
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    ov = openvino()
    ops = ov.opset13
    inputs = [ops.parameter([-1, -1], np.int64, name=name) for name in ("ids", "mask", "types")]
    ids, mask, types = inputs

    def summed(values: Any) -> Any:
        return ops.convert(ops.reduce_sum(values, ops.constant(np.array([1])), keep_dims=True), "f32")

    odds = summed(ops.multiply(ops.multiply(ids, mask), types))
    tokens, typed = summed(mask), summed(types)
    sure = ops.multiply(odds, ops.constant(np.float32(0.0)))
    out = ops.concat(
        [odds, sure, sure, ops.subtract(tokens, typed), ops.subtract(tokens, ops.constant(np.float32(1.0))), typed], 1
    )
    ov.save_model(ov.Model([out], inputs), str(tmp_path / "model.xml"))
    (tmp_path / "card.json").write_text(json.dumps({"scale": 0.5, "shift": -1.0}), encoding="utf-8")
    return tmp_path


def test_readings_are_calibrated_and_come_in_the_order_asked(counting_model: Path) -> None:
    model = EvidenceModel(counting_model)
    windows = ["rain", "snow fell\nrain fell", "snow", "rain\nsnow rain fell", "fell"] * 9
    expected = [12 / 2 - 1, 32 / 2 - 1, 32 / 2 - 1, 62 / 2 - 1, 22 / 2 - 1] * 9
    found = model.read("rain", windows)
    assert [one.odds for one in found] == expected
    assert [one.affirms for one in found[:4]] == [2, 3, 2, 4]
    assert [one.odds for one in model.read("rain", windows[:3])] == expected[:3]
    assert model.read("rain", []) == []


def test_the_answer_is_characters_of_the_sentence_and_ends_within_it(counting_model: Path) -> None:
    model = EvidenceModel(counting_model)
    whole, behind, empty = model.read("rain fell", ["snow fell", "rain\nsnow rain fell", ""])
    assert whole.answer == (0, 9)
    assert behind.answer == (0, 14)
    assert empty.answer == (0, 0)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(BylineError, match="holds no evidence model") as caught:
        EvidenceModel(tmp_path)
    assert caught.value.hint


@pytest.mark.models
@with_weights
def test_the_shipped_model_tells_an_answer_from_a_mention() -> None:
    model = shipped_evidence_model()
    assert model is not None
    answering = "The driver, 43, was taken to hospital."
    answer, mention = model.read("How old is the driver?", [answering, "The driver was taken to hospital on Monday."])
    assert answer.odds > mention.odds
    assert answer.placed > mention.placed
    assert answering[slice(*answer.answer)] == "43"


@pytest.mark.models
@with_weights
def test_the_shipped_model_reads_a_window_alike_alone_and_among_others() -> None:
    model = shipped_evidence_model()
    assert model is not None
    windows = [f"He spoke.\nThe crew of {n} left the harbour at dawn{' again' * (n % 9)}." for n in range(40)]
    together = model.read("How many people were in the crew?", windows)
    alone = [model.read("How many people were in the crew?", [one])[0] for one in windows[:6]]
    assert [one.odds for one in together[:6]] == pytest.approx([one.odds for one in alone], abs=0.25)
    assert [one.answer for one in together[:6]] == [one.answer for one in alone]


@pytest.mark.models
@with_weights
def test_the_tokenizer_of_the_embedding_model_serves_both() -> None:
    embedder = open_embedder(EMBEDDED_MODEL, cache_folder(os.environ) / "embedders")
    windows = ["A title He spoke.\nThe driver, 43, was taken to hospital.", "It’s naïve — 1,200 people…"]
    own, sharing = shipped_evidence_model(), shipped_evidence_model(getattr(embedder, "tokenizer", None))
    assert own is not None
    assert sharing is not None
    assert sharing._rows("How old is he?", windows) == own._rows("How old is he?", windows)
