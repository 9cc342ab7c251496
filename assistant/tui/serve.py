"""The chat in a browser: one chat process for each page, through textual-serve."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ChatServer(Server):
    """A server whose page loads nothing from elsewhere and whose socket obeys only that page.

    Without the second, any page open in the same browser could talk to the chat.
    """

    def __init__(self, command: Sequence[str], host: str, port: int) -> None:
        """`command` is the chat as an argument list."""
        shown = f"[{host}]" if ":" in host else host
        super().__init__(
            shlex.join(command),
            host=host,
            port=port,
            title="Byline",
            public_url=f"http://{shown}:{port}",
            templates_path=Path(__file__).parent / "web",
        )

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """Give the page to a browser that asks for this server by a name it is known by."""
        self._check_host(request)
        return await super().handle_index(request)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Start a chat for a page of this server, and for no other."""
        self._check_host(request)
        origin = urlsplit(request.headers.get("Origin", ""))
        if origin.netloc != request.headers.get("Host", ""):
            raise web.HTTPForbidden(text="This page may not open the chat")
        return await super().handle_websocket(request)

    def _check_host(self, request: web.Request) -> None:
        """On loopback, refuse a foreign name that was made to lead here (DNS rebinding)."""
        name = urlsplit(f"//{request.headers.get('Host', '')}").hostname
        if self.host in LOOPBACK and name not in LOOPBACK:
            raise web.HTTPForbidden(text="This address may not open the chat")


def serve(corpus: Path, host: str = "127.0.0.1", port: int = 8000, arguments: Sequence[str] = ()) -> None:
    """Serve the chat over `corpus` until interrupted; `arguments` are further options of `byline chat`.

    Whoever can reach `host` can read the corpus, so anything but loopback is for networks that are trusted.
    """
    command = [sys.executable, "-m", "assistant.cli", "chat", str(corpus), *arguments]
    ChatServer(command, host, port).serve()
