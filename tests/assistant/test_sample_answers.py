"""What the README shows of the sample corpus, by the real models."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.wiring import Corpus

pytestmark = pytest.mark.models

SAMPLES = Path(__file__).parent.parent.parent / "corpus"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Corpus(SAMPLES, tmp_path_factory.mktemp("index"), model="none") as opened:
        for _ in opened.build():
            pass
        yield opened


def test_every_toll_of_the_dam_stands_on_the_card_from_the_first_to_the_final_one(corpus: Corpus) -> None:
    (card,) = corpus.answer("How many people were killed when the Korrin Dam broke?").disagreements
    assert [value.value for value in card.values] == ["at least 11", "Nine", "19", "24"]
    assert all(value.said_by for value in card.values)


def test_what_the_articles_do_not_tell_is_not_answered(corpus: Corpus) -> None:
    answer = corpus.answer("What did the Korrin Dam cost to build?")
    assert (answer.status.value, answer.sentences) == ("unanswered", ())
    assert answer.nearest
