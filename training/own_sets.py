"""The articles that our own questions are about, indexed."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.wiring import Corpus
from training.relevance_sources import Question
from training.written_reports import measured_questions

_ROOT = Path(__file__).parent.parent
_QUESTIONS = _ROOT / "tests" / "data"

OwnSet = tuple[Path, Path, Path]
"""Folder of articles, folder of their index, file of questions about them."""


def own_sets(data: Path, work: Path) -> list[OwnSet]:
    """Each set of questions, its index brought up to date under `work`; `data` holds `articles/`."""
    articles = data / "articles"
    _index(_ROOT / "corpus", work / "corpus")
    _index(articles / "aleppo-2018", work / "aleppo")
    _index(articles, work / "newspaper", include=["newspaper-424.jsonl"])
    return [
        (_ROOT / "corpus", work / "corpus", _QUESTIONS / "trust-corpus.jsonl"),
        (articles / "aleppo-2018", work / "aleppo", _QUESTIONS / "trust-aleppo.jsonl"),
        (articles, work / "newspaper", _QUESTIONS / "trust-newspaper.jsonl"),
    ]


def measured_reports(work: Path) -> OwnSet:
    """The invented reports that the encoder does not learn from, indexed."""
    folder, questions = work / "reports-articles", work / "reports.jsonl"
    write_set(measured_questions(), folder, questions)
    _index(folder, work / "reports-index")
    return folder, work / "reports-index", questions


def write_set(asked: Sequence[Question], folder: Path, questions: Path) -> None:
    """Reports as articles in a folder, and their questions as a file that `byline eval` reads, tagged "test"."""
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs = dict.fromkeys(one.paragraph for one in asked)
    names = {paragraph: f"{paragraph.document}-{number}.md" for number, paragraph in enumerate(paragraphs, start=1)}
    for paragraph, name in names.items():
        text = f"# {paragraph.title}\n\n{' '.join(paragraph.sentences)}\n"
        (folder / name).write_text(text, encoding="utf-8")
    rows = [
        {"id": f"{one.paragraph.document}-{number}"} | _as_asked(one, names[one.paragraph])
        for number, one in enumerate(asked, start=1)
    ]
    questions.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _as_asked(question: Question, article: str) -> dict[str, Any]:
    """What a questions file says of a question; gold are sentences, since the answer may stand in others by chance."""
    gold = [question.paragraph.sentences[place] for place in sorted(question.answering)]
    return {
        "question": question.text,
        "answerable": bool(gold),
        "quotes": gold,
        "articles": [article],
        "tags": ["test"],
    }


def _index(articles: Path, index: Path, **settings: Any) -> None:
    with Corpus(articles, index, model="none", **settings) as corpus:
        for _ in corpus.build():
            pass
