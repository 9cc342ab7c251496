import json
from pathlib import Path

from training.own_sets import write_set
from training.relevance_questions import read_questions
from training.relevance_sources import Paragraph, Question

FERRY = Paragraph("written", "sea", ("The ferry sank on Monday.", "Nobody was hurt."), title="Ferry sinks")
STORM = Paragraph("written", "sea", ("A storm came on Sunday.",), title="Storm over Korrin")


def test_reports_become_articles_and_questions_that_name_them(tmp_path: Path) -> None:
    asked = [
        Question("When did the ferry sink?", FERRY, frozenset({0}), ("Monday",)),
        Question("When did the storm come?", STORM, frozenset({0}), ("Sunday",)),
        Question("Who raised the ferry?", FERRY, frozenset(), tempting=frozenset({1})),
    ]
    write_set(asked, tmp_path / "articles", tmp_path / "questions.jsonl")
    first, second, third = read_questions(tmp_path / "questions.jsonl")
    assert first["articles"] == third["articles"] != second["articles"]
    assert (first["answerable"], first["quotes"]) == (True, ["The ferry sank on Monday."])
    assert (third["answerable"], third["quotes"]) == (False, [])
    article = (tmp_path / "articles" / first["articles"][0]).read_text(encoding="utf-8")
    assert article == "# Ferry sinks\n\nThe ferry sank on Monday. Nobody was hurt.\n"
    assert len({json.loads(line)["id"] for line in (tmp_path / "questions.jsonl").read_text().splitlines()}) == 3
