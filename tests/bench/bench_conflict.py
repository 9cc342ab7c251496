"""Whole answers where documents disagree or mislead: is every valid answer given, and is what is false given alone?

Reads `eval/conflict/*.jsonl` (RAMDocs) of the data. The documents of a question are its corpus, each an article of
its own without metadata; what is asked is answered by the whole engine, and read with its table of disagreements.

    python -m tests.bench.bench_conflict --data DIR [--model none] [--limit N] [--show]
"""

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from assistant.types import Answer
from assistant.wiring import Corpus
from tests.bench.bench_question import lines
from tests.bench.intervals import share


def shown(answer: Answer) -> str:
    """Everything the answer states, in lower case."""
    values = [value.value for one in answer.disagreements for value in one.values]
    return "\n".join([*(sentence.text for sentence in answer.sentences), *values]).lower()


def says(text: str, value: str) -> bool:
    """Whether the words and figures of `value` stand in `text` close together."""
    words = re.findall(r"\w+", value.lower())
    return re.search(r"(?<!\w)" + r"\W+(?:\w+\W+){0,2}?".join(map(re.escape, words)) + r"(?!\w)", text) is not None


def outcome(row: dict[str, Any], answer: Answer) -> str:
    """What became of one question."""
    if not answer.sentences and not answer.disagreements:
        return "refused"
    text = shown(answer)
    valid = all(says(text, gold) for gold in row["gold_answers"])
    false = any(says(text, wrong) for wrong in row["wrong_answers"])
    if valid:
        return "valid and false, side by side" if false else "every valid answer"
    return "false alone" if false else "neither"


def ask(row: dict[str, Any], model: str) -> Answer:
    """The answer from the documents of the question alone."""
    with tempfile.TemporaryDirectory() as folder:
        for number, document in enumerate(row["documents"], start=1):
            (Path(folder) / f"{number}.txt").write_text(document["text"], encoding="utf-8")
        with Corpus(folder, model=model) as corpus:
            for _ in corpus.build():
                pass
            return corpus.answer(row["question"])


def main() -> int:
    """Ask every question and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("BYLINE_DATA"), metavar="DIR")
    parser.add_argument("--model", default="none")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--show", action="store_true", help="print every answer")
    given = parser.parse_args()
    if not given.data:
        print("name the folder that holds eval/conflict with --data", file=sys.stderr)
        return 1
    files = sorted(Path(given.data, "eval/conflict").glob("*.jsonl"))
    rows = [row for file in files for row in lines(file)][: given.limit]
    counts: Counter[str] = Counter()
    marked = 0
    for row in rows:
        answer = ask(row, given.model)
        became = outcome(row, answer)
        counts[became] += 1
        marked += became == "valid and false, side by side" and bool(answer.disagreements)
        if given.show:
            print(f"{became.upper()} | {row['question']} | {row['gold_answers']} not {row['wrong_answers']}")
            print(f"    {answer.text} {[[value.value for value in one.values] for one in answer.disagreements]}")
    for became, count in counts.most_common():
        print(f"{became:32} {share(count, len(rows))}")
    good = counts["every valid answer"] + counts["valid and false, side by side"]
    print(f"{'valid given, never false alone':32} {share(good, len(rows))}")
    print(f"{'side by side, marked as dispute':32} {marked} of {counts['valid and false, side by side']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
