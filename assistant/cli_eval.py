"""The command `byline eval`: parse, wire, print. Nothing costly is imported before it runs."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from assistant.evaluation.cases import Case
    from assistant.evaluation.evaluate import Evaluation
    from assistant.evaluation.judges import Judge
    from assistant.evaluation.pipelines import Plan
    from assistant.wiring import Corpus

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_eval(commands: "Commands", common: argparse.ArgumentParser) -> None:
    """Add `eval` to the commands of the command line; `common` has the options that every command takes."""
    evaluation = commands.add_parser("eval", parents=[common], help="score answers to questions with known answers")
    evaluation.add_argument("questions", metavar="QUESTIONS.jsonl", help="one question a line, as JSON")
    evaluation.add_argument("--pipeline", default="byline", help='"byline", or "baseline": four passages, one prompt')
    evaluation.add_argument("--limit", type=int, metavar="N", help="ask so many questions only")
    evaluation.add_argument("--sample", type=int, metavar="SEED", help="draw them at random instead of the first")
    evaluation.add_argument("--jobs", type=int, default=1, metavar="N", help="answer in so many processes")
    evaluation.add_argument("--judge", default="byline", help='who decides on support: "byline" or "none"')
    evaluation.add_argument("--report", type=Path, metavar="DIR", help="keep the run and its report here")
    evaluation.add_argument("--restart", action="store_true", help="forget the answers that are there already")
    evaluation.add_argument("--json", action="store_true", help="print the scores as JSON")
    evaluation.set_defaults(run=run_eval)


def run_eval(given: argparse.Namespace) -> int:
    """Run the questions and print the scores; 0, or 1 when a bound is not met."""
    from assistant.evaluation.cases import choose, read_cases
    from assistant.evaluation.pipelines import Plan

    path = Path(given.questions)
    cases = choose(read_cases(path), given.limit, given.sample)
    index = Path(given.index_folder) if given.index_folder else Path(given.corpus) / ".byline"
    plan = Plan(Path(given.corpus), index, given.pipeline, {"model": given.model})
    with plan.open_corpus() as corpus:
        _check_gold(cases, corpus, path)
        evaluation = _evaluated(given, cases, plan, corpus)
    if given.json:
        from assistant.evaluation.summary import summary_json

        _write([json.dumps(summary_json(evaluation.summary), ensure_ascii=False, indent=1)], sys.stdout)
    else:
        from assistant.evaluation.tables import terminal_lines

        _write(terminal_lines(evaluation.summary), sys.stdout)
    return 0


def _check_gold(cases: "list[Case]", corpus: "Corpus", path: Path) -> None:
    from assistant.evaluation.cases import fail_on, strayed_quotes, unknown_articles

    fail_on(unknown_articles(cases, corpus.article), path)
    strayed = strayed_quotes(cases, corpus.article)
    _write((f"note: {path} line {one.line}: {one.what} ({one.cure})" for one in strayed), sys.stderr)


def _evaluated(given: argparse.Namespace, cases: "list[Case]", plan: "Plan", corpus: "Corpus") -> "Evaluation":
    from assistant.evaluation.evaluate import evaluate
    from assistant.evaluation.progress import ProgressBar
    from assistant.evaluation.run import Run, identity

    known = identity(plan, corpus)
    folder = given.report or plan.index / "evaluation" / f"{Path(given.questions).stem}-{given.pipeline}"
    run = Run(folder, known, restart=given.restart)
    with ProgressBar(sys.stderr) as bar:
        return evaluate(cases, plan, corpus, run, _judge(given.judge, corpus), jobs=given.jobs, progress=bar)


def _judge(name: str, corpus: "Corpus") -> "Judge | None":
    from assistant.evaluation.judges import SupportJudge

    return None if name == "none" else SupportJudge(corpus.index().embed)


def _write(lines: Iterable[str], out: TextIO) -> None:
    for line in lines:
        out.write(line + "\n")
