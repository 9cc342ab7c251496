"""The commands `byline chat`, `serve` and `export`: parse, wire, print. Nothing costly is imported before they run."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli_arguments import port

if TYPE_CHECKING:
    from assistant.cli_arguments import Commands
    from assistant.conversations import ConversationStore, ConversationSummary

FILE = "conversations.db"
"""Name of the file of conversations, in the index folder."""

CHAT_DEFAULTS = {
    "corpus": ".",
    "folder": None,
    "index_folder": None,
    "model": None,
    "conversation": None,
    "light": False,
    "debug": False,
}
"""What `byline` without a command takes for given."""


def add_conversations(commands: "Commands", common: argparse.ArgumentParser) -> None:
    """Add the three commands to the command line; `common` has the options that every command takes."""
    chat = commands.add_parser("chat", parents=[common], help="the chat in the terminal (also: byline alone)")
    chat.add_argument("folder", nargs="?", metavar="CORPUS", help="the folder of articles")
    chat.add_argument("--conversation", type=int, metavar="N", help="return to this one; byline export lists them")
    chat.add_argument("--light", action="store_true", help="dark letters on a light ground")
    chat.set_defaults(run=run_chat)

    serve = commands.add_parser("serve", parents=[common], help="the chat in a browser, on this machine only")
    serve.add_argument("folder", nargs="?", metavar="CORPUS", help="the folder of articles")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=port, default=8000, help="port to listen on (default: 8000)")
    serve.set_defaults(run=_serve)

    export = commands.add_parser(
        "export", parents=[common], help="print a conversation with its quotations, or list the conversations"
    )
    export.add_argument("conversation", nargs="?", type=int, metavar="CONVERSATION", help="its number in the list")
    export.add_argument("--json", action="store_true", help="print JSON instead of Markdown")
    export.set_defaults(run=_export, folder=None)


def run_chat(given: argparse.Namespace) -> int:
    """Open the chat over the corpus that was named."""
    from assistant.tui import garbage

    garbage.put_off()
    from assistant.chat_corpus import chat_over
    from assistant.tui import chat
    from assistant.tui.themes import DARK, LIGHT

    folder, index = _folder(given), _kept(given).parent
    answering, library = chat_over(folder, index, given.model)
    store = _store(given)
    if given.conversation is not None:
        store.conversation(given.conversation)  # an unknown one is named before the screen opens
    theme = LIGHT if given.light else DARK
    chat.run_chat(
        lambda: (answering, library), store, answering, folder.resolve().name, given.conversation, theme.name
    )
    return 0


def _serve(given: argparse.Namespace) -> int:
    from assistant.tui.serve import serve
    from assistant.wiring import Corpus

    Corpus(_folder(given), given.index_folder, model=given.model)  # what is wrong is said here, not in the browser
    further = ["--index", given.index_folder] if given.index_folder else []
    further += ["--model", given.model] if given.model else []
    serve(_folder(given), given.host, given.port, further)
    return 0


def _export(given: argparse.Namespace) -> int:
    from assistant.conversations import to_json, to_markdown
    from assistant.errors import ConversationError
    from assistant.terminal_text import safe, safe_json

    if not _kept(given).is_file():
        raise ConversationError(f"no conversation is kept in {_kept(given).parent}", "ask something in byline chat")
    store = _store(given)
    if given.conversation is None:
        return _list(store, given.json)
    conversation, turns = store.conversation(given.conversation), store.turns(given.conversation)
    sys.stdout.write(
        safe_json(to_json(conversation, turns)) if given.json else safe(to_markdown(conversation, turns))
    )
    return 0


def _list(store: "ConversationStore", as_json: bool) -> int:
    from assistant.conversations import list_json
    from assistant.terminal_text import safe_json

    conversations = store.conversations()
    sys.stdout.write(safe_json(list_json(conversations)) if as_json else "".join(_lines(conversations)))
    return 0


def _lines(conversations: "Sequence[ConversationSummary]") -> list[str]:
    from assistant.terminal_text import counted, one_line

    return [
        f"{one.id:>4}  {one.updated_at.astimezone():%Y-%m-%d %H:%M}  {one_line(one.title)}"
        f" ({counted(one.turns, 'question')})\n"
        for one in conversations
    ]


def _kept(given: argparse.Namespace) -> Path:
    from assistant.wiring import INDEX_FOLDER

    index = Path(given.index_folder).expanduser() if given.index_folder else _folder(given) / INDEX_FOLDER
    return index / FILE


def _folder(given: argparse.Namespace) -> Path:
    return Path(given.folder or given.corpus).expanduser()


def _store(given: argparse.Namespace) -> "ConversationStore":
    from assistant.conversations import ConversationStore

    return ConversationStore(_kept(given))
