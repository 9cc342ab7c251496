"""A question to a checked and cited answer, as a stream of events; `Assistant.ask` reads top to bottom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Event as Flag
from time import monotonic

from assistant.engine.answer_sheet import AnswerSheet
from assistant.engine.citations import Draft, DraftReader
from assistant.engine.disagreement import disagreements
from assistant.engine.finding import Findings, Ranker, Retriever, find
from assistant.engine.models.model import ChatModel
from assistant.engine.prompt import PromptWriter
from assistant.engine.questions.operators import combine
from assistant.engine.questions.publishers import Publisher
from assistant.engine.questions.question import Question, understand
from assistant.engine.quotation import nearest, quotation, replaces
from assistant.engine.sides import sides
from assistant.engine.support.check import SupportCheck
from assistant.engine.terms import content_terms
from assistant.engine.variants import variants
from assistant.errors import ModelError
from assistant.events import Drafted, Event, Finished, Noticed, Searched, Understood
from assistant.types import (
    REFUSAL,
    Disagreement,
    Evidence,
    IndexIdentity,
    Label,
    ModelIdentity,
    Status,
    Turn,
    Verdict,
    Withheld,
)
from index.search import check_question
from index.types import Filters

_FEWEST_TERMS = 3
"""A sentence with fewer words of content says nothing."""

_NEAR = 0.5
"""Copies are compared where their evidence scores this share of the best."""

_BESIDE = 0.35
"""A sentence whose evidence scores less than this share of the best is beside the question."""


@dataclass(frozen=True, slots=True)
class Engine:
    """The parts an answer is made with; `assistant.wiring` puts them together."""

    retriever: Retriever
    ranker: Ranker
    support: SupportCheck
    writer: PromptWriter
    model: ChatModel | None
    """None answers with quotations only."""
    publishers: Sequence[Publisher]
    passages: int
    """Passages a question retrieves."""


class Assistant:
    """Answers questions over one index. One question at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def warm(self) -> None:
        """Begin to load the language model in the background; returns at once."""
        if self._engine.model is not None:
            self._engine.model.warm()

    def close(self) -> None:
        """Release the language model; idempotent."""
        if self._engine.model is not None:
            self._engine.model.close()

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = Filters(),
        cancelled: Flag | None = None,
    ) -> Iterator[Event]:
        """Answer `question`; the last event is `Finished`, also after `cancelled` was set or the model died.

        `history` is the conversation so far, oldest first. `filters` come from the person and are always obeyed.
        Raises `BylineError` when the index cannot be used.
        """
        started = monotonic()
        flag = cancelled or Flag()
        engine = self._engine
        check_question(question)
        engine.retriever.refresh()
        asked = understand(question, history, engine.publishers, engine.retriever.newest(), filters)
        yield Understood(asked.standalone, combine(asked.filters, asked.inferred))

        found = find(asked, engine.retriever, engine.ranker, engine.passages)
        sheet = AnswerSheet(question, asked.standalone, found.notes, started)
        sheet.seconds["search"] = monotonic() - started
        yield Searched(found.hits, sheet.seconds["search"])
        yield from (Noticed(note) for note in found.notes)

        sheet.answerable, sheet.status = found.answerable, found.status
        if sheet.status is Status.UNANSWERED:
            sheet.nearest = found.evidence[:3]
        else:
            yield from sheet.disagree(self._differences(asked, found), (*found.evidence, *found.later))
            yield from self._prose(asked, found, sheet, flag)
            if not flag.is_set():
                yield from self._quotations(asked, found, sheet)
        sheet.stopped = flag.is_set()
        yield Finished(sheet.answer(self._model_identity(), self._index_identity()))

    @staticmethod
    def _differences(asked: Question, found: Findings) -> list[Disagreement]:
        """What sources and copies differ on, each difference once."""
        known = disagreements(asked.standalone, (*found.evidence, *found.later)) or sides(
            asked.standalone, found.evidence
        )
        cited = [{value.citation for value in one.values} for one in known]
        near = [one for one in found.evidence if one.score >= _NEAR * found.evidence[0].score]
        between_copies = variants(near)
        return known + [
            one
            for one in between_copies
            if not any({value.citation for value in one.values} <= those for those in cited)
        ]

    def _prose(self, asked: Question, found: Findings, sheet: AnswerSheet, flag: Flag) -> Iterator[Event]:
        """The model's sentences, each shown once it has passed its check."""
        model, writer = self._engine.model, self._engine.writer
        if model is None or flag.is_set():
            return
        messages, evidence = writer.messages(asked.standalone, found.evidence, model.count_tokens)
        reader = DraftReader()
        try:
            for piece in model.stream(messages, writer.constraint(evidence), flag):
                sheet.seconds.setdefault("first_token", monotonic() - sheet.started)
                yield Drafted(piece)
                for draft in reader.feed(piece):
                    yield from self._judged(draft, evidence, found, sheet)
            if not flag.is_set():
                for draft in reader.finish():
                    yield from self._judged(draft, evidence, found, sheet)
        except ModelError as error:
            sheet.notes += (error.title,)
            yield Noticed(error.title, error.hint)

    def _judged(
        self, draft: Draft, evidence: Sequence[Evidence], found: Findings, sheet: AnswerSheet
    ) -> Iterator[Event]:
        """Show the sentence with the evidence that supports it, or hold it back with the reason."""
        if draft.text == REFUSAL or sheet.says(draft.text) or len(content_terms(draft.text)) < _FEWEST_TERMS:
            return
        cited = [one for one in evidence if one.number in draft.numbers]
        verdict = self._engine.support.check(draft.text, [one.quote for one in cited])
        if verdict.label is Label.REJECTED:
            cited, verdict = self._recited(draft.text, evidence, verdict)
        if verdict.label is Label.REJECTED:
            yield sheet.hold(Withheld(draft.text, "; ".join(verdict.reasons) or "not supported"))
            meant = nearest(draft.text, [one for one in evidence if one.score >= _BESIDE * evidence[0].score])
            if meant:
                yield from self._quoted(meant, found, sheet, Verdict(Label.QUOTED, 1.0))
        elif max(one.score for one in cited) < _BESIDE * evidence[0].score:
            yield sheet.hold(Withheld(draft.text, "beside the question"))
        elif verdict.label is Label.QUOTED:
            yield from self._quoted(cited[0], found, sheet, verdict)
        else:
            yield sheet.show(draft.text, cited, verdict)

    @staticmethod
    def _quoted(one: Evidence, found: Findings, sheet: AnswerSheet, verdict: Verdict) -> Iterator[Event]:
        """A quotation that the model chose, unless it is shown; what is not worth quoting by itself opens no answer."""
        if not sheet.sentences and all(one.number != other.number for other in found.quoted):
            yield sheet.show(quotation(found.quoted[0]), found.quoted[:1], Verdict(Label.QUOTED, 1.0))
        if not sheet.shows(one):
            yield sheet.show(quotation(one), [one], verdict)

    def _recited(self, text: str, evidence: Sequence[Evidence], rejected: Verdict) -> tuple[list[Evidence], Verdict]:
        """Another piece of evidence that supports the sentence, where the cited one does not."""
        for one in evidence:
            verdict = self._engine.support.check(text, [one.quote])
            if verdict.label is not Label.REJECTED:
                return [one], verdict
        return [], rejected

    @staticmethod
    def _quotations(asked: Question, found: Findings, sheet: AnswerSheet) -> Iterator[Event]:
        """The best quotations, less those whose answer the prose already gives."""
        for one in found.quoted:
            shown = [sentence.text for sentence in sheet.sentences if sheet.cites(sentence, one)]
            if not any(replaces(text, one.quote, asked.standalone) for text in shown):
                yield sheet.show(quotation(one), [one], Verdict(Label.QUOTED, 1.0))

    def _model_identity(self) -> ModelIdentity:
        model = self._engine.model
        return ModelIdentity("none") if model is None else model.identity

    def _index_identity(self) -> IndexIdentity:
        return IndexIdentity(self._engine.retriever.id, self._engine.retriever.generation)
