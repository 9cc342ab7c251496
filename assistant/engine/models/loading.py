"""Loads a GGUF file in the language model process, in a faster quantisation where one helps.

This is the only import of llama_cpp.
"""

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from assistant.engine.models.llama import Llama
from assistant.engine.models.model_files import prepared_model, prepared_path
from assistant.engine.models.processors import physical_cores
from assistant.engine.models.worker_protocol import Options
from assistant.errors import ModelError

_WARNING, _CONTINUED = 3, 5  # GGML_LOG_LEVEL_WARN and _CONT
_SLOW_KINDS = (3,)  # LLAMA_FTYPE_MOSTLY_Q4_1 has no fast matrix product on CPUs
_FAST_KIND, _FAST_NAME = 7, "q8_0"  # LLAMA_FTYPE_MOSTLY_Q8_0 loses nothing against it
_SMALL_MODEL = 500_000_000  # bytes; larger models are limited by memory speed, where a larger type loses


def _bindings() -> Any:
    """The ctypes bindings of llama.cpp alone; importing the whole package takes 0.1 s more, for numpy and others."""
    spec = importlib.util.find_spec("llama_cpp")
    if spec is None or spec.submodule_search_locations is None:
        raise ImportError("llama_cpp")
    package = ModuleType("llama_cpp")
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["llama_cpp"] = package
    from llama_cpp import llama_cpp

    return llama_cpp


def load(options: Options, preparing: Callable[[], None]) -> Llama:
    """The model, or the faster copy of it where one helps, which is made after `preparing` was called.

    Raises `ModelError` for a file that llama.cpp cannot load.
    """
    c = _bindings()
    _log_to_stderr(c)
    c.llama_backend_init()
    source, cache = Path(options.model), Path(options.cache) if options.cache else None
    prepared = prepared_path(source, cache, _FAST_NAME) if cache and source.stat().st_size < _SMALL_MODEL else None
    if prepared is not None and prepared.exists():
        model = _load_file(c, prepared)
        if model:
            return Llama(c, model, options)
        prepared.unlink(missing_ok=True)
    model = _load_file(c, source)
    if not model:
        raise ModelError(
            f"llama.cpp cannot load {source}", "the file may be incomplete or too new; download it again"
        )
    if prepared is not None and cache is not None and c.llama_model_ftype(model) in _SLOW_KINDS:
        preparing()
        model = _faster(c, model, source, cache, options)
    return Llama(c, model, options)


def _load_file(c: Any, path: Path) -> Any:
    parameters = c.llama_model_default_params()
    parameters.n_gpu_layers = 0
    return c.llama_model_load_from_file(os.fsencode(path), parameters)


def _faster(c: Any, model: Any, source: Path, cache: Path, options: Options) -> Any:
    """The loaded copy in the fast quantisation, or `model` itself where no copy can be made."""

    def quantise(given: Path, target: Path) -> None:
        parameters = c.llama_model_quantize_default_params()
        parameters.ftype, parameters.allow_requantize = _FAST_KIND, True
        parameters.nthread = options.threads or physical_cores()
        if c.llama_model_quantize(os.fsencode(given), os.fsencode(target), parameters):
            raise OSError(f"cannot write {target}")

    try:
        copy = _load_file(c, prepared_model(source, cache, _FAST_NAME, quantise))
    except OSError as error:
        sys.stderr.write(f"no faster copy of the model: {error}\n")
        return model
    if not copy:
        return model
    c.llama_model_free(model)
    return copy


def _log_to_stderr(c: Any) -> None:
    """Warnings and errors of llama.cpp go to standard error, where the program keeps the last of them."""
    last = 0

    def log(level: int, text: bytes, _: object) -> None:
        nonlocal last
        last = last if level == _CONTINUED else level
        if last >= _WARNING:
            os.write(2, text)

    callback = c.llama_log_callback(log)
    c.llama_log_set(callback, None)
    c.keep_log_callback = callback  # llama.cpp holds the pointer, so Python must hold the function
