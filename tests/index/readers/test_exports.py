"""Exports as the programs that write them shape them."""

import json
from datetime import date

import pytest

from index.dates import parse_date
from tests.index.readers.files import STORY, TEXT, Write

HTML = "".join(f"<p>{line}</p>\n" for line in STORY)


def test_an_export_of_a_weblog(write: Write) -> None:
    record = {
        "id": 5,
        "date": "2018-11-25T14:05:00",
        "link": "https://orla.example/bridge",
        "title": {"rendered": "Orla&#8217;s <i>bridge</i> &amp; ferries"},
        "content": {"rendered": HTML, "protected": False},
        "author": 12,
    }
    [article], problems = write("a.json", json.dumps([record]))
    assert not problems
    assert article.text == TEXT
    assert article.metadata.title == "Orla’s bridge & ferries"
    assert (article.metadata.authors, article.metadata.published) == ((), date(2018, 11, 25))
    assert article.key == "5"


def test_an_export_of_a_search_engine(write: Write) -> None:
    hit = {"_id": "x1", "_score": 1.0, "_source": {"title": "Bridge", "text": TEXT}}
    [article], problems = write("a.jsonl", json.dumps(hit))
    assert not problems
    assert (article.key, article.metadata.title, article.text) == ("x1", "Bridge", TEXT)
    assert not article.metadata.publisher
    other = {"_id": "x2", "_source": {"title": "Ferry", "text": TEXT}}
    articles, _ = write("b.json", json.dumps({"hits": {"total": 2, "hits": [hit, other]}}))
    assert [(article.key, article.metadata.title) for article in articles] == [("x1", "Bridge"), ("x2", "Ferry")]
    [article], _ = write(
        "c.json", json.dumps({"url": "https://orla.example/b", "article": {"title": "B", "body": TEXT}})
    )
    assert (article.metadata.url, article.metadata.title, article.text) == ("https://orla.example/b", "B", TEXT)


def test_an_export_of_a_database(write: Write) -> None:
    record = {
        "_id": {"$oid": "5c"},
        "headline": ["Bridge"],
        "date": {"$date": {"$numberLong": "1543104000000"}},
        "content": [{"type": "p", "text": "One."}, {"type": "p", "text": "Two."}],
    }
    [article], problems = write("a.jsonl", json.dumps(record))
    assert not problems
    assert (article.key, article.text, article.metadata.title) == ("5c", "One.\n\nTwo.", "Bridge")
    assert article.metadata.published == date(2018, 11, 25)
    assert [article.text for article in write("b.json", json.dumps(record))[0]] == ["One.\n\nTwo."]


def test_articles_that_are_values_of_one_object(write: Write) -> None:
    articles, _ = write(
        "a.json", json.dumps({"x": {"title": "A", "text": "One."}, "y": {"title": "B", "text": "Two."}})
    )
    assert [article.metadata.title for article in articles] == ["A", "B"]
    listed = {"summary": {"text": "Ten articles"}, "articles": [{"text": "One."}, {"text": "Two."}]}
    assert [article.text for article in write("b.json", json.dumps(listed))[0]] == ["One.", "Two."]


def test_long_json_lines_under_another_name(write: Write) -> None:
    line = json.dumps({"title": "Bridge", "text": TEXT * 20})
    for name in ("a.json", "b.txt"):
        articles, problems = write(name, f"{line}\n\n{line}\n{line}\n")
        assert not problems
        assert [article.text for article in articles] == [TEXT * 20] * 3
    assert len(write("c.txt", json.dumps([{"text": TEXT * 20}] * 2))[0]) == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Orla&#8217;s mayor &quot;knew&quot;: 46&nbsp;dead.", "Orla’s mayor \"knew\": 46 dead."),
        ("See <a href='x'>here</a> and <b>bold</b>.\n\nThen it closed.", "See here and bold.\n\nThen it closed."),
        ("<p>The mayor\nspoke&#8230;</p>\n<p>It closed.<br>\nThen rain.</p>", "The mayor spoke…\n\nIt closed.\n\nThen rain."),
        ("&lt;p&gt;It closed.&lt;/p&gt;&lt;p&gt;Then rain.&lt;/p&gt;", "It closed.\n\nThen rain."),
        ("1 < 2 and 3 > 2, AT&T said at x.example/?a=1&copy=2", "1 < 2 and 3 > 2, AT&T said at x.example/?a=1&copy=2"),
    ],
)  # fmt: skip
def test_markup_and_entities_of_a_text(write: Write, text: str, shown: str) -> None:
    [article], problems = write("a.jsonl", json.dumps({"text": text}))
    assert not problems
    assert article.text == shown


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date_publish", "2018-11-25 14:05:00"),
        ("created_at", "2018-11-25T10:00:00Z"),
        ("webPublicationDate", "2018-11-25T10:00:00Z"),
        ("date", "Sun Nov 25 14:05:00 +0000 2018"),
        ("date", "Sun Nov 25 14:05:00 2018"),
        ("date", "20181125140500"),
        ("date", 20181125),
    ],
)
def test_days_of_exports(write: Write, name: str, value: object) -> None:
    [article], problems = write("a.jsonl", json.dumps({"text": TEXT, name: value}))
    assert not problems
    assert article.metadata.published == date(2018, 11, 25)


def test_a_month_is_no_day(write: Write) -> None:
    assert parse_date("202411") is None
    [_], [problem] = write("a.jsonl", json.dumps({"text": TEXT, "published": "202411"}))
    assert problem.title == "not a certain date: 202411"


def test_rows_with_empty_ends(write: Write) -> None:
    articles, problems = write("a.csv", "sep=;\ntitle;text;url\nA;One, two\nB;Three;;;\nC;Four;u;v\nD\n")
    assert [(article.metadata.title, article.text) for article in articles] == [("A", "One, two"), ("B", "Three")]
    assert [(problem.line, problem.title) for problem in problems] == [
        (5, "row of 4 fields, not 3"),
        (6, "row of 1 fields, not 3"),
    ]


def test_a_table_whose_encoding_shows_late(write: Write) -> None:
    rows = "".join(f"t{number},{TEXT!r}\n" for number in range(300)).replace('"', "").replace(", ", " ")
    late = "Café,Müller said “no” – 5 €.\nGröße,Plain.\n"
    articles, problems = write("a.csv", f"title,text\n{rows}".encode() + late.encode("cp1252"))
    assert not problems
    assert [(article.metadata.title, article.text) for article in articles[-2:]] == [
        ("Café", "Müller said “no” – 5 €."),
        ("Größe", "Plain."),
    ]
