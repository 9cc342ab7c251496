"""The sample corpus and the questions over it keep what they promise."""

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from index.cleaning import clean
from index.readers import read_file
from index.readers.walk import corpus_files
from index.types import RawArticle

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
QUESTIONS = [
    json.loads(line) for line in (ROOT / "tests/data/questions.jsonl").read_text(encoding="utf-8").splitlines()
]
MARKDOWN = sorted(path for path in CORPUS.glob("*.md") if path.name != "README.md")
FIELDS = {"id", "question", "history", "answers", "articles", "quotes", "answerable", "tags"}
LEAST = {
    "boilerplate": 5,
    "comparison": 5,
    "contested": 20,
    "copy": 8,
    "correction": 5,
    "date": 15,
    "disagreement": 20,
    "fact": 40,
    "figure": 50,
    "follow-up": 15,
    "injection": 10,
    "paraphrase": 30,
    "partly": 8,
    "publisher": 8,
    "unanswerable": 35,
    "unanswerable-near": 30,
    "update": 10,
    "who-said": 20,
}
"""How many questions each tag needs at least."""

FURNITURE = ("Subscribe", "Tweet", "chip shop", "Sign up", "cookies", "All rights reserved")


def by_id(questions: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(question, id=question["id"]) for question in questions]


@cache
def raw_body(gold: str) -> str:
    """Text of a gold article as it stands in its file, without front matter."""
    name, _, key = gold.partition("#")
    content = (CORPUS / name).read_text(encoding="utf-8")
    if key:
        return next(str(record["text"]) for record in map(json.loads, content.splitlines()) if record["id"] == key)
    return content.split("---\n", 2)[2] if name.endswith(".md") else content


@cache
def read_corpus() -> dict[str, tuple[RawArticle, str]]:
    """Path of each article to what its reader found and to its cleaned text."""
    found = {}
    for path in corpus_files(CORPUS):
        relative = path.relative_to(CORPUS).as_posix()
        for item in read_file(path, relative):
            assert isinstance(item, RawArticle), item
            place = f"{relative}#{item.key}" if item.key else relative
            found[place] = (item, clean(item.text, item.metadata.title).text)
    return found


def paragraphs(name: str) -> list[str]:
    return raw_body(name).strip().split("\n\n")


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.stem)
def test_article_has_the_front_matter_it_needs(path: Path) -> None:
    fields = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    assert fields["title"]
    assert fields["publisher"]
    assert isinstance(fields["published"], date)
    assert ".example/" in fields["url"]
    assert fields["language"] == "en"
    assert 120 <= len(raw_body(path.name).split()) <= 520


def test_every_article_is_read_without_a_problem() -> None:
    articles = read_corpus()
    assert len(articles) == len(MARKDOWN) + 4  # the plain text and the three records
    unknown = [path for path, (raw, _) in articles.items() if not (raw.metadata.publisher and raw.metadata.published)]
    assert unknown == ["teviss-after-the-ruling.txt"]


def test_the_readme_is_not_an_article() -> None:
    assert (CORPUS / "README.md").is_file()
    assert "README.md" not in read_corpus()


def test_the_readme_names_every_story() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    stories = {path.name.split("-")[0] for path in MARKDOWN}
    assert [story for story in stories if f"`{story}-" not in readme] == []


def test_one_copy_is_complete_and_the_other_lacks_the_last_paragraph() -> None:
    original = paragraphs("dam-failure-toll-rises.md")
    assert paragraphs("dam-toll-wire-copy-courier.md") == original
    assert paragraphs("dam-toll-wire-copy-ledger.md") == original[:-1]


def test_page_furniture_goes_and_the_report_stays() -> None:
    raw, cleaned = read_corpus()["port-strike-ships-diverted.md"]
    assert [words for words in FURNITURE if words not in raw.text] == []
    assert [words for words in FURNITURE if words in cleaned] == []
    assert "Nine container ships" in cleaned


def test_ids_and_questions_are_unique() -> None:
    assert [id_ for id_, count in Counter(question["id"] for question in QUESTIONS).items() if count > 1] == []
    asked = Counter((question["question"], str(question.get("history"))) for question in QUESTIONS)
    assert [text for text, count in asked.items() if count > 1] == []


def test_there_are_enough_questions_of_every_kind() -> None:
    assert len(QUESTIONS) >= 130
    counts = Counter(tag for question in QUESTIONS for tag in question["tags"])
    assert {tag: counts[tag] for tag, least in LEAST.items() if counts[tag] < least} == {}
    assert set(counts) <= set(LEAST)


def test_every_article_is_asked_about() -> None:
    asked = {article for question in QUESTIONS for article in question["articles"]}
    assert set(read_corpus()) - asked == set()


@pytest.mark.parametrize("question", by_id(QUESTIONS))
def test_question_is_well_formed(question: dict[str, Any]) -> None:
    assert set(question) <= FIELDS
    assert question["question"].endswith("?")
    assert question["tags"]
    assert all(set(turn) == {"question", "answer"} for turn in question.get("history", []))
    assert ("follow-up" in question["tags"]) == ("history" in question)
    assert ("unanswerable" in question["tags"]) == (not question["answerable"])
    gold = (question["answers"], question["articles"], question["quotes"])
    assert all(gold) if question["answerable"] else not any(gold)
    assert all(group and all(group) for group in question["answers"])


@pytest.mark.parametrize("question", by_id([question for question in QUESTIONS if question["answerable"]]))
def test_gold_quotes_stand_in_the_gold_articles(question: dict[str, Any]) -> None:
    articles = read_corpus()
    assert [path for path in question["articles"] if path not in articles] == []
    for quote in question["quotes"]:
        assert any(quote in raw_body(path) for path in question["articles"]), quote
        assert any(quote in articles[path][1] for path in question["articles"]), f"cleaning lost: {quote}"


@pytest.mark.parametrize("question", by_id([question for question in QUESTIONS if question["answerable"]]))
def test_gold_answers_stand_in_the_gold_articles(question: dict[str, Any]) -> None:
    gold = " ".join(
        f"{raw.metadata.publisher} {' '.join(raw.metadata.authors)} {raw.metadata.published} {text}"
        for raw, text in (read_corpus()[path] for path in question["articles"])
    ).lower()
    missing = [group for group in question["answers"] if not any(form.lower() in gold for form in group)]
    assert missing == []
