"""Where sources differ, and who said it: found, falsely found, and milliseconds a sentence.

Reads `eval/conflict/*.jsonl` (RAMDocs), `articles/aleppo-2018/` and `articles/newspaper-*.jsonl` of the data.
Every disagreement found in the newspapers is printed: only a reader can judge it.

    python -m tests.bench.bench_disagreement --data DIR [--questions 200] [--seed 1]
"""

import argparse
import json
import os
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.engine.disagreement import disagreements
from assistant.engine.speech.attribution import attribution, self_contained
from assistant.engine.values.counts import counts
from assistant.types import Disagreement, Evidence
from index.sentences import sentences
from index.types import Article, Metadata, Passage

_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*", re.MULTILINE)


def report(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")


def evidence_of(articles: Sequence[Article]) -> list[Evidence]:
    """Every sentence of the articles as one piece of evidence."""
    found: list[Evidence] = []
    for article in articles:
        for start, end in sentences(article.text):
            passage = Passage(article.id, start, end, article.text[start:end])
            found.append(Evidence(len(found) + 1, article, passage, start, end, 0.0))
    return found


def ramdocs(path: Path) -> None:
    """Share of conflicting questions where two of the answers are found, and what is found where none conflict."""
    tally = dict.fromkeys(["conflicting", "found", "other values", "agreeing", "falsely found"], 0)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents = [
            Article(f"d{i}", f"d{i}", document["text"], Metadata(), origin=f"d{i}")
            for i, document in enumerate(row["documents"])
        ]
        found = disagreements(row["question"], evidence_of(documents))
        answers = [*row["gold_answers"], *row["wrong_answers"]]
        conflicting = bool(row["wrong_answers"])
        right = any(sum(_is_answer(value.value, answers) for value in one.values) >= 2 for one in found)
        tally["conflicting" if conflicting else "agreeing"] += 1
        tally["found"] += conflicting and right
        tally["other values"] += conflicting and bool(found) and not right
        tally["falsely found"] += not conflicting and bool(found)
    report(f"{path.name} {tally}")


def _is_answer(value: str, answers: Sequence[str]) -> bool:
    mine = set(re.findall(r"\w{2,}", value.lower()))
    return any(mine & set(re.findall(r"\w{2,}", answer.lower())) for answer in answers)


def aleppo(folder: Path) -> None:
    """What five reports of one attack differ on."""
    articles = [
        Article(path.stem, path.name, path.read_text(encoding="utf-8"), Metadata(), origin=path.stem)
        for path in sorted(folder.glob("*.txt"))
    ]
    pieces = evidence_of(articles)
    for question in (
        "How many people were hospitalised after the attack in Aleppo?",
        "How many people were killed in the Aleppo attack?",
        "Who carried out the attack in Aleppo?",
    ):
        show(question, disagreements(question, pieces), pieces)


def newspapers(path: Path, number: int, seed: int) -> None:
    """Ask for every sort of value that sentences of unrelated articles happen to give, and show what is found."""
    articles = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = str(row["id"])
        articles.append(Article(name, name, row["text"], Metadata(title=row["title"] or ""), origin=name))
    pieces = evidence_of(articles)
    by_name: dict[str, set[str]] = defaultdict(set)
    by_article: dict[str, list[Evidence]] = defaultdict(list)
    for piece in pieces:
        by_article[piece.article.id].append(piece)
        for name in _NAME.findall(piece.quote):
            by_name[name].add(piece.article.id)
    random.seed(seed)
    asked, found, started = 0, 0, time.perf_counter()
    for question, name in _questions(pieces, by_name, number):
        around = [piece for article in by_name[name] for piece in by_article[article]]
        differing = disagreements(question, around)
        asked, found = asked + 1, found + bool(differing)
        show(question, differing, pieces)
    seconds = (time.perf_counter() - started) / max(1, asked)
    report(f"{path.name}: {asked} questions, {found} with a disagreement (read them above), {seconds:.3f} s each")
    timing(articles)


def _questions(pieces: list[Evidence], by_name: dict[str, set[str]], number: int) -> Iterator[tuple[str, str]]:
    asked: set[str] = set()
    for piece in random.sample(pieces, len(pieces)):
        names = [name for name in _NAME.findall(piece.quote) if 2 <= len(by_name[name]) <= 30]
        for count in counts(piece.quote) if names else ():
            thing = "people" if count.noun == "people" else f"{count.noun}s"
            question = {"%": f"What percentage of {names[0]}?", "$": f"How much did {names[0]} cost?"}.get(
                count.figure.unit
            )
            question = question or f"How many {thing} were {count.frame} in {names[0]}?".replace("  ", " ")
            if (count.noun or count.figure.unit) and question not in asked:
                asked.add(question)
                yield question, names[0]
        if len(asked) >= number:
            return


def timing(articles: Sequence[Article]) -> None:
    """Milliseconds a sentence for attribution and for how far it leans on what stands before."""
    total, seconds, said = 0, 0.0, 0
    for article in articles[:80]:
        spans = sentences(article.text)
        started = time.perf_counter()
        for place, (start, end) in enumerate(spans):
            said += attribution(article.text, start, end) is not None
            self_contained(article.text, spans, place)
        seconds += time.perf_counter() - started
        total += len(spans)
    report(f"attribution: {seconds / total * 1e3:.2f} ms a sentence over {total}, {said / total:.0%} attributed")


def show(question: str, found: list[Disagreement], pieces: list[Evidence]) -> None:
    """Print each disagreement with the sentences behind it."""
    for one in found:
        report(f"{question}\n  {one.kind}: {one.about}")
        for value in one.values:
            quote = pieces[value.citation - 1].quote.replace("\n", " ")
            report(f"    {value.value} | {value.said_by} | {quote[:160]}")


def main() -> int:
    """Run on whatever of the data is there; 1 when nothing is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("BYLINE_DATA"))
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.data is None or not Path(arguments.data).is_dir():
        sys.stderr.write("No data: name the folder with --data DIR or BYLINE_DATA.\n")
        return 1
    data = Path(arguments.data)
    for path in sorted((data / "eval/conflict").glob("*.jsonl")):
        ramdocs(path)
    aleppo(data / "articles/aleppo-2018")
    for path in sorted((data / "articles").glob("newspaper-*.jsonl")):
        newspapers(path, arguments.questions, arguments.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
