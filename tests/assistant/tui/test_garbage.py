"""Garbage is looked for when nobody waits."""

import gc
from collections.abc import Iterator

import pytest

from assistant.tui import garbage


@pytest.fixture(autouse=True)
def same_as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.enable()
    gc.unfreeze()
    gc.set_threshold(*threshold)


def test_nothing_is_searched_for_while_the_program_starts() -> None:
    garbage.put_off()
    assert not gc.isenabled()
    garbage.leave_imported_alone()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_a_full_search_comes_only_when_it_is_called() -> None:
    garbage.leave_imported_alone()
    before = gc.get_stats()[2]["collections"]
    kept = [[[n]] for n in range(200_000)]
    assert gc.get_stats()[2]["collections"] == before
    garbage.collect_all()
    assert gc.get_stats()[2]["collections"] == before + 1
    assert len(kept) == 200_000
