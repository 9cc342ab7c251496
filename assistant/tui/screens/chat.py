"""The conversation and its sources side by side."""

import threading
from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal

from assistant.conversations import ConversationStore, TurnRecord
from assistant.tui import garbage
from assistant.tui.asking import Question, answer_question
from assistant.tui.corpus import Corpus
from assistant.tui.filters import FilterError, chips, read_filters, without_chip
from assistant.tui.messages import (
    AgainWanted,
    CitationChosen,
    ConversationRead,
    EditWanted,
    FiltersChanged,
    QuestionAsked,
    SourcesChanged,
    StaleFound,
    TurnBegan,
    TurnDrafting,
    TurnEnded,
    TurnEvent,
)
from assistant.tui.number_entry import NumberEntry
from assistant.tui.screens.chat_keys import ChatKeys
from assistant.tui.screens.filter_form import FilterForm
from assistant.tui.session import Session
from assistant.tui.sources import find_stale
from assistant.tui.status import Phase, Status, count
from assistant.tui.widgets.chip_bar import ChipBar
from assistant.tui.widgets.conversation import ConversationView
from assistant.tui.widgets.key_hints import KeyHints
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.side import Side
from assistant.tui.widgets.top_bar import TopBar
from assistant.tui.widgets.turn import TurnView
from assistant.tui.widgets.welcome import Welcome
from index.types import Filters

QUIET = 0.5
"""Seconds after an answer in which a person begins to read."""
UNTIDY = 20
"""Turns taken off the screen that are worth a search for garbage."""


class ChatScreen(ChatKeys):
    """Questions below, answers above, sources at the side."""

    AUTO_FOCUS = "#prompt"

    def __init__(self, corpus: Corpus, store: ConversationStore, status: Status) -> None:
        super().__init__()
        self._corpus = corpus
        self._store = store
        self._status = status
        self._session = Session(self._start)
        self._one_at_a_time = threading.Lock()
        self._entry = NumberEntry(self, self._read)
        self.filters = Filters()

    def compose(self) -> ComposeResult:
        """From top to bottom: state, conversation and sources, filters, question, keys."""
        yield TopBar()
        with Horizontal(id="body"):
            yield Welcome()
            yield ConversationView(self._session.next_number)
            yield Side()
        yield ChipBar()
        yield Prompt("Ask about these articles")
        yield KeyHints()

    async def on_mount(self) -> None:
        """Begin with an empty conversation."""
        self._show_filters(Filters())
        self.show_status(self._status)
        await self._show_turns([])

    @property
    def conversation(self) -> int | None:
        """The open conversation; None while it has no question."""
        return self._session.conversation

    def show_status(self, status: Status) -> None:
        """Show the state of the corpus, and begin with waiting questions when it can be asked."""
        was_ready = self._status.phase is Phase.READY and not self._status.unbuilt
        self._status = status
        self.query_one(TopBar).show(status)
        self.query_one(Welcome).show(status)
        if status.phase is Phase.READY and not status.unbuilt:
            self._session.ready()
            if not was_ready:
                self.look_for_changes()
        else:
            self._session.pause()

    async def open_conversation(self, conversation: int | None, records: Sequence[TurnRecord]) -> None:
        """Show another conversation, or with None an empty one."""
        self._session.reset(conversation, records)
        await self._show_turns(records)
        self.query_one(Prompt).remember([record.question for record in records])
        self.action_focus_prompt()
        self.look_for_changes()

    async def action_new(self) -> None:
        """Begin a new conversation; the old one is kept."""
        await self.open_conversation(None, [])

    async def on_conversation_read(self, message: ConversationRead) -> None:
        """Show a kept conversation."""
        await self.open_conversation(message.conversation, message.records)

    def look_for_changes(self) -> None:
        """Begin to look which cited articles have changed; `StaleFound` follows."""
        answers = [record.answer for record in self._session.records if record.answer is not None]
        cited = [citation for answer in answers for citation in answer.citations + answer.nearest]
        library = self._corpus.library
        if cited and library is not None:
            self.run_worker(
                lambda: self.post_message(StaleFound(find_stale(cited, library))),
                group="stale",
                exclusive=True,
                exit_on_error=False,
                thread=True,
            )

    async def _show_turns(self, records: Sequence[TurnRecord]) -> None:
        view = self.query_one(ConversationView)
        await view.show(records)
        self._set_empty(not records)
        self.query_one(Side).show(0, "Sources", ())

    def _set_empty(self, empty: bool) -> None:
        self.query_one("#body").set_class(empty, "-empty")

    # asking

    async def on_question_asked(self, message: QuestionAsked) -> None:
        """Ask, with the filters that are in force and those written in the question."""
        try:
            text, filters = read_filters(message.text, self.filters)
        except FilterError as error:
            self.notify(error.hint, title=error.title, severity="warning", markup=False)
            self.query_one(Prompt).put(message.text)
            return
        self._show_filters(filters)
        if text:
            await self._ask(text, filters)

    async def on_again_wanted(self, message: AgainWanted) -> None:
        """Ask a question again, with the filters it had."""
        await self._ask(message.question, message.filters)

    async def _ask(self, text: str, filters: Filters) -> None:
        question = self._session.ask(text, filters)
        self._set_empty(False)
        self.query_one(Side).close()
        self.query_one("#body").remove_class("-side")
        await self.query_one(ConversationView).add(TurnView(question.turn, text, filters))
        self.refresh_bindings()

    def _start(self, question: Question) -> None:
        if self._corpus.answering is None:
            return
        work = partial(
            answer_question,
            question,
            self._session.conversation,
            self._session.history,
            self._corpus.answering,
            self._store,
            self.post_message,
        )
        self.run_worker(partial(self._alone, work), group="ask", exit_on_error=False, thread=True)

    def _alone(self, work: partial[None]) -> None:
        with self._one_at_a_time:  # a stopped turn ends before the next begins
            work()

    def _live(self, turn: int) -> TurnView | None:
        running = self._session.running
        if running is None or running.turn != turn or running.cancelled.is_set():
            return None
        return self.query_one(ConversationView).view(turn)

    def on_turn_began(self, message: TurnBegan) -> None:
        """Take note which conversation the turn was written to."""
        running = self._session.running
        if running is not None and running.turn == message.turn:
            self._session.conversation = message.record.conversation

    async def on_turn_event(self, message: TurnEvent) -> None:
        """Show what the engine said, unless the turn was stopped."""
        view = self._live(message.turn)
        if view is not None:
            await view.apply(message.event)

    def on_turn_drafting(self, message: TurnDrafting) -> None:
        """Show that the model writes; its words are not shown before they are checked."""
        view = self._live(message.turn)
        if view is not None:
            view.say(f"writing and checking · {count(message.words, 'word')}")

    async def on_turn_ended(self, message: TurnEnded) -> None:
        """Show how it ended and go on with the next question; a turn that was left has no place on the screen."""
        running = self._session.running
        if running is None or running.turn != message.turn:
            return
        view = self.query_one(ConversationView).view(message.turn)
        if view is not None:
            await view.finish(message.record)
        self._session.ended(message.turn, message.record)
        self.refresh_bindings()
        self.set_timer(QUIET, self._tidy)

    def _tidy(self) -> None:
        view = self.query_one(ConversationView)
        if view.removed >= UNTIDY and not self._session.busy:
            view.removed = 0
            garbage.collect_all()

    # sources

    def on_sources_changed(self, message: SourcesChanged) -> None:
        """Show the sources again when the selected turn has others."""
        selected = self.query_one(ConversationView).selected
        if selected is not None and selected.number == message.turn:
            self._show_sources()

    def _show_sources(self) -> None:
        selected = self.query_one(ConversationView).selected
        if selected is not None:
            self.query_one(Side).show(selected.number, selected.sources_heading, selected.sources)

    async def on_citation_chosen(self, message: CitationChosen) -> None:
        """Open the article of a citation at its quotation."""
        conversation = self.query_one(ConversationView)
        view = conversation.view(message.turn)
        if view is not None and view is not conversation.selected:
            conversation.choose(view)
            self._show_sources()
        self.query_one("#body").add_class("-side")
        await self.query_one(Side).read(message.number)
        self.refresh_bindings()

    def action_digit(self, digit: str) -> None:
        """Read the source with this number."""
        self._entry.digit(digit, self.query_one(Side).numbers)

    def _read(self, number: int) -> None:
        selected = self.query_one(ConversationView).selected
        if selected is not None and number in self.query_one(Side).numbers:
            self.post_message(CitationChosen(selected.number, number))

    def on_stale_found(self, message: StaleFound) -> None:
        """Mark the answers whose articles have changed."""
        self.query_one(ConversationView).mark_stale(message.stale)

    # filters

    def on_filters_changed(self, message: FiltersChanged) -> None:
        """Take one filter away."""
        held = chips(self.filters)
        if held:
            self._show_filters(without_chip(self.filters, held[message.index]))

    def on_edit_wanted(self, message: EditWanted) -> None:
        """Put a question and its filters where they can be changed."""
        self._show_filters(message.filters)
        self.query_one(Prompt).put(message.question)
        self.action_focus_prompt()

    def action_filter(self) -> None:
        """Open the form for publisher and dates."""
        library = self._corpus.library
        form = FilterForm(self.filters, library)
        self.app.push_screen(form, lambda filters: self._show_filters(filters) if filters is not None else None)

    def _show_filters(self, filters: Filters) -> None:
        self.filters = filters
        bar = self.query_one(ChipBar)
        bar.show(chips(filters))
        if not filters and bar.has_focus:
            self.action_focus_prompt()
