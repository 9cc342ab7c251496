"""Averages the weights of checkpoints of one training and its continuation.

Usage: python -m training.average_weights CHECKPOINT [CHECKPOINT ...] --out DIR

Weights on one path of training can be averaged, and what each forgot meets (Wortsman et al., "Model soups", 2022).
"""

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Write DIR/checkpoint.pt."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    found = [torch.load(path, weights_only=True) for path in given.checkpoints]
    weights = average([one["weights"] for one in found])
    torch.save({"examples": sum(one["examples"] for one in found), "weights": weights}, given.out / "checkpoint.pt")


def average(found: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of each tensor; whole numbers, which are no weights, as the first has them."""
    return {
        name: torch.stack([one[name].float() for one in found]).mean(dim=0) if tensor.is_floating_point() else tensor
        for name, tensor in found[0].items()
    }


if __name__ == "__main__":
    main()
