"""How well questions are understood: filters in words, follow-ups, and the time it takes.

    python -m tests.bench.bench_question [--data DIR] [--set tune|held|fresh|blind|unseen|last|desk|after]

`--data` (or BYLINE_DATA) names a folder that holds `eval/chat/mtrag_un_first250.jsonl`; without it the real
conversations are left out and the output says so.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from assistant.engine.questions.followup import standalone
from assistant.engine.questions.publishers import Publisher
from assistant.engine.questions.question import Question, understand
from assistant.engine.terms import stem, words
from assistant.types import Turn

CASES = Path(__file__).parents[1] / "data"
FIELDS = ("sources", "after", "before", "phrases", "without", "sides")


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def corpus() -> tuple[list[Publisher], date]:
    """Publishers and newest day that the phrasings are about."""
    head = lines(CASES / "filter_phrasings.jsonl")[0]
    return [Publisher(name, tuple(aliases)) for name, *aliases in head["publishers"]], date.fromisoformat(
        head["newest"]
    )


def phrasings(part: str = "") -> list[dict[str, Any]]:
    """The phrasings of one part, of all when empty."""
    return [case for case in lines(CASES / "filter_phrasings.jsonl")[1:] if part in ("", case["set"])]


def understood(question: Question) -> dict[str, set[Any]]:
    """Field name to what was understood, operators and words together."""
    days = {name: {day.isoformat() for day in found if day} for name, found in _days(question).items()}
    return {
        "sources": {*question.filters.sources, *question.inferred.sources},
        **days,
        "phrases": set(question.filters.phrases),
        "without": set(question.filters.without),
        "sides": {side.sources for side in question.sides},
    }


def _days(question: Question) -> dict[str, tuple[date | None, date | None]]:
    asked, inferred = question.filters, question.inferred
    return {"after": (asked.after, inferred.after), "before": (asked.before, inferred.before)}


def gold(case: dict[str, Any]) -> dict[str, set[Any]]:
    """Field name to what should be understood."""
    found: dict[str, set[Any]] = {}
    for name in FIELDS:
        value = case.get(name, [])
        items = [value] if isinstance(value, str) else value
        found[name] = {tuple(item) if isinstance(item, list) else item for item in items}
    return found


def token_f1(left: str, right: str) -> float:
    """Harmonic mean of precision and recall over stemmed words."""
    ours, theirs = Counter(map(stem, words(left))), Counter(map(stem, words(right)))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def turns(history: Iterable[tuple[str, str]]) -> list[Turn]:
    """Turns as a conversation keeps them when each question was answered."""
    kept: list[Turn] = []
    for question, answer in history:
        kept.append(Turn(question, standalone(question, kept), answer))
    return kept


def report_filters(part: str) -> Iterator[str]:
    """Precision and recall per field, and how many plain questions were narrowed."""
    publishers, newest = corpus()
    right, extra, missed = Counter[str](), Counter[str](), Counter[str]()
    plain = narrowed = 0
    for case in phrasings(part):
        found, expected = understood(understand(case["question"], [], publishers, newest)), gold(case)
        for name in FIELDS:
            right[name] += len(found[name] & expected[name])
            extra[name] += len(found[name] - expected[name])
            missed[name] += len(expected[name] - found[name])
        if not any(expected.values()):
            plain, narrowed = plain + 1, narrowed + any(found.values())
    for name in FIELDS:
        if right[name] + missed[name]:
            precision = right[name] / max(1, right[name] + extra[name])
            recall = right[name] / (right[name] + missed[name])
            yield f"  {name:8} precision {precision:.3f}  recall {recall:.3f}  of {right[name] + missed[name]}"
    yield f"  questions that name no filter: {plain}, narrowed {narrowed}"


def report_followups(part: str) -> Iterator[str]:
    """Token F1 with the gold standalone question, and wrong decisions."""
    cases = [case for case in lines(CASES / "followups.jsonl") if part in ("", case["set"])]
    counts = Counter[str]()
    scores, untouched = [], []
    for case in cases:
        ours = standalone(case["question"], turns(map(tuple, case["history"])))
        kept = ours == case["question"]
        if case["dependent"]:
            scores.append(token_f1(ours, case["standalone"]))
            untouched.append(token_f1(case["question"], case["standalone"]))
        counts["left"] += case["dependent"] and kept
        counts["wrongly changed"] += not case["dependent"] and not kept
    if scores:
        yield f"  {len(cases)} questions, {len(scores)} dependent: {dict(counts)}"
        yield f"  token F1 {sum(scores) / len(scores):.3f}, unchanged {sum(untouched) / len(untouched):.3f}"


def report_chat(data: Path) -> Iterator[str]:
    """Decisions on real conversations, against labels of which last question depends on its conversation."""
    labels = {case["task_id"]: case["dependent"] for case in lines(CASES / "chat_dependence.jsonl")}
    tally = Counter[tuple[int, bool, bool]]()
    for number, case in enumerate(lines(data / "eval" / "chat" / "mtrag_un_first250.jsonl")):
        if case["task_id"] not in labels:
            continue
        said = [message["text"] for message in case["input"]]
        ours, _ = standalone(said[-1], turns(zip(said[:-1:2], said[1::2], strict=True)))
        tally[number % 2, labels[case["task_id"]], ours != said[-1]] += 1
    for half, name in enumerate(("even", "odd")):
        yield (
            f"  {name}: dependent completed {tally[half, True, True]}, left {tally[half, True, False]}; "
            f"independent kept {tally[half, False, False]}, changed {tally[half, False, True]}"
        )


def report_time() -> Iterator[str]:
    """Milliseconds per call, after a first call that builds the finder of publishers."""
    publishers, newest = corpus()
    publishers += [Publisher(f"www.outlet{number}.com") for number in range(200)]
    history = turns([("What happened in Aleppo?", "Shells fell on the city. [1]")])
    taken = []
    for case in [phrasings()[0], *phrasings()]:
        started = time.process_time()
        understand(case["question"], history, publishers, newest)
        taken.append(1000 * (time.process_time() - started))
    steady = sorted(taken[1:])
    first, middle, late = taken[0], steady[len(steady) // 2], steady[int(len(steady) * 0.95)]
    yield f"  {len(steady)} calls, {len(publishers)} publishers"
    yield f"  first {first:.1f} ms, p50 {middle:.2f} ms, p95 {late:.2f} ms"


def main() -> None:
    """Print every report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("BYLINE_DATA"))
    parser.add_argument(
        "--set", default="", choices=("", "tune", "held", "fresh", "blind", "unseen", "last", "desk", "after")
    )
    asked = parser.parse_args()
    reports = {"filters in words": report_filters(asked.set), "follow-ups": report_followups(asked.set)}
    if asked.data:
        reports["real conversations"] = report_chat(Path(asked.data))
    reports["time"] = report_time()
    for title, report in reports.items():
        sys.stdout.write("\n".join([title, *report, ""]))
    if not asked.data:
        sys.stdout.write("real conversations: left out, no --data DIR and no BYLINE_DATA\n")


if __name__ == "__main__":
    main()
