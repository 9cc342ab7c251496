"""The chat in a browser: nothing from elsewhere, nobody from elsewhere."""

import asyncio
import gc
import re
import socket
import sys
import threading
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from assistant.tui.serve import ChatServer

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.fakes.chat_demo"]
    chat = ChatServer(command, "127.0.0.1", port)
    async with TestClient(TestServer(await chat._make_app(), port=port)) as opened:
        yield opened


def _origin(client: Client) -> str:
    return f"http://127.0.0.1:{client.port}"


async def test_the_page_loads_nothing_from_elsewhere(client: Client) -> None:
    response = await client.get("/")
    page = await response.text()
    assert response.status == 200
    assert "Byline" in page
    places = re.findall(r"(?:https?|wss?)://[^\"'\s/]+", page)
    assert {place.split("://")[1] for place in places} == {f"127.0.0.1:{client.port}"}
    for path in re.findall(r'(?:href|src)="([^"]+/static/[^"]+)"', page):
        assert (await client.get(path.removeprefix(_origin(client)))).status == 200


async def test_a_foreign_name_or_page_is_refused(client: Client) -> None:
    assert (await client.get("/", headers={"Host": "evil.example"})).status == 403
    for origin in ({}, {"Origin": "http://evil.example"}):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await client.ws_connect("/ws", headers=origin)
        assert refused.value.status == 403


async def test_its_own_page_gets_the_chat(client: Client) -> None:
    before = len(asyncio.all_tasks())
    async with client.ws_connect("/ws?width=80&height=24", headers={"Origin": _origin(client)}) as connection:
        seen = b""
        while b"Ask about these" not in seen:
            message = await connection.receive(timeout=15)
            assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT)
            seen += message.data if isinstance(message.data, bytes) else message.data.encode()
    while len(asyncio.all_tasks()) > before or any("waitpid" in thread.name for thread in threading.enumerate()):
        await asyncio.sleep(0.05)  # the chat ends with the page
    gc.collect()
