"""Whole answers over the project's own questions, and whether the gate notices planted regressions.

    python -m tests.bench.bench_answers [--data DIR] [--model none] [--limit N] [--sample SEED] [--plant]

Without `--data` (or BYLINE_DATA), a folder with `articles/`, only the sample corpus is asked about. `--plant` breaks
the engine on purpose, one way at a time, and fails unless each is caught and no change passes.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import assistant.engine.finding
from assistant.evaluation.cases import Case, read_cases
from assistant.evaluation.citation_scores import CachedJudge
from assistant.evaluation.compare import regressions
from assistant.evaluation.judges import SupportJudge
from assistant.evaluation.metrics import METRICS
from assistant.evaluation.pipelines import answer, open_pipeline
from assistant.evaluation.records import Record
from assistant.evaluation.sampling import choose
from assistant.evaluation.scores import score
from assistant.evaluation.summary import Summary, summarise
from assistant.evaluation.tables import aligned, number
from assistant.wiring import Corpus
from index.catalog import Catalog
from index.search import Index

ROOT = Path(__file__).parents[2]
SETS = (
    ("sample corpus", "questions.jsonl", ""),
    ("Aleppo", "aleppo-questions.jsonl", "articles/aleppo-2018"),
    ("newspapers", "newspaper-questions.jsonl", "articles/newspaper-424.jsonl"),
)
"""Name, file of questions, and where its articles are in the data folder; empty for the project's own."""

SHOWN = (
    "right",
    "correct",
    "answered",
    "refusal_recall",
    "citation_recall",
    "citation_precision",
    "cites_gold_article",
    "quote_hit@5",
    "exact_quotes",
    "speaker_kept",
    "disagreement_shown",
    "seconds",
)

Records = Mapping[str, Record]


def asked(corpus: Corpus, cases: Sequence[Case], pipeline: str = "byline") -> dict[str, Record]:
    """Answers by question id."""
    opened = open_pipeline(corpus, pipeline)
    return {case.id: answer(opened, case) for case in cases}


def summed(corpus: Corpus, cases: Sequence[Case], records: Records) -> Summary:
    """The scores of `records`."""
    library, judge = cache(corpus.article), CachedJudge(SupportJudge())
    return summarise(cases, records, [score(case, records[case.id], library, judge) for case in cases], judge.name)


def _with_citations(record: Record, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Record:
    if not record.answer:
        return record
    return replace(
        record, answer=dict(record.answer) | {"citations": [change(one) for one in record.answer["citations"]]}
    )


def citations_shuffled(records: Records) -> dict[str, Record]:
    """Every citation is another question's."""
    pool = [one for record in records.values() if record.answer for one in record.answer["citations"]]
    turned = iter(pool[len(pool) // 2 :] + pool[: len(pool) // 2])
    return {
        id_: _with_citations(record, lambda one: next(turned) | {"number": one["number"]})
        for id_, record in records.items()
    }


def quotations_shifted(records: Records) -> dict[str, Record]:
    """Every quotation is said to begin one character later than it does."""
    return {
        id_: _with_citations(record, lambda one: one | {"start": one["start"] + 1, "end": one["end"] + 1})
        for id_, record in records.items()
    }


def unchanged(records: Records) -> dict[str, Record]:
    """What was recorded."""
    return dict(records)


def without_abstention() -> AbstractContextManager[Any]:
    """Every question is answered."""
    return patch.object(assistant.engine.finding, "ANSWER_THRESHOLD", -1.0)


def without_full_text() -> AbstractContextManager[Any]:
    """Dense search alone."""
    return patch.object(Catalog, "lexical", lambda *_: [])


def without_vectors() -> AbstractContextManager[Any]:
    """Full-text search alone."""
    return patch.object(Index, "_dense", lambda *_: {})


def plants(corpus: Corpus, cases: Sequence[Case], base: Records) -> Iterator[tuple[str, Records]]:
    """Each regression with the answers it leads to; the first two are none."""
    yield "no change", unchanged(base)
    with nullcontext():
        yield "asked again", asked(corpus, cases)
    yield "citations shuffled", citations_shuffled(base)
    yield "quotations shifted by one", quotations_shifted(base)
    for name, broken in (
        ("abstention off", without_abstention),
        ("full-text search off", without_full_text),
        ("dense search off", without_vectors),
    ):
        with broken():
            yield name, asked(corpus, cases)


def check_plants(corpus: Corpus, cases: Sequence[Case]) -> bool:
    """Print what the gate says of each; whether it is right every time."""
    base = asked(corpus, cases)
    before = summed(corpus, cases, base)
    right = True
    for place, (name, records) in enumerate(plants(corpus, cases, base)):
        found = regressions(summed(corpus, cases, records).questions, before.questions)
        fits = bool(found) == (place >= 2)
        right = right and fits
        what = f"caught: {'; '.join(found[:3])}" if found else "passes"
        print(f"{'' if fits else 'WRONG '}{name}: {what}", flush=True)
    return right


def measure(given: argparse.Namespace) -> None:
    """Print one row for each set of questions."""
    rows: list[Sequence[str]] = [("questions", "n", *SHOWN)]
    for name, file, place in SETS:
        articles = Path(given.data) / place if place and given.data else ROOT / "corpus"
        if place and (not given.data or not articles.exists()):
            print(
                f"{name}: left out, for there is no {place or 'data'}; name its folder with --data", file=sys.stderr
            )
            continue
        cases = choose(read_cases(ROOT / "tests/data" / file), given.limit, given.sample)
        with tempfile.TemporaryDirectory() as index, opened(articles, Path(index), given.model) as corpus:
            summary = summed(corpus, cases, asked(corpus, cases, given.pipeline))
        values = [summary.metrics[metric].value if metric in summary.metrics else float("nan") for metric in SHOWN]
        cells = [number(metric, value) for metric, value in zip(SHOWN, values, strict=True)]
        rows.append((name, str(len(cases)), *cells))
    print("\n".join(aligned(list(zip(*rows, strict=True)))))
    print("\n".join(f"{name}: {METRICS[name].about}" for name in SHOWN))


def opened(articles: Path, index: Path, model: str) -> Corpus:
    """The articles, indexed in `index`; a single file is taken alone from its folder."""
    folder = articles if articles.is_dir() else articles.parent
    include = () if articles.is_dir() else (articles.name,)
    corpus = Corpus(folder, index, model=model, include=include)
    for _ in corpus.build():
        pass
    return corpus


def main() -> int:
    """Run what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("BYLINE_DATA", ""), metavar="DIR")
    parser.add_argument("--model", default="none")
    parser.add_argument("--pipeline", default="byline")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--sample", type=int, default=1, metavar="SEED")
    parser.add_argument("--plant", action="store_true")
    given = parser.parse_args()
    if not given.plant:
        measure(given)
        return 0
    cases = choose(read_cases(ROOT / "tests/data/questions.jsonl"), given.limit, given.sample)
    with tempfile.TemporaryDirectory() as index, opened(ROOT / "corpus", Path(index), given.model) as corpus:
        return 0 if check_plants(corpus, cases) else 1


if __name__ == "__main__":
    sys.exit(main())
