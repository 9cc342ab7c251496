"""A sentence-transformers model, converted once into files that run without torch.

`cache/<key>/` holds `card.json` (name, weights' sha256, dimensions, lengths) and, where the model could be
converted and its vectors proved equal, `model.xml`, `model.bin` and `tokenizer.json`. The key is made of the
model's path, sizes and times, so that finding a converted model reads none of its weights.
"""

import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import EmbedderError
from index.runtime import openvino

_FORMAT = 1
"""Raised when converted files change their form, so that older ones are made anew."""

_PROBES = (
    "Dockers at the port walked out on Monday over a plan to automate two terminals.",
    "Rain.",
    "The ministry said 46 people, including eight children, were taken to hospital; a doctor put it at 107. " * 12,
)
"""Texts whose vectors a conversion must reproduce: short, long, and longer than the model reads."""

_AGREEMENT = 0.999
"""Least cosine between the vectors of a probe before and after conversion."""


def converted(source: Path, cache: Path) -> Path | None:
    """The folder of the converted model, or None when `source` has not been converted."""
    folder = cache / _key(source)
    return folder if (folder / "card.json").is_file() else None


def convert(name: str, source: Path, cache: Path) -> Path:
    """Convert the sentence-transformers model in `source`; takes some seconds and imports torch.

    Returns its folder in `cache`. A model that cannot be converted, or whose vectors change, gets a card only.
    Raises `EmbedderError` when sentence-transformers cannot load the model.
    """
    model = _load(name, source)
    cache.mkdir(parents=True, exist_ok=True)
    folder = cache / _key(source)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        work = Path(scratch) / "model"
        work.mkdir()
        card = _card(name, source, model)
        try:
            _export(model, card, work)
        except (RuntimeError, ValueError, TypeError, AttributeError, KeyError, NotImplementedError) as error:
            # Whatever the exporter dislikes about the model, sentence-transformers itself can still run it.
            _keep_card_only(work)
            card["not_converted"] = str(error).strip().partition("\n")[0][:300]
        (work / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")
        try:
            work.replace(folder)
        except OSError:
            # Another process converted the same model in the meantime: its files are as good.
            if not (folder / "card.json").is_file():
                raise
    return folder


def _key(source: Path) -> str:
    facts = [f"format {_FORMAT}", str(source)]
    for file in sorted(source.rglob("*")):
        if file.suffix in (".json", ".safetensors", ".bin", ".txt", ".model"):
            stat = file.stat()
            facts.append(f"{file.relative_to(source)} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def _load(name: str, source: Path) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging
    except ImportError as error:
        raise EmbedderError(
            f"the embedding model {name} must be converted once, which needs sentence-transformers",
            "install it with: pip install sentence-transformers",
        ) from error
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(str(source), device="cpu", local_files_only=True)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        first_line = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EmbedderError(
            f"the embedding model in {source} cannot be loaded: {first_line}",
            "check that the folder holds a complete sentence-transformers model",
        ) from error


def weights_sha256(source: Path) -> str:
    """Digest of all weight files of a model folder, in order of name."""
    digest = hashlib.sha256()
    files = sorted(source.rglob("*.safetensors")) or sorted(source.rglob("*.bin"))
    for file in files:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _card(name: str, source: Path, model: Any) -> dict[str, Any]:
    tokenizer = model.tokenizer
    return {
        "name": name,
        "sha256": weights_sha256(source),
        "dimensions": int(model.get_embedding_dimension()),
        "max_length": int(model.max_seq_length or 512),
        "markers": int(tokenizer.num_special_tokens_to_add(pair=False)),
    }


def _export(model: Any, card: dict[str, Any], work: Path) -> None:
    """Trace the whole model (encoder, pooling and what follows) into OpenVINO files and prove the result."""
    import torch

    from index.embedder import OpenVinoEmbedder

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            return self.model(features)["sentence_embedding"]

    example = model.tokenizer(list(_PROBES[:2]), padding=True, return_tensors="pt")
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        traced = openvino().convert_model(
            Whole().eval(), example_input=(example["input_ids"], example["attention_mask"])
        )
    openvino().save_model(traced, str(work / "model.xml"), compress_to_fp16=True)
    model.tokenizer.backend_tokenizer.save(str(work / "tokenizer.json"))
    (work / "card.json").write_text(json.dumps(card), encoding="utf-8")
    reference = model.encode(list(_PROBES), normalize_embeddings=True, show_progress_bar=False)
    vectors = OpenVinoEmbedder(work, precision="f32").embed(list(_PROBES))
    agreement = float(np.min(np.sum(vectors * reference, axis=1)))
    if agreement < _AGREEMENT:
        raise ValueError(f"vectors of the converted model agree only to {agreement:.4f}")


def _keep_card_only(work: Path) -> None:
    for file in work.iterdir():
        if file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink()
