"""Some of many, the same ones whenever they are asked for."""

import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def choose(items: Sequence[Item], limit: int | None = None, seed: int | None = None) -> list[Item]:
    """The first `limit` items (None: all), or with a `seed` so many drawn at random; always in their order."""
    count = len(items) if limit is None else min(limit, len(items))
    if seed is None:
        return list(items[:count])
    # Reproducible draws, nothing secret.
    places = random.Random(seed).sample(range(len(items)), count)  # noqa: S311
    return [items[place] for place in sorted(places)]
