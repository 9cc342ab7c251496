"""A copy with another figure or name in it must not vanish behind the text that it was made from."""

from pathlib import Path

import pytest

from index.build import build
from index.origins import carries, same_passage
from index.search import Index
from tests.fakes.embedder import HashEmbedder

TEXT = (
    "The ferry Castell ran aground off Cape Orrel on Sunday night with 31 people on board. "
    "Divers searched the wreck until dawn, the coast guard said. "
    "The owner of the ferry, Runa Falk, promised to raise it before the autumn storms."
)


@pytest.fixture
def hits(tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, tuple[str, ...]]:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(request.param)
    for _ in build(tmp_path, tmp_path / ".byline", HashEmbedder()):
        pass
    found = Index(tmp_path / ".byline", HashEmbedder).search("who owns the ferry Castell and how many were on board")
    return {hit.article.path: hit.also_in for hit in found}


@pytest.mark.parametrize("hits", [TEXT, TEXT.rpartition(" The owner")[0]], indirect=True, ids=["whole", "cut"])
def test_a_true_copy_is_shown_once(hits: dict[str, tuple[str, ...]]) -> None:
    assert len(hits) == 1


@pytest.mark.parametrize(
    "hits",
    [TEXT.replace("31 people", "13 people"), TEXT.replace("Runa Falk", "Ines Halvard")],
    indirect=True,
    ids=["figure", "name"],
)
def test_an_altered_copy_is_shown_beside_the_first(hits: dict[str, tuple[str, ...]]) -> None:
    assert hits == {"a.txt": (), "b.txt": ()}


def test_a_copy_carries_what_it_says_alike() -> None:
    first, second, third = TEXT.split(". ")
    assert carries(TEXT, f"{first}. {second}.")
    assert not carries(f"{first}. {second}.", third)
    assert not carries(TEXT, TEXT.replace("31", "44"))
    assert not carries(TEXT, TEXT.replace("Runa Falk", "Ines Halvard"))
    assert not carries(TEXT, TEXT.replace("raise", "dismantle"))


def test_sentences_with_another_name_are_not_the_same() -> None:
    sentence = (
        "The line from Lower Askel to the coast was based for many years in the town of Miami and ran at night."
    )
    assert same_passage(sentence, sentence)
    assert not same_passage(sentence, sentence.replace("Miami", "Anchorage"))
