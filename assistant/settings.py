"""What a person can set, from `byline.toml`, the environment and the command line, in rising order of precedence.

Settings are read once, in `assistant.wiring`, and passed on; nothing else looks at the environment.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError
from index.embedded_model import EMBEDDED_MODEL

FILE = "byline.toml"
"""Name of the settings file, in the corpus folder."""

PREFIX = "BYLINE_"
"""Environment variables are the field names in capitals after this."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; the names are the keys of `byline.toml`."""

    model: str = "embedded"
    """The language model: "embedded", "none" for quotations only, a GGUF file, or a name at `endpoint`."""
    endpoint: str = ""
    """Base address of an OpenAI-compatible server, such as "http://127.0.0.1:8080/v1"; empty runs models here."""
    api_key: str = ""
    """For `endpoint`; empty sends none."""
    embedder: str = EMBEDDED_MODEL
    """The embedding model: a folder, or the name of the installed one."""
    evidence_model: str = "shipped"
    """Reads question and sentence together: "shipped", "none", or a folder with converted weights."""
    threads: int = 0
    """Processor threads of the language model; 0 takes one for each physical core."""
    context_tokens: int = 4096
    """Most tokens of prompt and answer together; a model with less room sets its own bound."""
    answer_tokens: int = 0
    """Most tokens of an answer's prose; 0 takes 90 for a small model and 300 for others."""
    evidence_tokens: int = 0
    """Most tokens of quotations in the prompt; 0 takes 250 for a small model and 900 for others."""
    passages: int = 12
    """Passages a question retrieves, at least 1."""
    prompts: str = ""
    """Folder with prompt files that replace Byline's own; empty for none."""
    include: tuple[str, ...] = ()
    """Patterns of files to index, as in a .gitignore file; empty takes every file of a known format."""
    exclude: tuple[str, ...] = ()
    """Patterns of files to leave out."""


_LEAST = {"threads": 0, "context_tokens": 512, "answer_tokens": 0, "evidence_tokens": 0, "passages": 1}
_NEVER_EMPTY = ("model", "embedder", "evidence_model")
_NAMES = tuple(field.name for field in fields(Settings))


def load_settings(
    corpus: Path, environment: Mapping[str, str] = os.environ, flags: Mapping[str, Any] | None = None
) -> Settings:
    """Merge defaults, `corpus/byline.toml`, the environment and `flags` (None values are not set).

    Raises `SettingsError` naming the unknown key with its nearest neighbour, or the value that cannot be.
    """
    settings = _merged(Settings(), _from_file(corpus / FILE), str(corpus / FILE))
    settings = _merged(settings, _from_environment(environment), "the environment")
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    return _merged(settings, given, "the command line")


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where converted models are kept: `BYLINE_CACHE`, or the platform's cache folder."""
    if chosen := environment.get(PREFIX + "CACHE"):
        return Path(chosen).expanduser()
    base = environment.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "byline"


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    import tomllib

    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, RecursionError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}", "correct it, or move it away") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for variable, text in environment.items():
        name = variable.removeprefix(PREFIX).lower()
        if not variable.startswith(PREFIX) or name in ("cache", "data"):
            continue
        given[name] = _parsed(text, getattr(Settings(), name)) if name in _NAMES else text
    return given


def _parsed(text: str, default: object) -> Any:
    if isinstance(default, int):
        return int(text) if re.fullmatch(r"\s*-?[0-9]{1,9}\s*", text) else text
    if isinstance(default, tuple):
        return [part for part in text.split(os.pathsep) if part]
    return text


def _merged(settings: Settings, given: Mapping[str, Any], where: str) -> Settings:
    for name, value in given.items():
        if name not in _NAMES:
            nearest = get_close_matches(name, _NAMES, n=1)
            hint = f'did you mean "{nearest[0]}"?' if nearest else "settings are: " + ", ".join(_NAMES)
            raise SettingsError(f'unknown setting "{name}" in {where}', hint)
        settings = replace(settings, **{name: _checked(name, value, where)})
    return settings


def _checked(name: str, value: Any, where: str) -> Any:
    default = getattr(Settings(), name)
    if isinstance(default, tuple):
        if not isinstance(value, (list, tuple)) or not all(isinstance(part, str) for part in value):
            raise SettingsError(f'setting "{name}" in {where} must be a list of texts', f'write {name} = ["*.txt"]')
        return tuple(value)
    if type(value) is not type(default):
        kind = "a whole number" if isinstance(default, int) else "a text in quotation marks"
        raise SettingsError(f'setting "{name}" in {where} must be {kind}, not {value!r}', f"default: {default!r}")
    if name in _NEVER_EMPTY and not value.strip():
        raise SettingsError(f'setting "{name}" in {where} is empty', f"default: {default!r}")
    least = _LEAST.get(name)
    if least is not None and value < least:
        raise SettingsError(
            f'setting "{name}" in {where} must be at least {least}, not {value}', f"default: {default}"
        )
    return value
