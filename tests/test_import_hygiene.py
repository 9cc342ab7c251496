"""What a process imports on the paths where a person waits."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"torch", "transformers", "sentence_transformers", "sklearn", "trafilatura", "llama_cpp", "textual", "httpx"}
CORPUS = Path(__file__).parents[1] / "corpus"


def imported_by(*arguments: str) -> set[str]:
    """Top-level modules in a new process after `byline` has run with these arguments."""
    code = (
        "import sys\n"
        "from assistant.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join({name.partition('.')[0] for name, module in sys.modules.items() if module}))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_help_imports_nothing_costly() -> None:
    assert not imported_by("--help") & (HEAVY | {"numpy", "faiss", "openvino", "sqlite3", "rich"})


@pytest.mark.models
def test_a_question_imports_neither_torch_nor_a_parser_nor_a_reporter(tmp_path: Path) -> None:
    where = ["--corpus", str(CORPUS), "--index", str(tmp_path / "index")]
    subprocess.run([sys.executable, "-m", "assistant.cli", "index", *where], check=True, capture_output=True)
    for command in (
        ["search", "dam failure", "--json"],
        ["ask", "How many people died?", "--json", "--model", "none"],
    ):
        assert not imported_by(*command, *where) & (HEAVY | {"openvino_telemetry", "pathspec"})
