"""Ask the questions that are not answered yet, then score all answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.evaluation.cases import Case
from assistant.evaluation.citation_scores import CachedJudge
from assistant.evaluation.judges import Judge
from assistant.evaluation.pipelines import Plan
from assistant.evaluation.records import Record
from assistant.evaluation.run import Run, RunIdentity, answers
from assistant.evaluation.scores import Score, score
from assistant.evaluation.summary import Summary, summarise
from assistant.wiring import Corpus

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A finished run: questions, answers and scores."""

    identity: RunIdentity
    cases: tuple[Case, ...]
    records: Mapping[str, Record]
    """By question id."""
    scores: tuple[Score, ...]
    """One for each case, in the same order."""
    summary: Summary


def evaluate(
    cases: Sequence[Case],
    plan: Plan,
    corpus: Corpus,
    run: Run,
    judge: Judge | None,
    *,
    jobs: int = 1,
    progress: Progress = lambda stage, done, total: None,
) -> Evaluation:
    """Answer `cases` with the pipeline of `plan`, writing each answer into `run` at once, and score them.

    Raises `BylineError` when index or language model cannot be used; a question that fails is scored as such.
    """
    missing = run.missing(cases)
    done = len(cases) - len(missing)
    progress("asking", done, len(cases))
    for place, one in enumerate(answers(missing, plan, corpus, jobs), start=done + 1):
        run.add(one)
        progress("asking", place, len(cases))
    records = run.records()
    library = cache(corpus.article)
    cached = None if judge is None else CachedJudge(judge)
    scores = []
    for place, case in enumerate(cases, start=1):
        scores.append(score(case, records[case.id], library, cached))
        progress("scoring", place, len(cases))
    summary = summarise(cases, records, scores, "none" if judge is None else judge.name)
    kept = {case.id: records[case.id] for case in cases}
    return Evaluation(run.identity, tuple(cases), kept, tuple(scores), summary)
