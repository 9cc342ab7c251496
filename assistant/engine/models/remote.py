"""A model behind an OpenAI-compatible endpoint: vLLM, llama-server, Ollama or a hosted service.

Only contacted when a person names it. httpx is imported when the first request is made.
"""

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from queue import Empty, SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.engine.models.model import Constraint, Message
from assistant.engine.models.token_estimate import estimated_tokens
from assistant.errors import ModelError
from assistant.types import ModelIdentity

if TYPE_CHECKING:
    import httpx

_LOOK_SECONDS = 0.01  # how often a waiting stream looks whether it was cancelled
_CONNECT_SECONDS = 10.0
_LONGEST_WAIT_SECONDS = 30.0
_DEFAULT_WAIT_SECONDS = 1.0
_LONGEST_MESSAGE = 200
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class RemoteModel:
    """A `ChatModel` over HTTP. Streams may run side by side; each has a connection of its own.

    `base_url` is the address up to `/v1`, which may be left out when it is all there is. `timeout_seconds` is the
    longest silence of the server that is waited for. The key is sent to that server and never shown.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: str = "",
        *,
        context_tokens: int = 8192,
        timeout_seconds: float = 120.0,
    ) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ModelError(f"{base_url!r} is not the address of a model server", "write it as http://HOST:PORT/v1")
        path = parts.path.rstrip("/") or "/v1"
        path = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
        self._url = parts._replace(path=path).geturl()
        self._place = parts.netloc.rpartition("@")[2]
        self._is_here = parts.hostname in _LOOPBACK
        self._model = model
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._context_tokens = context_tokens
        self._timeout_seconds = timeout_seconds
        self._takes_grammars = True

    @property
    def identity(self) -> ModelIdentity:
        """The model's name at the server; a remote model has no checksum."""
        return ModelIdentity(self._model)

    @property
    def context_tokens(self) -> int:
        """As told by the caller; servers do not say."""
        return self._context_tokens

    def warm(self) -> None:
        """Nothing to load: no server is contacted before there is a question."""

    def count_tokens(self, text: str) -> int:
        """`estimated_tokens`, because the server's tokenizer is not known."""
        return estimated_tokens(text)

    def close(self) -> None:
        """Nothing to release: each stream closes its own connection."""

    def stream(self, messages: Sequence[Message], constraint: Constraint, cancelled: Event) -> Iterator[str]:
        """Write an answer to `messages`; see `ChatModel`. Raises ModelError for whatever goes wrong on the way.

        A server too busy to answer (429) is asked once more after the time it names, at most 30 s. One that
        does not understand grammars is asked without.
        """
        if cancelled.is_set():
            return
        conversation = _Conversation(lambda put: self._converse(self._payload(messages, constraint), put))
        try:
            while not cancelled.is_set():
                try:
                    item = conversation.items.get(timeout=_LOOK_SECONDS)
                except Empty:
                    continue
                if item is None:
                    return
                if isinstance(item, BaseException):
                    raise item
                yield item
        finally:
            conversation.end()

    def _payload(self, messages: Sequence[Message], constraint: Constraint) -> dict[str, Any]:
        payload: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "max_tokens": constraint.max_tokens,
            "temperature": constraint.temperature,
            "stream": True,
        }
        if constraint.stop:
            payload["stop"] = list(constraint.stop)
        if constraint.grammar and self._takes_grammars:
            payload |= _grammar_fields(constraint.grammar)
        return payload

    async def _converse(self, payload: dict[str, Any], put: Callable[[str], None]) -> None:
        import httpx

        heard = False
        timeout = httpx.Timeout(self._timeout_seconds, connect=min(_CONNECT_SECONDS, self._timeout_seconds))
        try:
            # A proxy is for the world outside, not for a server on this machine.
            async with httpx.AsyncClient(
                timeout=timeout, headers=self._headers, trust_env=not self._is_here
            ) as client:
                async for text in self._asked(client, payload):
                    heard = True
                    put(text)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._broken(error, heard) from error

    async def _asked(self, client: "httpx.AsyncClient", payload: dict[str, Any]) -> AsyncIterator[str]:
        """The texts of one answer, asked for anew where the server says how."""
        may_wait = True
        while True:
            async with client.stream("POST", self._url, json=payload) as response:
                if response.status_code == 200:
                    async for text in self._texts(response):
                        yield text
                    return
                said = _message((await response.aread())[:10_000])
            if response.status_code == 429 and may_wait:
                may_wait = False
                await asyncio.sleep(self._wait(response.headers.get("Retry-After"), said))
            elif response.status_code in {400, 422} and "grammar" in payload:
                self._takes_grammars = False
                payload = {name: value for name, value in payload.items() if name not in _grammar_fields("")}
            else:
                raise self._refused(response.status_code, said)

    async def _texts(self, response: "httpx.Response") -> AsyncIterator[str]:
        """Pieces of text of a server-sent event stream; raises ModelError when it is none or ends too early."""
        finished = False
        async for line in response.aiter_lines():
            if not line.startswith("data:"):
                continue
            data = line.removeprefix("data:").strip()
            if data == "[DONE]":
                return
            text, last = self._piece(data)
            finished = finished or last
            if text:
                yield text
        if not finished:
            raise ModelError(f"the model server {self._place} broke off in the middle of its answer", "ask again")

    def _piece(self, data: str) -> tuple[str, bool]:
        """The text of one event, and whether the server says that the answer is complete."""
        try:
            event = json.loads(data)
            if isinstance(event, dict) and event.get("error"):
                raise ModelError(f"the model server {self._place} stopped: {_message(data.encode())}", "ask again")
            choices = event["choices"]
            if not choices:
                return "", False
            text = choices[0]["delta"].get("content") or ""
            return str(text), bool(choices[0].get("finish_reason"))
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise ModelError(
                f"the model server {self._place} sent a stream that cannot be read",
                "check that the address is an OpenAI-compatible endpoint",
            ) from error

    def _wait(self, retry_after: str | None, said: str) -> float:
        """Seconds to wait, as the server asks; raises ModelError when that is too long."""
        seconds = _seconds(retry_after)
        if seconds > _LONGEST_WAIT_SECONDS:
            raise ModelError(
                f"the model server {self._place} is busy{said and f': {said}'}", f"ask again in {seconds:.0f} seconds"
            )
        return seconds

    def _refused(self, status: int, said: str) -> ModelError:
        words, hint = _STATUSES.get(status, ("has a fault", "ask again later, or look into the server's log"))
        if status not in _STATUSES and status < 500:
            words, hint = "refuses the request", "check the address, the model's name and its context size"
        words = words.replace("MODEL", repr(self._model))
        return ModelError(f"the model server {self._place} {words} ({status}){said and f': {said}'}", hint)

    def _broken(self, error: Exception, heard: bool) -> ModelError:
        import httpx

        match error:
            case httpx.ConnectError() | httpx.ConnectTimeout():
                reason = str(error) or "no connection in time"
                title, hint = f"cannot be reached: {reason}", "check that it is running and the address is right"
            case httpx.TimeoutException():
                title, hint = (
                    f"was silent for {self._timeout_seconds:.0f} seconds",
                    "ask again, or choose a smaller model",
                )
            case _ if heard:
                title, hint = "broke off in the middle of its answer", "ask again"
            case _:
                title, hint = f"closed the connection: {error}", "check that it is an OpenAI-compatible endpoint"
        return ModelError(f"the model server {self._place} {title}", hint)


class _Conversation:
    """A coroutine in a thread of its own that can be ended at any moment, even while it connects."""

    def __init__(self, talk: Callable[[Callable[[str], None]], Coroutine[Any, Any, None]]) -> None:
        self.items: SimpleQueue[str | BaseException | None] = SimpleQueue()
        """Pieces of text, then None, or the error that ended it."""
        self._loop = asyncio.new_event_loop()
        self._task = self._loop.create_task(talk(self.items.put))
        threading.Thread(target=self._run, daemon=True).start()

    def end(self) -> None:
        """Close the connection now; harmless when it is over."""
        with contextlib.suppress(RuntimeError):  # the loop is closed already
            self._loop.call_soon_threadsafe(self._task.cancel)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._task)
            self.items.put(None)
        except asyncio.CancelledError:
            self.items.put(None)
        except Exception as error:  # raised again by the stream that waits for it
            self.items.put(error)
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()


_STATUSES: Mapping[int, tuple[str, str]] = {
    401: ("wants another key", "set the right API key for it"),
    403: ("does not let this key in", "set an API key that may use the model"),
    404: ("does not know MODEL, or has no such address", "check the model's name and the address"),
    413: ("finds the prompt too long", "allow less evidence"),
    429: ("is busy", "ask again in a minute"),
}


def _grammar_fields(grammar: str) -> dict[str, Any]:
    """What llama-server, vLLM before 0.12 and vLLM since call it; each ignores the names it does not know."""
    return {"grammar": grammar, "guided_grammar": grammar, "structured_outputs": {"grammar": grammar}}


def _message(body: bytes) -> str:
    """What a server says in an error body, in one line; empty when it says nothing readable."""
    try:
        value: Any = json.loads(body)
    except ValueError:
        return ""
    for name in ("error", "message", "detail"):
        value = value.get(name, value) if isinstance(value, dict) else value
    return " ".join(value.split())[:_LONGEST_MESSAGE] if isinstance(value, str) else ""


def _seconds(retry_after: str | None) -> float:
    """Seconds of a Retry-After header, which holds a number or a date (RFC 9110, 10.2.3)."""
    if not retry_after:
        return _DEFAULT_WAIT_SECONDS
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return _DEFAULT_WAIT_SECONDS
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
