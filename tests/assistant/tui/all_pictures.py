"""Every scene at every size, dark and light, to be looked at: `python -m tests.assistant.tui.all_pictures FOLDER`.

Writes SVG, and PNG beside it where rsvg-convert is installed. The tests keep only some of them.
"""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from assistant.conversations import ConversationStore
from tests.assistant.tui.conftest import NOON, Chat
from tests.assistant.tui.test_pictures import DARK, LARGE, LIGHT, MIDDLE, SCENES, SMALL, Scene, take


async def draw(scene: Scene, size: tuple[int, int], theme: str, folder: Path) -> None:
    """Write one picture."""
    name = f"{scene.__name__}-{size[0]}-{theme.removeprefix('byline-')}"
    with tempfile.TemporaryDirectory() as place:
        store = ConversationStore(Path(place) / "conversations.db", lambda: NOON)
        svg = folder / f"{name}.svg"
        svg.write_text(await take(Chat(store, theme=theme), scene, size))
        store.close()
    if shutil.which("rsvg-convert"):
        subprocess.run(["rsvg-convert", "-z", "0.75", str(svg), "-o", str(svg.with_suffix(".png"))], check=True)


async def main(folder: Path, names: list[str]) -> None:
    """Draw the scenes of these names, without any all."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    folder.mkdir(parents=True, exist_ok=True)
    for scene in SCENES:
        for size in (SMALL, MIDDLE, LARGE):
            for theme in (DARK, LIGHT):
                if not names or scene.__name__ in names:
                    await draw(scene, size, theme, folder)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2:]))
