"""The command `byline eval`: parse, wire, print. Nothing costly is imported before it runs."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from assistant.cli_arguments import positive

if TYPE_CHECKING:
    from assistant.cli_arguments import Commands
    from assistant.evaluation.cases import Case
    from assistant.evaluation.evaluate import Evaluation
    from assistant.evaluation.judges import Judge
    from assistant.evaluation.pipelines import Plan
    from assistant.evaluation.report import Beside
    from assistant.wiring import Corpus

_WAYS = """\
byline eval QUESTIONS.jsonl          ask the questions, score the answers
byline eval new QUESTIONS.jsonl      draft questions from the articles, for you to accept
byline eval judge-agreement RUN      do judges agree with each other, or with labels
"""


def add_eval(commands: "Commands", common: argparse.ArgumentParser) -> None:
    """Add `eval` to the commands of the command line; `common` has the options that every command takes."""
    evaluation = commands.add_parser(
        "eval",
        parents=[common],
        help="score answers to questions with known answers",
        description=_WAYS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = evaluation.add_argument
    add(
        "what",
        nargs="+",
        metavar="QUESTIONS.jsonl",
        help='questions as JSON, one a line; or "new FILE", or "judge-agreement RUN"',
    )
    add("--pipeline", default="byline", help='"byline", or "baseline": four passages, one prompt, no checks')
    add("--limit", type=positive, metavar="N", help="so many questions, drafts or sentences only")
    add("--sample", type=int, metavar="SEED", help="draw them at random instead of the first")
    add("--jobs", type=positive, default=1, metavar="N", help="answer in so many processes")
    add("--report", type=Path, metavar="DIR", help="keep the run here, with a report as JSON, Markdown and HTML")
    add("--restart", action="store_true", help="forget the answers that are there already")
    add("--json", action="store_true", help="print the scores as JSON")
    gate = evaluation.add_argument_group("comparing; exit status 1 when a bound is not met")
    gate.add_argument("--baseline", type=Path, metavar="RUN", help="show differences from this run")
    gate.add_argument("--no-worse-than", type=Path, metavar="RUN", help="fail if a metric is worse than in this run")
    gate.add_argument("--min", action="append", default=[], type=_bound, metavar="METRIC=VALUE", help="fail if below")
    gate.add_argument("--max", action="append", default=[], type=_bound, metavar="METRIC=VALUE", help="fail if above")
    judges = evaluation.add_argument_group("who decides whether citations support a sentence")
    judges.add_argument(
        "--judge", action="append", metavar="JUDGE", help="byline (default), none, nli:FOLDER or MODEL@http://HOST/v1"
    )
    judges.add_argument("--labels", type=Path, metavar="FILE", help="judge-agreement: a person's decisions")
    judges.add_argument("--sheet", type=Path, metavar="FILE", help="judge-agreement: write sentences to label here")
    drafting = evaluation.add_argument_group("drafting questions")
    drafting.add_argument(
        "--held-out", type=int, default=0, metavar="N", help="new: ask of N articles that you then leave out"
    )
    evaluation.set_defaults(run=run_eval)


def run_eval(given: argparse.Namespace) -> int:
    """Do what the command line says; 0, or 1 when a bound is not met."""
    match given.what:
        case ["new", path]:
            return _new(given, Path(path))
        case ["judge-agreement", run]:
            return _judge_agreement(given, Path(run))
        case [path]:
            return _score(given, Path(path))
        case _:
            from assistant.evaluation.errors import EvaluationError

            raise EvaluationError(f"too many names: {' '.join(given.what)}", "see byline eval --help")


def _score(given: argparse.Namespace, path: Path) -> int:
    from assistant.evaluation.cases import read_cases
    from assistant.evaluation.sampling import choose

    cases = choose(read_cases(path), given.limit, given.sample)
    plan = _plan(given)
    folder = given.report or plan.index / "evaluation" / f"{path.stem}-{given.pipeline}"
    with plan.open_corpus() as corpus:
        _check_gold(cases, corpus, path)
        beside = _beside(given.baseline) if given.baseline else None
        floor = _beside(given.no_worse_than) if given.no_worse_than else None
        evaluation = _evaluated(given, cases, plan, corpus, folder)
    compared = _compared(evaluation, *beside) if beside else None
    from assistant.evaluation.report import write_report

    write_report(folder, evaluation, compared)
    _show(given, evaluation, compared)
    if given.report:
        _write([f"report: {folder / 'report.html'}"], sys.stderr)
    return _gate(given, evaluation, floor[1] if floor else None)


def _evaluated(
    given: argparse.Namespace, cases: "list[Case]", plan: "Plan", corpus: "Corpus", folder: Path
) -> "Evaluation":
    from assistant.evaluation.evaluate import evaluate
    from assistant.evaluation.progress import ProgressBar
    from assistant.evaluation.run import Run, identity

    judge = _judges(given, corpus)[:1]
    run = Run(folder, identity(plan, corpus), restart=given.restart)
    if kept := len(cases) - len(run.missing(cases)):
        note = f"note: {kept} of {len(cases)} answers were there already, in {folder} (--restart asks again)"
        _write([note], sys.stderr)
    with ProgressBar(sys.stderr) as bar:
        return evaluate(cases, plan, corpus, run, judge[0] if judge else None, jobs=given.jobs, progress=bar)


def _show(given: argparse.Namespace, evaluation: "Evaluation", beside: "Beside | None") -> None:
    from assistant.evaluation.summary import summary_json
    from assistant.evaluation.tables import difference_lines, terminal_lines
    from assistant.terminal_text import json_text

    if given.json:
        _write([json_text(summary_json(evaluation.summary))], sys.stdout)
        return
    _write(terminal_lines(evaluation.summary), sys.stdout)
    if beside is not None:
        _write(difference_lines(beside.comparison, beside.name), sys.stdout)


def _gate(given: argparse.Namespace, evaluation: "Evaluation", floor: "dict[str, dict[str, float]] | None") -> int:
    from assistant.evaluation.compare import regressions, shortfalls

    found = shortfalls(evaluation.summary, dict(given.min), dict(given.max))
    if floor is not None:
        found += regressions(evaluation.summary.questions, floor)
    _write((f"byline: {line}" for line in found), sys.stderr)
    return 1 if found else 0


def _beside(folder: Path) -> "tuple[Path, dict[str, dict[str, float]]]":
    """Read before anything is run, so that a wrong name costs nothing."""
    from assistant.evaluation.summary import read_questions

    return folder, read_questions(folder)


def _compared(evaluation: "Evaluation", folder: Path, questions: "dict[str, dict[str, float]]") -> "Beside":
    from assistant.evaluation.compare import compare
    from assistant.evaluation.report import Beside
    from assistant.evaluation.run import read_records

    records = read_records(folder if folder.is_dir() else folder.parent)
    return Beside(folder.name, compare(evaluation.summary.questions, questions), records)


def _check_gold(cases: "list[Case]", corpus: "Corpus", path: Path) -> None:
    from assistant.evaluation.cases import fail_on, strayed_quotes, unknown_articles

    fail_on(unknown_articles(cases, corpus.article), path)
    strayed = strayed_quotes(cases, corpus.article)
    _write((f"note: {path} line {one.line}: {one.what} ({one.cure})" for one in strayed), sys.stderr)


def _judges(given: argparse.Namespace, corpus: "Corpus") -> "list[Judge]":
    from assistant.evaluation.judges import open_judge

    names = given.judge or ["byline"]
    return [open_judge(name, corpus.settings.api_key) for name in names if name != "none"]


def _judge_agreement(given: argparse.Namespace, folder: Path) -> int:
    from assistant.evaluation.agreement import agreement_lines, decide, read_labels, sheet_lines, shown_sentences
    from assistant.evaluation.run import read_records

    sentences = shown_sentences(read_records(folder), given.limit, given.sample)
    if not sentences:
        from assistant.evaluation.errors import EvaluationError

        raise EvaluationError(f"{folder} holds no answers of a run", "name the --report folder of an evaluation")
    if given.sheet:
        given.sheet.write_text("".join(f"{line}\n" for line in sheet_lines(sentences)), encoding="utf-8")
        return 0
    labels = [read_labels(given.labels)] if given.labels else []
    with _plan(given).open_corpus() as corpus:
        judges = _judges(given, corpus)
    _write(agreement_lines([*labels, *(decide(judge, sentences) for judge in judges)]), sys.stdout)
    return 0


def _new(given: argparse.Namespace, path: Path) -> int:
    from assistant.evaluation.drafting import go_through
    from assistant.evaluation.drafts import draft_questions
    from assistant.evaluation.errors import EvaluationError

    if not path.parent.is_dir():
        raise EvaluationError(f"no such folder: {path.parent}", "make it first, or write the questions elsewhere")
    with _plan(given).open_corpus() as corpus:
        model = corpus.language_model()
        try:
            articles = list(corpus.index().articles())
            drafts, left_out = draft_questions(articles, given.limit or 20, given.sample or 0, given.held_out, model)
        finally:
            if model is not None:
                model.close()
    accepted = go_through(drafts, path, input, lambda line: _write([line], sys.stdout))
    _write([f"{accepted} of {len(drafts)} questions written to {path}"], sys.stderr)
    if left_out:
        _write([f"leave these out of the index, in byline.toml: exclude = {json.dumps(left_out)}"], sys.stderr)
    return 0


def _plan(given: argparse.Namespace) -> "Plan":
    from assistant.evaluation.pipelines import Plan
    from assistant.wiring import INDEX_FOLDER

    corpus = Path(given.corpus).expanduser()
    index = Path(given.index_folder).expanduser() if given.index_folder else corpus / INDEX_FOLDER
    return Plan(corpus, index, given.pipeline, {"model": given.model})


def _bound(text: str) -> tuple[str, float]:
    from assistant.evaluation.metrics import METRICS

    name, _, value = text.partition("=")
    if name not in METRICS:
        raise argparse.ArgumentTypeError(f"there is no metric {name!r}; metrics are: {', '.join(METRICS)}")
    try:
        return name, float(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{value!r} is no number; write {name}=0.8") from error


def _write(lines: Iterable[str], out: TextIO) -> None:
    for line in lines:
        out.write(line + "\n")
