import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.models.worker_protocol import Ended, Generate, Piece, Timings, decode, encode
from assistant.errors import ModelError

ANY_TEXT = st.text(st.characters(codec="utf-8"))


@given(id=st.integers(1, 2**31), text=ANY_TEXT)
def test_a_piece_comes_back_as_it_was_sent_on_one_line(id: int, text: str) -> None:  # noqa: A002
    line = encode(Piece(id, text))
    assert line.count(b"\n") == 1
    assert line.isascii()
    assert decode(line) == Piece(id, text)


def test_nested_values_come_back_whole() -> None:
    timings = Timings(1, 2, 3.0, 4.0, 5, 6.0, 7.0)
    assert decode(encode(Ended(3, timings))) == Ended(3, timings)
    assert decode(encode(Ended(3, None))) == Ended(3, None)


def test_a_request_keeps_its_messages() -> None:
    request = decode(encode(Generate(1, [("user", "a\nb")], "", 5, ("x",), 0.5)))
    assert [tuple(pair) for pair in request.messages] == [("user", "a\nb")]
    assert tuple(request.stop) == ("x",)


@pytest.mark.parametrize(
    "line", [b"hello", b"[]", b"3", b"{}", b'{"kind": "Piece"}', b'{"kind": "os"}', b'{"kind": []}', b"\xff"]
)
def test_anything_else_is_an_error(line: bytes) -> None:
    with pytest.raises(ModelError, match="not a message"):
        decode(line)
