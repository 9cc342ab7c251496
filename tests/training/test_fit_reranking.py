"""The weights of the second ranking."""

import numpy as np

from assistant.engine.ranking.evidence import Ranked
from assistant.engine.ranking.reranking import ANSWER_FEATURES, SENTENCE_FEATURES, Reread
from training.fit_reranking import Pool, fit, left_out, listwise


def pool(number: int, answerable: bool, generator: np.random.Generator) -> Pool:
    """Five sentences; the encoder knows the answering one, the other signs are noise."""
    rows = generator.normal(size=(5, len(SENTENCE_FEATURES)))
    labels = np.zeros(5, dtype=bool)
    if answerable:
        place = number % 5
        rows[place, 1] += 6
        labels[place] = True
    reread = Reread(Ranked((), 0.5, ()), rows)
    return Pool(f"q{number}", "Why?", "present" if answerable else "none", reread, labels)


def test_the_sign_that_tells_gets_the_weight() -> None:
    generator = np.random.default_rng(1)
    lists = [(p.reread.rows, p.labels) for p in (pool(n, True, generator) for n in range(40))]
    first, read, cosine = listwise(lists)
    assert read > 5 * max(abs(first), abs(cosine))


def test_both_models_tell_answers_from_none_in_folds_that_were_left_out() -> None:
    generator = np.random.default_rng(2)
    found = [pool(number, number % 2 == 0, generator) for number in range(120)]
    ranks, odds = left_out(found)
    assert np.mean(np.array(ranks) == 0) > 0.9
    answerable = np.array([one.answerable for one in found])
    assert odds[answerable].mean() > odds[~answerable].mean() + 1
    model = fit(found)
    assert model.sentence.features == SENTENCE_FEATURES
    assert model.answer.features == ANSWER_FEATURES
