import math
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from torch import nn
from transformers import MPNetConfig, MPNetModel

from index.runtime import openvino
from training.average_weights import average
from training.close_encoder import LAYERS, CloseEncoder
from training.course import batches
from training.eight_bit_weights import store_in_eight_bits
from training.evaluate_relevance_encoder import area, measures
from training.export_relevance_encoder import Reader, fit_calibration
from training.relevance_encoder import Asked, Example, examples, loss_of, read_together, tensors
from training.relevance_pairs import Pair
from training.relevance_sources import Paragraph, Question
from training.train_relevance_encoder import by_question, lean, taken


@pytest.fixture
def tokenizer() -> Tokenizer:
    words = ["[UNK]", "[CLS]", "[SEP]", "when", "it", "sank", "on", "monday"]
    found = Tokenizer(WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))  # noqa: S106
    found.pre_tokenizer = Whitespace()
    return found


def test_yes_and_no_are_learnt_where_they_are_known(tokenizer: Tokenizer) -> None:
    pairs = [Pair("when", "", "it sank", 1, "x", says=says) for says in ("yes", "no", "")]
    yes, no, unknown = examples(pairs, tokenizer)
    assert (yes.side, no.side) == (1.0, 0.0)
    model = Given(torch.tensor([[[3.0, 0.0, 0.0]] * 6]))
    losses = [float(loss_of(model, [Asked((one,))])) for one in (yes, no, unknown)]  # type: ignore[arg-type]
    assert losses[0] > losses[1] > losses[2]


def test_a_right_sentence_behind_a_wrong_one_of_its_question_is_worse_than_before_it(tokenizer: Tokenizer) -> None:
    pairs = [Pair("when", "", "it sank", label, "x") for label in (1, 0)]
    (question,) = read_together(by_question(pairs), tokenizer)

    def lost(*odds: float) -> float:
        states = torch.tensor([[[one, 0.0, 0.0]] * 6 for one in odds])
        return float(loss_of(Given(states), [question]))  # type: ignore[arg-type]

    behind, before, alone = lost(-1.0, 1.0), lost(1.0, -1.0), lost(1.0, 1.0)
    assert before < alone < behind
    assert [one.label for one in question.examples] == [1.0, 0.0]


def test_the_place_of_an_answer_is_counted_in_tokens_of_the_row(tokenizer: Tokenizer) -> None:
    pairs = [
        Pair("when", "it", "it sank on monday", 1, "x", "on monday"),
        Pair("when", "", "it sank", 0, "x"),
        Pair("when", "", "it sank", 1, "x"),
    ]
    answered, lacking, unknown = examples(pairs, tokenizer)
    assert answered.row[0][answered.span[0] : answered.span[1] + 1] == [6, 7]
    assert lacking.span == (0, 0)
    assert unknown.span[0] < 0


@given(st.lists(st.integers(1, 30), min_size=1, max_size=120), st.integers(0, 99))
def test_every_example_is_seen_once_an_epoch(lengths: list[int], seed: int) -> None:
    made = [_example(length) for length in lengths]
    seen = [one for batch in batches(made, 32, Random(seed)) for one in batch]  # noqa: S311
    assert sorted(map(id, seen)) == sorted(map(id, made))


def _example(length: int) -> Example:
    return Example(([5] * length, [1] * length), 0.0, (0, 0), -100.0)


def test_rows_are_padded_without_being_read() -> None:
    ids, mask, types = tensors([([1, 5, 2], [0, 1, 1]), ([1], [0])])
    assert ids.tolist() == [[1, 5, 2], [1, 0, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0]]
    assert types.tolist() == [[0, 1, 1], [0, 0, 0]]


def test_eight_bits_change_a_matrix_by_half_a_step_at_most(tmp_path: Path) -> None:
    ov = openvino()
    ops = ov.opset13
    matrix = np.random.default_rng(0).normal(size=(300, 200)).astype(np.float32)
    given_ids = ops.parameter([-1], np.int64)
    rows = ops.gather(ops.constant(matrix), given_ids, ops.constant(np.array(0)))
    model = ov.Model([rows], [given_ids])
    assert store_in_eight_bits(model) == 1
    ov.save_model(model, str(tmp_path / "model.xml"))
    assert (tmp_path / "model.bin").stat().st_size < 1.1 * matrix.size
    compiled = ov.Core().compile_model(str(tmp_path / "model.xml"), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    found = compiled([np.arange(300)])[0]
    steps = np.abs(matrix).max(axis=1, keepdims=True) / 127
    assert np.all(np.abs(found - matrix) <= 0.51 * steps)


def test_calibration_finds_the_line_that_made_the_labels() -> None:
    random = np.random.default_rng(0)
    odds = random.normal(size=20_000)
    labels = (random.random(20_000) < 1 / (1 + np.exp(-(2 * odds - 1)))).astype(float)
    assert fit_calibration(odds, labels) == pytest.approx((2, -1), abs=0.1)


def test_area_counts_ties_half() -> None:
    assert area(np.array([1.0, 2.0]), np.array([1.0, 0.0])) == 3.5 / 4
    assert math.isnan(area(np.array([]), np.array([1.0])))


def test_measures_of_a_known_ranking() -> None:
    paragraph = Paragraph("x", "1", ("A.", "B.", "C."))
    questions = [Question("?", paragraph, frozenset({1})), Question("?", paragraph, frozenset())]
    found = measures(questions, [np.array([0.5, 0.2, -1.0]), np.array([0.1, -1.0, -1.0])])
    assert (found["hit@1"], found["MRR"], found["answerable AUC"]) == (0.0, 0.5, 1.0)
    assert found["accuracy"] == 4 / 6


def test_more_than_there_is_means_again() -> None:
    questions = by_question(Pair(f"Why {number}?", "", "So.", 0, "squad2") for number in range(4))
    found = taken(questions, 10, Random(1))  # noqa: S311  repeatable, not secret
    assert len(found) == 10
    assert {found.count(one) for one in questions} == {2, 3}
    assert len({one[0] for one in taken(questions, 3, Random(1))}) == 3  # noqa: S311  repeatable, not secret


def test_weights_are_averaged_and_whole_numbers_kept() -> None:
    one, other = ({"w": torch.tensor([x, 2.0]), "places": torch.tensor([3])} for x in (0.0, 4.0))
    found = average([one, other])
    assert found["w"].tolist() == [2.0, 2.0]
    assert found["places"].tolist() == [3]


class Given(torch.nn.Module):
    """An encoder whose states are the log odds themselves: of the judgement, of a start and of an end."""

    def __init__(self, states: torch.Tensor) -> None:
        super().__init__()
        self._states = states

    def states(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        return self._states

    def judge(self, states: torch.Tensor) -> torch.Tensor:
        return states[:, :1]

    def place(self, states: torch.Tensor) -> torch.Tensor:
        return states[:, :, 1:]

    def side(self, states: torch.Tensor) -> torch.Tensor:
        return -states[:, :1]


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 40)), min_size=1, max_size=4), st.integers(0, 999))
def test_the_place_that_is_exported_is_the_likeliest_of_the_sentence(
    lengths: list[tuple[int, int]], seed: int
) -> None:
    rows = [([1] * (before + told + 1), [0] * before + [1] * (told + 1)) for before, told in lengths]
    ids, mask, types = tensors(rows)
    states = torch.randn(*ids.shape, 3, generator=torch.Generator().manual_seed(seed))
    found = Reader(Given(states))(ids, mask, types)  # type: ignore[arg-type]
    for (before, told), told_of, row in zip(lengths, found.tolist(), states.tolist(), strict=True):
        words = range(before, before + told)
        spans = {
            (one, other): row[one][1] + row[other][2] for one in words for other in words if 0 <= other - one < 20
        }
        first, last = max(spans, key=spans.__getitem__)
        apart = [odds for (one, other), odds in spans.items() if other < first or one > last]
        judged, placed, lead, *place, affirms = told_of
        assert place == [first, last]
        assert affirms == pytest.approx(-row[0][0], abs=1e-4)
        assert judged == pytest.approx(row[0][0], abs=1e-4)
        assert placed == pytest.approx(spans[first, last] - row[0][1] - row[0][2], abs=1e-3)
        assert lead == pytest.approx(spans[first, last] - max(apart), abs=1e-2) if apart else lead > 1000


def test_the_larger_encoder_reads_the_rows_of_the_smaller_one(tokenizer: Tokenizer, tmp_path: Path) -> None:
    names = {"[CLS]": "<s>", "[SEP]": "</s>"}
    pieces = [names.get(piece, piece) for piece in sorted(tokenizer.get_vocab(), reverse=True)]
    (tmp_path / "vocab.txt").write_text("\n".join(pieces), "utf-8")
    config = MPNetConfig(
        vocab_size=len(pieces),
        hidden_size=8,
        num_hidden_layers=LAYERS + 1,
        num_attention_heads=2,
        intermediate_size=8,
    )
    started = MPNetModel(config, add_pooling_layer=False)
    started.save_pretrained(tmp_path)
    model = CloseEncoder(tmp_path, tokenizer).eval()
    assert len(model.encoder.encoder.layer) == LAYERS
    sank = started.embeddings.word_embeddings.weight[pieces.index("sank")]
    assert torch.equal(model.words.weight[tokenizer.token_to_id("sank")], sank)
    rows = [one.row for one in examples([Pair("when", "", "it sank", 1, "x")], tokenizer)]
    with torch.no_grad():
        whole, padded = model(*tensors(rows)), model(*(nn.functional.pad(one, (0, 3)) for one in tensors(rows)))
    assert float(whole[0]) == pytest.approx(float(padded[0]), abs=1e-5)


def test_a_lean_question_keeps_what_says_yes_and_no_and_what_tempts_most() -> None:
    choose = Random(1)  # noqa: S311  repeatable, not secret
    right = [Pair("q", "", f"right {n}", 1, "x", says=says) for n, says in enumerate(("", "yes", "yes", "no"))]
    wrong = [Pair("q", "", f"wrong {n}", 0, "x") for n in range(4)]
    found = lean([*right, *wrong], choose)
    assert [pair.label for pair in found] == [1, 1, 0, 0]
    assert {pair.says for pair in found[:2]} == {"yes", "no"}
    assert found[2] == wrong[0]
    assert [pair.says for pair in lean(right[:3], choose)] == ["yes"]
    assert lean(wrong[:1], choose) == wrong[:1]
