"""Measures whether Byline knows when nothing answers: on our own questions over news, and on real conversations.

Usage: python -m tests.bench.bench_answerability [--data DIR] --work DIR

Our own questions are those tagged "test" of tests/data/trust-*, each answerable one asked once more with the passages
taken out that answer it; the judgement of each is by a model fitted without it (five folds). The conversations are
those of eval/chat: the contexts of all of them together are the articles, of which nothing answers the unanswerable
ones, and Byline judges as it ships. Beside it stands the cosine of the question and its best sentence. Balanced
accuracy is at the cut that was best for the other half; intervals of 95 % are from the bootstrap (Efron, 1979).
"""

import argparse
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.engine.questions.followup import standalone
from assistant.engine.ranking.closer_reading import shipped_reading
from assistant.engine.ranking.evidence import EvidenceRanker
from assistant.engine.ranking.logistic import probability
from assistant.engine.ranking.relevance import (
    ANSWER_THRESHOLD,
    DOUBT_THRESHOLD,
    load_relevance_model,
    load_reranking_model,
)
from assistant.engine.ranking.reranking import SENTENCE_FEATURES, Reread, Rereader, answer_row
from assistant.wiring import Corpus
from tests.bench.bench_question import lines, turns
from training.evaluate_relevance_encoder import area
from training.fit_reranking import left_out, pools
from training.own_sets import own_sets
from training.relevance_pools import HITS, SPARE
from training.reliability import report_reliability, report_risk
from training.support_data import data_folder

_COSINE = SENTENCE_FEATURES.index("cosine")
_THRESHOLDS = sorted({0.3, DOUBT_THRESHOLD, 0.45, 0.5, 0.55, 0.6, ANSWER_THRESHOLD, 0.7, 0.8})
_RESAMPLES = 1000
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A question, judged."""

    id: str
    variant: str
    """"present" when something answers, else why nothing does; "partial" is neither."""
    probability: float
    """That it is answered."""
    cosine: float
    """Of the question and its best sentence."""


def own_cases(data: Path, work: Path) -> list[Case]:
    """Our own questions over indexed articles."""
    encoder = shipped_reading()
    if encoder is None:
        raise SystemExit("no evidence model is installed")
    found = [pool for one in own_sets(data, work) for pool in pools(*one, encoder) if len(pool.labels)]
    _, odds = left_out(found)
    chances = probability(odds)
    return [
        Case(pool.id, pool.variant, float(chance), _cosine(pool.reread))
        for pool, chance in zip(found, chances, strict=True)
    ]


def _cosine(reread: Reread) -> float:
    return float(reread.rows[:, _COSINE].max(initial=-1.0))


def chat_cases(data: Path, work: Path) -> Iterator[Case]:
    """Real conversations: the last question of each, also without the contexts that answer it."""
    asked = lines(data / "eval" / "chat" / "mtrag_un_first250.jsonl")
    articles = work / "chat"
    articles.mkdir(parents=True, exist_ok=True)
    for context in (context for one in asked for context in one["contexts"]):
        (articles / f"{_name(context)}.txt").write_text(context["text"], encoding="utf-8")
    with Corpus(articles, work / "chat-index", model="none") as corpus:
        for _ in corpus.build():
            pass
        index, model, encoder = corpus.index(), load_reranking_model(), shipped_reading()
        if encoder is None:
            raise SystemExit("no evidence model is installed")
        reader = Rereader(
            EvidenceRanker(index.embed, index.frequencies, load_relevance_model()), encoder, index.embed
        )
        for one in asked:
            said = [message["text"] for message in one["input"]]
            question = standalone(said[-1], turns(zip(said[:-1:2], said[1::2], strict=True)))
            gold = {_name(context) for context in one["contexts"]}
            hits = index.search(question, k=HITS + SPARE)
            left = [hit for hit in hits if Path(hit.article.path).stem not in gold]
            label = one["answerability"][0].lower()
            variant = {"answerable": "present", "unanswerable": "none"}.get(label, label)
            for name, chosen in ((variant, hits), *([("removed", left)] if variant == "present" else [])):
                reread = reader.read(question, chosen[:HITS])
                odds = model.sentence.log_odds(reread.rows)
                chance = model.answer.probabilities(answer_row(reread, odds)[None, :])[0] if len(odds) else 0.0
                yield Case(one["task_id"], name, float(chance), _cosine(reread))


def _name(context: dict[str, str]) -> str:
    return f"{zlib.crc32(context['document_id'].encode()):08x}"


def report(cases: Sequence[Case]) -> None:
    """Print ranking, balanced accuracy, thresholds and reliability."""
    present = [case for case in cases if case.variant == "present"]
    for variant in sorted({case.variant for case in cases} - {"present"}):
        other = [case for case in cases if case.variant == variant]
        print(f"  {len(present)} answerable against {len(other)} {variant}")
        for name in ("probability", "cosine"):
            values = [np.array([getattr(case, name) for case in group]) for group in (present, other)]
            low, high = _interval(*values)
            balanced = _balanced(present, other, name)
            print(f"    {name:12} AUC {area(*values):.3f} [{low:.3f}, {high:.3f}]  balanced accuracy {balanced:.3f}")
    judged = [case for case in cases if case.variant != "partial"]
    chances = np.array([case.probability for case in judged])
    true = np.array([case.variant == "present" for case in judged])
    report_reliability(chances, true)
    report_risk(chances, true, _THRESHOLDS)


def _interval(present: Floats, other: Floats) -> tuple[float, float]:
    draw = np.random.default_rng(0)
    found = [area(draw.choice(present, len(present)), draw.choice(other, len(other))) for _ in range(_RESAMPLES)]
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)


def _balanced(present: Sequence[Case], other: Sequence[Case], name: str) -> float:
    """Mean over two halves of balanced accuracy at the cut that is best for the other half."""
    halves = [(_half(present, half, name), _half(other, half, name)) for half in (0, 1)]
    found = []
    for mine, theirs in (halves, halves[::-1]):
        _, best = max((_accuracy(*theirs, cut), cut) for cut in np.concatenate(theirs))
        found.append(_accuracy(*mine, best))
    return float(np.mean(found))


def _half(cases: Sequence[Case], half: int, name: str) -> Floats:
    return np.array([getattr(case, name) for case in cases if zlib.crc32(case.id.encode()) % 2 == half])


def _accuracy(present: Floats, other: Floats, cut: float) -> float:
    return float(((present >= cut).mean() + (other < cut).mean()) / 2)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder for indexes, kept between runs")
    options = parser.parse_args()
    data = data_folder(options.data)
    print("conversations", flush=True)
    report(list(chat_cases(data, options.work)))
    print("our own questions over news", flush=True)
    report(own_cases(data, options.work))


if __name__ == "__main__":
    main()
