"""The client of OpenAI-compatible endpoints, against a small real server on this machine."""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Any

import pytest

from assistant.engine.models.model import ChatModel, Constraint, Message
from assistant.engine.models.remote import RemoteModel
from assistant.errors import ModelError

Handle = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Notes the request and plays the next of the server's replies; the last one is repeated."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((self.path, dict(self.headers), body))
        replies = self.server.replies
        (replies.pop(0) if len(replies) > 1 else replies[0])(self)

    def log_message(self, *args: object) -> None:
        pass

    def begin(self, kind: str = "text/event-stream") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def event(self, text: str | None = None, finish: str | None = None) -> None:
        delta = {} if text is None else {"content": text}
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self.chunk(f"data: {json.dumps({'choices': [choice]})}\n\n".encode())


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: list[Handle] = []
        self.seen: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.cut_off = Event()
        """A client went away while it was being written to."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


def says(*texts: str) -> Handle:
    def handle(handler: Handler) -> None:
        handler.begin()
        handler.chunk(b": a comment\n\n")
        handler.event()
        for text in texts:
            handler.event(text)
        handler.event(finish="stop")
        handler.chunk(b'data: {"choices": [], "usage": {"total_tokens": 9}}\n\n')
        handler.chunk(b"data: [DONE]\n\n")
        handler.chunk(b"")

    return handle


def refuses(status: int, body: object = "", **headers: str) -> Handle:
    def handle(handler: Handler) -> None:
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return handle


def sends(*chunks: bytes) -> Handle:
    """An event stream of raw chunks, properly ended."""

    def handle(handler: Handler) -> None:
        handler.begin()
        for data in (*chunks, b""):
            handler.chunk(data)

    return handle


def breaks_off(handler: Handler) -> None:
    handler.begin()
    handler.event("half an")
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def hangs_up(handler: Handler) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def writes_forever(handler: Handler) -> None:
    handler.begin()
    try:
        while True:
            handler.event("word ")
            time.sleep(0.01)
    except OSError:
        handler.server.cut_off.set()


def never_answers(handler: Handler) -> None:
    handler.connection.settimeout(5)
    if handler.connection.recv(1) == b"":
        handler.server.cut_off.set()


def ask(model: RemoteModel, constraint: Constraint | None = None, cancelled: Event | None = None) -> Iterator[str]:
    return model.stream(
        [Message("system", "s"), Message("user", "u")], constraint or Constraint(), cancelled or Event()
    )


def failure(server: Server, *replies: Handle, **options: Any) -> ModelError:
    server.replies = list(replies)
    with pytest.raises(ModelError) as caught:
        list(ask(RemoteModel(server.url, "m", "secret-key", **options)))
    assert "secret-key" not in caught.value.title + caught.value.hint
    assert f"127.0.0.1:{server.server_port}" in caught.value.title
    return caught.value


def test_streams_what_the_server_writes(server: Server) -> None:
    server.replies = [says("Nine ", "of ", "elévén", ".")]
    model: ChatModel = RemoteModel(server.url, "some-model", "secret-key")
    constraint = Constraint(max_tokens=7, stop=("\n",), temperature=0.5)
    assert list(model.stream([Message("user", "Who?")], constraint, Event())) == ["Nine ", "of ", "elévén", "."]
    path, headers, body = server.seen[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret-key"
    assert body == {
        "model": "some-model",
        "messages": [{"role": "user", "content": "Who?"}],
        "max_tokens": 7,
        "temperature": 0.5,
        "stop": ["\n"],
        "stream": True,
    }
    assert model.identity.name == "some-model"
    assert model.identity.sha256 == ""


def test_without_a_key_none_is_sent(server: Server) -> None:
    server.replies = [says("x")]
    list(ask(RemoteModel(server.url, "m")))
    assert "Authorization" not in server.seen[0][1]


@pytest.mark.parametrize(
    ("base", "path"),
    [
        ("", "/v1/chat/completions"),
        ("/", "/v1/chat/completions"),
        ("/v1", "/v1/chat/completions"),
        ("/v1/", "/v1/chat/completions"),
        ("/v1/chat/completions", "/v1/chat/completions"),
        ("/openai", "/openai/chat/completions"),
    ],
)
def test_addresses_may_be_written_in_many_ways(server: Server, base: str, path: str) -> None:
    server.replies = [says("x")]
    list(ask(RemoteModel(f"http://127.0.0.1:{server.server_port}{base}", "m")))
    assert server.seen[0][0] == path


@pytest.mark.parametrize("address", ["", "localhost:8000", "ftp://host/v1", "http://", "/v1"])
def test_an_address_that_is_none_is_told_at_once(address: str) -> None:
    with pytest.raises(ModelError, match="not the address"):
        RemoteModel(address, "m")


def test_no_server_is_contacted_before_there_is_a_question(server: Server) -> None:
    server.replies = [says("x")]
    model = RemoteModel(server.url, "m")
    model.warm()
    assert model.count_tokens("four words of text") >= 4
    stream = ask(model)
    model.close()
    cancelled = Event()
    cancelled.set()
    assert list(ask(model, cancelled=cancelled)) == []
    assert server.seen == []
    stream.close()  # type: ignore[attr-defined]


def test_httpx_is_imported_for_a_question_only() -> None:
    program = "import sys, assistant.engine.models.remote; assert not {'httpx', 'llama_cpp'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=30)


def test_grammars_are_sent_under_every_name(server: Server) -> None:
    server.replies = [says("x")]
    list(ask(RemoteModel(server.url, "m"), Constraint(grammar='root ::= "x"')))
    body = server.seen[0][2]
    assert body["grammar"] == body["guided_grammar"] == body["structured_outputs"]["grammar"] == 'root ::= "x"'


def test_a_server_that_refuses_grammars_is_asked_without_and_remembered(server: Server) -> None:
    server.replies = [refuses(400, {"error": {"message": "Unrecognized request argument: grammar"}}), says("free")]
    model = RemoteModel(server.url, "m")
    for _ in range(2):
        assert list(ask(model, Constraint(grammar='root ::= "x"'))) == ["free"]
    assert ["grammar" in body for _, _, body in server.seen] == [True, False, False]
    assert "structured_outputs" not in server.seen[1][2]


def test_a_bad_request_without_a_grammar_is_an_error_with_the_servers_words(server: Server) -> None:
    error = failure(server, refuses(400, {"error": {"message": "maximum context length is\n8 tokens"}}))
    assert "refuses the request (400): maximum context length is 8 tokens" in error.title


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, {"error": {"message": "bad key"}}, "wants another key (401): bad key"),
        (403, "", "does not let this key in (403)"),
        (404, {"detail": "Not Found"}, "does not know 'm', or has no such address (404): Not Found"),
        (404, {"error": "model 'm' not found"}, "(404): model 'm' not found"),
        (301, "", "refuses the request (301)"),
        (500, "<html>oops</html>", "has a fault (500)"),
        (503, {"error": {"message": "loading model", "code": 503}}, "has a fault (503): loading model"),
    ],
)
def test_refusals_are_named(server: Server, status: int, body: object, words: str) -> None:
    error = failure(server, refuses(status, body))
    assert error.title.endswith(words)
    assert error.hint
    assert len(server.seen) == 1


def test_a_busy_server_is_asked_once_more(server: Server) -> None:
    server.replies = [refuses(429, Retry_After="0.2"), says("now")]
    started = time.monotonic()
    assert list(ask(RemoteModel(server.url, "m"))) == ["now"]
    assert time.monotonic() - started >= 0.2
    assert len(server.seen) == 2


def test_a_server_that_stays_busy_is_an_error(server: Server) -> None:
    assert (
        "is busy (429): slow down" in failure(server, refuses(429, {"message": "slow down"}, Retry_After="0")).title
    )
    assert len(server.seen) == 2


def in_seconds(seconds: int) -> str:
    return str(seconds)


def as_date(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize("write", [in_seconds, as_date])
def test_a_server_that_is_busy_for_long_is_not_waited_for(server: Server, write: Callable[[int], str]) -> None:
    error = failure(server, refuses(429, Retry_After=write(3600)))
    assert "is busy" in error.title
    assert 3590 <= int(error.hint.split()[3]) <= 3600
    assert len(server.seen) == 1


def test_waiting_for_a_busy_server_can_be_cancelled(server: Server) -> None:
    server.replies = [refuses(429, Retry_After="20")]
    cancelled = Event()
    threading.Timer(0.2, cancelled.set).start()
    started = time.monotonic()
    assert list(ask(RemoteModel(server.url, "m"), cancelled=cancelled)) == []
    assert time.monotonic() - started < 1


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ModelError, match=f"127.0.0.1:{port} cannot be reached") as caught:
        list(ask(RemoteModel(f"http://127.0.0.1:{port}", "m")))
    assert "running" in caught.value.hint


def test_a_proxy_is_not_asked_for_a_server_on_this_machine(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    server.replies = [says("direct")]
    assert list(ask(RemoteModel(server.url, "m"))) == ["direct"]


def test_a_connection_cut_midway_keeps_the_text_and_is_an_error(server: Server) -> None:
    server.replies = [breaks_off]
    stream = ask(RemoteModel(server.url, "m"))
    assert next(stream) == "half an"
    with pytest.raises(ModelError, match="broke off in the middle"):
        list(stream)


def test_a_stream_that_ends_without_saying_so_is_cut(server: Server) -> None:
    half = b'data: {"choices": [{"delta": {"content": "half an"}}]}\n\n'
    assert "broke off in the middle" in failure(server, sends(half)).title


def test_a_stream_needs_no_done_line_when_the_model_said_why_it_ended(server: Server) -> None:
    server.replies = [sends(b'data: {"choices": [{"delta": {"content": "all"}, "finish_reason": "length"}]}\n\n')]
    assert list(ask(RemoteModel(server.url, "m"))) == ["all"]


def test_a_server_that_hangs_up_is_an_error(server: Server) -> None:
    assert "closed the connection" in failure(server, hangs_up).title


@pytest.mark.parametrize(
    "data", [b"data: not json\n\n", b"data: 3\n\n", b'data: {"choices": [7]}\n\n', b'data: {"object": "list"}\n\n']
)
def test_a_stream_that_cannot_be_read_is_an_error(server: Server, data: bytes) -> None:
    assert "cannot be read" in failure(server, sends(data)).title


def test_a_page_instead_of_a_stream_is_an_error(server: Server) -> None:
    assert "broke off" in failure(server, sends(b"<html>Welcome!</html>")).title


def test_an_error_within_the_stream_is_told(server: Server) -> None:
    error = failure(server, sends(b'data: {"error": {"message": "out of memory"}}\n\n'))
    assert "stopped: out of memory" in error.title


def test_a_silent_server_is_waited_for_only_so_long(server: Server) -> None:
    assert "was silent" in failure(server, never_answers, timeout_seconds=0.2).title


@pytest.mark.parametrize("reply", [writes_forever, never_answers])
def test_cancelling_closes_the_connection_at_once(server: Server, reply: Handle) -> None:
    server.replies = [reply]
    cancelled = Event()
    moment: list[float] = []

    def cancel() -> None:
        time.sleep(0.4)
        moment.append(time.monotonic())
        cancelled.set()

    threading.Thread(target=cancel).start()
    list(ask(RemoteModel(server.url, "m"), cancelled=cancelled))
    assert time.monotonic() - moment[0] < 0.3
    assert server.cut_off.wait(1)


def test_a_closed_stream_closes_the_connection(server: Server) -> None:
    server.replies = [writes_forever]
    stream = ask(RemoteModel(server.url, "m"))
    assert next(stream) == "word "
    stream.close()  # type: ignore[attr-defined]
    assert server.cut_off.wait(1)


def test_streams_run_side_by_side(server: Server) -> None:
    server.replies = [writes_forever, says("quick")]
    model = RemoteModel(server.url, "m")
    slow = ask(model)
    next(slow)
    assert list(ask(model)) == ["quick"]
    assert next(slow) == "word "
    slow.close()  # type: ignore[attr-defined]
