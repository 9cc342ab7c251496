from pathlib import Path

import pytest

from assistant.engine.models.processors import physical_cores


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four processors on two cores."""
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    for number, siblings in enumerate(("0,2", "1,3", "0,2", "1,3")):
        folder = tmp_path / f"cpu{number}/topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(f"{siblings}\n")
    return tmp_path


def test_hyperthreads_count_once(machine: Path) -> None:
    assert physical_cores(machine, machine / "none") == 2


def test_processors_without_a_description_count_each(machine: Path) -> None:
    assert physical_cores(machine / "none", machine / "none") == 4


def test_only_processors_the_process_may_use_count(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 2}, raising=False)
    assert physical_cores(machine, machine / "none") == 1


@pytest.mark.parametrize(
    ("quota", "cores"), [("100000 100000", 1), ("50000 100000", 1), ("max 100000", 2), ("800000 100000", 2), ("?", 2)]
)
def test_a_container_gets_its_share(machine: Path, quota: str, cores: int) -> None:
    (machine / "cpu.max").write_text(quota)
    assert physical_cores(machine, machine / "cpu.max") == cores
