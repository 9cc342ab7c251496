"""Questions to labelled pairs of a question and a window of one or two sentences, seeded."""

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path

from training.news_questions import news_questions
from training.relevance_sources import Paragraph, Question, is_held_out, public_sets, split_sentences

_ALONE = 0.3
"""Share of windows without title and sentence before."""

_POOL = 300
"""Most sentences of other paragraphs among which the nearest is looked for."""

MOST_QUESTIONS: Mapping[str, int] = {
    "squad2": 6000,
    "new_wiki": 7000,
    "reddit": 2500,
    "qamr": 5000,
    "selqa": 2000,
    "torque": 1000,
    "qnli": 5000,
    "news": 6000,
}
"""Questions of each set that are used; more of the same set teach little more."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a sentence that answers it, or does not."""

    question: str
    previous: str
    """Title and sentence before, which may tell what it speaks of; empty when there are none or they were left out."""
    sentence: str
    label: int
    """1 the sentence answers, 0 it does not."""
    source: str
    answer: str = ""
    """The answer as it stands in the sentence; empty when unknown or when there is none."""
    says: str = ""
    """"yes" or "no" where that is the answer; else empty."""


def training_pairs(data: Path, newspapers: Path, excluded: frozenset[str], seed: int) -> list[Pair]:
    """The shuffled pairs of all documents that are not held out.

    `newspapers` is a JSONL file of articles, of which those whose id is `excluded` are left out. Raises
    FileNotFoundError for a set that is absent.
    """
    questions = [one for one in public_sets(data) if not is_held_out(one.paragraph.source, one.paragraph.document)]
    articles = [one for one in read_newspapers(newspapers, excluded) if not is_held_out("news", one.document)]
    questions += news_questions(articles, seed, MOST_QUESTIONS["news"])
    choose = random.Random(seed)  # noqa: S311  repeatable, not secret
    choose.shuffle(questions)
    used: Counter[str] = Counter()
    chosen = []
    for question in questions:
        source = question.paragraph.source
        used[source] += 1
        if used[source] <= MOST_QUESTIONS[source]:
            chosen.append(question)
    pairs = list(pairs_of(chosen, choose))
    choose.shuffle(pairs)
    return pairs


def read_newspapers(path: Path, excluded: frozenset[str] = frozenset()) -> Iterator[Paragraph]:
    """Each article as one run of sentences."""
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        if str(raw["id"]) not in excluded:
            yield Paragraph("news", str(raw["id"]), split_sentences(raw["text"]), title=raw.get("title") or "")


def pairs_of(questions: Sequence[Question], choose: random.Random) -> Iterator[Pair]:
    """For an answered question one positive and up to two negatives; for an unanswered one up to two negatives."""
    nearest = Nearest(questions, choose)
    for question in questions:
        yield from _positive(question, choose)
        sentences = question.paragraph.sentences
        if question.paragraph.source == "news":
            # Another sentence of the article may answer a made question too, so only what was checked counts.
            places = sorted(question.tempting)
        else:
            places = _wrong_places(question, nearest, choose)
        for place in places:
            yield _pair(question, place, 0, choose)
        if question.answering and (
            question.paragraph.source == "news" or len(sentences) <= 2 or choose.random() < 0.5
        ):
            other = nearest.elsewhere(question)
            if other:
                yield Pair(question.text, *other, 0, question.paragraph.source)


def _positive(question: Question, choose: random.Random) -> Iterator[Pair]:
    if question.answering:
        place = choose.choice(sorted(question.answering))
        yield _pair(question, place, 1, choose)


def _wrong_places(question: Question, nearest: "Nearest", choose: random.Random) -> list[int]:
    """Two sentences of the paragraph that do not answer: the most tempting and the nearest, or another one."""
    sentences = question.paragraph.sentences
    left = [
        place
        for place, sentence in enumerate(sentences)
        if place not in question.answering and not any(answer in sentence for answer in question.answers)
    ]
    if not left:
        return []
    left.sort(key=lambda place: (place in question.tempting, nearest.overlap(question.text, sentences[place])))
    first = left.pop()
    if not left:
        return [first]
    second = left[-1] if choose.random() < 0.5 else choose.choice(left)
    return [first, second] if not question.answering or choose.random() < 0.7 else [first]


def _pair(question: Question, place: int, label: int, choose: random.Random) -> Pair:
    previous, sentence = window_at(question.paragraph, place, alone=choose.random() < _ALONE)
    answer = next((one for one in question.answers if one in sentence), "") if label else ""
    return Pair(question.text, previous, sentence, label, question.paragraph.source, answer)


def window_at(paragraph: Paragraph, place: int, alone: bool = False) -> tuple[str, str]:
    """Title and sentence before (empty when there are none, or left out when `alone`), and the sentence at `place`."""
    before = paragraph.sentences[place - 1] if place and paragraph.connected else ""
    return "" if alone else f"{paragraph.title} {before}".strip(), paragraph.sentences[place]


class Nearest:
    """Finds sentences that share rare words with a question."""

    def __init__(self, questions: Iterable[Question], choose: random.Random) -> None:
        self._choose = choose
        self._paragraphs: dict[tuple[str, str], list[Paragraph]] = defaultdict(list)
        self._sources: dict[str, list[Paragraph]] = defaultdict(list)
        counts: Counter[str] = Counter()
        seen: set[int] = set()
        for question in questions:
            paragraph = question.paragraph
            if id(paragraph) not in seen:
                seen.add(id(paragraph))
                self._paragraphs[paragraph.source, paragraph.document].append(paragraph)
                self._sources[paragraph.source].append(paragraph)
                for sentence in paragraph.sentences:
                    counts.update(words(sentence))
        total = sum(len(found) for found in self._sources.values())
        self._weight = {word: log(1 + total / count) for word, count in counts.items()}

    def overlap(self, question: str, sentence: str) -> float:
        """Sum of the weights of the words in common, 0 or more."""
        return sum(self._weight.get(word, 0.0) for word in words(question) & words(sentence))

    def elsewhere(self, question: Question) -> tuple[str, str] | None:
        """The nearest window of another paragraph without the answer: of the same document where it has others."""
        own = question.paragraph
        others = [one for one in self._paragraphs[own.source, own.document] if one is not own]
        if not others:
            same_set = self._sources[own.source]
            others = [one for one in self._choose.sample(same_set, min(60, len(same_set))) if one is not own]
        places = [
            (one, place)
            for one in others
            for place, sentence in enumerate(one.sentences)
            if not any(answer in sentence for answer in question.answers)
        ]
        places = self._choose.sample(places, min(_POOL, len(places)))
        best = max(places, key=lambda at: self.overlap(question.text, at[0].sentences[at[1]]), default=None)
        return None if best is None else window_at(*best, alone=self._choose.random() < _ALONE)


@lru_cache(maxsize=200_000)
def words(text: str) -> frozenset[str]:
    """The words of a text, in lower case and cut to six letters, so that forms of a word meet."""
    return frozenset(word[:6] for word in re.findall(r"[a-z0-9]+", text.casefold()) if len(word) > 2)
