"""Web pages: trafilatura finds the article's text, the page's own data says the rest."""

import logging
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from index.errors import ReadError
from index.readers.base import Item, Source
from index.readers.decoding import decode
from index.readers.page_data import Page, letters, page_data
from index.types import RawArticle

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLOCK_NAMES = (
    "address article aside blockquote body br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section table td th title tr ul"
)
_SILENT_NAMES = "head script style noscript template svg iframe object math nav form button select"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SILENT = frozenset(_SILENT_NAMES.split())
_MOST_DEPTH = 200
"""Elements inside one another; real pages stay under a hundred, and tree walks recurse."""
_MOST_ELEMENTS = 50_000
"""Elements of a page; real pages have a few thousand, and finding the article takes seconds past this."""
_MOST_TAGS = 20 * _MOST_ELEMENTS
"""Signs "<" in markup that is parsed at all, scripts included: a tree takes a hundred times the room of its tags."""
_RUN = 6
"""Letters and digits that are compared at once; unlike texts of one language share few such runs."""
_MOST_COMPARED = 50_000
"""Letters of the article in a page's structured data that are looked for; an article has fewer."""
_LEAST_SHARED = 0.5
"""Share of the runs of the article in a page's structured data that must be found on the page; below it something
else was."""


def read_html(source: Source) -> Iterator[Item]:
    """The page as one article. Raises ReadError when it holds no text."""
    yield page_article(decode(source.read()))


def page_article(markup: str) -> RawArticle:
    """The article of a page. Raises ReadError when it holds no text."""
    tree = parse(markup)
    page = page_data(tree)
    text = _article_text(tree, page)
    if not text.strip():
        raise ReadError("web page without article text", "It may be drawn by a script: save it from the browser.")
    return RawArticle(text, page.metadata)


def parse(markup: str) -> HtmlElement:
    """The element tree of a page. Raises ReadError for markup nested beyond reason, etree.ParserError when empty."""
    if markup.count("<") > _MOST_TAGS:
        raise _too_many_elements()
    parser = HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(_XML_DECLARATION.sub("", markup), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ReadError("not readable as a web page", "Open it in a browser and save it again.") from error
    depth, elements = _size(tree)
    if depth > _MOST_DEPTH:
        raise ReadError(f"elements nested more than {_MOST_DEPTH} deep", "Save the article as text.")
    if elements > _MOST_ELEMENTS:
        raise _too_many_elements()
    return tree


def _too_many_elements() -> ReadError:
    return ReadError(f"page of more than {_MOST_ELEMENTS:,} elements", "Save the article as text.")


def block_text(tree: HtmlElement) -> str:
    """All visible text of a tree, a line for each block element. For pages that are nothing but an article."""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        shown = name not in _SILENT and not any(above.tag in _SILENT for above in element.iterancestors())
        if name in _BLOCKS:
            parts.append("\n")
        if event == "start" and shown:
            parts.append(element.text or "")
        elif event == "end" and not any(above.tag in _SILENT for above in element.iterancestors()):
            parts.append(element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n\n".join(filter(None, lines))


def markup_text(markup: str) -> str:
    """Text of a fragment of HTML, such as an export's body field."""
    return block_text(parse(f"<body>{markup}</body>"))


def _article_text(tree: HtmlElement, page: Page) -> str:
    # Imported here because it takes half a second, which commands that read no page should not pay.
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = bare_extraction(
        tree, include_comments=False, include_tables=True, favor_precision=True, with_metadata=False
    )
    text = str(getattr(document, "text", "") or "")
    if not _shows(letters(text), letters(page.body)):
        text = page.body
    text = _without_headline(text or block_text(tree), page.metadata.title)
    return text if letters(page.standfirst) in letters(text) else f"{page.standfirst}\n\n{text}"


def _shows(page: str, body: str) -> bool:
    """True when most of the body, or all of a short one, stands on the page; both are letters only.

    Letters rather than words, which many scripts do not part.
    """
    if body in page:
        return True
    runs = Counter(_runs(body[:_MOST_COMPARED]))
    shown = Counter(run for run in _runs(page) if run in runs)
    return (runs & shown).total() >= _LEAST_SHARED * runs.total()


def _runs(plain: str) -> Iterator[str]:
    return (plain[place : place + _RUN] for place in range(max(1, len(plain) - _RUN + 1)))


def _without_headline(text: str, title: str) -> str:
    """Text without a first line that repeats the title, which metadata keeps."""
    first, _, rest = text.lstrip().partition("\n")
    return rest if title and " ".join(first.split()) == title else text


def _size(tree: HtmlElement) -> tuple[int, int]:
    """Depth of the tree, and the number of its elements."""
    depth = deepest = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        deepest = max(deepest, depth)
    return deepest, elements
