"""Fits the second ranking: how its signs weigh, and when what was found answers the question.

Usage: python -m training.fit_reranking CORPUS INDEX QUESTIONS.jsonl [CORPUS INDEX QUESTIONS.jsonl ...] [--out FILE]

Questions are those of `byline eval`; INDEX must be built. Those tagged "test" are measured, all others are
learnt from. Every answerable question is asked once more with the passages taken out that answer it. Sentences are
weighed so that an answering one comes first (a softmax over the sentences of a question: Cao et al., "Learning to
rank: from pairwise approach to listwise approach", 2007), then scaled to probabilities.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.engine.ranking.evidence import EvidenceRanker
from assistant.engine.ranking.evidence_model import EvidenceModel, shipped_evidence_model
from assistant.engine.ranking.logistic import LogisticModel, Matrix
from assistant.engine.ranking.relevance import RelevanceModel, load_relevance_model
from assistant.engine.ranking.reranking import ANSWER_FEATURES, SENTENCE_FEATURES, Reread, Rereader, answer_row
from assistant.wiring import Corpus
from index.types import Hit
from training.relevance_questions import answers_question, read_questions
from training.train_relevance import logistic, write

_SHIPPED = Path(__file__).parent.parent / "assistant" / "engine" / "ranking" / "reranking_model.json"
_PASSAGES, _SPARE = 12, 12


@dataclass(frozen=True, slots=True)
class Pool:
    """A question with the sentences that were found for it."""

    id: str
    measured: bool
    """Whether it is not to be learnt from."""
    variant: str
    """"present", "removed" when the answering passages were taken out, "none" when there never were any."""
    reread: Reread
    labels: NDArray[np.bool_]
    """Shape (evidence,): whether the sentence holds a gold answer."""

    @property
    def answerable(self) -> bool:
        """Whether the passages hold an answer."""
        return self.variant == "present"


def pools(corpus: Path, index: Path, questions: Path, encoder: EvidenceModel) -> Iterator[Pool]:
    """Every question that stands alone, with what is found for it."""
    with Corpus(corpus, index, model="none", evidence_model="none") as opened:
        found = opened.index()
        first = EvidenceRanker(found.embed, found.frequencies, load_relevance_model())
        reader = Rereader(first, encoder, found.embed)
        for question in read_questions(questions):
            hits = found.search(question["question"], k=_PASSAGES + _SPARE)
            if question.get("answerable", True):
                left = [hit for hit in hits if not answers_question(question, hit, hit.passage.text)]
                yield _pool(question, "present", hits, reader)
                yield _pool(question, "removed", left, reader)
            else:
                yield _pool(question, "none", hits, reader)


def _pool(question: dict[str, Any], variant: str, hits: Sequence[Hit], reader: Rereader) -> Pool:
    kept = {hit.passage: hit for hit in hits[:_PASSAGES]}
    reread = reader.read(question["question"], hits[:_PASSAGES])
    labels = [answers_question(question, kept[one.passage], one.quote) for one in reread.ranked.evidence]
    return Pool(question["id"], "test" in question["tags"], variant, reread, np.array(labels, dtype=bool))


def fit_sentences(found: Sequence[Pool]) -> LogisticModel:
    """Weights that put an answering sentence first, as probabilities."""
    chosen = [pool for pool in found if pool.labels.any() and not pool.labels.all()]
    weights = listwise([(pool.reread.rows, pool.labels) for pool in chosen])
    every, labels = np.concatenate([pool.reread.rows for pool in found]), np.concatenate([p.labels for p in found])
    scale = LogisticRegression(C=100.0).fit((every @ weights)[:, None], labels)
    slope = float(scale.coef_[0][0])
    low, high = every.min(axis=0), every.max(axis=0)
    return LogisticModel(SENTENCE_FEATURES, weights * slope, low, high, float(scale.intercept_[0]))


def listwise(lists: Sequence[tuple[Matrix, NDArray[np.bool_]]], penalty: float = 0.02, steps: int = 400) -> Matrix:
    """Weights that make the marked rows of each list likeliest under a softmax, by gradient descent.

    Each list has rows of shape (sentences, features) and marks of shape (sentences,), of which some are true.
    """
    every = np.concatenate([rows for rows, _ in lists])
    mean, spread = every.mean(axis=0), every.std(axis=0)
    weights = np.zeros(every.shape[1])
    for _ in range(steps):
        gradient = penalty * weights
        for rows, marks in lists:
            scaled = (rows - mean) / spread
            odds = scaled @ weights
            shares = np.exp(odds - odds.max())
            right = shares * marks
            gradient += (shares @ scaled / shares.sum() - right @ scaled / right.sum()) / len(lists)
        weights -= gradient
    found: Matrix = weights / spread
    return found


def fit_answers(found: Sequence[Pool], sentence: LogisticModel) -> LogisticModel:
    """Whether anything answers, from `answer_row`."""
    rows = answer_rows(found, sentence)
    labels = np.array([pool.answerable for pool in found])
    return logistic(ANSWER_FEATURES, rows, labels, np.ones(len(found)), 0.1)


def answer_rows(found: Sequence[Pool], sentence: LogisticModel) -> Matrix:
    """Shape (pools, ANSWER_FEATURES)."""
    return np.array([answer_row(pool.reread, sentence.log_odds(pool.reread.rows)) for pool in found])


def report(name: str, found: Sequence[Pool], model: RelevanceModel) -> None:
    """hit@1 beside that of the first ranking; AUC of answerable questions; what thresholds do."""
    present = [pool for pool in found if pool.variant == "present"]
    first = np.mean([bool(pool.labels[:1].any()) for pool in present])
    best = np.mean([bool(pool.labels[np.argmax(model.sentence.log_odds(pool.reread.rows))]) for pool in present])
    most = np.mean([bool(pool.labels.any()) for pool in present])
    print(f"{name}: {len(present)} answerable; hit@1 {best:.3f}, first ranking {first:.3f}, of {most:.3f} found")
    odds = model.answer.log_odds(answer_rows(found, model.sentence))
    for variant in ("none", "removed"):
        chosen = np.array([pool.variant in ("present", variant) for pool in found])
        truth = np.array([pool.answerable for pool in found])[chosen]
        if truth.all():
            continue
        shares = 1 / (1 + np.exp(-odds[chosen]))
        print(f"  against {variant} ({(~truth).sum()}): AUC {roc_auc_score(truth, odds[chosen]):.3f}")
        for threshold in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            kept, wrong = (shares[truth] >= threshold).mean(), (shares[~truth] >= threshold).mean()
            print(f"    from {threshold:.1f}: {kept:.3f} of answerable kept, {wrong:.3f} of unanswerable answered")


def main() -> None:
    """Ask, fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path, metavar="CORPUS INDEX QUESTIONS")
    parser.add_argument("--encoder", type=Path, help="folder of an evidence model (default: the shipped one)")
    parser.add_argument("--out", type=Path, default=_SHIPPED)
    given = parser.parse_args()
    encoder = EvidenceModel(given.encoder) if given.encoder else shipped_evidence_model()
    if encoder is None or len(given.sets) % 3:
        sys.exit("give an evidence model, and a corpus, an index and questions for each set")
    found: list[Pool] = []
    for corpus, index, questions in zip(given.sets[::3], given.sets[1::3], given.sets[2::3], strict=True):
        found += [pool for pool in pools(corpus, index, questions, encoder) if len(pool.labels)]
        print(f"{questions.name}: {len(found)} pools so far", flush=True)
    learnt = [pool for pool in found if not pool.measured]
    sentence = fit_sentences([pool for pool in learnt if pool.variant == "present"])
    model = RelevanceModel(sentence, fit_answers(learnt, sentence))
    report("learnt from", learnt, model)
    report("not learnt from", [pool for pool in found if pool.measured], model)
    write(model, given.out)


if __name__ == "__main__":
    main()
