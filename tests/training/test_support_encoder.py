import math
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from training.planted_errors import Claim
from training.support_measures import caught, quality
from training.support_pairs import SupportPair, aligned_pairs, divided, planted_pairs
from training.support_sets import SETS
from training.train_support_encoder import MAX_TOKENS, Example, loss_of, support_row

PIECES = st.lists(st.integers(10, 30), max_size=120)


@given(PIECES, PIECES)
def test_token_types_tell_what_the_other_side_lacks(claim: list[int], evidence: list[int]) -> None:
    ids, types = support_row(claim, evidence, (1, 2))
    assert len(ids) == len(types) <= MAX_TOKENS
    end = ids.index(2)
    first, second = ids[1:end], ids[end + 1 : -1]
    assert (ids[0], ids[end], ids[-1]) == (1, 2, 2)
    assert types[1:end] == [0 if one in second else 2 for one in first]
    assert types[end + 1 : -1] == [1 if one in first else 3 for one in second]


class _Judge:
    """Stands for the encoder: the same judgement of every pair."""

    def judgements(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        return torch.tensor([[0.5, 0.3, 0.2]]).log().repeat(len(ids), 1)


def test_a_pair_known_only_not_to_be_entailed_teaches_the_sum_of_the_other_two() -> None:
    row = support_row([10], [11], (1, 2))
    entailed, either = Example(row, (True, False, False), "x"), Example(row, (False, True, True), "x")
    assert math.isclose(float(loss_of(_Judge(), [entailed])), -math.log(0.5), rel_tol=1e-5)  # type: ignore[arg-type]
    assert math.isclose(float(loss_of(_Judge(), [either])), -math.log(0.5), rel_tol=1e-5)  # type: ignore[arg-type]


def test_a_claim_is_read_beside_the_sentences_it_is_about() -> None:
    document = "The harbour froze in March. The mayor of Velmar opened the bridge on Friday. It rained."
    found = list(aligned_pairs(document, "The bridge was opened by the mayor. The harbour froze."))
    assert [claim for claim, _ in found] == ["The bridge was opened by the mayor.", "The harbour froze."]
    assert found[0][1].startswith("The mayor of Velmar opened")
    assert found[1][1].startswith("The harbour froze")


def test_no_kind_of_error_outweighs_the_others() -> None:
    claims = [Claim("number", f"It cost {n} crowns.", "It cost 5 crowns.", 0) for n in range(10, 1700)]
    claims += [Claim("unchanged", "It cost 5 crowns.", "It cost 5 crowns.", 0)] * 30
    found = Counter(pair.label for pair in planted_pairs(claims, seed=1))
    assert found == {"not_entailment": 1500, "entailment": 30}


def test_the_same_evidence_is_never_on_both_sides() -> None:
    pairs = [SupportPair(f"{n}", f"{n // 3}", "entailment", "x") for n in range(600)]
    seen, kept_back = divided(pairs)
    assert kept_back
    assert len(seen) + len(kept_back) == 600
    assert {pair.evidence for pair in seen}.isdisjoint(pair.evidence for pair in kept_back)


def test_sets_that_divide_what_is_not_entailed_say_how(tmp_path: Path) -> None:
    folder = tmp_path / "fever_symmetric" / "symmetric_v0.2"
    folder.mkdir(parents=True)
    for part in ("dev", "test"):
        (folder / f"fever_symmetric_{part}.jsonl").write_text(
            '{"claim": "It is blue.", "evidence": "It is red.", "label": "REFUTES"}\n', encoding="utf-8"
        )
    assert list(SETS["fever_symmetric"](tmp_path)) == [("It is red.", "It is blue.", "contradiction")] * 2


def test_errors_count_as_caught_below_the_alarm_that_one_true_sentence_in_twenty_raises() -> None:
    kinds = np.array(["reworded"] * 20 + ["unchanged"] + ["number"] * 4 + ["name"] * 2)
    values = np.array([*range(20), -50, -3, -2, 5, 6, -1, 30], dtype=float)
    assert caught(kinds, values) == {"name": 0.5, "number": 0.5, "all": 0.5}


def test_balanced_accuracy_is_taken_at_the_median() -> None:
    supported = np.array([True, True, False, False])
    assert quality(supported, np.array([4.0, 3.0, 2.0, 1.0])) == (1.0, 1.0)
    assert quality(supported, np.array([4.0, 1.0, 2.0, 3.0])) == (0.5, 0.5)
