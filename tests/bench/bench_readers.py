"""How much of the article, and of what is known about it, the HTML reader recovers from real pages.

    python -m tests.bench.bench_readers --data DIR

DIR holds `newspaper-html/<id>.html` and `newspaper-424.jsonl` with hand-cleaned text and metadata of the same ids.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean, median
from typing import Any
from urllib.parse import urlsplit

from index.cleaning import clean
from index.readers import Problem, read_file
from index.types import Metadata, RawArticle


@dataclass(frozen=True, slots=True)
class Score:
    """What was recovered from one page."""

    page: str
    f1: float
    """Token F1 of the cleaned text, 0 to 1."""
    precision: float
    recall: float
    title: bool
    date: bool
    publisher: bool
    seconds: float
    note: str
    """Values that differ from the truth."""


def tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def overlap(found: str, truth: str) -> tuple[float, float, float]:
    """F1, precision and recall of the words of two texts, as bags."""
    ours, theirs = tokens(found), tokens(truth)
    common = (ours & theirs).total()
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / ours.total(), common / theirs.total()
    return 2 * precision * recall / (precision + recall), precision, recall


def same_title(found: str, truth: str) -> bool:
    return re.sub(r"\W+", "", found.lower()) == re.sub(r"\W+", "", truth.lower())


def same_publisher(found: str, address: str) -> bool:
    """A name fits an address when one holds the other, or the name's initials begin the address."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    plain = re.sub(r"\W|\b(?:the|com|org|net)\b", "", found.lower())
    initials = "".join(word[0] for word in re.findall(r"\w+", found.lower()))
    parts = [part for part in host.split(".") if part not in {"com", "org", "net", "co", "uk", "edu"}]
    return bool(plain) and (
        plain in host.replace(".", "").replace("-", "") or any(part in (plain, initials) for part in parts)
    )


def score(path: Path, truth: dict[str, Any]) -> Score:
    started = time.perf_counter()
    items = list(read_file(path, path.name))
    articles = [item for item in items if isinstance(item, RawArticle)]
    seconds = time.perf_counter() - started
    problems = [str(item) for item in items if isinstance(item, Problem)]
    metadata = articles[0].metadata if articles else Metadata()
    text = clean(articles[0].text, metadata.title).text if articles else ""
    title = same_title(metadata.title, truth["title"])
    day = metadata.published == (date.fromisoformat(truth["published"]) if truth["published"] else None)
    publisher = same_publisher(metadata.publisher, truth["publisher"])
    notes = [*problems]
    notes += [] if title else [f"title {metadata.title[:60]!r} not {truth['title'][:60]!r}"]
    notes += (
        [] if day else [f"date {metadata.published} not {truth['published']} {metadata.provenance.get('published')}"]
    )
    notes += [] if publisher else [f"publisher {metadata.publisher!r} not {truth['publisher']}"]
    return Score(path.name, *overlap(text, truth["text"]), title, day, publisher, seconds, "; ".join(notes))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--worst", type=int, default=10, help="pages to list")
    options = parser.parse_args()
    pages = sorted((options.data / "newspaper-html").glob("*.html"))
    if not pages:
        sys.stderr.write(f"{options.data}: no newspaper-html/*.html here\n")
        return 1
    lines = (options.data / "newspaper-424.jsonl").read_text(encoding="utf-8").splitlines()
    truths = {str(record["id"]): record for record in map(json.loads, lines)}
    scores = [score(page, truths[page.stem]) for page in pages]
    sys.stdout.write(report(scores, options.worst))
    return 0


def report(scores: list[Score], worst: int) -> str:
    """The means, then the pages with the lowest F1 and those whose metadata differ."""
    lines = [f"{len(scores)} pages"]
    lines.append(f"text F1     mean {mean(s.f1 for s in scores):.3f}  median {median(s.f1 for s in scores):.3f}")
    lines.append(
        f"precision   mean {mean(s.precision for s in scores):.3f}  recall mean {mean(s.recall for s in scores):.3f}"
    )
    for name in ("title", "date", "publisher"):
        right = sum(getattr(s, name) for s in scores)
        lines.append(f"{name:<11} {right}/{len(scores)} = {right / len(scores):.3f}")
    lines.append(
        f"seconds     median {median(s.seconds for s in scores):.3f}  most {max(s.seconds for s in scores):.3f}"
    )
    lines.append(f"\n{'page':<10} {'F1':>5} {'prec':>5} {'rec':>5}  differences")
    listed = sorted(scores, key=lambda s: s.f1)[:worst]
    listed += [s for s in scores if s.note and s not in listed]
    for s in listed:
        lines.append(f"{s.page:<10} {s.f1:5.2f} {s.precision:5.2f} {s.recall:5.2f}  {s.note}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
