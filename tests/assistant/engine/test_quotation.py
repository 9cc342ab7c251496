"""How a quotation reads as a sentence of an answer."""

import pytest

from assistant.engine.question_type import expected
from assistant.engine.quotation import SHARES, TWO_SIDED_SHARES, quotation, shares, worth_quoting
from assistant.types import Evidence
from index.types import Article, Metadata, Passage


def evidence(text: str, score: float = 1.0, article: str = "a", number: int = 1) -> Evidence:
    held = Article(article, f"{article}.txt", text, Metadata())
    return Evidence(number, held, Passage(article, 0, len(text), text), 0, len(text), score)


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("The dam broke at dawn.", "“The dam broke at dawn.”"),
        ("“The dam broke at dawn.”", "“The dam broke at dawn.”"),
        ('"The dam broke at dawn.', "“The dam broke at dawn.”"),
        ("“It broke at dawn.", "“It broke at dawn.”"),
        ("It broke at dawn.”", "“It broke at dawn.”"),
        ('"It broke," he said, "at dawn."', '“"It broke," he said, "at dawn."”'),
        ("He called it “a model operation”.", "“He called it “a model operation”.”"),
    ],
)
def test_marks_of_the_article_are_not_doubled(quote: str, shown: str) -> None:
    assert quotation(evidence(quote)).endswith(shown)


def test_the_other_side_is_heard_sooner_where_the_answer_is_yes_or_no() -> None:
    best, other = evidence("There was no negligence.", 0.6), evidence("The drains were blocked.", 0.25, "b", 2)
    assert shares(expected("Was negligence to blame for the dam failure?")) == TWO_SIDED_SHARES
    assert shares(expected("How many people were hurt?")) == SHARES
    assert worth_quoting([best, other]) == [best]
    assert worth_quoting([best, other], TWO_SIDED_SHARES) == [best, other]


def test_who_says_i_is_named_where_the_sentence_names_somebody_else_too() -> None:
    text = "I hadn’t thought about it until the Pope announced that the bells would ring. My mother had."
    metadata = Metadata(publisher="the Courier", authors=("Sam Holm",), title="Opinion: Bells")
    held = Article("a", "a.txt", text, metadata)
    end = text.index(" My mother")
    one = Evidence(1, held, Passage("a", 0, len(text), text), 0, end, 1.0)
    assert quotation(one).startswith("Sam Holm, in the Courier: “I hadn’t")


def test_several_sentences_from_the_middle_of_one_speech_keep_their_speaker() -> None:
    text = "“It was dark,” said weaver Ilka Moor. “I counted the steps. He slept. I will not go back.” Nobody wept."
    held = Article("a", "a.txt", text, Metadata(publisher="the Courier"))
    start = text.index("He slept")

    def shown(last: str) -> str:
        return quotation(Evidence(1, held, Passage("a", 0, len(text), text), start, text.index(last), 1.0))

    assert "Ilka Moor, as reported by the Courier: “He slept. I will not go back.”" in shown(" Nobody")
    assert "Moor" not in quotation(Evidence(1, held, Passage("a", 0, len(text), text), start, len(text), 1.0))
