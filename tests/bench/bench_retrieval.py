"""How well the search finds the articles and passages that answer.

    python -m tests.bench.bench_retrieval --data DIR --work DIR [--half tune|test] [--also NAME=INDEX]
        [--containment] [--sample N]

`--data` (or BYLINE_DATA) names a folder that holds `articles/newspaper-424.jsonl`; these and the sample corpus are
indexed together below `--work`, once. Questions: `tests/data/retrieval-questions.jsonl`. Scores are means over
questions by ir-measures with 95 % bootstrap intervals, of articles (copies are one) and of answering passages (of a
gold article, with a wording of the answer). `--also` scores another index over the same articles, for what changes
when it is built. `--containment` counts the questions whose answer stands in 500 tokens of evidence sentences, and in
as many tokens of whole passages.
"""

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ir_measures import RR, Measure, Qrel, ScoredDoc, Success, iter_calc, nDCG

from assistant.engine.finding import find
from assistant.engine.questions.question import understand
from assistant.engine.ranking.evidence import Ranked
from assistant.evaluation.cases import read_cases
from assistant.evaluation.intervals import Estimate, Values, estimates, paired_differences
from assistant.evaluation.matching import groups_found
from assistant.wiring import Corpus
from index.embedder import EMBEDDED_MODEL, Embedder, EmbedderIdentity, Vectors, open_embedder
from index.recent import RecentVectors
from index.search import Index
from index.types import Hit
from tests.bench.retrieval_rows import ABLATIONS, BASELINES, OURS, Row
from training.relevance_pools import build_index

ROOT = Path(__file__).parents[2]
BUDGET = 500
"""Word pieces of evidence."""
_DEEP = 30
"""Passages searched for, so that ten articles are usually among them."""

ARTICLE: dict[Measure, str] = {
    Success @ 1: "hit@1",
    Success @ 5: "hit@5",
    Success @ 10: "hit@10",
    RR @ 10: "MRR@10",
    nDCG @ 10: "nDCG@10",
}
PASSAGE: dict[Measure, str] = {
    Success @ 1: "answer@1",
    Success @ 5: "answer@5",
    Success @ 10: "answer@10",
    RR @ 10: "answer MRR@10",
}
NAMES = (*ARTICLE.values(), *PASSAGE.values())


@dataclass(frozen=True)
class Asked:
    """A question with its gold."""

    id: str
    question: str
    articles: frozenset[str]
    """Paths."""
    answers: tuple[tuple[str, ...], ...]

    def answered_by(self, hit: Hit) -> bool:
        """Whether a passage is of a gold article and holds a wording of the answer."""
        return hit.article.path in self.articles and any(groups_found(hit.passage.text, self.answers))


class Remembering:
    """An embedder that embeds no question twice."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._recent = RecentVectors(embedder.embed, most=100_000)

    @property
    def identity(self) -> EmbedderIdentity:
        """Of the model."""
        return self._embedder.identity

    @property
    def max_tokens(self) -> int:
        """What the model reads."""
        return self._embedder.max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text."""
        return self._embedder.count_tokens(texts)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors."""
        return self._recent.embed(texts)


def main() -> None:
    """Print a table for one half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("BYLINE_DATA"))
    parser.add_argument("--work", type=Path, required=True, help="folder for the index, kept between runs")
    parser.add_argument("--half", choices=("tune", "test"), default="tune")
    parser.add_argument("--also", action="append", default=[], metavar="NAME=INDEX")
    parser.add_argument("--containment", action="store_true")
    parser.add_argument("--sample", type=int, metavar="N", help="ask N questions, evenly spaced, instead of all")
    options = parser.parse_args()
    if options.data is None or not (Path(options.data) / "articles").is_dir():
        parser.error("give --data DIR, a folder that holds articles/newspaper-424.jsonl")
    embedder = Remembering(open_embedder(EMBEDDED_MODEL, options.work / "embedders"))
    folder = indexed(Path(options.data), options.work, embedder)
    asked = questions(options.half)
    if options.sample:
        asked = asked[:: max(1, len(asked) // options.sample)][: options.sample]
    print(f"{options.half} half: {len(asked)} questions")
    if options.containment:
        report_containment(folder, options.work, asked)
        return
    tables = {row.name: scored(row, folder, embedder, asked) for row in (*BASELINES, OURS, *ABLATIONS)}
    tables["with filters in words"] = with_filters(folder, options.work, asked)
    for name, _, other in (one.partition("=") for one in options.also):
        tables[name] = scored(OURS, Path(other), embedder, asked)
    report(tables)


def indexed(data: Path, work: Path, embedder: Embedder) -> Path:
    """The folder of an index over the newspapers and the sample corpus."""
    files = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "corpus").iterdir() if path.is_file()}
    del files["README.md"]
    files["newspaper-424.jsonl"] = (data / "articles" / "newspaper-424.jsonl").read_text(encoding="utf-8")
    build_index(work, files, embedder).close()
    return work / "index"


def questions(half: str) -> list[Asked]:
    """The questions of one half."""
    return [
        Asked(case.id, case.question, frozenset(case.articles), case.answers)
        for case in read_cases(ROOT / "tests/data/retrieval-questions.jsonl")
        if half in case.tags
    ]


def scored(row: Row, folder: Path, embedder: Embedder, asked: Sequence[Asked]) -> Values:
    """Shape (questions, NAMES)."""
    index = Index(folder, lambda: embedder, row.fusion)
    with row.applied():
        found = [index.search(one.question, k=_DEEP) for one in asked]
    return measured(index, asked, found)


class Unranked:
    """A ranker for those who want passages only."""

    def rank(self, question: str, hits: Sequence[Hit], most: int = 12) -> Ranked:
        """No evidence."""
        return Ranked((), 0.0, ())


def with_filters(folder: Path, work: Path, asked: Sequence[Asked]) -> Values:
    """Ours, as the engine searches: publishers and dates that the question names narrow it, a comparison has sides."""
    with Corpus(work / "articles", folder, model="none") as corpus:
        index, publishers = corpus.index(), corpus._publishers()
        read = [understand(one.question, [], publishers, index.newest()) for one in asked]
        return measured(index, asked, [find(one, index, Unranked(), _DEEP).hits for one in read])


def measured(index: Index, asked: Sequence[Asked], found: Sequence[Sequence[Hit]]) -> Values:
    """Scores of the articles and of the answering passages; shape (questions, NAMES)."""
    origins = {article.path: article.origin_id for article in index.articles()}
    articles, passages = [], []
    for one, hits in zip(asked, found, strict=True):
        gold = sorted({origins[path] for path in one.articles})
        articles.append((gold, list(dict.fromkeys(hit.article.origin_id for hit in hits))))
        keys = [f"{hit.article.id}:{hit.passage.start}" for hit in hits]
        right = [key for key, hit in zip(keys, hits, strict=True) if one.answered_by(hit)]
        passages.append((right or ["none found"], keys))
    return np.hstack([calculated(ARTICLE, articles), calculated(PASSAGE, passages)])


def calculated(measures: dict[Measure, str], pairs: Sequence[tuple[list[str], list[str]]]) -> Values:
    """Values of each measure for pairs of gold and ranking; shape (pairs, measures)."""
    gold = [Qrel(str(i), name, 1) for i, (right, _) in enumerate(pairs) for name in right]
    # A question without any result is not in the run, and would be left out of the mean.
    run = [
        ScoredDoc(str(i), name, -float(rank))
        for i, (_, ranking) in enumerate(pairs)
        for rank, name in enumerate(ranking or ["nothing"])
    ]
    columns = list(measures)
    values = np.full((len(pairs), len(columns)), np.nan)
    for one in iter_calc(columns, gold, run):
        values[int(one.query_id), columns.index(one.measure)] = one.value
    return values


def report(tables: dict[str, Values]) -> None:
    """Every row with its intervals, and by how much ours is ahead of it."""
    print("| ranking | " + " | ".join(NAMES) + " |\n" + "|---" * (1 + len(NAMES)) + "|")
    for name, values in tables.items():
        print(f"| {name} | " + " | ".join(map(shown, estimates(values))) + " |")
    print("\nours less the row, same questions drawn for both")
    print("| ranking | " + " | ".join(NAMES) + " |\n" + "|---" * (1 + len(NAMES)) + "|")
    for name, values in tables.items():
        if name != OURS.name:
            cells = map(shown, paired_differences(tables[OURS.name], values))
            print(f"| {name} | " + " | ".join(cells) + " |")


def shown(estimate: Estimate) -> str:
    """A mean with its interval."""
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def report_containment(folder: Path, work: Path, asked: Sequence[Asked]) -> None:
    """Share of questions whose answer stands in the evidence, by sentences and by whole passages."""
    with Corpus(work / "articles", folder, model="none") as corpus:
        index, count = corpus.index(), corpus.embedder().count_tokens
        publishers, ranker = corpus._publishers(), corpus._ranker(index)
        rows, tokens = [], []
        for one in asked:
            read = understand(one.question, [], publishers, index.newest())
            found = find(read, index, ranker, corpus.settings.passages)
            candidates = ([piece.quote for piece in found.evidence], [hit.passage.text for hit in found.hits])
            given = [fitting(count, texts) for texts in candidates]
            rows.append([contained(one, texts) for texts in given])
            tokens.append([sum(count(texts)) if texts else 0 for texts in given])
    values = np.array(rows, dtype=np.float64)
    names, means = ("evidence sentences", "whole passages"), np.mean(tokens, axis=0)
    for name, estimate, mean in zip(names, estimates(values), means, strict=True):
        print(f"answer within {BUDGET} tokens of {name} ({mean:.0f} on average): {shown(estimate)}")
    print(f"difference: {shown(paired_differences(values[:, :1], values[:, 1:])[0])}")


def fitting(count: Callable[[Sequence[str]], list[int]], texts: Sequence[str]) -> list[str]:
    """The first texts, as many as the budget holds."""
    past = np.cumsum(count(texts)) if texts else np.zeros(0)
    return list(texts[: int(np.searchsorted(past, BUDGET, side="right"))])


def contained(asked: Asked, texts: Sequence[str]) -> bool:
    """Whether every group of the answer has a wording in the texts."""
    return all(groups_found("\n".join(texts), asked.answers))


if __name__ == "__main__":
    main()
