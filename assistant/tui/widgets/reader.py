"""An article with its quotations marked; opens at the one that is being checked."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.tui.filters import day
from assistant.tui.plain_text import one_line, visible
from assistant.tui.status import count
from assistant.tui.widgets.fold import Fold
from index.types import Article, Removed

CHUNK = 4000
"""Characters of text without a quotation that are drawn as one block, at least one paragraph."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the article to be highlighted."""

    start: int
    """First character in `Article.text`."""
    end: int
    """One past the last character."""
    number: int
    """The citation it belongs to."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article that is drawn as one widget."""

    start: int
    end: int
    marked: bool
    """Whether a mark begins, ends or goes on in it."""


class Reader(Vertical):
    """Title, metadata and text of an article. The one door in is `show`."""

    def __init__(self, id: str = "reader") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)

    def compose(self) -> ComposeResult:
        """The heading stays while the text scrolls."""
        yield Static(id="reader-heading")
        yield Static(id="reader-note")
        yield ReaderText()

    async def show(
        self, article: Article, marks: Sequence[Mark] = (), number: int = 0, note: Content | None = None
    ) -> None:
        """Show an article with its marks, scrolled to the mark of citation `number`; `note` stands above it."""
        self.query_one("#reader-heading", Static).update(heading(article))
        line = self.query_one("#reader-note", Static)
        line.update(note or Content(""))
        line.display = note is not None
        await self.query_one(ReaderText).show(article, marks, number)

    def toggle_removed(self) -> None:
        """Open or close the lines that cleaning removed."""
        for fold in self.query(Fold):
            fold.toggle()
            if fold.open:
                self.query_one(ReaderText).scroll_end(animate=False)


class ReaderText(VerticalScroll, can_focus=True):
    """The scrolling text, which has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("space", "page_down", "Page down", show=False),
    ]

    async def show(self, article: Article, marks: Sequence[Mark], number: int) -> None:
        """Replace the text and scroll to a mark."""
        self.release_anchor()
        await self.remove_children()
        target: Static | None = None
        widgets: list[Static | Fold] = []
        for block in blocks(article.text, marks):
            widget = Static(_marked(article.text, block, marks, number))
            widgets.append(widget)
            current = (mark for mark in marks if mark.number == number)
            if target is None and any(mark.start < block.end and block.start < mark.end for mark in current):
                target = widget
        if article.removed:
            title = f"{count(len(article.removed), 'line')} removed as boilerplate"
            widgets.append(Fold(title, [_removed(line) for line in article.removed], key="m"))
        await self.mount_all(widgets)
        if target is None:
            self.scroll_home(animate=False)
        else:
            self.call_after_refresh(self._reveal, target)

    def _reveal(self, target: Static) -> None:
        """Scroll so that the block stands a third down, with what comes before it in view."""
        self.scroll_to(y=max(0, target.virtual_region.y - self.size.height // 3), animate=False)


def heading(article: Article) -> Content:
    """Title over publisher, date, authors and path."""
    metadata = article.metadata
    line = [metadata.publisher, day(metadata.published) if metadata.published else "", ", ".join(metadata.authors)]
    known = " · ".join(one_line(part) for part in line if part)
    title = one_line(metadata.title or article.path)
    parts = [Content.styled(title, "bold")]
    if known:
        parts.append(Content.styled(known, "$text-muted"))
    parts.append(Content.styled(one_line(article.path if metadata.title else metadata.url), "$text-muted"))
    return Content("\n").join(part for part in parts if part.plain)


def blocks(text: str, marks: Sequence[Mark]) -> Sequence[Block]:
    """`text` cut at line ends into blocks that cover it; a line with a mark is a block of its own."""
    found: list[Block] = []
    start = 0
    for line in text.splitlines(keepends=True) or [""]:
        end = start + len(line)
        marked = any(mark.start < end and start < mark.end for mark in marks)
        last = found[-1] if found else None
        if last is not None and not marked and not last.marked and end - last.start <= CHUNK:
            found[-1] = Block(last.start, end, False)
        else:
            found.append(Block(start, end, marked))
        start = end
    return found


def _marked(text: str, block: Block, marks: Sequence[Mark], current: int) -> Content:
    cuts = {block.start, block.end}
    cuts |= {cut for mark in marks for cut in (mark.start, mark.end) if block.start < cut < block.end}
    edges = sorted(cuts)
    parts = [
        Content.styled(visible(text[start:end]), _style(start, end, marks, current))
        for start, end in itertools.pairwise(edges)
    ]
    joined = Content("").join(parts)
    return joined[: len(joined) - 1] if joined.plain.endswith("\n") else joined


def _style(start: int, end: int, marks: Sequence[Mark], current: int) -> str:
    numbers = {mark.number for mark in marks if mark.start <= start and end <= mark.end}
    if current in numbers:
        return "bold on $mark"
    return "on $mark-soft" if numbers else ""


def _removed(line: Removed) -> Content:
    return Content.assemble((f"{line.line:>4}  ", "$text-muted"), one_line(line.text), (f"  {line.rule}", "$accent"))
