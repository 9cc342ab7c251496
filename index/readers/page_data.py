"""Title, date, publisher, authors and language that a web page states about itself.

Structured data (JSON-LD) is trusted before meta tags, and those before what is only shown; the headline as shown
wins over the one written for search engines and social networks when both say the same thing.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from lxml.html import HtmlElement

from index.dates import parse_date
from index.metadata import Draft, author_names, language_code, publisher_name
from index.readers.decoding import normalise, one_line
from index.types import Metadata

_MOST_NODES = 5000
"""Objects of structured data that are looked at; a page has a few dozen."""
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|Event|VideoObject|PodcastEpisode)$")
_WRITTEN = re.compile(r"(?:Article|Posting)$")
_SEPARATOR = re.compile(r"\s+(?:[|–—»:·•-]|::)+\s+|\s*[|»]\s*")
_META_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "title",
    "headline",
)
_META_DATES = (
    "article:published_time", "article:published", "datepublished", "og:published_time", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "pubdate", "publishdate", "publish-date",
    "publication_date", "article_date_original", "date", "citation_publication_date", "rnews:datepublished",
)  # fmt: skip
_META_PUBLISHERS = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "citation_journal_title",
    "application-name",
    "apple-mobile-web-app-title",
)
_META_AUTHORS = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "byline")
_META_DESCRIPTIONS = (
    "og:description",
    "twitter:description",
    "description",
    "dc.description",
    "sailthru.description",
)
_STANDFIRST_TAGS = ("h2", "h3", "h4", "p", "div", "span", "strong", "em")
_LEAST_SPACES = 3
"""A description of fewer words may be the name of a section."""
_MOST_SPACE = 200
"""White space that markup may hold around and inside a standfirst."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about its article."""

    metadata: Metadata
    body: str
    """The article's text as its structured data holds it; empty when it does not."""
    standfirst: str
    """What the page says the article is about, where it is shown as a line of its own; empty when it is not."""


def page_data(tree: HtmlElement) -> Page:
    """Read structured data, meta tags and visible headline and time of a parsed page."""
    articles = sorted(_articles(tree), key=_richness, reverse=True)
    meta = _meta(tree)
    draft = Draft()
    for article in articles:
        _from_article(article, draft)
    _from_meta(meta, draft)
    _from_page(tree, draft)
    _settle_title(tree, articles, meta, draft)
    body = next((body for article in articles if (body := _body(article))), "")
    return Page(draft.metadata(), body, _standfirst(tree, articles, meta))


def _articles(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Objects of JSON-LD that describe an article, in the page's order."""
    todo: list[object] = []
    for script in reversed(tree.xpath('//script[contains(@type, "ld+json")]')):
        todo.append(_json(script.text or ""))
    for _ in range(_MOST_NODES):
        if not todo:
            return
        node = todo.pop()
        if isinstance(node, list):
            todo.extend(reversed(node))
        elif isinstance(node, Mapping):
            if any(_ARTICLE.search(kind) for kind in _texts(node.get("@type"))):
                yield node
            todo.extend(
                value
                for key in ("mainEntity", "mainEntityOfPage", "@graph")
                if isinstance(value := node.get(key), list | dict)
            )


def _json(text: str) -> object:
    try:
        return json.loads(re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _richness(article: Mapping[str, Any]) -> int:
    return sum(bool(article.get(key)) for key in ("headline", "datePublished", "author", "publisher"))


def _from_article(article: Mapping[str, Any], draft: Draft) -> None:
    date = next(_texts(article.get("datePublished")), "")
    draft.offer("published", parse_date(date), "json-ld", 0.95)
    draft.offer("publisher", _publisher(next(_texts(article.get("publisher")), "")), "json-ld", 0.95)
    names = (name for text in _texts(article.get("author")) for name in author_names(text))
    draft.offer("authors", tuple(dict.fromkeys(names)), "json-ld", 0.9)
    draft.offer("language", language_code(next(_texts(article.get("inLanguage")), "")), "json-ld", 0.6)
    draft.offer("url", _address(next(_texts(article.get("url")), "")), "json-ld", 0.7)


def _from_meta(meta: Mapping[str, str], draft: Draft) -> None:
    for rank, name in enumerate(_META_DATES):
        draft.offer("published", parse_date(meta.get(name, "")), "meta tag", 0.9 - rank / 100)
    for rank, name in enumerate(_META_PUBLISHERS):
        draft.offer("publisher", _publisher(meta.get(name, "")), "meta tag", 0.9 - rank / 20)
    for name in _META_AUTHORS:
        draft.offer("authors", author_names(meta.get(name, "")), "meta tag", 0.8)
    draft.offer("url", _address(meta.get("og:url", "")), "meta tag", 0.8)
    draft.offer("language", language_code(meta.get("og:locale", "")), "meta tag", 0.5)


def _from_page(tree: HtmlElement, draft: Draft) -> None:
    canonical = tree.xpath('string(//link[@rel="canonical"]/@href)')
    draft.offer("url", _address(canonical), "canonical link", 0.9)
    draft.offer("language", language_code(tree.xpath("string(/html/@lang)")), "page", 0.5)
    for shown in tree.xpath('//*[@itemprop="datePublished"]')[:1]:
        value = shown.get("content") or shown.get("datetime") or shown.text_content()
        draft.offer("published", parse_date(value[:100]), "page", 0.85)
    for time in tree.xpath("//time")[:1]:
        value = time.get("datetime") or time.text_content()
        draft.offer("published", parse_date(value[:100]), "page", 0.6)
    _from_classes(tree, draft)


def _from_classes(tree: HtmlElement, draft: Draft) -> None:
    """Date and authors in short elements whose class or id names them."""
    for element in tree.iter("span", "div", "p", "a", "li"):
        names = f"{element.get('class', '')} {element.get('id', '')}".lower()
        if not re.search(r"date|publish|posted|time|byline|author", names):
            continue
        text = one_line(element.text_content()[:400])
        if len(text) > 120:
            continue
        if re.search(r"publish|posted|date|time|byline", names) and not re.search(r"updat|modif|comment", names):
            draft.offer("published", parse_date(text), "page", 0.5)
        if re.search(r"byline|author", names) and re.match(r"by\s", text, re.I):
            draft.offer("authors", author_names(text), "page", 0.5)


def _settle_title(
    tree: HtmlElement, articles: list[Mapping[str, Any]], meta: Mapping[str, str], draft: Draft
) -> None:
    stated = [one_line(html.unescape(text)) for article in articles for text in _texts(article.get("headline"))]
    tagged = [one_line(html.unescape(meta[name])) for name in _META_TITLES if meta.get(name)]
    page = [one_line(html.unescape(tree.xpath("string(//head/title)")))]
    known = [title for title in stated + tagged + page if title]
    shown = [one_line(heading.text_content()) for heading in tree.iter("h1")]
    headline = max(shown, key=lambda text: _agreement(text, known), default="")
    if headline and (_agreement(headline, known) >= 0.6 or (len(shown) == 1 and len(headline.split()) >= 4)):
        draft.offer("title", _without_kicker(headline, known), "headline", 0.95)
    for titles, origin, confidence in (
        (stated, "json-ld", 0.9),
        (tagged, "meta tag", 0.8),
        (page, "page title", 0.6),
    ):
        for title in titles:
            draft.offer("title", _without_site(title, draft.text("publisher")), origin, confidence)


def _standfirst(tree: HtmlElement, articles: list[Mapping[str, Any]], meta: Mapping[str, str]) -> str:
    written = (article for article in articles if any(_WRITTEN.search(kind) for kind in _texts(article.get("@type"))))
    stated = [text for article in written for text in _texts(article.get("description"))]
    stated += [meta[name] for name in _META_DESCRIPTIONS if name in meta]
    wanted = {letters(html.unescape(text)) for text in stated if text.count(" ") >= _LEAST_SPACES}
    most = max(map(len, stated), default=0) + _MOST_SPACE
    shown = (_start(element, most) for element in tree.iter(*_STANDFIRST_TAGS) if wanted)
    return next((one_line(text, most) for text in shown if letters(text) in wanted), "")


def _start(element: HtmlElement, most: int) -> str:
    """The text of an element until it has more than `most` characters."""
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > most:
            break
    return text


def letters(text: str) -> str:
    """The text as compared: letters and digits only, in lower case."""
    return re.sub(r"\W+", "", text.casefold())


def _agreement(text: str, others: list[str]) -> float:
    """Likeness of `text` to the most similar of `others`, 0 to 1; an added site's name is no difference."""
    if len(text) < 3:
        return 0.0
    lower = text.lower()
    return max(
        (
            1.0 if other.lower().startswith(lower) else SequenceMatcher(None, lower, other.lower()).ratio()
            for other in others
        ),
        default=0.0,
    )


def _without_kicker(headline: str, known: list[str]) -> str:
    """A headline without a section in front of it ("Opinion | …") that other titles of the page do not have."""
    separator = _SEPARATOR.search(headline)
    rest = headline[separator.end() :] if separator and headline.count(" ", 0, separator.start()) <= 1 else ""
    return rest if rest and any(other.startswith(rest) for other in known) else headline


def _without_site(title: str, publisher: str) -> str:
    """A title without the name of the site at its start or end."""
    site = re.sub(r"\W|\.(?:com|org|net)$", "", publisher.lower())
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return title
    last, first = title[parts[-1].end() :], title[: parts[0].start()]
    if _names_site(last, site):
        return title[: parts[-1].start()]
    return title[parts[0].end() :] if _names_site(first, site) else title


def _names_site(part: str, site: str) -> bool:
    plain = re.sub(r"\W|\.(?:com|org|net)\b", "", part.lower())
    return bool(plain) and bool(site) and (plain in site or site in plain) and len(part.split()) <= 5


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Content of meta tags by lower-case name; the first of each name that has any."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        if tag.get("content", "").strip():
            found.setdefault(name.strip().lower(), tag.get("content").strip())
    return found


def _texts(value: object) -> Iterator[str]:
    """Strings in a JSON-LD value: itself, its items, or the names of objects."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value[:50]:
            yield from _texts(item) if not isinstance(item, list) else ()
    elif isinstance(value, Mapping):
        yield from _texts(value["name"]) if isinstance(value.get("name"), str) else ()


def _body(article: Mapping[str, Any]) -> str:
    body = article.get("articleBody")
    return normalise(html.unescape(body)) if isinstance(body, str) else ""


def _publisher(name: str) -> str:
    """The name of a publisher without the slogan that some put behind it."""
    return _SEPARATOR.split(one_line(publisher_name(html.unescape(name)), 80))[0].rstrip(" -|")


def _address(url: str) -> str:
    return url.strip() if re.match(r"https?://\S+$", url.strip()) else ""
