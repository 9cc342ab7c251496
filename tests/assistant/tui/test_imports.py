"""The first frame waits for nothing heavy."""

import subprocess
import sys

_HEAVY = (
    "faiss",
    "torch",
    "openvino",
    "llama_cpp",
    "sentence_transformers",
    "numpy",
    "jinja2",
    "httpx",
    "aiohttp",
    "tokenizers",
)
_PROGRAM = f"import sys, assistant.chat_corpus, assistant.tui.chat; print([name for name in {_HEAVY!r} if name in sys.modules])"


def test_the_chat_imports_no_engine() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
