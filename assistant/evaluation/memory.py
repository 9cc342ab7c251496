"""How much memory this process and its children have taken at most."""

import contextlib
import re
import sys
from pathlib import Path

_PROC = Path("/proc")
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


def peak_memory() -> float:
    """Most resident memory so far of this process and its direct children, in MB; 0 where it cannot be known."""
    try:
        import resource
    except ImportError:
        return 0.0
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kilobytes = own / 1024 if sys.platform == "darwin" else own
    return (kilobytes + sum(map(_peak, _children()))) / 1024


def _children() -> list[str]:
    pids = []
    for task in (_PROC / "self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            pids += task.read_text().split()
    return pids


def _peak(pid: str) -> int:
    with contextlib.suppress(OSError):
        if match := _PEAK.search((_PROC / pid / "status").read_text()):
            return int(match[1])
    return 0
