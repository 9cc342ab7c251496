"""Writing a conversation to a file that a person names."""

from pathlib import Path

from textual.app import App

from assistant.conversations import ConversationStore, to_json, to_markdown
from assistant.tui.screens.text_form import TextForm


async def export_conversation(app: App[None], store: ConversationStore, conversation: int) -> None:
    """Ask for a file and write the conversation to it, as its ending says; overwrites nothing. Runs in a worker."""
    proposal = str(Path.cwd() / f"conversation-{conversation}.md")
    named = await app.push_screen_wait(TextForm("Export to this file (.md or .json)", proposal))
    if not named:
        return
    path = Path(named).expanduser()
    write = to_json if path.suffix == ".json" else to_markdown
    text = write(store.conversation(conversation), store.turns(conversation))
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        hint = "Choose another name; nothing was overwritten."
        app.notify(hint, title=f"{path} exists", severity="warning", markup=False)
    except OSError as error:
        app.notify("Choose another folder.", title=f"{path}: {error.strerror}", severity="error", markup=False)
    else:
        app.notify(str(path), title="Exported", markup=False)
