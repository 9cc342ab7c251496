"""Real conversations asked of the whole engine: when it refuses, and what the standalone question is worth.

Reads `eval/chat/*.jsonl` (MTRAG-UN) of the data. The passages of all conversations together are the corpus, so that
a question without an answer has near misses around it. What a standalone question is worth is how often search finds
a passage of its own conversation with it, beside the question as it was typed and the whole conversation at once.

    python -m tests.bench.bench_chat --data DIR [--limit N] [--show]
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.types import Answer, Status
from assistant.wiring import Corpus
from tests.bench.bench_question import lines, turns
from tests.bench.intervals import share

_FOUND_WITHIN = 5


def write_passages(cases: Sequence[dict[str, Any]], folder: Path) -> None:
    """Each passage as an article named by its number."""
    for case in cases:
        for passage in case["contexts"]:
            (folder / f"{passage['document_id']}.txt").write_text(passage["text"], encoding="utf-8")


def found(corpus: Corpus, case: dict[str, Any], question: str) -> bool:
    """Whether search finds a passage of the conversation with `question`."""
    wanted = {f"{passage['document_id']}.txt" for passage in case["contexts"]}
    hits = corpus.search(question[:1900], k=_FOUND_WITHIN)
    return any(hit.article.path in wanted for hit in hits)


def report(cases: Sequence[dict[str, Any]], answers: Sequence[Answer], ways: dict[str, int]) -> None:
    """Print how well refusals fit, and what each way of asking finds."""
    labels = [case["answerability"][0] for case in cases]
    refused = Counter(label for label, one in zip(labels, answers, strict=True) if one.status is Status.UNANSWERED)
    totals = Counter(labels)
    for label in ("ANSWERABLE", "PARTIAL", "UNANSWERABLE"):
        print(f"refused of {label.lower():14} {share(refused[label], totals[label])}")
    print(f"precision of refusals    {share(refused['UNANSWERABLE'], refused.total())}")
    with_passages = sum(bool(case["contexts"]) and len(case["input"]) > 1 for case in cases)
    print(f"a passage of its own among the first {_FOUND_WITHIN}, of follow-ups that have one")
    for way, count in ways.items():
        print(f"  {way:22} {share(count, with_passages)}")


def main() -> int:
    """Ask the last question of every conversation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("BYLINE_DATA"), metavar="DIR")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--show", action="store_true", help="print every question and what became of it")
    given = parser.parse_args()
    if not given.data:
        print("name the folder that holds eval/chat with --data", file=sys.stderr)
        return 1
    files = sorted(Path(given.data, "eval/chat").glob("*.jsonl"))
    cases = [case for file in files for case in lines(file)][: given.limit]
    ways = dict.fromkeys(("as typed", "standalone", "whole conversation"), 0)
    answers = []
    with tempfile.TemporaryDirectory() as folder:
        write_passages(cases, Path(folder))
        with Corpus(folder, model="none") as corpus:
            for _ in corpus.build():
                pass
            for case in cases:
                said = [message["text"] for message in case["input"]]
                answer = corpus.answer(said[-1], turns(zip(said[:-1:2], said[1::2], strict=True)))
                answers.append(answer)
                if case["contexts"] and len(said) > 1:
                    ways["as typed"] += found(corpus, case, said[-1])
                    ways["standalone"] += found(corpus, case, answer.standalone_question)
                    ways["whole conversation"] += found(corpus, case, " ".join([said[-1], *said[-3::-2]]))
                if given.show:
                    print(
                        f"{case['answerability'][0]} | {said[-1]} | {answer.standalone_question} | {answer.text[:200]}"
                    )
    report(cases, answers, ways)
    return 0


if __name__ == "__main__":
    sys.exit(main())
