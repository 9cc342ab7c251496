import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.origins import group, group_signatures, is_copy, same_passage, signature

VOCABULARY = """
    river council bridge flood mayor engineer wall night market school winter road money letter vote harbour fire
    doctor village storm report train farmer court judge paper station island coast minister the of and was were said
"""
WORDS = VOCABULARY.split()
ALEPPO = Path(os.environ.get("BYLINE_DATA", "")) / "articles" / "aleppo-2018"


def article(seed: int, paragraphs: int = 12) -> list[str]:
    generator = random.Random(seed)  # noqa: S311  no secret
    return [" ".join(generator.choices(WORDS, k=45)).capitalize() + "." for _ in range(paragraphs)]


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_a_copy_with_another_headline_and_frame_shares_the_origin() -> None:
    body = article(1)
    framed = text("Home News Sport", "Flood in the north", "(Reuters) - " + body[0], *body[1:], "Share this article")
    assert group([("a", text("Rain in the north", *body)), ("b", framed)]) == {"a": "a", "b": "a"}


@pytest.mark.parametrize("kept", [8, 10, 12])
def test_a_copy_without_its_last_paragraphs_shares_the_origin(kept: int) -> None:
    body = article(2)
    assert is_copy(signature(text(*body)), signature(text(*body[:kept])))


def test_a_lightly_edited_copy_shares_the_origin() -> None:
    words = text(*article(3)).split(" ")
    words[::12] = ["edited"] * len(words[::12])
    assert is_copy(signature(text(*article(3))), signature(" ".join(words)))


def test_reports_that_share_background_keep_their_origins() -> None:
    background = article(4, paragraphs=6)
    a, b = text(*article(5, 6), *background), text(*article(6, 6), *background)
    assert group([("a", a), ("b", b)]) == {"a": "a", "b": "b"}
    assert all(same_passage(paragraph, paragraph) for paragraph in background)


def test_a_brief_inside_a_digest_keeps_its_origin() -> None:
    brief = article(7, 2)
    assert not is_copy(signature(text(*brief)), signature(text(*article(8, 20), *brief)))


def test_the_first_in_order_is_the_origin() -> None:
    body = article(9)
    copies = [("c", text(*body)), ("a", text(*body[:10])), ("x", text(*article(10))), ("b", text(*body[:9]))]
    assert group(copies) == {"c": "c", "a": "c", "x": "x", "b": "c"}


def test_texts_without_words_are_copies_of_nothing() -> None:
    assert group([("a", ""), ("b", " \n"), ("c", "!"), ("d", "")]) == {"a": "a", "b": "b", "c": "c", "d": "d"}
    assert group([]) == {}


def test_short_texts_are_grouped_when_they_are_equal() -> None:
    assert group([("a", "Fire out."), ("b", "Storm."), ("c", "FIRE OUT!")]) == {"a": "a", "b": "b", "c": "a"}
    assert group([("a", "大火已经扑灭。"), ("b", "大火已经扑灭"), ("c", "列车晚点了。")]) == {
        "a": "a",
        "b": "a",
        "c": "c",
    }


def test_many_copies_of_one_text_find_each_other() -> None:
    body = article(11)
    copies = [(f"{i:03}", text(*article(100 + i, 1), *body)) for i in range(200)]
    assert set(group(copies).values()) == {"000"}


def test_a_long_and_a_short_text_are_compared() -> None:
    body = article(12, 40)
    assert len(signature(text(*body))) == 1024
    assert is_copy(signature(text(*body)), signature(text(*body[:15])))
    assert not is_copy(signature(text(*body)), signature(text(*article(13, 5))))


VARIANTS = [text(*article(20 + i // 4)[: 12 - i % 4]) for i in range(16)]
CORPORA = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(VARIANTS), max_size=8)


@settings(max_examples=100)
@given(CORPORA, CORPORA)
def test_an_update_gives_what_a_new_build_gives(before: dict[str, str], after: dict[str, str]) -> None:
    signed = {key: signature(value) for key, value in before.items()}
    origins = group_signatures(sorted(signed.items()))
    stored = {key: (signed[key], origins[key]) for key in signed}
    now = sorted((key, signature(value)) for key, value in after.items())
    assert group_signatures(now, stored) == group_signatures(now)


def test_a_group_parts_when_the_copy_that_joined_it_is_removed() -> None:
    first, middle, last = article(30, 10), article(31, 10), article(32, 10)
    joined = text(*(part for parts in zip(first, last, strict=True) for part in parts))
    texts = [("a", text(*first)), ("b", joined), ("c", text(*last)), ("d", text(*middle))]
    origins = group(texts)
    assert origins == {"a": "a", "b": "a", "c": "a", "d": "d"}
    stored = {key: (signature(value), origins[key]) for key, value in texts}
    left = [(key, signature(value)) for key, value in texts if key != "b"]
    assert group_signatures(left, stored) == {"a": "a", "c": "c", "d": "d"}


def test_signatures_are_the_same_in_every_process() -> None:
    code = "from index.origins import signature; print(signature('a b c d').hex())"
    written = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert bytes.fromhex(written.strip()) == signature("a b c d")


SENTENCE = (
    "The attack hit the old market on Saturday, state television reported, "
    "and close to {} people were taken to hospital."
)


def test_a_passage_is_recognised_when_a_word_or_its_surroundings_differ() -> None:
    plain = SENTENCE.format(50)
    longer = text(*article(40, 2), plain.replace("The attack", "The militants’ attack"), *article(41, 1))
    assert same_passage(plain, longer)
    assert same_passage(longer, plain)
    assert not same_passage(plain, text(*article(42, 3)))


def test_a_passage_with_another_number_is_another_passage() -> None:
    assert not same_passage(SENTENCE.format(50), SENTENCE.format(100))
    assert not same_passage(SENTENCE.format("eight"), SENTENCE.format("nine"))
    assert same_passage(SENTENCE.format("1,200"), SENTENCE.format("1,200"))


def test_a_negated_passage_is_another_passage() -> None:
    said = SENTENCE.format(50)
    assert not same_passage(said, said.replace("reported", "did not report"))
    assert not same_passage(said, said.replace("were taken", "weren’t taken"))


def test_passages_without_words_are_never_the_same() -> None:
    assert not same_passage("", "")
    assert not same_passage("...", "...")


@given(st.text(max_size=80), st.text(max_size=80))
def test_same_passage_does_not_depend_on_the_order(a: str, b: str) -> None:
    assert same_passage(a, b) == same_passage(b, a)


@given(st.text())
def test_any_text_can_be_signed(value: str) -> None:
    assert len(signature(value)) <= 1024
    assert len(signature(value)) == 0 or is_copy(signature(value), signature(value))


@pytest.mark.skipif(not ALEPPO.is_dir(), reason="BYLINE_DATA names no folder with articles/aleppo-2018")
def test_scraped_reports_of_one_event() -> None:
    texts = [(path.name[:3], path.read_text(encoding="utf-8")) for path in sorted(ALEPPO.glob("*.txt"))]
    assert group(texts) == {"000": "000", "001": "001", "002": "002", "003": "003", "004": "001"}
    paragraphs = {key: [part for part in value.split("\n") if part.strip()] for key, value in texts}
    shared = [a for a in paragraphs["000"] if any(same_passage(a, b) for b in paragraphs["002"])]
    assert len(shared) >= 8
    assert not any("people have been hospitalized" in part for part in shared)
