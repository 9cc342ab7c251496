"""Fits the second ranking: how its signs weigh, and when what was found answers the question.

Usage: python -m training.fit_reranking CORPUS INDEX QUESTIONS.jsonl [CORPUS INDEX QUESTIONS.jsonl ...] [--out FILE]

Questions are those of `byline eval`; INDEX must be built. Only those tagged "test" are used: the encoder learnt from
the others, and its scores of them say too much. Figures come from five folds, each left out once. Every answerable
question is asked once more with the passages taken out that answer it. Sentences are weighed so that an answering one
comes first (a softmax over the sentences of a question: Cao et al., "Learning to rank: from pairwise approach to
listwise approach", 2007), then scaled to probabilities.
"""

import argparse
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.engine.ranking.closer_reading import Encoder, shipped_reading
from assistant.engine.ranking.evidence import EvidenceRanker
from assistant.engine.ranking.evidence_model import EvidenceModel
from assistant.engine.ranking.logistic import LogisticModel, Matrix, probability
from assistant.engine.ranking.relevance import RelevanceModel, load_relevance_model
from assistant.engine.ranking.reranking import ANSWER_FEATURES, SENTENCE_FEATURES, Reread, Rereader, answer_row
from assistant.wiring import Corpus
from index.types import Hit
from training.own_sets import sets_named
from training.relevance_pools import HITS, SPARE
from training.relevance_questions import answers_question, read_questions
from training.train_relevance import logistic, write

_SHIPPED = Path(__file__).parent.parent / "assistant" / "engine" / "ranking" / "reranking_model.json"
_FOLDS = 5
_NOWHERE = 1000


@dataclass(frozen=True, slots=True)
class Pool:
    """A question with the sentences that were found for it."""

    id: str
    question: str
    variant: str
    """"present", "removed" when the answering passages were taken out, "none" when there never were any."""
    reread: Reread
    labels: NDArray[np.bool_]
    """Shape (evidence,): whether the sentence holds a gold answer."""

    @property
    def answerable(self) -> bool:
        """Whether the passages hold an answer."""
        return self.variant == "present"


def pools(corpus: Path, index: Path, questions: Path, encoder: Encoder) -> Iterator[Pool]:
    """Every question that stands alone, with what is found for it."""
    with Corpus(corpus, index, model="none", evidence_model="none") as opened:
        found = opened.index()
        first = EvidenceRanker(found.embed, found.frequencies, load_relevance_model())
        reader = Rereader(first, encoder, found.embed)
        for question in read_questions(questions):
            if "test" not in question["tags"]:
                continue
            hits = found.search(question["question"], k=HITS + SPARE)
            if question.get("answerable", True):
                left = [hit for hit in hits if not answers_question(question, hit, hit.passage.text)]
                yield _pool(question, "present", hits, reader)
                yield _pool(question, "removed", left, reader)
            else:
                yield _pool(question, "none", hits, reader)


def _pool(question: dict[str, Any], variant: str, hits: Sequence[Hit], reader: Rereader) -> Pool:
    kept = {hit.passage: hit for hit in hits[:HITS]}
    reread = reader.read(question["question"], hits[:HITS])
    labels = [answers_question(question, kept[one.passage], one.quote) for one in reread.ranked.evidence]
    return Pool(question["id"], question["question"], variant, reread, np.array(labels, dtype=bool))


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


def fit(found: Sequence[Pool]) -> RelevanceModel:
    """Both models."""
    sentence = fit_sentences([pool for pool in found if pool.answerable])
    return RelevanceModel(sentence, fit_answers(found, sentence))


def left_out(found: Sequence[Pool]) -> tuple[list[int], Matrix]:
    """By models that saw neither: the rank, from 0, of the first answering sentence of each answerable pool (a large
    number when there is none), and the log odds of each pool that it is answered."""
    folds = np.array([zlib.crc32(pool.id.encode()) % _FOLDS for pool in found])
    ranks, odds = [], np.zeros(len(found))
    for fold in range(_FOLDS):
        model = fit([pool for pool, own in zip(found, folds, strict=True) if own != fold])
        rest = [pool for pool, own in zip(found, folds, strict=True) if own == fold]
        odds[folds == fold] = model.answer.log_odds(answer_rows(rest, model.sentence))
        for pool in rest:
            if pool.answerable:
                order = np.argsort(-model.sentence.log_odds(pool.reread.rows), kind="stable")
                ranks.append(int(np.argmax(pool.labels[order])) if pool.labels.any() else _NOWHERE)
    return ranks, odds


def report(found: Sequence[Pool]) -> None:
    """hit@k beside each sign alone; AUC of answerable questions; what thresholds do."""
    present = [pool for pool in found if pool.answerable]
    ranks, odds = left_out(found)
    hits = ", ".join(f"hit@{k} {np.mean(np.array(ranks) < k):.3f}" for k in (1, 2, 3))
    print(f"{len(present)} answerable: {hits}; of all sentences found {np.mean(np.array(ranks) < _NOWHERE):.3f}")
    for place, name in enumerate(SENTENCE_FEATURES):
        alone = np.mean([bool(pool.labels[np.argmax(pool.reread.rows[:, place])]) for pool in present])
        print(f"  {name} alone: hit@1 {alone:.3f}")
    shares = probability(odds)
    kept = shares[[pool.answerable for pool in found]]
    for variant in ("none", "removed"):
        lost = shares[[pool.variant == variant for pool in found]]
        area = roc_auc_score([1] * len(kept) + [0] * len(lost), [*kept, *lost])
        print(f"  against {variant} ({len(lost)}): AUC {area:.3f}")
        for at in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7):
            print(
                f"    from {at}: {(kept >= at).mean():.3f} of answerable, {(lost >= at).mean():.3f} of these answered"
            )


def main() -> None:
    """Ask, fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path, metavar="CORPUS INDEX QUESTIONS")
    parser.add_argument("--encoder", type=Path, help="folder of an evidence model (default: the shipped ones)")
    parser.add_argument("--out", type=Path, default=_SHIPPED)
    given = parser.parse_args()
    encoder = EvidenceModel(given.encoder) if given.encoder else shipped_reading()
    if encoder is None or len(given.sets) % 3:
        sys.exit("give an evidence model, and a corpus, an index and questions for each set")
    found: list[Pool] = []
    for corpus, index, questions in sets_named(given.sets):
        found += [pool for pool in pools(corpus, index, questions, encoder) if len(pool.labels)]
        print(f"{questions.name}: {len(found)} pools so far", flush=True)
    report(found)
    write(fit(found), given.out)


if __name__ == "__main__":
    main()
