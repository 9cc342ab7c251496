"""Results as lines of text that are safe to print on a terminal."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.types import Answer, Citation, Disagreement
from index.types import Article, Hit

if TYPE_CHECKING:
    from assistant.doctor import Finding
    from index.build import Summary

_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e0fff]"
)


def safe(text: str) -> str:
    """The text without control, invisible and direction-changing characters, so that it can only be read."""
    return _UNSAFE.sub("", text)


def json_text(values: object, indent: int | None = 1) -> str:
    """The values as JSON in which every character that a terminal could act on is escaped."""
    return safe_json(json.dumps(values, ensure_ascii=False, indent=indent))


def safe_json(text: str) -> str:
    """JSON in which every character that a terminal could act on is escaped; it means the same."""
    # JSON's own escapes leave out DEL.
    return _UNSAFE.sub(lambda found: json.dumps(found[0])[1:-1].replace("\x7f", "\\u007f"), text)


def counted(number: int, noun: str) -> str:
    """The number with its noun, such as "1 copy", "2 copies"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def citation_lines(citation: Citation) -> Iterator[str]:
    """The quotation under the line that says where it is from."""
    copies = f" (and {counted(len(citation.also_in), 'copy')})" if citation.also_in else ""
    yield f"[{citation.number}] {source(citation.article)}{copies}"
    yield f"    “{one_line(citation.quote)}”"


def source(article: Article) -> str:
    """Publisher, date, title and path, as far as they are known."""
    metadata = article.metadata
    day = metadata.published.isoformat() if metadata.published else ""
    return one_line(" · ".join(part for part in (metadata.publisher, day, metadata.title, article.path) if part))


def one_line(text: str) -> str:
    """The text on one line, safe to print."""
    return " ".join(safe(text).split())


def disagreement_lines(disagreement: Disagreement, citations: Mapping[int, Citation]) -> Iterator[str]:
    """What sources give different values for, and each value with who says it and who prints it.

    `citations` has those of the values by their numbers.
    """
    head = "Later reports revise" if disagreement.kind == "update" else "Sources differ on"
    yield f"{head} {one_line(disagreement.about)}:"
    for value in disagreement.values:
        day = value.published.isoformat() if value.published else ""
        publisher = citations[value.citation].article.metadata.publisher
        told = ", ".join(one_line(part) for part in (value.value, value.said_by) if part)
        printed = ", ".join(one_line(part) for part in (publisher, day) if part and part != value.said_by)
        yield f"  • {told}{f' ({printed})' if printed else ''} [{value.citation}]"


def basis_line(answer: Answer) -> str:
    """How many independent texts and publishers stand behind the answer, and how much was held back."""
    parts = [counted(answer.independent_origins, "independent text")]
    if answer.publishers:
        parts.append(counted(answer.publishers, "publisher"))
    if answer.withheld:
        parts.append(f"{counted(len(answer.withheld), 'unsupported sentence')} withheld")
    return "— " + ", ".join(parts)


def hit_lines(rank: int, hit: Hit) -> Iterator[str]:
    """A search result: where it is from, and the passage."""
    copies = f" (and {counted(len(hit.also_in), 'copy')})" if hit.also_in else ""
    yield f"{rank}. {source(hit.article)}{copies}"
    yield f"   {one_line(hit.passage.text)}"


def search_lines(hits: Sequence[Hit]) -> Iterator[str]:
    """All results of a search, numbered from 1."""
    for rank, hit in enumerate(hits, start=1):
        yield from hit_lines(rank, hit)


def article_text(article: Article) -> str:
    """The cleaned text that offsets refer to, safe to print on a terminal; offsets hold for what is left out too."""
    return safe(article.text)


def article_lines(article: Article) -> Iterator[str]:
    """What is known about an article, with where each value comes from."""
    metadata = article.metadata
    yield f"id: {article.id}"
    yield f"path: {one_line(article.path)}"
    values = {
        "title": metadata.title,
        "publisher": metadata.publisher,
        "authors": ", ".join(metadata.authors),
        "published": metadata.published.isoformat() if metadata.published else "",
        "url": metadata.url,
        "language": metadata.language,
    }
    for name, value in values.items():
        known = metadata.provenance.get(name)
        where = f"  ({known.origin}, {known.confidence:.0%})" if known else ""
        yield f"{name}: {one_line(value) or 'unknown'}{where}"
    if article.origin != article.id:
        yield f"copy of: {article.origin}"


def removed_lines(article: Article) -> Iterator[str]:
    """Every line that cleaning took out, with its number and rule."""
    for line in article.removed:
        yield f"{line.line}\t{line.rule}\t{one_line(line.text)}"


def summary_lines(summary: "Summary", corpus: Path) -> Iterator[str]:
    """What the index holds, and what the build did, in two lines; and what to do where it holds nothing."""
    counts = summary.counts
    yield (
        f"{one_line(str(corpus))}: {counted(counts['articles'], 'article')} in {counted(counts['files'], 'file')}, "
        f"{counted(counts['passages'], 'passage')}, {counted(counts['origins'], 'independent text')}"
    )
    yield update_line(summary)
    if not counts["articles"]:
        yield "there is nothing to ask yet: put articles into this folder, or name another one"


def update_line(summary: "Summary") -> str:
    """What a build did, in one line."""
    skipped = f", {counted(len(summary.problems), 'problem')}" if summary.problems else ""
    return (
        f"{summary.added:,} added, {summary.changed:,} changed, {summary.deleted:,} deleted, "
        f"{summary.unchanged:,} unchanged{skipped}; {counted(summary.embedded, 'passage')} embedded "
        f"in {summary.seconds:.1f} s"
    )


def finding_lines(finding: "Finding") -> Iterator[str]:
    """What was checked, what was found, and what to do about it."""
    yield f"{'!' if finding.cure else '✓'} {finding.subject}: {one_line(finding.state)}"
    if finding.cure:
        yield f"    {one_line(finding.cure)}"
