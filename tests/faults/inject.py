"""Run every build of `scenarios` many times, each time with one fault, and check what is left.

    python -m tests.faults.inject FOLDER [--scenario NAME] [--stride N] [--random N]

Prints a line of JSON for each kind of fault and each scenario. The shim has to be preloaded (`run` does it): it counts
the calls that change the index folder, and fails at the chosen one. Each build runs in a process of its own, forked
from this one, which never calls FAISS itself: its threads would not survive the fork.
"""

import argparse
import ctypes
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index.errors import BylineError
from tests.faults.scenarios import Scenario, leftovers, scenarios, state_of

SYNC, NAME, WRITE = 1, 2, 4
COUNT, KILL, FULL_ONCE, FULL_FROM = range(4)
_NAMED_FAILURE, _LOSS = 3, 4
"""Exit status of a child: a failure that Byline names, and a loss."""

FAULTS = {
    "killed at fsync": (SYNC, KILL),
    "killed at rename or unlink": (NAME, KILL),
    "killed at write": (WRITE, KILL),
    "disk full from a write on": (WRITE, FULL_FROM),
    "disk full for one write": (WRITE, FULL_ONCE),
}


@dataclass
class Outcome:
    """What happened in all runs of one scenario under one kind of fault."""

    fault: str
    scenario: str
    runs: int = 0
    old: int = 0
    """Runs after which the index was as before."""
    new: int = 0
    """Runs after which it was as it should become."""
    finished: int = 0
    """Runs that the fault did not stop."""
    losses: list[str] = field(default_factory=list)


def compile_shim(folder: Path) -> Path | None:
    """The shim as a library in `folder`; None where there is no C compiler or no /proc."""
    compiler = shutil.which("cc")
    if compiler is None or not Path("/proc/self/fd").is_dir():
        return None
    library = folder / "shim.so"
    source = Path(__file__).with_name("shim.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library


def run(shim: Path, *, scenario: str = "", stride: int = 1, at_random: int = 0) -> Iterator[Outcome]:
    """Inject faults into one scenario or all: every `stride`-th call in turn, and kills at random instants."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.faults.inject", folder, "--scenario", scenario]
        command += ["--stride", str(stride), "--random", str(at_random)]
        environment = {**os.environ, "LD_PRELOAD": str(shim), "OMP_NUM_THREADS": "1"}
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout
            for line in child.stdout:
                yield Outcome(**json.loads(line))
        if child.returncode:
            raise RuntimeError(f"the injection ended with status {child.returncode}")


def main() -> int:
    """Print an outcome for each fault and scenario."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scenario", default="", help="only this one")
    parser.add_argument("--stride", type=int, default=1, help="fail at each so many-th call")
    parser.add_argument("--random", type=int, default=0, help="kill at so many random instants, over all scenarios")
    options = parser.parse_args()
    found = [scenario for scenario in _prepared(options.folder) if options.scenario in ("", scenario.name)]
    for scenario in found:
        for fault, (kind, action) in FAULTS.items():
            _print(_at_every_call(scenario, fault, kind, action, options.stride, options.folder))
    if options.random:
        for scenario in found:
            _print(_at_random(scenario, -(-options.random // len(found)), options.folder))
    return 0


def _prepared(folder: Path) -> list[Scenario]:
    """The scenarios, built in a child because this process must not use FAISS."""
    import pickle

    file = folder / "scenarios.pickle"

    def prepare() -> None:
        file.write_bytes(pickle.dumps(scenarios(folder / "made")))

    status = _in_child(prepare)
    if status:
        raise RuntimeError("the scenarios could not be built")
    found: list[Scenario] = pickle.loads(file.read_bytes())  # noqa: S301 - written three lines above
    return found


def _at_every_call(scenario: Scenario, fault: str, kind: int, action: int, stride: int, folder: Path) -> Outcome:
    outcome = Outcome(fault, scenario.name)
    calls = _calls(scenario, kind, folder)
    for number in range(1, calls + 1, stride):
        _one_run(
            scenario, outcome, folder, f"call {number} of {calls}", lambda at=number: _arm(folder, kind, action, at)
        )
    return outcome


def _at_random(scenario: Scenario, runs: int, folder: Path) -> Outcome:
    outcome = Outcome("killed at a random instant", scenario.name)
    started = time.monotonic()
    _in_child(lambda: scenario.build(_fresh(scenario, folder)))
    whole = time.monotonic() - started
    draw = random.Random(scenario.name)  # noqa: S311
    for _ in range(runs):
        delay = draw.uniform(0.0005, 1.1 * whole)
        _one_run(scenario, outcome, folder, f"after {delay:.4f} s", lambda delay=delay: _alarm(delay))
    return outcome


def _one_run(scenario: Scenario, outcome: Outcome, folder: Path, where: str, arm: Callable[[], None]) -> None:
    index = _fresh(scenario, folder)

    def build() -> None:
        arm()
        scenario.build(index)

    status = _in_child(build)
    outcome.runs += 1
    outcome.finished += status == 0
    if status not in {0, -signal.SIGKILL, -signal.SIGALRM, _NAMED_FAILURE}:
        outcome.losses.append(f"{where}: the build ended with status {status}")
    message = folder / "message"
    message.write_text("", encoding="utf-8")
    _in_child(lambda: message.write_text(_examine(scenario, index, status == 0), encoding="utf-8"))
    found = message.read_text(encoding="utf-8")
    outcome.old += found == "old"
    outcome.new += found == "new"
    if found not in {"old", "new"}:
        outcome.losses.append(f"{where}: {found or 'the check died'}")


def _examine(scenario: Scenario, index: Path, finished: bool) -> str:
    """ "old" or "new" when nothing is lost; what is wrong when something is."""
    try:
        state = state_of(index)
    except (BylineError, AssertionError, OSError, KeyError) as error:
        return f"does not open: {error}"
    if state not in (scenario.old, scenario.new):
        return "neither the old state nor the new"
    if finished and state != scenario.new:
        return "the build ended well and changed nothing"
    try:
        scenario.again(index)
        after = state_of(index)
    except (BylineError, AssertionError, OSError, KeyError) as error:
        return f"the next build fails: {error}"
    if after != scenario.new:
        return "the next build ends in another state"
    left = leftovers(index)
    if left:
        return f"files are left: {', '.join(sorted(left))}"
    return "new" if state == scenario.new else "old"


def _calls(scenario: Scenario, kind: int, folder: Path) -> int:
    """How many calls of this kind the undisturbed build makes."""
    counted = folder / "calls"

    def build() -> None:
        shim = _arm(folder, kind, COUNT, 0)
        scenario.build(_fresh(scenario, folder))
        counted.write_text(str(shim.faults_seen()), encoding="utf-8")

    if _in_child(build):
        raise RuntimeError(f"{scenario.name} cannot be built")
    return int(counted.read_text(encoding="utf-8"))


def _fresh(scenario: Scenario, folder: Path) -> Path:
    index = folder / "index"
    shutil.rmtree(index, ignore_errors=True)
    shutil.copytree(scenario.start, index)
    return index


def _arm(folder: Path, kind: int, action: int, number: int) -> ctypes.CDLL:
    shim = ctypes.CDLL(None)
    shim.faults_arm(os.fsencode(folder / "index"), kind, action, ctypes.c_long(number))
    return shim


def _alarm(seconds: float) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _in_child(work: Callable[[], object]) -> int:
    """Do `work` in a forked process; its exit status, negative for a signal."""
    child = os.fork()
    if child == 0:
        os._exit(_status_of(work))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _status_of(work: Callable[[], object]) -> int:
    try:
        work()
    except BylineError:
        return _NAMED_FAILURE
    except BaseException:
        traceback.print_exc()
        return _LOSS
    return 0


def _print(outcome: Outcome) -> None:
    print(json.dumps(asdict(outcome)), flush=True)  # noqa: T201


if __name__ == "__main__":
    raise SystemExit(main())
