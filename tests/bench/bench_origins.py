"""Measures how well copies of articles are told from other articles, and how long it takes.

Usage: python -m tests.bench.bench_origins --data DIR [--seed N] [--articles 10000]

DIR holds `articles/newspaper-424.jsonl`: one object a line with `id`, `title`, `publisher` and `text`. Copies are
made of half the articles: another headline, up to 35 % of the paragraphs dropped, up to 40 % of the sentences
reworded, an agency line added, boilerplate around. The other half are negatives among articles of the same
publishers and topics: a third as they are, a third with a background paragraph that others have too, a third
with the last paragraphs of another article at their end, up to half of their length.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from random import Random
from time import perf_counter

from index.origins import group_signatures, signature
from index.sentences import sentences
from tests.bench.intervals import interval

_BOILERPLATE = (
    "Home News World Sport Opinion Video",
    "Sign up for our morning newsletter and never miss a story.",
    "Share this article on Facebook, Twitter and WhatsApp",
    "This material may not be published, broadcast, rewritten or redistributed without permission.",
    "We use cookies to make this site work. Read our privacy policy to learn more.",
    "Related stories",
    "Comments are closed for this article.",
    "Follow us for the latest news and analysis from our correspondents.",
)
_AGENCY_LINES = (
    "By Our Staff",
    "LONDON (Reuters) -",
    "PARIS, Dec 14 (AFP) -",
    "(AP)",
    "Additional reporting by agencies",
)


@dataclass(frozen=True)
class Source:
    """An article of the data set."""

    id: str
    title: str
    publisher: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Labelled:
    """An article of the generated set."""

    id: str
    text: str
    origin: str
    """Id of the article it is a copy of; its own where it is none."""


def main() -> int:
    """Print precision, recall and times; 1 when the data is absent or a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args()
    path = options.data / "articles" / "newspaper-424.jsonl"
    if not path.is_file():
        print(f"{path}: not found", file=sys.stderr)
        return 1
    generator = Random(options.seed)  # noqa: S311  no secret
    sources = read_sources(path)
    good = report_quality(make_set(sources, generator))
    report_times(sources, options.articles, generator)
    return 0 if good else 1


def read_sources(path: Path) -> list[Source]:
    """Articles of at least 100 words."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        paragraphs = tuple(part.strip() for part in row["text"].split("\n") if part.strip())
        if length(paragraphs) >= 100:
            found.append(Source(str(row["id"]), row["title"], row["publisher"], paragraphs))
    return found


def make_set(sources: Sequence[Source], generator: Random) -> list[Labelled]:
    """Every article, one to three copies of half of them, and text of others in two thirds of the other half."""
    words = [word for source in sources for part in source.paragraphs for word in part.split()]
    shuffled = generator.sample(list(sources), len(sources))
    copied, alone = shuffled[: len(shuffled) // 2], shuffled[len(shuffled) // 2 :]
    made = [Labelled(source.id, as_text(source.title, source.paragraphs), source.id) for source in copied]
    for source in copied:
        for number in range(generator.choice((1, 1, 2, 3))):
            text = copy_of(source, sources, words, generator)
            made.append(Labelled(f"{source.id}/copy{number}", text, source.id))
    background = [part for source in copied for part in source.paragraphs if 40 <= length([part]) <= 150][:20]
    for i, source in enumerate(alone):
        paragraphs = list(source.paragraphs)
        shared = background[i % len(background)]
        if i % 3 == 1 and length([shared]) <= length(paragraphs) / 2:
            paragraphs.insert(generator.randint(0, len(paragraphs)), shared)
        if i % 3 == 2:
            paragraphs += ending(copied[i % 20], length(paragraphs))
        made.append(Labelled(source.id, as_text(source.title, paragraphs), source.id))
    return generator.sample(made, len(made))


def length(paragraphs: Sequence[str]) -> int:
    """Words of all."""
    return sum(len(part.split()) for part in paragraphs)


def ending(source: Source, most: int) -> Sequence[str]:
    """The last paragraphs of an article, without its first half, at most so many words."""
    last = source.paragraphs[(len(source.paragraphs) + 1) // 2 :]
    while length(last) > most:
        last = last[1:]
    return last


def as_text(title: str, paragraphs: Sequence[str]) -> str:
    """Headline and paragraphs."""
    return "\n\n".join([title, *paragraphs])


def copy_of(source: Source, sources: Sequence[Source], words: Sequence[str], generator: Random) -> str:
    """The article as another site would carry it."""
    kept = list(source.paragraphs)
    dropped = int(len(kept) * generator.uniform(0, 0.35))
    if generator.random() < 0.6:
        kept = kept[: len(kept) - dropped]
    else:
        kept = [kept[i] for i in sorted(generator.sample(range(len(kept)), len(kept) - dropped))]
    reworded = generator.uniform(0, 0.4)
    body = [reworded_paragraph(part, reworded, words, generator) for part in kept]
    title = reword(source.title, 0.5, words, generator)
    agency = generator.choice(_AGENCY_LINES)
    lines = list(_BOILERPLATE) + [other.title for other in generator.sample(list(sources), 10)]
    above, below = (generator.sample(lines, generator.randint(0, most)) for most in (4, 10))
    return "\n\n".join([*above, title, f"{agency} {body[0]}", *body[1:], *below])


def reworded_paragraph(paragraph: str, part: float, words: Sequence[str], generator: Random) -> str:
    """The paragraph with `part` of its sentences reworded, 15 to 40 % of their words each."""
    written = []
    for start, end in sentences(paragraph):
        sentence = paragraph[start:end]
        rate = generator.uniform(0.15, 0.4) if generator.random() < part else 0.0
        written.append(reword(sentence, rate, words, generator))
    return " ".join(written)


def reword(text: str, rate: float, words: Sequence[str], generator: Random) -> str:
    """Replace, drop or add words at this rate."""
    written: list[str] = []
    for word in text.split():
        if generator.random() >= rate:
            written.append(word)
            continue
        written += generator.choice(
            [[generator.choice(words)], [generator.choice(words)], [], [word, generator.choice(words)]]
        )
    return " ".join(written)


def report_quality(made: Sequence[Labelled]) -> bool:
    """Print precision and recall over pairs of articles, and whether both reach 0.97."""
    found = group_signatures([(article.id, signature(article.text)) for article in made])
    truth = set(pairs({article.id: article.origin for article in made}))
    grouped = set(pairs(found))
    right = len(truth & grouped)
    precision, recall = right / max(1, len(grouped)), right / max(1, len(truth))
    print(f"{len(made)} articles, {len(truth)} pairs of copies, {len(grouped)} found")
    print(f"precision {precision:.3f}  95 % interval {interval(right, len(grouped))}")
    print(f"recall    {recall:.3f}  95 % interval {interval(right, len(truth))}")
    for a, b in sorted(grouped - truth)[:10]:
        print(f"  not copies: {a}, {b}")
    return precision >= 0.97 and recall >= 0.97


def pairs(origins: dict[str, str]) -> Iterator[tuple[str, str]]:
    """All pairs of articles with the same origin."""
    members = defaultdict(list)
    for article, origin in origins.items():
        members[origin].append(article)
    for group in members.values():
        yield from combinations(sorted(group), 2)


def report_times(sources: Sequence[Source], count: int, generator: Random) -> None:
    """Print the time per article among `count` articles of ordinary length, written by a chain of word pairs."""
    words = [word for source in sources for part in source.paragraphs for word in part.split()]
    followers = defaultdict(list)
    for a, b in pairwise(words):
        followers[a].append(b)
    texts = [chained(followers, words[0], generator.randint(200, 800), generator) for _ in range(count)]
    began = perf_counter()
    signed = [(str(i), signature(text)) for i, text in enumerate(texts)]
    signing = perf_counter() - began
    began = perf_counter()
    origins = group_signatures(signed)
    grouping = perf_counter() - began
    stored = {article_id: (value, origins[article_id]) for article_id, value in signed[:-1]}
    began = perf_counter()
    group_signatures(signed, stored)
    adding = perf_counter() - began
    size = sum(len(value) for _, value in signed) / count
    print(f"{count} articles of 200 to 800 words, {size:.0f} bytes a signature")
    print(f"signature {1e3 * signing / count:.3f} ms an article")
    print(f"grouping all {1e3 * grouping / count:.3f} ms an article")
    print(f"adding one to {count - 1} stored: {adding:.3f} s")


def chained(followers: dict[str, list[str]], start: str, length: int, generator: Random) -> str:
    """Words that each follow the one before somewhere in the data."""
    written = [start]
    for _ in range(length):
        written.append(generator.choice(followers.get(written[-1]) or followers[start]))
    return " ".join(written)


if __name__ == "__main__":
    sys.exit(main())
