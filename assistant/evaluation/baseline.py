"""The plain pipeline that the engine is measured against: four passages by cosine, one prompt, nothing checked."""

import re
from collections.abc import Iterator, Sequence
from threading import Event as Flag
from time import monotonic

from assistant.engine.models.model import ChatModel, Constraint, Message
from assistant.evaluation.errors import EvaluationError
from assistant.events import Drafted, Event, Finished, Searched, Shown, Understood
from assistant.types import (
    REFUSAL,
    Answer,
    Citation,
    IndexIdentity,
    Label,
    Sentence,
    Status,
    Turn,
    Verdict,
)
from index.search import Index
from index.sentences import sentences
from index.types import Filters, Hit
from index.vectors import VectorStore

PASSAGES = 4
"""Passages in the prompt."""

_MOST_TOKENS = 160

_INSTRUCTION = (
    "Answer the question using only the numbered passages below. After each sentence, cite the passage it comes "
    f"from by its number in brackets, like [1]. If the passages do not answer the question, write: {REFUSAL}"
)
_MARKER = re.compile(r"\s*\[(\d{1,3})\]")
_UNCHECKED = Verdict(Label.SUPPORTED, 0.0)


class Baseline:
    """Shows whatever the language model writes, with its citations as they are, right or wrong."""

    def __init__(self, index: Index, model: ChatModel | None) -> None:
        if model is None:
            raise EvaluationError("the baseline pipeline needs a language model", "name one with --model")
        self._index = index
        self._model = model
        self._vectors = VectorStore(index.catalog.segments)

    def close(self) -> None:
        """Release the language model; idempotent."""
        self._model.close()

    def ask(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = Filters(), cancelled: Flag | None = None
    ) -> Iterator[Event]:
        """Answer `question`; the last event is `Finished`. Filters are not part of a plain pipeline and not used."""
        started = monotonic()
        yield Understood(question, filters)
        hits = self._nearest(question)
        seconds = {"search": monotonic() - started}
        yield Searched(tuple(hits), seconds["search"])
        written = ""
        for piece in self._model.stream(
            _messages(question, history, hits), Constraint(max_tokens=_MOST_TOKENS), cancelled or Flag()
        ):
            seconds.setdefault("first_token", monotonic() - started)
            written += piece
            yield Drafted(piece)
        shown = _sentences(written)
        citations = _citations(shown, hits)
        for sentence in shown:
            yield Shown(sentence, tuple(one for one in citations if one.number in sentence.citations))
        seconds["total"] = monotonic() - started
        yield Finished(self._answer(question, shown, citations, hits, seconds))

    def _nearest(self, question: str) -> list[Hit]:
        """The passages with the largest cosine, copies and all."""
        found = self._vectors.search(self._index.embed([question])[0], PASSAGES)
        owners = self._index.catalog.passages_of_vectors([int(id_) for id_ in found.ids])
        near = [
            (passage, float(cosine))
            for id_, cosine in zip(found.ids, found.cosines, strict=True)
            for passage in owners.get(int(id_), ())
        ][:PASSAGES]
        rows = self._index.catalog.passages([passage for passage, _ in near])
        return [
            Hit(rows[passage].passage, rows[passage].article, cosine, cosine, rank, None)
            for rank, (passage, cosine) in enumerate(near, start=1)
        ]

    def _answer(
        self,
        question: str,
        shown: tuple[Sentence, ...],
        citations: tuple[Citation, ...],
        hits: Sequence[Hit],
        seconds: dict[str, float],
    ) -> Answer:
        return Answer(
            question=question,
            standalone_question=question,
            status=Status.ANSWERED if shown else Status.UNANSWERED,
            sentences=shown,
            withheld=(),
            citations=citations,
            disagreements=(),
            nearest=() if shown else tuple(_citation(number, hit) for number, hit in enumerate(hits, start=1)),
            independent_origins=len({citation.article.id for citation in citations}),
            publishers=len({citation.article.metadata.publisher for citation in citations} - {""}),
            model=self._model.identity,
            index=IndexIdentity(self._index.id, self._index.generation),
            seconds=seconds,
        )


def _messages(question: str, history: Sequence[Turn], hits: Sequence[Hit]) -> list[Message]:
    passages = "\n\n".join(f"[{number}] {' '.join(hit.passage.text.split())}" for number, hit in enumerate(hits, 1))
    before = [
        message for turn in history for message in (Message("user", turn.question), Message("assistant", turn.answer))
    ]
    return [Message("system", _INSTRUCTION), *before, Message("user", f"{passages}\n\nQuestion: {question}")]


def _sentences(written: str) -> tuple[Sentence, ...]:
    """What the model wrote, sentence by sentence; nothing when it refuses."""
    if REFUSAL.rstrip(".").casefold() in written.casefold():
        return ()
    parts = [written[start:end] for start, end in sentences(written)]
    found = []
    for part in parts:
        numbers = tuple(dict.fromkeys(int(number) for number in _MARKER.findall(part)))
        text = _MARKER.sub("", part).strip()
        if any(char.isalnum() for char in text):
            found.append(Sentence(text, numbers, _UNCHECKED))
        elif found and numbers:
            found[-1] = Sentence(found[-1].text, tuple(dict.fromkeys(found[-1].citations + numbers)), _UNCHECKED)
    return tuple(found)


def _citations(shown: Sequence[Sentence], hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """The passages that are cited; a number beyond them stands for nothing."""
    cited = sorted({number for sentence in shown for number in sentence.citations})
    return tuple(_citation(number, hits[number - 1]) for number in cited if 1 <= number <= len(hits))


def _citation(number: int, hit: Hit) -> Citation:
    return Citation(number, hit.passage.text, hit.passage.start, hit.passage.end, hit.article, hit.also_in)
