"""A copy with another figure or name in it must not vanish behind the text that it was made from."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build
from index.origins import carries, same_passage, stands_in
from index.search import _MOST_CUT, Index
from index.wording import cut
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


@given(st.text("1a, .\n", max_size=8), st.text("1a, .\n", max_size=4))
def test_what_stands_in_a_text_is_a_run_of_its_pieces_between_spaces(text: str, part: str) -> None:
    if part.split() and stands_in(part, text):
        assert f" {' '.join(part.split())} " in f" {' '.join(text.split())} "
    assert not stands_in(f"1{part}", f"1{part}1")


def test_a_sentence_within_a_longer_number_is_not_carried() -> None:
    said = "50 people were taken to the hospital of the town on Sunday, the mayor said."
    assert carries(f"Storm. {said} More follows.", said)
    assert not carries(f"Storm. 1,{said}", said)
    assert not carries(f"Storm. In all 1{said}", said)


def test_copies_are_not_cut_anew_for_each_hit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = " ".join([TEXT] * 8)
    bulletins = [f"{TEXT} Bulletin {number} was read at {number} o'clock. {more}" for number in range(150)]
    lines = (json.dumps({"title": "Ferry", "text": text}) for text in bulletins)
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    for _ in build(tmp_path, tmp_path / ".byline", HashEmbedder()):
        pass
    index = Index(tmp_path / ".byline", HashEmbedder)
    texts: Counter[str] = Counter()

    def counted(text: str) -> list[str]:
        texts[text] += 1
        return cut(text)

    monkeypatch.setattr("index.wording.cut", counted)
    hits = index.search("who owns the ferry Castell and how many were on board")
    assert len(hits) == 10
    whole = [text for text in texts if text in bulletins]
    assert 0 < len(whole) <= _MOST_CUT + len(hits)
    assert max(texts[text] for text in whole) <= 2  # for its words and for its runs


def test_every_true_copy_is_named_however_many(tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_text("\n".join(json.dumps({"text": TEXT}) for _ in range(2 * _MOST_CUT)))
    for _ in build(tmp_path, tmp_path / ".byline", HashEmbedder()):
        pass
    (hit,) = Index(tmp_path / ".byline", HashEmbedder).search("who owns the ferry Castell")
    assert len({hit.article.id, *hit.also_in}) == 2 * _MOST_CUT
