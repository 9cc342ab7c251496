"""The command `byline models`: which language models there are, and which one answers."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.cli_arguments import Commands
    from assistant.model_list import KnownModel

_WAYS = """\
byline models                list the models that can be chosen
byline models add FILE.gguf  remember a model file
byline models use NAME       answer with this model from now on (written to byline.toml of the corpus)
"""


def add_models(commands: "Commands", common: argparse.ArgumentParser) -> None:
    """Add `models` to the commands of the command line; `common` has the options that every command takes."""
    models = commands.add_parser(
        "models",
        parents=[common],
        help="list, add or choose language models",
        description=_WAYS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    models.add_argument("what", nargs="?", choices=("add", "use"), help="list them where nothing is given")
    models.add_argument("name", nargs="?", metavar="FILE|NAME", help="a GGUF file, or the name of a model")
    models.set_defaults(run=_models, usage_error=models.error)


def _models(given: argparse.Namespace) -> int:
    from assistant.model_list import ModelList
    from assistant.settings import load_settings

    if given.what and not given.name:
        given.usage_error(f"models {given.what}: name a model")
    folder, known = Path(given.corpus).expanduser(), ModelList()
    settings = load_settings(folder, flags={"model": given.model})
    match given.what:
        case "add":
            added = known.add(Path(given.name))
            print(f"{added.name}: {added.detail}", file=sys.stderr)
        case "use":
            _use(folder, known.find(given.name, settings), settings.endpoint)
        case _:
            print("\n".join(_lines(known.models(settings))))
    return 0


def _use(folder: Path, model: "KnownModel", endpoint: str) -> None:
    from assistant.errors import SettingsError
    from assistant.settings_file import write_setting

    if endpoint and model.setting != "none" and not model.current:
        raise SettingsError(f"{endpoint} answers here", "take the endpoint out of byline.toml first")
    path = write_setting(folder, "model", model.setting)
    print(f"{path}: answers come from {model.name}", file=sys.stderr)


def _lines(models: "Sequence[KnownModel]") -> list[str]:
    width = max(len(model.name) for model in models)
    return [f"{'*' if model.current else ' '} {model.name:<{width}}  {model.detail}" for model in models]
