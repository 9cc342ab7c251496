"""Our own questions over the sample corpus and over newspapers, as pools of judged sentences."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from assistant.engine.ranking.evidence import judge
from index.search import Index
from index.types import Hit
from training.relevance_pools import HITS, SPARE, CachedEmbedder, Pool

ROOT = Path(__file__).parent.parent
OWN = "own"
"""Name of the set that these questions form."""


def own_questions(name: str) -> list[dict[str, Any]]:
    """The questions of a file in tests/data that stand alone."""
    return read_questions(ROOT / "tests" / "data" / f"{name}.jsonl")


def read_questions(path: Path) -> list[dict[str, Any]]:
    """The questions of a file that stand alone."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [one for one in map(json.loads, lines) if not one.get("history")]


def question_pools(index: Index, question: dict[str, Any], embedder: CachedEmbedder) -> list[Pool]:
    """A question as it is asked, and once more without the passages that answer it."""
    hits = index.search(question["question"], k=HITS + SPARE)
    present = judge(question["question"], hits[:HITS], embedder.embed, index.frequencies)
    labels = np.array(
        [answers_question(question, one.hit, one.candidate.text) for one in present.found], dtype=np.int8
    )
    answerable = question.get("answerable", True)
    document = " ".join(question.get("articles", ())) or question["id"]
    variant = "present" if answerable else "none"
    found = [Pool(OWN, document, question["question"], variant, present, labels)]
    if answerable:
        left = [hit for hit in hits if not answers_question(question, hit, hit.passage.text)][:HITS]
        removed = judge(question["question"], left, embedder.embed, index.frequencies)
        if removed.found:
            nothing = np.zeros(len(removed.found), dtype=np.int8)
            found.append(Pool(OWN, document, question["question"], "removed", removed, nothing))
    return found


def answers_question(question: dict[str, Any], hit: Hit, text: str) -> bool:
    """Whether a text of a hit holds a gold quotation, or a gold answer in a gold article."""
    plain = _plain(text)
    quotes = [_plain(quote) for quote in question.get("quotes", ())]
    if any(quote in plain or (len(plain) > 30 and plain in quote) for quote in quotes):
        return True
    articles = question.get("articles")
    gold = not articles or any(hit.article.path.endswith(name) for name in articles)
    return gold and any(_holds(plain, _plain(answer)) for group in question.get("answers", ()) for answer in group)


def _holds(text: str, answer: str) -> bool:
    """Whether the answer stands in the text as whole words."""
    return re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text) is not None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").replace("“", '"').replace("”", '"').split())
