"""Follow a folder: say when its files have changed and come to rest."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from index.readers import corpus_files

Snapshot = Mapping[str, tuple[int, int]]
"""Path of each file to its size in bytes and the time of its last change in nanoseconds."""

_INTERVAL = 1.0
"""Seconds between two looks at the folder."""
_BUSY = 10
"""A look that takes long is followed by a pause of so many times its length, so that watching costs little."""
_PATIENCE = 30
"""Looks after which a folder that never comes to rest is taken as it is."""


def snapshot(root: Path, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> Snapshot:
    """How the files of a corpus lie now, its `sources.toml` among them. Raises `ReadError` as `corpus_files` does."""
    files = [*corpus_files(root, include, exclude), root / "sources.toml"]
    return {str(file): state for file in files if (state := _state(file))}


def at_rest(look: Callable[[], Snapshot], sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yield once at the start, then whenever what `look` returns has changed and was the same twice in a row.

    What changes while the caller works on a yield is seen afterwards: each yield is about the look before it.
    """
    handled = before = look()
    yield
    restless = 0
    while True:
        started = time.monotonic()
        now = look()
        restless = restless + 1 if now != before else 0
        if now != handled and (now == before or restless >= _PATIENCE):
            handled, restless = now, 0
            yield
        before = now
        sleep(max(_INTERVAL, _BUSY * (time.monotonic() - started)))


def _state(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns
