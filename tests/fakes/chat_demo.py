"""Runs the chat over the scripted assistant: `python -m tests.fakes.chat_demo [--light] [STORE]`."""

import sys
import tempfile
from pathlib import Path

from assistant.conversations import ConversationStore
from assistant.tui.chat import run_chat
from tests.fakes.assistant import ScriptedAssistant, ScriptedLibrary, ScriptedModels


def main(arguments: list[str]) -> None:
    """Open the chat; conversations go to STORE, else to a temporary folder."""
    theme = "byline-light" if "--light" in arguments else "byline-dark"
    paths = [argument for argument in arguments if not argument.startswith("--")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(paths[0]) if paths else Path(folder) / "conversations.db"
        store = ConversationStore(path)
        library = ScriptedLibrary(step_seconds=0.4, steps=12, changed=("2024/new.txt",))
        run_chat(lambda: (ScriptedAssistant(pause=0.05), library), store, ScriptedModels(), "port-ansel", theme=theme)
        store.close()


if __name__ == "__main__":
    main(sys.argv[1:])
