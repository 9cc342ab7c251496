"""How many threads are worth starting on this machine."""

import os
from pathlib import Path

_CPUS = Path("/sys/devices/system/cpu")
_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def physical_cores(cpus: Path = _CPUS, quota: Path = _QUOTA) -> int:
    """Physical cores this process may use, at least 1.

    Hyperthreads of a core count once, and a container's share of the machine is respected: matrix products
    gain nothing from the former and stall when they exceed the latter.
    """
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))
    siblings = {_read(cpus / f"cpu{number}/topology/thread_siblings_list") or str(number) for number in allowed}
    return max(1, min(len(siblings), _share(_read(quota))))


def _share(quota: str) -> int:
    """Whole processors of a cgroup limit such as "200000 100000" (microseconds used, per microseconds)."""
    used, _, period = quota.partition(" ")
    if not used.isdigit() or not period.isdigit() or int(period) == 0:
        return os.cpu_count() or 1
    return max(1, int(used) // int(period))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
