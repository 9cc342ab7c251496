"""The plain pipeline shows what the model writes, right or wrong."""

import pytest

from assistant.evaluation.baseline import PASSAGES, Baseline
from assistant.evaluation.errors import EvaluationError
from assistant.events import Drafted, Finished, Searched, Understood
from assistant.types import REFUSAL, Answer, Status, Turn
from index.search import Index
from tests.fakes.model import ScriptedModel

QUESTION = "Who owns the dam on the River Ulle?"


def ask(index: Index, reply: str) -> Answer:
    *_, last = Baseline(index, ScriptedModel([reply])).ask(QUESTION)
    assert isinstance(last, Finished)
    return last.answer


def test_sentences_keep_their_citations_and_a_false_number_stays(index: Index) -> None:
    answer = ask(index, "It belongs to Ulle Hydropower [1]. It fell in 1850. It was old.[1][9]")
    assert [(one.text, one.citations) for one in answer.sentences] == [
        ("It belongs to Ulle Hydropower.", (1,)),
        ("It fell in 1850.", ()),
        ("It was old.", (1, 9)),
    ]
    assert [citation.number for citation in answer.citations] == [1]
    (cited,) = answer.citations
    assert cited.quote == cited.article.text[cited.start : cited.end]
    assert answer.status is Status.ANSWERED


def test_a_refusal_is_a_refusal(index: Index) -> None:
    answer = ask(index, REFUSAL)
    assert (answer.status, answer.sentences) == (Status.UNANSWERED, ())
    assert answer.nearest


def test_one_prompt_with_the_nearest_passages_and_the_conversation(index: Index) -> None:
    model = ScriptedModel(["Yes [1]."])
    events = list(Baseline(index, model).ask(QUESTION, [Turn("Which dam?", "Which dam?", "The Korrin Dam.")]))
    assert [type(event) for event in events[:3]] == [Understood, Searched, Drafted]
    (messages, _constraint) = model.requests[0]
    assert [message.role for message in messages] == ["system", "user", "assistant", "user"]
    hits = next(event.hits for event in events if isinstance(event, Searched))
    assert 1 <= len(hits) <= PASSAGES
    assert [hit.cosine for hit in hits] == sorted((hit.cosine for hit in hits), reverse=True)
    assert all(hit.passage.text in messages[-1].content for hit in hits)
    assert messages[-1].content.endswith(f"Question: {QUESTION}")


def test_it_needs_a_model(index: Index) -> None:
    with pytest.raises(EvaluationError, match="needs a language model"):
        Baseline(index, None)
