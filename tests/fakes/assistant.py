"""A scripted assistant and library: fixed articles, fixed answers, no model, no index, no waiting."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.errors import ModelCrashed
from assistant.events import Disagreed, Drafted, Event, Finished, Held, Searched, Shown, Understood
from assistant.tui.ports import ArticleSummary, IndexState, ModelChoice, Problem, Progress
from assistant.types import (
    Answer,
    Citation,
    Disagreement,
    IndexIdentity,
    Label,
    ModelIdentity,
    Sentence,
    Status,
    Turn,
    Value,
    Verdict,
    Withheld,
)
from index.types import Article, Filters, Metadata, Provenance, Removed

STATED = Provenance("front matter", 1.0)
GUESSED = Provenance("first line", 0.6)

HARBOUR = Article(
    "a1b2c3d4e5f6",
    "2024/harbour-fire.md",
    "A fire broke out in the grain terminal of Port Ansel shortly after midnight on Tuesday.\n\n"
    "At least 46 people were taken to hospital with burns or smoke poisoning, the fire service said. "
    "Eleven of them were dock workers on the night shift.\n\n"
    "The flames spread through two silos before crews brought them under control at dawn. "
    "“We heard a bang, and then the whole quay was lit,” said Marta Lindqvist, a crane driver.\n\n"
    "The cause is not known. Investigators will enter the terminal once the structure is safe, "
    "a spokesman for the port authority said.\n\n"
    "Grain prices on the regional exchange rose by 3 percent on Tuesday morning.",
    Metadata(
        "Fire at Port Ansel grain terminal injures dozens",
        "The Ansel Courier",
        ("Ida Brandt",),
        date(2024, 3, 5),
        "https://courier.example/harbour-fire",
        "en",
        {"publisher": STATED, "published": STATED, "authors": STATED},
    ),
    "a1b2c3d4e5f6",
    (Removed("Share this article", "share line", 2), Removed("Sign up for our newsletter", "newsletter", 31)),
)
MINISTRY = Article(
    "b2c3d4e5f6a1",
    "2024/ministry-statement.txt",
    "The Ministry of Health said on Wednesday that 107 people had been treated after the fire at Port Ansel.\n\n"
    "The figure includes people who came to hospitals on their own in the hours after the fire, the ministry said. "
    "Two remain in intensive care.\n\n"
    "The ministry advised residents of the harbour district to keep windows closed until Friday.",
    Metadata(
        "Ministry: 107 treated after harbour fire",
        "National Wire",
        (),
        date(2024, 3, 6),
        "https://wire.example/1071",
        "en",
        {"publisher": STATED, "published": GUESSED},
    ),
    "b2c3d4e5f6a1",
)
COPY = Article(
    "c3d4e5f6a1b2",
    "2024/evening-post.html",
    MINISTRY.text,
    Metadata("107 treated after Ansel fire", "Evening Post", (), date(2024, 3, 6), "", "en"),
    MINISTRY.id,
)
UNION = Article(
    "d4e5f6a1b2c3",
    "2024/union.jsonl#3",
    "The dock workers' union blamed the fire on a conveyor that it says was reported twice this winter. "
    "The port authority rejects the claim.\n\n"
    "“The belt ran hot for weeks,” union secretary Tomas Reyl told reporters. "
    "He called for an inquiry that is independent of the port.",
    Metadata(
        "Union says conveyor fault was reported before harbour fire", "Labour Review", (), date(2024, 3, 8), "", "en"
    ),
    "d4e5f6a1b2c3",
)
ARTICLES = (HARBOUR, MINISTRY, COPY, UNION)
HOSTILE = Article(
    "e5f6a1b2c3d4",
    "hostile.txt",
    "Plain words. \x1b[31mRed\x1b[0m \x9b2J \x1b]52;c;aGk=\x07 [bold]markup[/bold] \u202eesrever\u202c <b>html</b> "
    "[link](cite:1) `code` **strong**\nSecond line.",
    Metadata("\x1b[2JTitle [red]with[/red] controls", "Evil\x1b[0m Press"),
    "e5f6a1b2c3d4",
)

FIRST_QUESTION = "How many people were injured in the harbour fire?"
FOLLOW_UP = "And who is to blame?"
UNANSWERABLE = "Who insured the grain terminal?"
CRASHING = "Crash, please"


def cite(number: int, article: Article, quote: str, also_in: tuple[str, ...] = ()) -> Citation:
    """A citation of words that stand in the article."""
    start = article.text.index(quote)
    return Citation(number, quote, start, start + len(quote), article, also_in)


def supported(text: str, *citations: int, score: float = 0.94) -> Sentence:
    """A sentence in the model's words."""
    return Sentence(text, citations, Verdict(Label.SUPPORTED, score))


def quoted(text: str, *citations: int) -> Sentence:
    """A sentence that stands in the article."""
    return Sentence(text, citations, Verdict(Label.QUOTED, 1.0))


def answer(question: str, sentences: Sequence[Sentence], citations: Sequence[Citation], **changes: object) -> Answer:
    """A finished answer; `changes` replace fields."""
    origins = {citation.article.origin for citation in citations}
    publishers = {citation.article.metadata.publisher for citation in citations}
    values: dict[str, object] = {
        "question": question,
        "standalone_question": question,
        "status": Status.ANSWERED if sentences else Status.UNANSWERED,
        "sentences": tuple(sentences),
        "withheld": (),
        "citations": tuple(citations),
        "disagreements": (),
        "nearest": (),
        "independent_origins": len(origins),
        "publishers": len(publishers),
        "model": ModelIdentity("scripted", "00"),
        "index": IndexIdentity("scripted", 1),
        "seconds": {"search": 0.01, "first_token": 0.4, "total": 2.4},
    }
    return Answer(**(values | changes))  # type: ignore[arg-type]


def injured() -> Answer:
    """Sources that disagree, a quotation, a copy, and something withheld."""
    citations = (
        cite(
            1,
            HARBOUR,
            "At least 46 people were taken to hospital with burns or smoke poisoning, the fire service said.",
        ),
        cite(
            2,
            MINISTRY,
            "The Ministry of Health said on Wednesday that 107 people had been treated after the fire at Port Ansel.",
            (COPY.id,),
        ),
        cite(3, HARBOUR, "Eleven of them were dock workers on the night shift."),
    )
    sentences = (
        supported("The fire service said at least 46 people were taken to hospital.", 1),
        supported("A day later the Ministry of Health said that 107 people had been treated.", 2, score=0.91),
        quoted("Eleven of them were dock workers on the night shift.", 3),
    )
    values = (
        Value("at least 46", 1, "the fire service", date(2024, 3, 5)),
        Value("107", 2, "the Ministry of Health", date(2024, 3, 6)),
    )
    return answer(
        FIRST_QUESTION,
        sentences,
        citations,
        disagreements=(Disagreement("people treated", values),),
        withheld=(Withheld("Nobody was hurt in the fire.", "the source says the opposite"),),
    )


def blame() -> Answer:
    """A follow-up with a contested claim."""
    citations = (
        cite(
            1,
            UNION,
            "The dock workers' union blamed the fire on a conveyor that it says was reported twice this winter.",
        ),
        cite(2, UNION, "The port authority rejects the claim."),
        cite(3, HARBOUR, "The cause is not known."),
    )
    sentences = (
        supported("The dock workers' union blamed a conveyor that it says had been reported twice.", 1),
        supported("The port authority rejects the claim.", 2, score=0.97),
        quoted("The cause is not known.", 3),
    )
    return answer(
        FOLLOW_UP,
        sentences,
        citations,
        standalone_question="Who is to blame for the fire at Port Ansel in March 2024?",
    )


def silence(question: str = UNANSWERABLE) -> Answer:
    """The articles do not say; two passages are near."""
    nearest = (
        cite(1, HARBOUR, "The cause is not known."),
        cite(2, HARBOUR, "Grain prices on the regional exchange rose by 3 percent on Tuesday morning."),
    )
    return answer(question, (), (), nearest=nearest)


SCRIPT: dict[str, Callable[[], Answer]] = {FIRST_QUESTION: injured, FOLLOW_UP: blame, UNANSWERABLE: silence}


def events_of(finished: Answer, filters: Filters) -> Iterator[Event]:
    """The events of an engine that arrives at this answer."""
    citations = {citation.number: citation for citation in finished.citations}
    yield Understood(finished.standalone_question, filters)
    yield Searched((), 0.01)
    for sentence in finished.sentences:
        for word in sentence.text.split(" "):
            yield Drafted(word + " ")
        yield Shown(sentence, tuple(citations.pop(number) for number in sentence.citations if number in citations))
    for disagreement in finished.disagreements:
        yield Disagreed(disagreement, ())
    for withheld in finished.withheld:
        yield Held(withheld)
    yield Finished(finished)


@dataclass
class ScriptedAssistant:
    """Answers what the script knows and refuses the rest; records what it was asked."""

    script: dict[str, Callable[[], Answer]] = field(default_factory=lambda: dict(SCRIPT))
    pause: float = 0.0
    """Seconds before each event."""
    hold_at: int | None = None
    """Wait for `released` before the event of this index; None never waits."""
    released: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[str, tuple[Turn, ...], Filters]] = field(default_factory=list)
    still_loading: str = ""
    closed: bool = False
    warmed: int = 0
    """How often it was told to load."""

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = Filters(),
        cancelled: threading.Event | None = None,
    ) -> Iterator[Event]:
        self.asked.append((question, tuple(history), filters))
        cancelled = cancelled or threading.Event()
        finished = self.script.get(question, lambda: silence(question))()
        for place, event in enumerate(events_of(finished, filters)):
            if self.pause:
                time.sleep(self.pause)
            while place == self.hold_at and not self.released.wait(0.01) and not cancelled.is_set():
                pass
            if cancelled.is_set():
                return
            yield event
            if question == CRASHING and isinstance(event, Searched):
                raise ModelCrashed("The language model stopped unexpectedly", "Ask again; it has been restarted")

    def warm(self) -> None:
        self.warmed += 1

    def loading(self) -> str:
        return self.still_loading

    def close(self) -> None:
        self.closed = True


@dataclass
class ScriptedLibrary:
    """Four articles, one file that cannot be read, and a build that adds what `arriving` holds."""

    held: list[Article] = field(default_factory=lambda: list(ARTICLES))
    arriving: list[Article] = field(default_factory=list)
    changed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = (
        Problem("2024/scan.pdf", "2024/scan.pdf holds no text", "Run it through a text recognition program first"),
    )
    generation: int = 7
    steps: int = 4
    step_seconds: float = 0.0
    released: threading.Event | None = None
    """When set, the build waits for it halfway."""

    def articles(self) -> Sequence[ArticleSummary]:
        return [
            ArticleSummary(
                article.id,
                article.path,
                article.metadata.title,
                article.metadata.publisher,
                article.metadata.published,
                len(article.text.split("\n\n")),
            )
            for article in self.held
        ]

    def article(self, article_id: str) -> Article | None:
        return next((article for article in self.held if article.id == article_id), None)

    def state(self) -> IndexState:
        passages = sum(summary.passages for summary in self.articles())
        name = "5f0c6b1d" if self.generation else ""
        return IndexState(name, self.generation, len(self.held), passages, self.changed, self.problems)

    def build(self, cancelled: threading.Event) -> Iterator[Progress]:
        for step in range(self.steps):
            if self.released is not None and step == self.steps // 2:
                self.released.wait(30)
            time.sleep(self.step_seconds)
            if cancelled.is_set():
                return
            stage = "reading" if step == 0 else "embedding"
            yield Progress(step, self.steps, stage, "2024/ministry-statement.txt")
        self.held = [*(old for old in self.held if old.id not in {new.id for new in self.arriving}), *self.arriving]
        self.changed = ()
        self.generation += 1

    def suggestions(self, n: int) -> Sequence[str]:
        return [FIRST_QUESTION, "What does the union say about the conveyor?", UNANSWERABLE][:n]


@dataclass
class ScriptedModels:
    """Two models, of which the larger one cannot be used."""

    current: str = "small"

    def models(self) -> Sequence[ModelChoice]:
        return [
            ModelChoice(key, name, detail, key == self.current)
            for key, name, detail in (
                ("small", "SmolLM2-135M-Instruct", "98 MB, comes with Byline"),
                ("large", "Qwen3-4B-Instruct", "2.4 GB, /models/qwen3-4b.gguf"),
                ("none", "quotations only", "no language model: answers are quotations"),
            )
        ]

    def use(self, key: str) -> None:
        self.current = key
