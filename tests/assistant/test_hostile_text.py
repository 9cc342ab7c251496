"""Nothing of an article, a title or a file name reaches the terminal as anything but text."""

import json
import unicodedata
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.terminal_text import json_text
from assistant.wiring import Corpus
from tests.fakes.broken_corpus import ESCAPES, GOOD, HOSTILE_NAME, write_hostile_articles
from tests.fakes.embedder import HashEmbedder


def acts(text: str) -> set[str]:
    """Characters of `text` that a terminal may act on."""
    categories = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return {char for char in text if char != "\n" and char != "\t" and unicodedata.category(char) in categories}


def test_commands_write_text_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Corpus, "embedder", lambda self: HashEmbedder())
    monkeypatch.setenv("BYLINE_EVIDENCE_MODEL", "none")
    write_hostile_articles(tmp_path)
    corpus = ["--corpus", str(tmp_path)]
    question = "What happened at the bridge and the tunnel of Lenna?"
    commands = [
        ["index", *corpus],
        ["index", "--rebuild", "--json", *corpus],
        ["search", question, *corpus],
        ["search", question, "--json", *corpus],
        ["ask", question, "--model", "none", *corpus],
        ["ask", question, "--model", "none", "--json", *corpus],
        ["ask", "Who won the chess final?" + ESCAPES, "--model", "none", *corpus],
        ["doctor", "--model", "none", *corpus],
        ["show", HOSTILE_NAME + ESCAPES, *corpus],
    ]
    commands += [["show", name, *which, *corpus] for name in GOOD for which in ([], ["--metadata"], ["--removed"])]
    for command in commands:
        main(command)
        out, err = capsys.readouterr()
        assert acts(out + err) == set(), command
        assert not any(line.startswith("[1] forged") for line in (out + err).splitlines()), command
        if "--json" in command:
            json.loads(out)


def test_json_says_the_same_without_acting() -> None:
    values = {"path": HOSTILE_NAME, "tags": "\U000e0041", "text": ESCAPES}
    text = json_text(values)
    assert acts(text) == set()
    assert json.loads(text) == values
