import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import passages
from index.sentences import sentences
from index.types import Article, Metadata

VOCABULARY = """
    river council bridge flood mayor engineer wall night market school winter road money letter vote harbour fire
    doctor village storm report train farmer court judge paper station island coast minister
"""
WORDS = VOCABULARY.split()


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  no secret


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def count_characters(texts: Sequence[str]) -> list[int]:
    return [len("".join(text.split())) for text in texts]


def article(text: str) -> Article:
    return Article("0123456789ab", "a.txt", text, Metadata())


def sentence(generator: random.Random, words: int) -> str:
    return " ".join(generator.choices(WORDS, k=words)).capitalize() + "."


def paragraph(generator: random.Random) -> str:
    return " ".join(sentence(generator, generator.randint(8, 25)) for _ in range(generator.randint(1, 4)))


def news(seed: int, paragraphs: int) -> list[str]:
    generator = seeded(seed)
    return [paragraph(generator) for _ in range(paragraphs)]


TEXTS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            ["He ran home. ", "It rained; all day, ", "Heading\n\n", "\n\n", "a" * 30, " ", "是的。", "\xa0", "\r\n"]
        ),
        max_size=60,
    ).map("".join),
)


@given(TEXTS, st.integers(1, 40), st.sampled_from([count_words, count_characters]))
def test_passages_are_exact_cover_the_text_and_keep_the_limit(text, limit, count) -> None:
    found = passages(article(text), count, limit + 5, reserved_tokens=5, target_tokens=12)
    for passage in found:
        assert passage.article_id == "0123456789ab"
        assert passage.text == text[passage.start : passage.end]
        assert passage.text == passage.text.strip() != ""
        assert count([passage.text])[0] <= limit
    covered = [False] * len(text)
    for passage in found:
        covered[passage.start : passage.end] = [True] * (passage.end - passage.start)
    assert all(done or character.isspace() for done, character in zip(covered, text, strict=True))
    assert [passage.start for passage in found] == sorted({passage.start for passage in found})
    assert [passage.end for passage in found] == sorted({passage.end for passage in found})
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_most_passages_are_near_the_target_and_begin_at_a_paragraph() -> None:
    text = "\n\n".join(news(1, 300))
    found = passages(article(text), count_words, 226)
    inner = [len(passage.text.split()) for passage in found]
    assert sum(120 <= words <= 200 for words in inner) >= 0.9 * len(found)
    starts_of_paragraphs = sum(passage.start == 0 or text[passage.start - 1] == "\n" for passage in found)
    assert starts_of_paragraphs >= 0.9 * len(found)


def test_sentences_stay_whole() -> None:
    text = "\n".join(news(2, 40))
    found = passages(article(text), count_words, 100)
    ends = {end for _, end in sentences(text)}
    assert all(passage.end in ends for passage in found)


@pytest.mark.parametrize("seed", range(20))
def test_an_edit_changes_only_what_is_near(seed: int) -> None:
    paragraphs = news(seed, 200)
    before = passages(article("\n\n".join(paragraphs)), count_words, 226)
    edited = paragraphs.copy()
    edited[100] = sentence(seeded(seed), 45)
    after = passages(article("\n\n".join(edited)), count_words, 226)
    known = {passage.text for passage in before}
    fresh = [passage for passage in after if passage.text not in known]
    assert 1 <= len(fresh) <= 12
    assert len(after) > 30


def test_edits_change_few_passages_on_average() -> None:
    fresh = 0
    for seed in range(30):
        paragraphs = news(seed, 120)
        before = {passage.text for passage in passages(article("\n\n".join(paragraphs)), count_words, 226)}
        del paragraphs[60]
        after = passages(article("\n\n".join(paragraphs)), count_words, 226)
        fresh += sum(passage.text not in before for passage in after)
    assert fresh / 30 < 5


def test_a_heading_stays_with_what_follows() -> None:
    generator = seeded(3)
    body = [" ".join(sentence(generator, 20) for _ in range(4)) for _ in range(30)]
    parts = [part for i, text in enumerate(body) for part in (f"Heading number {i}", text)]
    found = passages(article("\n\n".join(parts)), count_words, 226)
    assert len(found) > 8
    assert not any(passage.text.rsplit("\n", 1)[-1].startswith("Heading") for passage in found)


def test_a_small_tail_joins_the_passage_before() -> None:
    generator = seeded(4)
    text = sentence(generator, 80) + "\n\n" + sentence(generator, 80) + "\n\nThe end."
    assert [passage.text for passage in passages(article(text), count_words, 226)] == [text]


def test_a_short_text_is_one_passage_and_a_blank_one_is_none() -> None:
    assert [passage.text for passage in passages(article("  One line. \n"), count_words, 226)] == ["One line."]
    assert passages(article(" \n"), count_words, 226) == []


def test_a_long_sentence_is_split_after_clauses_then_between_words() -> None:
    clauses = "the river rose and the wall fell, " * 8
    found = passages(article(clauses.strip() + " there"), count_words, 20)
    assert all(passage.text.endswith((",", "there")) for passage in found)
    found = passages(article("word " * 50), count_words, 20)
    assert all(set(passage.text.split()) == {"word"} and len(passage.text.split()) <= 20 for passage in found)
    found = passages(article("字" * 50), count_characters, 20)
    assert "".join(passage.text for passage in found) == "字" * 50


def test_a_script_that_the_model_does_not_know_makes_no_endless_passage() -> None:
    text = "สื่อทางการรายงานว่าเกิดเหตุโจมตีด้วยแก๊สพิษ" * 300
    found = passages(article(text), count_words, 226)
    assert "".join(passage.text for passage in found) == text
    assert max(len(passage.text) for passage in found) < 226 * 9


def test_sentences_are_counted_in_one_call() -> None:
    calls = []

    def count(texts: Sequence[str]) -> list[int]:
        calls.append(len(texts))
        return count_words(texts)

    passages(article("\n\n".join(news(6, 50))), count, 226)
    assert len(calls) == 1


def test_limits_without_room_are_refused() -> None:
    with pytest.raises(ValueError, match="no room for text"):
        passages(article("One."), count_words, 16, reserved_tokens=16)
