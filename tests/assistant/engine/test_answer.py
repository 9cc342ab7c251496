"""The path from question to answer, with a scripted model, ranker and check."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from threading import Event as Flag

import pytest

from assistant.engine.answer import Assistant, Engine
from assistant.engine.prompt import PromptBudget, PromptWriter
from assistant.engine.questions.publishers import Publisher
from assistant.engine.ranking.evidence import Ranked
from assistant.errors import ModelCrashed
from assistant.events import Drafted, Event, Finished, Held, Noticed, Searched, Shown, Understood
from assistant.types import REFUSAL, Answer, Evidence, Label, Status, Verdict
from index.errors import QuestionError
from index.types import Article, Filters, Hit, Metadata, Passage
from tests.fakes.model import Pause, Reply, ScriptedModel

TOLL = "At least 11 people died when the dam failed, the agency said."
MINISTER = "Nine people are confirmed dead, according to the ministry."
CAPTAIN = "The volunteers carried ladders to the chapel."


def article(name: str, text: str, publisher: str = "") -> Article:
    return Article(name, f"{name}.txt", text, Metadata(publisher=publisher, published=date(2025, 3, 9)), origin=name)


def evidence(number: int, text: str, score: float, publisher: str = "") -> Evidence:
    source = article(f"article{number}", text, publisher)
    return Evidence(number, source, Passage(source.id, 0, len(text), text), 0, len(text), score)


EVIDENCE = (
    evidence(1, TOLL, 0.9, "Continental Wire"),
    evidence(2, MINISTER, 0.4, "State TV"),
    evidence(3, CAPTAIN, 0.05),
)


class FakeRetriever:
    id, generation = "index", 3

    def __init__(self, empty_when_filtered: bool = False) -> None:
        self.searches: list[Filters] = []
        self._empty_when_filtered = empty_when_filtered

    def refresh(self) -> bool:
        return False

    def newest(self) -> date | None:
        return date(2025, 3, 20)

    def search(self, question: str, filters: Filters, k: int) -> list[Hit]:
        self.searches.append(filters)
        if filters and self._empty_when_filtered:
            return []
        one = EVIDENCE[0]
        return [Hit(one.passage, one.article, 1.0, 0.7, 1, 1)]


class FakeRanker:
    def __init__(self, answerable: float = 0.9, found: tuple[Evidence, ...] = EVIDENCE) -> None:
        self._ranked = Ranked(found, answerable, ())

    def rank(self, question: str, hits: Sequence[Hit], most: int = 12) -> Ranked:
        return self._ranked


class SameNumbers:
    """Supports a sentence whose words all stand in one of the passages."""

    def check(self, sentence: str, passages: Sequence[str]) -> Verdict:
        wanted = set(sentence.rstrip(".").split())
        if any(wanted <= set(passage.replace(",", "").rstrip(".").split()) for passage in passages):
            return Verdict(Label.SUPPORTED, 0.9)
        return Verdict(Label.REJECTED, 0.1, ("words not in source",))


def assistant(*replies: Reply, ranker: FakeRanker | None = None, retriever: FakeRetriever | None = None) -> Assistant:
    return Assistant(
        Engine(
            retriever=retriever or FakeRetriever(),
            ranker=ranker or FakeRanker(),  # type: ignore[arg-type]
            support=SameNumbers(),  # type: ignore[arg-type]
            writer=PromptWriter(PromptBudget(4096, 400, 100)),
            model=ScriptedModel(replies) if replies else None,
            publishers=[Publisher("Continental Wire"), Publisher("State TV")],
            passages=8,
        )
    )


def ask(helper: Assistant, question: str = "How many people died?", flag: Flag | None = None) -> list[Event]:
    return list(helper.ask(question, cancelled=flag))


def finished(events: Sequence[Event]) -> Answer:
    assert isinstance(events[-1], Finished)
    assert sum(isinstance(event, Finished) for event in events) == 1
    return events[-1].answer


def test_without_a_model_the_best_quotation_is_the_answer() -> None:
    events = ask(assistant())
    assert [type(event) for event in events] == [Understood, Searched, Shown, Finished]
    answer = finished(events)
    assert answer.status is Status.ANSWERED
    assert answer.text == f"Continental Wire reports: “{TOLL}” [1]"
    assert answer.sentences[0].verdict.label is Label.QUOTED
    assert answer.citations[0].quote == TOLL
    assert (answer.independent_origins, answer.publishers, answer.model.name) == (1, 1, "none")


def test_prose_that_is_supported_stands_for_the_quotation() -> None:
    answer = finished(ask(assistant("At least 11 people died when the dam failed the agency said. [1]")))
    assert [sentence.verdict.label for sentence in answer.sentences] == [Label.SUPPORTED]
    assert answer.sentences[0].citations == (1,)


def test_prose_that_is_not_supported_is_withheld_and_the_quotation_shown() -> None:
    events = ask(assistant("Forty people died. [1]"))
    answer = finished(events)
    assert [held.reason for held in answer.withheld] == ["words not in source"]
    assert answer.text == f"Continental Wire reports: “{TOLL}” [1]"
    assert any(isinstance(event, Held) for event in events)


def test_the_quotation_that_a_withheld_sentence_was_drawn_from_is_shown_behind_the_best() -> None:
    answer = finished(ask(assistant("Eighty people are confirmed dead, the ministry announced. [2]")))
    assert len(answer.withheld) == 1
    assert [citation.quote for citation in answer.citations] == [TOLL, MINISTER]


def test_of_quotations_worth_showing_the_one_that_a_withheld_sentence_was_drawn_from_comes_first() -> None:
    near = (EVIDENCE[0], replace(EVIDENCE[1], score=0.88))
    ranker = FakeRanker(found=near)
    answer = finished(ask(assistant("Eighty people are confirmed dead, the ministry announced. [2]", ranker=ranker)))
    assert [MINISTER in sentence.text for sentence in answer.sentences] == [True, False]


def test_prose_that_loses_the_figure_leaves_the_quotation_in_place() -> None:
    answer = finished(ask(assistant("people died when the dam failed. [1]")))
    assert [sentence.verdict.label for sentence in answer.sentences] == [Label.SUPPORTED, Label.QUOTED]


def test_a_wrong_marker_is_mended_when_other_evidence_supports_the_sentence() -> None:
    answer = finished(ask(assistant("Nine people are confirmed dead. [1]")))
    assert answer.sentences[0].text == "Nine people are confirmed dead."
    assert answer.citations[0].quote == MINISTER


def test_a_sentence_that_adds_nothing_is_left_out() -> None:
    answer = finished(ask(assistant("Nine people are confirmed dead. [2] Nine people are dead. [2]")))
    assert [sentence.verdict.label for sentence in answer.sentences] == [Label.SUPPORTED, Label.QUOTED]
    assert answer.withheld == ()


def test_supported_sentences_beside_the_question_are_withheld() -> None:
    answer = finished(ask(assistant("The volunteers carried ladders to the chapel. [3]")))
    assert [held.reason for held in answer.withheld] == ["beside the question"]


def test_nothing_unchecked_is_shown_while_the_model_writes() -> None:
    events = ask(assistant("Forty people died. [1] Nine people are confirmed dead. [2]"))
    assert "".join(event.text for event in events if isinstance(event, Drafted)).startswith("Forty")
    assert all("Forty" not in event.sentence.text for event in events if isinstance(event, Shown))


def test_weak_evidence_is_a_refusal_with_the_nearest_passages() -> None:
    answer = finished(ask(assistant("The dam broke. [1]", ranker=FakeRanker(answerable=0.01))))
    assert (answer.status, answer.text, answer.citations) == (Status.UNANSWERED, REFUSAL, ())
    assert [citation.quote for citation in answer.nearest] == [TOLL, MINISTER, CAPTAIN]


def test_no_evidence_is_a_refusal() -> None:
    answer = finished(ask(assistant(ranker=FakeRanker(answerable=0.9, found=()))))
    assert (answer.status, answer.nearest) == (Status.UNANSWERED, ())


def test_a_crashed_model_is_told_and_the_quotation_still_comes() -> None:
    events = ask(assistant(ModelCrashed("the language model was killed", "ask again")))
    assert Noticed("the language model was killed", "ask again") in events
    answer = finished(events)
    assert answer.text == f"Continental Wire reports: “{TOLL}” [1]"
    assert answer.notes == ("the language model was killed",)


def test_stopping_keeps_what_was_shown_and_says_so() -> None:
    flag, pause = Flag(), Pause()
    helper = assistant(["Nine people are confirmed dead. [2] Then ", pause, "more"])
    seen: list[Event] = []
    for event in helper.ask("How many people died?", cancelled=flag):
        seen.append(event)
        if isinstance(event, Shown):
            flag.set()
    answer = finished(seen)
    assert answer.stopped
    assert [sentence.text for sentence in answer.sentences] == ["Nine people are confirmed dead."]


def test_citations_are_numbered_in_the_order_they_are_shown() -> None:
    answer = finished(ask(assistant("Nine people are confirmed dead. [2]")))
    assert answer.citations[0].quote == MINISTER
    assert answer.sentences[1].citations == (2,)
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote


def test_the_grammar_allows_only_numbers_of_the_evidence() -> None:
    helper = assistant(REFUSAL)
    ask(helper)
    model = helper._engine.model
    assert isinstance(model, ScriptedModel)
    grammar = model.requests[0][1].grammar
    assert 'marker ::= "[1]" | "[2]" | "[3]"' in grammar


def test_an_inferred_filter_that_finds_nothing_is_dropped_and_told() -> None:
    retriever = FakeRetriever(empty_when_filtered=True)
    events = ask(assistant(retriever=retriever), "According to Continental Wire, why did the dam fail?")
    assert [filters.sources for filters in retriever.searches] == [("Continental Wire",), ()]
    assert any(isinstance(event, Noticed) for event in events)


def test_an_explicit_filter_is_obeyed_even_when_it_finds_nothing() -> None:
    retriever = FakeRetriever(empty_when_filtered=True)
    ask(assistant(retriever=retriever), 'Why did the dam fail? source:"State TV"')
    assert [filters.sources for filters in retriever.searches] == [("State TV",)]


@pytest.mark.parametrize("question", ["", "x" * 50_000])
def test_what_is_no_question_is_refused_in_one_line(question: str) -> None:
    with pytest.raises(QuestionError) as caught:
        ask(assistant(), question)
    assert "\n" not in caught.value.title


def test_evidence_beyond_the_budget_is_left_out_of_the_prompt() -> None:
    many = tuple(replace(EVIDENCE[0], number=number) for number in range(1, 60))
    writer = PromptWriter(PromptBudget(4096, 100, 50))
    messages, kept = writer.messages("Why?", many, lambda text: len(text.split()))
    assert 1 <= len(kept) < 10
    assert f"[{len(kept) + 1}]" not in messages[-1].content
