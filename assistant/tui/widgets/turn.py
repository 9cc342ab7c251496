"""One question with its answer, from the moment it is asked; the one place where events become widgets."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from assistant.conversations import TurnRecord
from assistant.events import Disagreed, Event, Held, Noticed, Searched, Shown, Understood
from assistant.tui.filters import chips
from assistant.tui.messages import CitationChosen, SourcesChanged, TurnChosen
from assistant.tui.plain_text import in_marks, one_line, visible
from assistant.tui.sources import Source, Stale, with_verdicts
from assistant.tui.status import count
from assistant.tui.widgets.disagreement import DisagreementCard
from assistant.tui.widgets.fold import Fold
from assistant.tui.widgets.turn_status import TurnStatus
from assistant.types import Answer, Citation, Sentence, Status, Withheld
from index.types import Filters

if TYPE_CHECKING:
    from assistant.tui.widgets.answer_text import AnswerText

NEAREST_SHOWN = 3
"""Most of the nearest passages that stand under an answer that says nothing."""


class TurnView(Vertical):
    """A turn on the screen. The doors in are `apply` for events, `say` for progress and `finish` for its end.

    Every part is one widget and is made when there is something to show: a layout costs time for each of them.
    """

    def __init__(self, number: int, question: str, asked_with: Filters, record: TurnRecord | None = None) -> None:
        super().__init__(id=f"turn-{number}")
        self.number = number
        self.question = question
        self.asked_with = asked_with
        self.record = record
        """How it ended; None while it runs or waits."""
        self.stale: Stale = {}
        self._text: AnswerText | None = None
        self._status = TurnStatus()
        self._sentences: list[Sentence] = []
        self._citations: dict[int, Citation] = {}
        self._withheld: list[Withheld] = []

    def compose(self) -> ComposeResult:
        """The question, and the line that says how it goes; the answer grows between them."""
        yield Static(self._asked(), classes="question")
        yield self._status

    async def on_mount(self) -> None:
        """Draw a turn that ended earlier the same way as one that happens now."""
        if self.record is not None:
            for event in events_of(self.record):
                await self.apply(event)
            await self.finish(self.record)
        else:
            self.say("waiting …")

    @property
    def sources(self) -> Sequence[Source]:
        """What stands behind the answer; the nearest passages when there is none."""
        answer = self.record.answer if self.record else None
        cited = self._citations.values() if self._citations or answer is None else answer.nearest
        return with_verdicts(cited, self._sentences, self.stale)

    @property
    def sources_heading(self) -> str:
        """What the sources are: behind the answer, or only near the question."""
        answer = self.record.answer if self.record else None
        return "Nearest passages" if answer is not None and not self._citations and answer.nearest else "Sources"

    async def apply(self, event: Event) -> None:
        """Show what the engine said."""
        match event:
            case Understood():
                self._understood(event)
            case Searched():
                self.say(f"reading {count(len(event.hits), 'passage')} …" if event.hits else "nothing found …")
            case Shown():
                self._sentences.append(event.sentence)
                self._cite(event.citations)
                (await self._answer_text()).add(event.sentence)
            case Held():
                self._withhold(event.withheld)
            case Disagreed():
                self._cite(event.citations)
                self._add(DisagreementCard(self.number, event.disagreement, self._citations))
            case Noticed():
                self._add(_notice(event.title, event.hint, "notice"))

    def say(self, text: str) -> None:
        """Say how it goes, in the line under the answer."""
        self._status.say(text)

    async def finish(self, record: TurnRecord) -> None:
        """Show how the turn ended."""
        self.record = record
        if self._text is not None:
            await self._text.draw()
        if record.error_title:
            self._add(_notice(record.error_title, record.error_hint, "failure"))
        if record.answer is not None and record.answer.status is Status.UNANSWERED and not self._sentences:
            self._refuse(record.answer)
        self._ended(record)

    def mark_stopped(self) -> None:
        """Show at once that the person stopped it; the kept turn follows."""
        self._status.stopped()

    def mark_stale(self, stale: Stale) -> None:
        """Take note which of its articles have changed or gone."""
        self.stale = stale
        if self.record is not None and self.is_mounted:
            self._ended(self.record)

    def toggle_withheld(self) -> None:
        """Open or close the list of what was withheld."""
        for fold in self.query(Fold):
            fold.toggle()

    def on_click(self) -> None:
        """Select this turn."""
        self.post_message(TurnChosen(self.number))

    def _asked(self, standalone: str = "", filters: Filters = Filters()) -> Content:
        """The question, what it was understood as, and where it is searched for."""
        lines = [Content.styled(visible(self.question), "bold $primary")]
        if standalone and standalone != self.question:
            lines.append(Content.assemble(("↳ ", "$accent"), (one_line(standalone), "$text-muted")))
        labels = " · ".join(one_line(chip.label) for chip in chips(filters))
        if labels:
            lines.append(Content.assemble(("only ", "$accent"), (labels, "$text-muted")))
        return Content("\n").join(lines)

    async def _answer_text(self) -> "AnswerText":
        if self._text is None:
            from assistant.tui.widgets.answer_text import AnswerText  # Markdown is not needed for the first frame

            self._text = AnswerText(self.number)
            await self.mount(self._text, after=0)
        return self._text

    def _add(self, widget: Static | DisagreementCard) -> None:
        self.mount(widget, before=self._status)

    def _ended(self, record: TurnRecord) -> None:
        changed = {source.citation.article.id for source in self.sources if source.freshness}
        self._status.ended(record, len(changed))
        self.post_message(SourcesChanged(self.number))

    def _understood(self, event: Understood) -> None:
        self.query_one(".question", Static).update(self._asked(event.standalone_question, event.filters))
        self.say("searching …")

    def _cite(self, citations: Sequence[Citation]) -> None:
        if citations:
            self._citations |= {citation.number: citation for citation in citations}
            self.post_message(SourcesChanged(self.number))

    def _withhold(self, withheld: Withheld) -> None:
        self._withheld.append(withheld)
        title = f"{count(len(self._withheld), 'sentence')} withheld"
        lines = [
            Content.assemble((one_line(item.text), "$text-muted"), "\n", ("✗ " + one_line(item.reason), "$error"))
            for item in self._withheld
        ]
        folds = self.query(Fold)
        if folds:
            folds.first().show(title, lines)
        else:
            self._add(Fold(title, lines, key="w"))

    def _refuse(self, answer: Answer) -> None:
        lines = [Content.styled(answer.text, "bold")]
        if answer.nearest:
            lines.append(Content.styled("The nearest passages:", "$text-muted"))
        lines += [self._near(citation) for citation in answer.nearest[:NEAREST_SHOWN]]
        self._add(_Nearest(self.number, Content("\n").join(lines)))

    def _near(self, citation: Citation) -> Content:
        open_it = Style.from_meta({"@click": f"cite({citation.number})"})
        marker = Content(f"[{citation.number}]").stylize(open_it)
        return Content.assemble(marker, f" {in_marks(one_line(citation.quote, 160))}")


class _Nearest(Static):
    def __init__(self, turn: int, lines: Content) -> None:
        super().__init__(lines, classes="nearest")
        self._turn = turn

    def action_cite(self, number: int) -> None:
        self.post_message(CitationChosen(self._turn, number))


def events_of(record: TurnRecord) -> Iterator[Event]:
    """The events that would show a kept answer as it was shown when it was new."""
    answer = record.answer
    if answer is None:
        return
    citations = {citation.number: citation for citation in answer.citations}
    yield Understood(answer.standalone_question, record.filters)
    for sentence in answer.sentences:
        new = tuple(citations.pop(number) for number in sentence.citations if number in citations)
        yield Shown(sentence, new)
    for disagreement in answer.disagreements:
        numbers = [value.citation for value in disagreement.values]
        yield Disagreed(disagreement, tuple(citations.pop(number) for number in numbers if number in citations))
    for withheld in answer.withheld:
        yield Held(withheld)
    for note in answer.notes:
        yield Noticed(note)


def _notice(title: str, hint: str, classes: str) -> Static:
    sign = "✗ " if classes == "failure" else "ℹ "
    parts = [Content.assemble((sign, "bold"), (_sentence(title), "bold"))]
    if hint:
        parts.append(Content("  " + _sentence(hint)))
    return Static(Content("\n").join(parts), classes=classes)


def _sentence(text: str) -> str:
    line = one_line(text)
    return line[:1].upper() + line[1:]
