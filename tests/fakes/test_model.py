"""The fake must itself be right, or tests that use it prove nothing."""

import threading
from threading import Event

import pytest

from assistant.engine.models.model import ChatModel, Constraint, Message
from assistant.errors import ModelCrashed
from tests.fakes.model import Pause, ScriptedModel

ASKED = [Message("user", "Who?")]


def test_replies_are_streamed_word_by_word_and_requests_recorded() -> None:
    fake = ScriptedModel(["Nine  of them.", ["a", "b"]])
    model: ChatModel = fake
    constraint = Constraint(grammar="root ::= x")
    assert list(model.stream(ASKED, constraint, Event())) == ["Nine ", " ", "of ", "them."]
    assert list(model.stream(ASKED, Constraint(), Event())) == ["a", "b"]
    assert fake.requests == [(tuple(ASKED), constraint), (tuple(ASKED), Constraint())]
    with pytest.raises(AssertionError, match="stream 3 has no reply"):
        model.stream(ASKED, Constraint(), Event())


def test_errors_come_on_cue() -> None:
    model = ScriptedModel([ModelCrashed("died"), ["half", ModelCrashed("died")]])
    with pytest.raises(ModelCrashed):
        list(model.stream(ASKED, Constraint(), Event()))
    pieces = model.stream(ASKED, Constraint(), Event())
    assert next(pieces) == "half"
    with pytest.raises(ModelCrashed):
        next(pieces)


def test_a_pause_lasts_until_it_is_released() -> None:
    pause, heard = Pause(), []
    model = ScriptedModel([["before", pause, "after"]])
    reader = threading.Thread(target=lambda: heard.extend(model.stream(ASKED, Constraint(), Event())))
    reader.start()
    assert pause.reached.wait(1)
    assert heard == ["before"]
    pause.release.set()
    reader.join(1)
    assert heard == ["before", "after"]


def test_a_pause_ends_when_cancelled() -> None:
    cancelled = Event()
    model = ScriptedModel([["before", Pause(), "after"]])
    threading.Timer(0.05, cancelled.set).start()
    assert list(model.stream(ASKED, Constraint(), cancelled)) == ["before"]
    assert model.cancellations == 1
