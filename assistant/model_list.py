"""The language models that can be chosen: those a person added, the embedded one, one at an endpoint, none at all."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.engine.models.model_files import check_model_file, embedded_model_path
from assistant.errors import ModelError
from assistant.settings import Settings

_FILE = "models.json"
_NO_MODEL = "no language model: answers are quotations"


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A language model that the setting `model` can name."""

    setting: str
    """The value of the setting: "embedded", "none", a file, or a name at the endpoint."""
    name: str
    """What a person calls it."""
    detail: str
    """Its size and where it is, or what is wrong with it."""
    current: bool = False
    """Whether the settings name it."""


class ModelList:
    """The files that a person added, kept as their paths in one small file of the configuration folder."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        base = Path(environment.get("XDG_CONFIG_HOME") or "~/.config").expanduser()
        self._file = base / "byline" / _FILE

    def paths(self) -> list[Path]:
        """The files that were added, in that order; a damaged list is an empty one."""
        try:
            listed = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [Path(path) for path in listed if isinstance(path, str)] if isinstance(listed, list) else []

    def add(self, path: Path) -> KnownModel:
        """Remember a GGUF file. Raises `ModelError` when it is none, or when it cannot be remembered."""
        path = path.expanduser().resolve()
        check_model_file(path)
        paths = [str(known) for known in self.paths() if known != path]
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part = self._file.with_suffix(".part")
            part.write_text(json.dumps([*paths, str(path)], indent=1), encoding="utf-8")
            part.replace(self._file)
        except OSError as error:
            raise ModelError(f"{self._file} cannot be written: {error.strerror}", "check the folder") from error
        return _file(path)

    def models(self, settings: Settings) -> Sequence[KnownModel]:
        """What can be chosen, each once, the one of `settings` first and marked."""
        chosen = settings.model
        known = {
            model.setting: model for model in (_chosen(settings), _embedded(), *map(_file, self.paths()), _none())
        }
        return [KnownModel(one.setting, one.name, one.detail, one.setting == chosen) for one in known.values()]

    def find(self, name: str, settings: Settings) -> KnownModel:
        """A model by its name, its setting or its path. Raises `ModelError` when there is none."""
        for model in self.models(settings):
            if name in (model.name, model.setting):
                return model
        path = Path(name).expanduser()
        if path.suffix == ".gguf" or path.is_file():
            check_model_file(path)
            return _file(path.resolve())
        raise ModelError(f'no model is called "{name}"', "see `byline models`, or name a GGUF file")


def _chosen(settings: Settings) -> KnownModel:
    if settings.endpoint and settings.model != "none":
        return KnownModel(settings.model, settings.model, settings.endpoint)
    match settings.model:
        case "embedded":
            return _embedded()
        case "none":
            return _none()
    return _file(Path(settings.model).expanduser(), settings.model)


def _embedded() -> KnownModel:
    try:
        path = embedded_model_path()
    except ModelError as error:
        return KnownModel("embedded", "embedded", error.title)
    return KnownModel("embedded", path.stem, f"{_size(path)}, comes with Byline")


def _none() -> KnownModel:
    return KnownModel("none", "quotations only", _NO_MODEL)


def _file(path: Path, setting: str = "") -> KnownModel:
    detail = f"{_size(path)}, {path}" if path.is_file() else f"not there: {path}"
    return KnownModel(setting or str(path), path.stem, detail)


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
