"""The answer as it grows: what was shown, what was held back, and the numbers of its citations."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import nan
from time import monotonic

from assistant.engine.citations import CitationList
from assistant.engine.terms import content_terms
from assistant.events import Disagreed, Held, Shown
from assistant.types import (
    Answer,
    Citation,
    Disagreement,
    Evidence,
    IndexIdentity,
    ModelIdentity,
    Sentence,
    Status,
    Verdict,
    Withheld,
)


class AnswerSheet:
    """Collects one answer; each addition returns the event that tells of it."""

    def __init__(self, question: str, standalone: str, notes: tuple[str, ...], started: float) -> None:
        self.question = question
        self.standalone = standalone
        self.notes = notes
        self.started = started
        self.status = Status.UNANSWERED
        self.stopped = False
        self.answerable = nan
        self.seconds: dict[str, float] = {}
        self.sentences: list[Sentence] = []
        self.nearest: Sequence[Evidence] = ()
        self._withheld: list[Withheld] = []
        self._disagreements: list[Disagreement] = []
        self._citations = CitationList()

    def says(self, text: str) -> bool:
        """Whether one shown sentence has all of this one's words of content already."""
        terms = set(content_terms(text))
        return any(terms <= set(content_terms(sentence.text)) for sentence in self.sentences)

    def shows(self, evidence: Evidence) -> bool:
        """Whether any shown sentence rests on `evidence`."""
        return any(self.cites(sentence, evidence) for sentence in self.sentences)

    def cites(self, sentence: Sentence, evidence: Evidence) -> bool:
        """Whether a shown sentence rests on `evidence`."""
        return self._citations.number(evidence) in sentence.citations

    def show(self, text: str, evidence: Sequence[Evidence], verdict: Verdict) -> Shown:
        """Add a sentence that passed its check."""
        numbers, new = self._cite(evidence)
        sentence = Sentence(text, numbers, verdict)
        self.sentences.append(sentence)
        return Shown(sentence, new)

    def hold(self, withheld: Withheld) -> Held:
        """Note a sentence that is not shown."""
        self._withheld.append(withheld)
        return Held(withheld)

    def disagree(self, found: Sequence[Disagreement], evidence: Sequence[Evidence]) -> Iterator[Disagreed]:
        """Add disagreements, whose values name evidence by its number."""
        by_number = {one.number: one for one in evidence}
        for disagreement in found:
            new: list[Citation] = []
            values = []
            for value in disagreement.values:
                numbers, first = self._cite([by_number[value.citation]])
                values.append(replace(value, citation=numbers[0]))
                new += first
            numbered = replace(disagreement, values=tuple(values))
            self._disagreements.append(numbered)
            yield Disagreed(numbered, tuple(new))

    def answer(self, model: ModelIdentity, index: IndexIdentity) -> Answer:
        """The finished answer."""
        citations = self._citations.all()
        nearest = CitationList()
        for one in self.nearest:
            nearest.cite(one)
        self.seconds["total"] = monotonic() - self.started
        return Answer(
            question=self.question,
            standalone_question=self.standalone,
            status=self.status,
            sentences=tuple(self.sentences),
            withheld=tuple(self._withheld),
            citations=citations,
            disagreements=tuple(self._disagreements),
            nearest=nearest.all(),
            independent_origins=len({citation.article.origin for citation in citations}),
            publishers=len({citation.article.metadata.publisher for citation in citations} - {""}),
            model=model,
            index=index,
            seconds=dict(self.seconds),
            notes=self.notes,
            stopped=self.stopped,
            answerable=self.answerable,
        )

    def _cite(self, evidence: Sequence[Evidence]) -> tuple[tuple[int, ...], tuple[Citation, ...]]:
        """Numbers of the citations, and those among them that are new."""
        cited = [self._citations.cite(one) for one in evidence]
        numbers = tuple(dict.fromkeys(citation.number for citation, _ in cited))
        return numbers, tuple(citation for citation, is_new in cited if is_new)
