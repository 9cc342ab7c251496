"""The questions for measuring retrieval keep what their description promises."""

from collections import defaultdict
from pathlib import Path

from assistant.evaluation.cases import read_cases
from assistant.evaluation.matching import groups_found
from index.readers import read_file
from index.types import RawArticle

ROOT = Path(__file__).parent.parent
QUESTIONS = read_cases(ROOT / "tests/data/retrieval-questions.jsonl")


def test_every_question_is_asked_once() -> None:
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)
    assert len({question.question.casefold() for question in QUESTIONS}) == len(QUESTIONS)


def test_halves_share_no_article() -> None:
    halves = defaultdict(set)
    for question in QUESTIONS:
        for article in question.articles:
            halves[article].update({"tune", "test"}.intersection(question.tags))
    assert {len(found) for found in halves.values()} == {1}
    assert set().union(*halves.values()) == {"tune", "test"}


def test_answers_stand_in_the_sample_articles() -> None:
    texts = sample_texts()
    checked = [
        (question.id, name)
        for question in QUESTIONS
        for name in question.articles
        if name.partition("#")[0] in {path.partition("#")[0] for path in texts}
    ]
    answers = {question.id: question.answers for question in QUESTIONS}
    assert len(checked) > 50
    assert [(id_, name) for id_, name in checked if not all(groups_found(texts[name], answers[id_]))] == []


def sample_texts() -> dict[str, str]:
    """Path to headline and text of every sample article."""
    found = {}
    for path in (ROOT / "corpus").iterdir():
        for article in read_file(path, path.name):
            if isinstance(article, RawArticle):
                name = f"{path.name}#{article.key}" if path.suffix == ".jsonl" else path.name
                found[name] = f"{article.metadata.title}\n{article.text}"
    return found
