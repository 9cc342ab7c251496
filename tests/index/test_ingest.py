"""One file to articles that are ready for the index."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.ingest import ReadyArticle, ingest
from index.readers import Problem
from index.sources import Sources
from tests.fakes.embedder import HashEmbedder

BODY = "The dam failed before dawn on Tuesday. At least nine people are missing, the mayor said."


class CharacterEmbedder(HashEmbedder):
    """Takes every letter for a word piece, as a model does that does not know the script."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len("".join(text.split())) for text in texts]


def ingested(tmp_path: Path, title: str, embedder: HashEmbedder) -> list[ReadyArticle | Problem]:
    place = tmp_path / "posts.jsonl"
    place.write_text(json.dumps({"title": title, "text": BODY}), encoding="utf-8")
    return list(ingest(place, "posts.jsonl", Sources(), embedder))


@pytest.mark.parametrize(
    "title",
    ["大坝在黎明前决口，至少九人失踪，" * 18, "Donaudampfschifffahrtsgesellschaft " * 20, "x" * 5000, "Dam fails"],
    ids=["no spaces", "long words", "one word", "short"],
)
def test_a_title_leaves_room_for_text(tmp_path: Path, title: str) -> None:
    embedder = CharacterEmbedder()
    [ready] = ingested(tmp_path, title, embedder)
    assert isinstance(ready, ReadyArticle)
    assert ready.embedded_title
    assert title.startswith(ready.embedded_title)
    assert "".join(BODY.split()) == "".join("".join(passage.text.split()) for passage in ready.passages)
    assert max(embedder.count_tokens(ready.embedded_texts)) <= embedder.max_tokens


def test_a_model_that_reads_too_little_is_named_for_the_file(tmp_path: Path) -> None:
    embedder = CharacterEmbedder()
    embedder.max_tokens = 2
    [problem] = ingested(tmp_path, "Dam fails", embedder)
    assert isinstance(problem, Problem)
    assert str(problem).startswith("posts.jsonl: cannot be cut into passages: no room for text")
    assert problem.hint
