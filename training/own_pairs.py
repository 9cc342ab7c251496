"""Pairs from questions of our own over indexed articles: the wrong sentences are those that the first ranking prefers.

Public sets teach reading; these teach the mistakes that are made in use.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.engine.ranking.evidence import EvidenceRanker
from assistant.engine.ranking.relevance import load_relevance_model
from assistant.engine.ranking.reranking import evidence_window
from assistant.types import Evidence
from assistant.wiring import Corpus
from index.types import Hit
from training.relevance_pairs import Pair
from training.relevance_pools import HITS, SPARE
from training.relevance_questions import answers_question, read_questions

_WRONG, _TEMPTING = 4, 3
"""Most wrong sentences of an answerable question, and of one that nothing answers."""


def own_pairs(corpus: Path, index: Path, questions: Path, seed: int) -> Iterator[Pair]:
    """The pairs of every question that stands alone and is not tagged "test"."""
    choose = random.Random(seed)  # noqa: S311  repeatable, not secret
    with Corpus(corpus, index, model="none") as opened:
        found = opened.index()
        ranker = EvidenceRanker(found.embed, found.frequencies, load_relevance_model())
        for question in read_questions(questions):
            if "test" in question["tags"]:
                continue
            hits = found.search(question["question"], k=HITS + SPARE)
            ranked = ranker.rank(question["question"], hits[:HITS], 40).evidence
            for previous, sentence, label, answer in _judged(question, ranked, hits, choose):
                yield Pair(question["question"], previous, sentence, label, questions.stem, answer)


def _judged(
    question: dict[str, Any], ranked: Sequence[Evidence], hits: Sequence[Hit], choose: random.Random
) -> Iterator[tuple[str, str, int, str]]:
    """What stands before, the sentence, whether it answers, and the answer in it."""
    by_passage = {hit.passage: hit for hit in hits}
    answerable = question.get("answerable", True)
    right = [one for one in ranked if answerable and answers_question(question, by_passage[one.passage], one.quote)]
    wrong = [one for one in ranked if one not in right]
    if answerable:
        # The best few, and some from further down, so that not only the near ones are known to be wrong.
        wrong = wrong[: _WRONG - 2] + choose.sample(wrong[_WRONG - 2 :], min(2, len(wrong[_WRONG - 2 :])))
    for one, label in [
        *((one, 1) for one in right[:3]),
        *((one, 0) for one in wrong[: _WRONG if right else _TEMPTING]),
    ]:
        previous, _, sentence = evidence_window(one).rpartition("\n")
        answers = (answer for group in question.get("answers", ()) for answer in group)
        answer = next((text for text in answers if label and text in sentence), "")
        yield previous, sentence, label, answer
