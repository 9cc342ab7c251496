"""Turns a checkpoint of the cross-encoder into the files that Byline ships, calibrated on held-out pairs.

Usage: python -m training.export_relevance_encoder --checkpoint FILE --data DIR [--close all-mpnet-base-v2] [--out DIR]

Writes model.xml, model.bin (matrices in 8 bits, the rest in fp16) and card.json. Scale and shift of
the log odds are fitted on pairs of the held-out documents that `evaluate_relevance_encoder` does not use (Platt,
"Probabilistic outputs for support vector machines", 1999).
"""

import argparse
import hashlib
import json
import random
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from assistant.engine.ranking.evidence_model import EvidenceModel, window
from index.embedder import EMBEDDED_MODEL, model_folder
from index.runtime import openvino
from training.close_encoder import untrained
from training.eight_bit_weights import store_in_eight_bits
from training.relevance_encoder import RelevanceEncoder, tensors
from training.relevance_pairs import Pair, pairs_of
from training.relevance_sources import is_held_out, is_measured, public_sets

SHIPPED = Path(__file__).parent.parent / "assistant" / "engine" / "ranking" / "evidence_weights"
_CLOSE = SHIPPED.parent / "close_weights"
_QUESTIONS = 400
"""Held-out questions that the calibration uses."""
_LONGEST = 20
"""Most word pieces of an answer."""
_NEVER = 1e4
"""Taken off the log odds of a place where no answer can stand."""


class Reader(nn.Module):
    """What is exported, and read by `assistant.engine.ranking.evidence_model.EvidenceModel.read`.

    Of each pair: log odds that the sentence answers; by how much the likeliest place of an answer is likelier than that
    there is none, and than the next place apart from it; the first and the last token of that place; log odds that the
    answer is yes.
    """

    def __init__(self, model: RelevanceEncoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Shape (pairs, 6)."""
        states = self.model.states(ids, mask, types)
        judged, places = self.model.judge(states[:, 0]), self.model.place(states)
        # The last token of type 1 closes the sentence and is none of its words.
        outside = 1 - types[:, :-1] * types[:, 1:]
        starts, ends = (places[:, :-1, side] - _NEVER * outside for side in (0, 1))
        order = torch.ones_like(outside).cumsum(dim=1)
        length = order[:, None, :] - order[:, :, None]
        spans = starts[:, :, None] + ends[:, None, :] - _NEVER * ((length < 0) | (length >= _LONGEST)).float()
        best, at = spans.flatten(1).max(dim=1, keepdim=True)
        tokens = outside.shape[1]
        first, last = at // tokens, at % tokens
        overlapping = (order - 1 <= last)[:, :, None] & (order - 1 >= first)[:, None, :]
        other = (spans - _NEVER * overlapping.float()).flatten(1).amax(dim=1, keepdim=True)
        nowhere = places[:, 0].sum(dim=1, keepdim=True)
        said = self.model.side(states[:, 0])
        return torch.cat([judged, best - nowhere, best - other, first.float(), last.float(), said], dim=1)


def export(model: RelevanceEncoder, out: Path) -> None:
    """Write `model` as OpenVINO files without calibration."""
    out.mkdir(parents=True, exist_ok=True)
    example = tensors([([101, 2054, 102, 2023, 102], [0, 0, 0, 1, 1]), ([101, 102, 102], [0, 0, 1])])
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        traced = openvino().convert_model(Reader(model).eval(), example_input=example)
    store_in_eight_bits(traced)
    openvino().save_model(traced, str(out / "model.xml"), compress_to_fp16=True)
    write_card(out, scale=1.0, shift=0.0)


def write_card(out: Path, scale: float, shift: float, **more: Any) -> None:
    """Write card.json: the calibration, the digest of the weights, and what else is to be known of them."""
    digest = hashlib.sha256((out / "model.bin").read_bytes()).hexdigest()
    card = {"name": "byline-relevance", "sha256": digest, "scale": round(scale, 4), "shift": round(shift, 4), **more}
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def calibration_pairs(data: Path, seed: int) -> list[Pair]:
    """Pairs of held-out documents that are not used to measure."""
    found = [
        one
        for one in public_sets(data)
        if is_held_out(one.paragraph.source, one.paragraph.document)
        and not is_measured(one.paragraph.source, one.paragraph.document)
        and one.paragraph.source != "torque"
    ]
    choose = random.Random(seed)  # noqa: S311  repeatable, not secret
    return list(pairs_of(choose.sample(found, min(_QUESTIONS, len(found))), choose))


def score_pairs(model: EvidenceModel, pairs: list[Pair]) -> NDArray[np.float64]:
    """Log odds of each pair."""
    return np.array([model.read(one.question, [window("", one.previous, one.sentence)])[0].odds for one in pairs])


def fit_calibration(odds: NDArray[np.float64], labels: NDArray[np.float64]) -> tuple[float, float]:
    """Scale and shift of `odds` that make `labels` likeliest, by Newton's method."""
    found = np.array([1.0, 0.0])
    columns = np.stack([odds, np.ones_like(odds)], axis=1)
    for _ in range(50):
        shares = 1 / (1 + np.exp(-columns @ found))
        gradient = columns.T @ (shares - labels)
        curvature = (columns * (shares * (1 - shares))[:, None]).T @ columns + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return float(found[0]), float(found[1])


def main() -> None:
    """Export, prove that the files compute the same, calibrate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--close", type=Path, help="the folder from which a CloseEncoder was trained")
    parser.add_argument("--out", type=Path, help="default: where Byline has its own")
    parser.add_argument("--seed", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(1)
    kept = torch.load(options.checkpoint, weights_only=True)
    folder = model_folder(EMBEDDED_MODEL)
    model = untrained(folder, options.close)
    model.load_state_dict(kept["weights"])
    out = options.out or (_CLOSE if options.close else SHIPPED)
    export(model, out)
    pairs = calibration_pairs(options.data, options.seed)
    odds = score_pairs(EvidenceModel(out), pairs)
    labels = np.array([float(one.label) for one in pairs])
    scale, shift = fit_calibration(odds, labels)
    write_card(out, scale, shift, trained_on_questions=kept["examples"], calibrated_on_pairs=len(pairs))
    size = sum(file.stat().st_size for file in out.iterdir())
    print(f"{out}: {size / 1e6:.1f} MB, scale {scale:.3f}, shift {shift:.3f} from {len(pairs)} pairs")


if __name__ == "__main__":
    main()
