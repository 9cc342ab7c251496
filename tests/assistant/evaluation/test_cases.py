"""Questions files are read strictly, and a wrong line is named with its cure."""

import json
from pathlib import Path

import pytest

from assistant.evaluation.cases import Case, read_cases, strayed_quotes, unknown_articles
from assistant.evaluation.errors import EvaluationError
from index.types import Article, Metadata

GOOD = {"id": "a", "question": "Who?", "answers": [["Ann"]]}
ARTICLE = Article("0" * 12, "news.md", "Ann Lee opened the bridge on Monday, the city said.", Metadata())


def written(folder: Path, *lines: object) -> Path:
    path = folder / "q.jsonl"
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8"
    )
    return path


def library(name: str) -> Article | None:
    return ARTICLE if name in (ARTICLE.id, ARTICLE.path) else None


def test_every_field_is_read(tmp_path: Path) -> None:
    line = {
        "id": "b",
        "question": "And when?",
        "history": [{"question": "Who opened it?", "answer": "Ann Lee [1]."}],
        "answers": [["Monday", "7 May"]],
        "articles": ["news.md"],
        "quotes": ["on Monday"],
        "answerable": True,
        "tags": ["date"],
    }
    first, second = read_cases(written(tmp_path, GOOD, "", line))
    assert (first.id, first.answers, first.answerable, first.history, first.line) == ("a", (("Ann",),), True, (), 1)
    assert (second.answers, second.articles, second.tags) == ((("Monday", "7 May"),), ("news.md",), ("date",))
    assert [(turn.question, turn.answer) for turn in second.history] == [("Who opened it?", "Ann Lee [1].")]
    assert second.line == 3


@pytest.mark.parametrize(
    ("line", "title", "cure"),
    [
        ('{"id": "b", "question": }', "not JSON", "one JSON object on one line"),
        ("[1, 2]", "not a JSON object", '"question"'),
        ({"id": "b", "answers": [["x"]]}, '"question" is missing', 'write "question"'),
        ({**GOOD, "id": " "}, '"id" is missing, empty or no text', 'write "id"'),
        ({**GOOD, "id": 5}, '"id" is missing, empty or no text', 'write "id"'),
        ({**GOOD, "id": "b", "answer": [["x"]]}, 'no field "answer"', 'did you mean "answers"?'),
        ({**GOOD, "id": "b", "answers": ["x"]}, '"answers" is not a list of lists', '[["46", "forty-six"]'),
        ({**GOOD, "id": "b", "answers": [[]]}, "one of them is empty", '[["46", "forty-six"]'),
        ({**GOOD, "id": "b", "answers": [[""]]}, "one of them is empty", '[["46", "forty-six"]'),
        ({**GOOD, "id": "b", "answers": []}, "nothing to score", '"answerable": false'),
        ({**GOOD, "id": "b", "answerable": "no"}, "neither true nor false", "true or false"),
        ({**GOOD, "id": "b", "answerable": False}, "although it is not answerable", "remove one"),
        ({**GOOD, "id": "b", "tags": "figure"}, '"tags" is not a list', '"tags": ['),
        ({**GOOD, "id": "b", "history": ["Who?"]}, '"history" is not a list of turns', '"answer": '),
        (GOOD, 'the id "a" is that of line 1', "its own id"),
    ],
)
def test_a_wrong_line_is_named_with_its_cure(tmp_path: Path, line: object, title: str, cure: str) -> None:
    path = written(tmp_path, GOOD, line)
    with pytest.raises(EvaluationError) as caught:
        read_cases(path)
    assert f"{path} line 2: " in caught.value.title
    assert title in caught.value.title
    assert cure in caught.value.hint


def test_further_wrong_lines_are_listed(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError) as caught:
        read_cases(written(tmp_path, GOOD, "{", GOOD, "{"))
    assert "line 2" in caught.value.title
    assert caught.value.hint.endswith("lines to mend besides: 3, 4")


def test_a_file_that_is_not_there_empty_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no such file"):
        read_cases(tmp_path / "none.jsonl")
    with pytest.raises(EvaluationError, match="holds no questions"):
        read_cases(written(tmp_path, ""))
    (tmp_path / "q.jsonl").write_bytes(b"\xff\xfe{}")
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_cases(tmp_path / "q.jsonl")


def test_articles_that_the_index_lacks_are_found() -> None:
    cases = [Case("a", "?", articles=("news.md",), line=1), Case("b", "?", articles=("news.md", "old.md"), line=2)]
    (problem,) = unknown_articles(cases, library)
    assert (problem.line, problem.what) == (2, 'no single article fits "old.md"')


def test_quotations_that_no_gold_article_holds_are_found() -> None:
    cases = [
        Case("a", "?", articles=("news.md",), quotes=("Ann Lee opened the bridge",), line=1),
        Case("b", "?", articles=("news.md",), quotes=("Ann Lee closed the bridge",), line=2),
    ]
    (problem,) = strayed_quotes(cases, library)
    assert (problem.line, problem.what) == (2, 'no gold article says "Ann Lee closed the bridge"')


def test_a_folder_is_no_file_of_questions(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be read: Is a directory"):
        read_cases(tmp_path)


def test_other_line_ends_may_stand_in_a_text(tmp_path: Path) -> None:
    question = "Who said\u2028“no”\x85?"
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps({**GOOD, "question": question}, ensure_ascii=False) + "\r\n\n{\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"line 3: this is not JSON: .* at character 2$"):
        read_cases(path)
    path.write_text(json.dumps({**GOOD, "question": question}, ensure_ascii=False), encoding="utf-8")
    assert [case.question for case in read_cases(path)] == [question]


def test_a_line_nested_too_deeply_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text("[" * 100_000)
    with pytest.raises(EvaluationError, match="line 1: this is JSON nested too deeply"):
        read_cases(path)
