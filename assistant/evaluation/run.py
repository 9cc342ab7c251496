"""A run on the disk: what was measured in `run.json`, each answer as a line of `answers.jsonl`. It can be resumed."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from assistant import __version__
from assistant.evaluation.cases import Case
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.json_lines import numbered_lines
from assistant.evaluation.pipelines import Pipeline, Plan, answer, open_pipeline
from assistant.evaluation.records import Record, fingerprint, from_json, to_json
from assistant.types import IndexIdentity, ModelIdentity
from assistant.wiring import Corpus

IDENTITY_FILE = "run.json"
ANSWERS_FILE = "answers.jsonl"

_NOT_MEASURED = {"api_key", "threads"}
"""Settings that do not change an answer."""

_PACKAGES = ("index", "prompts", "assistant")


@dataclass(frozen=True, slots=True)
class RunIdentity:
    """What gave the answers of a run. Runs with the same identity may be joined."""

    pipeline: str
    settings: dict[str, Any]
    """Those that can change an answer."""
    model: ModelIdentity
    index: IndexIdentity
    version: str
    """Of Byline."""
    code: str
    """Fingerprint of Byline's code, prompts and models."""


def identity(plan: Plan, corpus: Corpus) -> RunIdentity:
    """The identity of a run of `plan`; raises `BylineError` when index or model are not there."""
    settings = {name: value for name, value in asdict(corpus.settings).items() if name not in _NOT_MEASURED}
    model = corpus.language_model()
    index = corpus.index()
    try:
        known = ModelIdentity("none") if model is None else model.identity
    finally:
        if model is not None:
            model.close()
    return RunIdentity(
        plan.pipeline, settings, known, IndexIdentity(index.id, index.generation), __version__, code_fingerprint()
    )


def code_fingerprint(root: Path = Path(__file__).parents[2]) -> str:
    """Changes when any file that makes the answers does; the evaluation and the screens make none."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted((root / package).rglob("*")):
            apart = {"evaluation", "tui", "conversations", "__pycache__"}.intersection(path.parts)
            if path.suffix in (".py", ".json", ".md") and not apart and "cli" not in path.name:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


class Run:
    """The folder of a run, opened for adding answers."""

    def __init__(self, folder: Path, known: RunIdentity, *, restart: bool = False) -> None:
        """Create the folder, or go on with the run in it; `restart` forgets that run first.

        Raises `EvaluationError` when the folder holds a run of something else.
        """
        self.folder = folder
        self.identity = known
        self._answers = folder / ANSWERS_FILE
        folder.mkdir(parents=True, exist_ok=True)
        if restart:
            (folder / IDENTITY_FILE).unlink(missing_ok=True)
            self._answers.unlink(missing_ok=True)
        kept = _read_identity(folder)
        if kept is None:
            values = json.dumps(asdict(known), ensure_ascii=False, indent=1)
            (folder / IDENTITY_FILE).write_text(values + "\n", encoding="utf-8")
        elif differing := _differing(kept, known):
            raise EvaluationError(
                f"{folder} holds a run with another {', '.join(differing)}",
                "name another folder with --report, or forget that run with --restart",
            )
        self._cut_torn_line()

    def records(self) -> dict[str, Record]:
        """The answers so far by question id."""
        return read_records(self.folder)

    def missing(self, cases: Sequence[Case]) -> list[Case]:
        """Questions that are not answered yet, or were reworded since."""
        kept = self.records()
        return [case for case in cases if case.id not in kept or kept[case.id].asked != fingerprint(case)]

    def add(self, one: Record) -> None:
        """Write an answer down at once, so that an interruption costs one question."""
        with self._answers.open("a", encoding="utf-8") as file:
            file.write(to_json(one) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _cut_torn_line(self) -> None:
        """Take away a last line that was being written when the run was killed."""
        if self._answers.exists():
            content = self._answers.read_bytes()
            whole = content.rfind(b"\n") + 1
            if whole < len(content):
                os.truncate(self._answers, whole)


def read_records(folder: Path) -> dict[str, Record]:
    """The answers of a run by question id, the last of each; raises `EvaluationError` when they cannot be read."""
    path = folder / ANSWERS_FILE
    if not path.exists():
        return {}
    found: dict[str, Record] = {}
    for number, line in numbered_lines(path.read_text(encoding="utf-8")):
        try:
            one = from_json(line)
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(
                f"{path} line {number} is no answer: {error}", "run it again with --restart"
            ) from error
        found[one.case] = one
    return found


def answers(cases: Sequence[Case], plan: Plan, corpus: Corpus, jobs: int = 1) -> Iterator[Record]:
    """Ask all `cases`, each answer as soon as it is there; several `jobs` are processes that finish in any order."""
    if jobs == 1 or len(cases) < 2:
        pipeline = open_pipeline(corpus, plan.pipeline)
        try:
            for case in cases:
                yield answer(pipeline, case)
        finally:
            pipeline.close()
        return
    with ProcessPoolExecutor(min(jobs, len(cases)), get_context("spawn"), _open_worker, (plan,)) as pool:
        try:
            for future in as_completed([pool.submit(_answer_in_worker, case) for case in cases]):
                yield future.result()
        except BrokenProcessPool as error:
            cure = "run it again, with fewer --jobs: what was answered is kept"
            raise EvaluationError("a process that answers questions died", cure) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_worker: Pipeline | None = None
"""The pipeline of a worker process."""


def _open_worker(plan: Plan) -> None:
    global _worker
    _worker = open_pipeline(plan.open_corpus(), plan.pipeline)


def _answer_in_worker(case: Case) -> Record:
    if _worker is None:
        raise RuntimeError("the worker process was not opened")
    return answer(_worker, case)


def _differing(kept: dict[str, Any], known: RunIdentity) -> list[str]:
    """Names of the parts of the identity that are not the same."""
    ours = json.loads(json.dumps(asdict(known)))
    return [name for name, value in ours.items() if kept.get(name) != value]


def _read_identity(folder: Path) -> dict[str, Any] | None:
    path = folder / IDENTITY_FILE
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise EvaluationError(f"{path} is damaged: {error}", "run it again with --restart") from error
    if not isinstance(kept, dict):
        raise EvaluationError(f"{path} describes no run", "name another folder with --report")
    return kept
