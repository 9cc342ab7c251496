"""Changes one setting in `byline.toml` and leaves everything else in it as a person wrote it."""

import json
import re
import tomllib
from pathlib import Path

from assistant.errors import SettingsError
from assistant.settings import FILE


def write_setting(corpus: Path, name: str, value: str) -> Path:
    """Set `name` to a text in `corpus/byline.toml`, which is created where there is none; returns the file.

    Raises `SettingsError` when the file is no TOML or cannot be written.
    """
    path = corpus / FILE
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"  # a JSON string is a TOML string
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        changed = re.sub(rf"^{re.escape(name)}[ \t]*=.*$", lambda _: line, text, count=1, flags=re.MULTILINE)
        if tomllib.loads(text).get(name) is None:
            changed = f"{line}\n{text}"
        if tomllib.loads(changed) != tomllib.loads(text) | {name: value}:
            raise SettingsError(f'"{name}" in {path} is written in an unusual way', f"write {line} by hand")
        part = path.with_suffix(".toml.part")
        part.write_text(changed, encoding="utf-8")
        part.replace(path)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be changed: {error}", "correct it, or move it away") from error
    return path
