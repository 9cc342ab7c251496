"""A corpus that is closed leaves nothing running."""

import time
from pathlib import Path

from assistant.wiring import Corpus


def test_closing_waits_for_what_is_being_prepared(tmp_path: Path) -> None:
    done: list[str] = []
    with Corpus(tmp_path, model="none") as corpus:
        corpus._prepare(lambda: (time.sleep(0.1), done.append("compiled")))
    assert done == ["compiled"]
