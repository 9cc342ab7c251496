"""The corpus from inside: its articles, what was read of them, how the index stands, and its problems."""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui.corpus import Corpus
from assistant.tui.filters import day
from assistant.tui.messages import ArticleRead
from assistant.tui.plain_text import one_line
from assistant.tui.ports import ArticleSummary, Problem
from assistant.tui.status import Status, count
from assistant.tui.widgets.key_hints import KeyHints
from assistant.tui.widgets.reader import Reader, ReaderText
from assistant.tui.widgets.spacing import spaced
from assistant.tui.widgets.top_bar import TopBar, progress_line
from index.types import Article, Provenance

MOST = 500
"""Most articles in the list; a person narrows it by typing."""
NAMED = 3
"""Most changed files that are named."""


class ArticleList(OptionList):
    """The articles that were found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Read"),
        Binding("j", "cursor_down", "Next", show=False, system=True),
        Binding("k", "cursor_up", "Previous", show=False, system=True),
    ]


class CorpusScreen(Screen[None]):
    """A list of articles beside the article; problems in place of the list."""

    AUTO_FOCUS = "ArticleList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+b", "back", "Back"),
        Binding("slash", "search", "Search", key_display="/"),
        Binding("b", "app.build", "Update", tooltip="Bring the index up to date"),
        Binding("p", "problems", "Problems", tooltip="Files that could not be read"),
        Binding("m", "removed", "Removed", tooltip="Lines removed as boilerplate"),
        Binding("down", "into_list", "To the list", show=False, system=True),
    ]

    def __init__(self, corpus: Corpus, status: Status) -> None:
        super().__init__()
        self._corpus = corpus
        self._status = status
        self._articles: Sequence[ArticleSummary] = ()
        self._generation = -1

    def compose(self) -> ComposeResult:
        """State, search, list and article."""
        yield TopBar()
        yield Static(id="corpus-state")
        yield Input(placeholder="Search titles, publishers and paths", id="search", compact=True)
        with Horizontal(classes="columns"):
            yield ArticleList(id="list", markup=False)
            yield Reader(id="article")
        with VerticalScroll(id="problems", can_focus=True):
            yield Static(id="problems-text")
        yield Static(id="nothing")
        yield KeyHints()

    def on_mount(self) -> None:
        """Show what there is."""
        self.query_one("#problems").display = False
        self.query_one("#nothing").display = False
        self.show_status(self._status)
        self._corpus.look()

    def show_status(self, status: Status) -> None:
        """Show the state of the index, and the articles again when it is another one."""
        self._status = status
        self.query_one(TopBar).show(status)
        self.query_one("#corpus-state", Static).update(Content("\n").join(_state(status)))
        if status.index is not None:
            self.query_one("#problems-text", Static).update(_problems(status.index.problems))
        generation = status.index.generation if status.index else 0
        if generation != self._generation:
            self._generation = generation
            self._load()

    @work(thread=True, exclusive=True, group="articles", exit_on_error=False)
    def _load(self) -> None:
        library = self._corpus.library
        articles = library.articles() if library is not None else ()
        self.app.call_from_thread(self._loaded, articles)

    def _loaded(self, articles: Sequence[ArticleSummary]) -> None:
        if self.is_mounted:
            self._articles = articles
            self._list(self.query_one("#search", Input).value)

    def _list(self, words: str) -> None:
        found = [article for article in self._articles if _matches(article, words)]
        options = self.query_one(ArticleList)
        options.set_options(spaced([Option(_line(article), article.id) for article in found[:MOST]]))
        if len(found) > MOST:
            rest = f"{count(len(found) - MOST, 'more article')}; type to narrow the list"
            options.add_option(Option(Content.styled(rest, "$text-muted"), disabled=True))
        options.highlighted = 0 if found else None
        self.query_one(".columns").display = bool(found) and not self.query_one("#problems").display
        nothing = self.query_one("#nothing", Static)
        nothing.display = not found and not self.query_one("#problems").display
        nothing.update(Content.styled(_nothing(words, self._status), "$text-muted"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while typing."""
        self._list(event.value)

    def on_input_submitted(self) -> None:
        """Go to what was found."""
        self.action_into_list()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the article beside the list."""
        if event.option_id:
            self._read(event.option_id)

    @work(thread=True, exclusive=True, group="article", exit_on_error=False)
    def _read(self, article_id: str) -> None:
        library = self._corpus.library
        article = library.article(article_id) if library is not None else None
        if article is not None:
            self.post_message(ArticleRead(article))

    async def on_article_read(self, message: ArticleRead) -> None:
        """Show the article and where its metadata comes from."""
        await self.query_one(Reader).show(message.article, note=_metadata(message.article))

    def on_option_list_option_selected(self) -> None:
        """Read the article."""
        self.query_one(".columns").add_class("-side")
        self.query_one(ReaderText).focus()

    def action_back(self) -> None:
        """Go from the article to the list, then out."""
        if self.query_one("#problems").display:
            self.action_problems()
        elif self.query_one(ReaderText).has_focus:
            self.query_one(".columns").remove_class("-side")
            self.action_into_list()
        else:
            self.dismiss(None)

    def action_into_list(self) -> None:
        """Give the list the focus."""
        self.query_one(ArticleList).focus()

    def action_search(self) -> None:
        """Give the search the focus."""
        self.query_one("#search", Input).focus()

    def action_problems(self) -> None:
        """Show the problems in place of the articles, and back."""
        problems = self.query_one("#problems")
        problems.display = not problems.display
        self._list(self.query_one("#search", Input).value)
        if problems.display:
            problems.focus()
        else:
            self.action_into_list()

    def action_removed(self) -> None:
        """Open or close the lines that cleaning removed from the article."""
        self.query_one(Reader).toggle_removed()


def _matches(article: ArticleSummary, words: str) -> bool:
    text = f"{article.title} {article.publisher} {article.path}".casefold()
    return all(word in text for word in words.casefold().split())


def _line(article: ArticleSummary) -> Content:
    known = [one_line(article.publisher), day(article.published) if article.published else ""]
    known.append(count(article.passages, "passage"))
    return Content.assemble(
        (one_line(article.title or article.path), "bold"),
        "\n",
        (" · ".join(part for part in known if part), "$text-muted"),
    )


def _state(status: Status) -> list[Content]:
    title = Content.styled("Corpus", "bold $accent")
    index = status.index
    if index is None:
        return [title]
    if status.unbuilt:
        lines = [Content.assemble(title, ("  not read yet", "$warning"))]
    else:
        size = f"{count(index.articles, 'article')} · {count(index.passages, 'passage')}"
        identity = f"index {one_line(index.id, 14)}, generation {index.generation}"
        lines = [Content.assemble(title, f"  {size}", (f" · {identity}", "$text-muted"))]
    if status.building is not None:
        lines.append(
            Content.assemble(progress_line(status.building, 24), f"  {one_line(status.building.detail, 40)}")
        )
    elif status.error_title:
        lines.append(Content.styled(f"✗ {one_line(status.error_title)}. {one_line(status.error_hint)}", "$error"))
    elif index.changed:
        lines.append(_changed(index.changed))
    if index.problems:
        problems = f"{count(len(index.problems), 'file')} could not be read"
        lines.append(Content.assemble((f"△ {problems}", "$warning"), ("  p", "$accent")))
    return lines


def _changed(paths: Sequence[str]) -> Content:
    named = ", ".join(one_line(path, 32) for path in paths[:NAMED]) + (" …" if len(paths) > NAMED else "")
    text = f"△ {count(len(paths), 'file')} changed since: {named}"
    return Content.assemble((text, "$warning"), ("  b", "$accent"), (" brings the index up to date", "$text-muted"))


def _problems(problems: Sequence[Problem]) -> Content:
    if not problems:
        return Content.styled("Every file could be read.", "$success")
    return Content("\n\n").join(
        Content.assemble(
            (one_line(problem.path), "bold"),
            "\n",
            (f"✗ {one_line(problem.title)}", "$error"),
            f"\n  {one_line(problem.hint)}",
        )
        for problem in problems
    )


def _nothing(words: str, status: Status) -> str:
    if words.strip():
        return f"No title, publisher or path holds “{one_line(words)}”."
    return f"There are no articles in {one_line(status.corpus)} yet. Put files there and press b."


def _metadata(article: Article) -> Content:
    metadata = article.metadata
    fields = {
        "publisher": metadata.publisher,
        "published": day(metadata.published) if metadata.published else "",
        "authors": ", ".join(metadata.authors),
        "language": metadata.language,
    }
    lines = [_field(name, one_line(value), metadata.provenance.get(name)) for name, value in fields.items()]
    if metadata.url:
        lines.append(Content.styled(one_line(metadata.url), "$text-muted"))
    return Content("\n").join(lines)


def _field(name: str, value: str, source: Provenance | None) -> Content:
    if source is None:
        origin = ""
    elif source.confidence == 1:
        origin = f"  {one_line(source.origin)}"
    else:
        origin = f"  {one_line(source.origin)}, {source.confidence:.0%} sure"
    shown = (value, "") if value else ("unknown", "$text-muted italic")
    return Content.assemble((f"{name:<11}", "$text-muted"), shown, (origin, "$text-muted"))
