"""The real index behind the ports of the chat."""

import os
import signal
import threading
import time
from pathlib import Path
from typing import ClassVar

import pytest

from assistant.chat_corpus import chat_over
from assistant.corpus_process import WORK
from assistant.errors import CorpusProcessError
from assistant.events import Finished
from index.errors import BylineError, CatalogError

pytestmark = pytest.mark.models

ARTICLE = """---
title: Ferry runs aground off Port Ansel
publisher: The Ansel Courier
date: 2024-05-02
---
The ferry Marigold ran aground off Port Ansel on Thursday morning with 212 passengers on board.

All of them were taken ashore by noon, harbour master Ines Falk said.
"""


def test_a_folder_is_built_asked_changed_and_built_again(tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(ARTICLE)
    answering, library = chat_over(tmp_path, None, "none")
    assert library.state().generation == 0
    assert list(library.articles()) == []
    steps = list(library.build(threading.Event()))
    assert steps[-1].total >= 0
    state = library.state()
    assert (state.generation, state.articles, state.changed) == (1, 1, ())
    (summary,) = library.articles()
    assert (summary.publisher, summary.passages >= 1) == ("The Ansel Courier", True)
    article = library.article(summary.id)
    assert article is not None
    assert "212 passengers" in article.text
    assert library.suggestions(3) == ["What is known about “Ferry runs aground off Port Ansel”?"]

    answering.warm()
    *_, last = answering.ask("How many passengers were on the ferry Marigold?")
    assert isinstance(last, Finished)
    assert "212" in last.answer.text

    (tmp_path / "second.md").write_text(ARTICLE.replace("Marigold", "Primrose").replace("212", "77"))
    assert library.state().changed == ("second.md",)
    list(library.build(threading.Event()))
    assert library.state().articles == 2
    assert [choice.key for choice in answering.models() if choice.current] == ["none"]
    with pytest.raises(BylineError):
        answering.use("/nowhere/model.gguf")
    answering.close()


def test_a_cancelled_build_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(ARTICLE)
    _, library = chat_over(tmp_path, None, "none")
    cancelled = threading.Event()
    cancelled.set()
    assert list(library.build(cancelled)) == []
    assert library.state().generation == 0


def test_without_an_index_no_language_model_is_started() -> None:
    class Unbuilt:
        opened: ClassVar[list[str]] = []

        def index(self) -> None:
            raise CatalogError("there is no index", "run byline index")

        def assistant(self) -> None:
            self.opened.append("model")

    with pytest.raises(CatalogError):
        list(WORK["warm"](Unbuilt(), threading.Event()))
    assert Unbuilt.opened == []


def test_what_cannot_be_loaded_is_told_by_the_first_question(tmp_path: Path) -> None:
    answering, _ = chat_over(tmp_path, None, "none")
    answering.warm()
    deadline = time.monotonic() + 20
    while answering.loading():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    with pytest.raises(CatalogError) as failure:
        list(answering.ask("How many passengers were there?"))
    assert failure.value.hint
    answering.close()


def test_a_process_that_dies_costs_one_answer(tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(ARTICLE)
    answering, library = chat_over(tmp_path, None, "none")
    list(library.build(threading.Event()))
    events = answering.ask("How many passengers were on the ferry Marigold?")
    next(events)
    pid = answering._process.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(CorpusProcessError):
        list(events)
    *_, last = answering.ask("How many passengers were on the ferry Marigold?")
    assert isinstance(last, Finished)
    answering.close()
    assert answering._process.pid is None


def test_a_cancelled_question_ends_soon_and_the_next_one_is_answered(tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(ARTICLE)
    answering, library = chat_over(tmp_path, None, "none")
    list(library.build(threading.Event()))
    cancelled = threading.Event()
    cancelled.set()
    assert not any(isinstance(event, Finished) for event in answering.ask("Who?", cancelled=cancelled))
    *_, last = answering.ask("How many passengers were on the ferry Marigold?")
    assert isinstance(last, Finished)
    assert "212" in last.answer.text
    answering.close()


def test_what_is_loaded_is_not_loaded_again_after_a_build(tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(ARTICLE)
    answering, library = chat_over(tmp_path, None, "none")
    list(library.build(threading.Event()))
    answering.warm()
    deadline = time.monotonic() + 20
    while answering.loading():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    answering.warm()
    assert not answering.loading()
    answering.close()
