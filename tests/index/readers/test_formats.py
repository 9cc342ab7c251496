"""Whole files of every format, through the one door `read_file`."""

import email.message
import gzip
import json
import subprocess
import sys
import textwrap
from datetime import date

import pytest

import index.readers as package
from index.readers import READERS, Format
from tests.index.readers.files import STORY, TEXT, Write, docx, page, pdf, zipped


def test_every_format_has_a_reader_that_exists() -> None:
    assert set(READERS) == set(Format)
    for kind in Format:
        assert callable(package._reader(kind))


def test_plain_text(write: Write) -> None:
    [article], problems = write("a.txt", f"Bridge over Orla closed after cracks\r\n\r\n{TEXT}\r\n")
    assert not problems
    assert article.text == f"Bridge over Orla closed after cracks\n\n{TEXT}"
    assert article.metadata.title == "Bridge over Orla closed after cracks"
    assert article.key == ""


def test_header_lines_are_metadata(write: Write) -> None:
    [article], _ = write("a.txt", f"Title: Bridge closed\nSource: Orla Daily\nDate: 25 November 2018\n\n{TEXT}")
    assert article.text == TEXT
    assert article.metadata.publisher == "Orla Daily"
    assert article.metadata.published == date(2018, 11, 25)


def test_hard_wrapped_text_is_joined(write: Write) -> None:
    wrapped = "\n\n".join(textwrap.fill(line * 3, 60) for line in STORY)
    [article], _ = write("a.txt", wrapped)
    assert article.text == "\n\n".join(line * 3 for line in STORY)


def test_lines_that_are_paragraphs_are_not_joined(write: Write) -> None:
    lines = "\n".join([*STORY, "Ferry times", "Harbour Office", "Old Mill"])
    [article], _ = write("a.txt", lines)
    assert article.text == lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_western_encodings(write: Write, encoding: str) -> None:
    text = "Die Brücke in Köln bleibt gesperrt – “sechs Wochen”, sagte die Bürgermeisterin von Münster."
    [article], _ = write("a.txt", text.encode(encoding))
    assert article.text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Мост через реку закрыт с понедельника, потому что в опорах нашли трещины. " * 3),
        ("shift_jis", "オルラ川のブリッジは月曜日から閉鎖されていると報じられた。" * 4),
        ("gb18030", "工程师在两根桥墩上发现裂缝后，大桥于星期一关闭。" * 4),
    ],
)
def test_other_encodings_are_detected_or_declared(write: Write, encoding: str, text: str) -> None:
    [article], _ = write("a.txt", text.encode(encoding))
    assert article.text == text.strip()
    html = f'<html><head><meta charset="{encoding}"><title>x</title></head><body><p>{text}</p></body></html>'
    [article], _ = write("b.html", html.encode(encoding))
    assert text[:30] in article.text


def test_utf8_with_one_bad_byte_stays_utf8(write: Write) -> None:
    [article], _ = write("a.txt", ("Brücke über die Größe " * 20).encode() + b"\xff end")
    assert article.text.startswith("Brücke über die Größe")


def test_invisible_and_control_characters_never_pass(write: Write) -> None:
    nasty = "a\x00b\x1b[31mc\u202ed\u200be\ufefff\U000e0041g\u2066h\x07"
    [article], _ = write(
        "a.jsonl", json.dumps({"title": nasty, "publisher": nasty, "id": nasty, "text": nasty + "\ud800"})
    )
    for value in (article.text, article.metadata.title, article.metadata.publisher, article.key):
        assert value == "ab[31mcdefgh"


def test_text_is_composed(write: Write) -> None:
    [article], _ = write("a.txt", "Cafe\u0301 owners met on Monday in the town hall of Orla.")
    assert article.text.startswith("Café")


def test_markdown_with_front_matter(write: Write) -> None:
    front = '---\ntitle: "Bridge closed"\ndate: 2018-11-25\nauthor: [Ann Lee, Bo Chan]\n'
    front += "source: Orla Daily\nlang: en\nlayout: x\n---\n"
    body = "# Bridge *closed*\n\nThe **bridge** over the [Orla](http://x.org)\nwas closed ![pic](a.png).\n\n"
    body += "- one\n- two\n\n> Quoted\\*.\n"
    [article], problems = write("a.md", front + body)
    assert not problems
    assert article.text == "Bridge closed\n\nThe bridge over the Orla was closed .\n\n• one\n• two\n\nQuoted*."
    assert article.metadata.authors == ("Ann Lee", "Bo Chan")
    assert article.metadata.published == date(2018, 11, 25)
    assert article.metadata.provenance["title"].origin == "front matter"


def test_front_matter_that_is_not_yaml_is_read_by_lines(write: Write) -> None:
    [article], problems = write("a.md", f"---\ntitle: Orla: the bridge\ndate: 2018-11-25\n---\n{TEXT}")
    assert not problems
    assert article.metadata.title == "Orla: the bridge"
    assert article.text == TEXT


def test_front_matter_mistakes_are_named(write: Write) -> None:
    [article], [problem] = write("a.md", f"---\ntitle: Bridge\ndate: 2018-13-45\n---\n{TEXT}")
    assert article.metadata.published is None
    assert str(problem) == "a.md:3: not a certain date: 2018-13-45"


def test_of_several_dates_in_front_matter_the_line_of_the_one_that_counts_is_named(write: Write) -> None:
    front = "---\ntitle: Bridge\ndate:\nposted: 2018-11-25\npublished_date: 03/04/2018\n---\n"
    _, [problem] = write("a.md", f"\n{front}{TEXT}")
    assert str(problem) == "a.md:6: not a certain date: 03/04/2018"


def test_web_page(write: Write) -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "Bridge closed &amp; ferries run",
                "datePublished": "2018-11-25T23:30:00-05:00",
                "author": [{"@type": "Person", "name": "Ann Lee"}],
                "publisher": {"@type": "Organization", "name": "Orla Daily"},
            },
        ],
    }
    head = f'<title>Bridge | Orla Daily</title><script type="application/ld+json">{json.dumps(data)}</script>'
    head += '<meta property="og:title" content="Social title"><link rel=canonical href="https://orla.example/2018/x">'
    [article], problems = write("a.html", page(head, "<h1>Bridge closed &amp; ferries run</h1>"))
    assert not problems
    metadata = article.metadata
    assert metadata.title == "Bridge closed & ferries run"
    assert (metadata.publisher, metadata.authors) == ("Orla Daily", ("Ann Lee",))
    assert metadata.published == date(2018, 11, 25)
    assert metadata.url == "https://orla.example/2018/x"
    assert metadata.language == "en"
    assert STORY[0] in article.text
    assert "World" not in article.text
    assert not article.text.startswith("Bridge closed")


def test_web_page_with_meta_tags_only(write: Write) -> None:
    head = (
        '<title>Bridge closed - Orla Daily</title><meta property="og:site_name" content="Orla Daily - News for all">'
        '<meta property="article:published_time" content="2018-11-25"><meta name="author" content="Ann Lee">'
    )
    [article], _ = write("a.html", page(head))
    assert article.metadata.title == "Bridge closed"
    assert article.metadata.publisher == "Orla Daily"
    assert article.metadata.published == date(2018, 11, 25)
    assert article.metadata.authors == ("Ann Lee",)


def test_an_opinion_label_is_not_part_of_the_headline(write: Write) -> None:
    head = "<title>Let the ferries run for free – Orla Daily</title>"
    [article], _ = write("a.html", page(head, "<h1>Opinion | Let the ferries run for free</h1>"))
    assert article.metadata.title == "Let the ferries run for free"


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ('<meta name="description" content="Engineers give the pillars six weeks">', True),
        ('<meta property="og:description" content="Engineers give the pillars &quot;six weeks&quot;.">', True),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "description": '
         '"Engineers give the pillars six weeks"}</script>', True),
        ('<script type="application/ld+json">{"@type": "VideoObject", "description": '
         '"Engineers give the pillars six weeks"}</script>', False),
        ('<meta name="description" content="Ferries run every ten minutes until then">', False),
        ("", False),
    ],
)  # fmt: skip
def test_a_standfirst_is_part_of_the_article_where_the_page_describes_itself_by_it(
    write: Write, head: str, shown: bool
) -> None:
    deck = (
        "<header><h1>Bridge closed</h1><h2 class=deck> Engineers give the <b>pillars</b> six\n weeks </h2></header>"
    )
    [article], _ = write("a.html", page(head).replace("<article>", f"{deck}<article>"))
    assert article.text.startswith("Engineers give the pillars six weeks\n\nThe bridge") is shown
    assert ("Engineers give" in article.text) is shown


def test_a_description_that_is_the_first_paragraph_stands_there_once(write: Write) -> None:
    [article], _ = write("a.html", page(f'<meta name="description" content="{STORY[0]}">'))
    assert not article.text.startswith(f"{STORY[0]}\n\n{STORY[0]}")
    assert article.text.startswith(f"{STORY[0]}\n{STORY[1]}")


def test_structured_text_is_used_where_the_page_shows_something_else(write: Write) -> None:
    teasers = "".join(
        f"<article><h2>Teaser number {n} of the carousel</h2><p>By someone, Dec {n}, 2023</p></article>"
        for n in range(9)
    )
    data = json.dumps({"@type": "NewsArticle", "headline": "Bridge", "articleBody": TEXT})
    html = f'<html><head><script type="application/ld+json">{data}</script></head><body>{teasers}</body></html>'
    [article], _ = write("a.html", html)
    assert article.text == TEXT


def test_content_decides_where_the_name_lies(write: Write) -> None:
    assert STORY[1] in write("a.txt", page())[0][0].text
    assert write("b.txt", pdf(STORY))[0][0].text.startswith(STORY[0][:30])
    assert STORY[0] in write("c.bin", docx())[0][0].text
    assert write("d.txt", f"---\ntitle: X\n---\n{TEXT}")[0][0].metadata.title == "X"
    assert len(write("e.txt", '{"text": "one two"}\n{"text": "three four"}\n')[0]) == 2
    assert len(write("f.jsonl", '[{"text": "one two"}]')[0]) == 1


def test_pdf(write: Write) -> None:
    heads = [["Orla Daily 2018", f"Page {number}", *STORY] for number in (1, 2, 3)]
    [article], problems = write("a.pdf", pdf(*heads))
    assert not problems
    assert article.text.count(STORY[0]) == 3
    assert "Orla Daily" not in article.text
    assert "Page" not in article.text


def test_docx(write: Write) -> None:
    [article], problems = write("a.docx", docx())
    assert not problems
    assert article.text == "\n\n".join(["Bridge closed", *STORY])
    assert article.metadata.title == "Bridge closed"


def test_epub(write: Write) -> None:
    container = '<container xmlns="urn:x"><rootfiles><rootfile full-path="OEBPS/c.opf"/></rootfiles></container>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:publisher>Orla Daily</dc:publisher><dc:date>2018-11-25</dc:date></metadata><manifest>"
        '<item id="n" href="nav.xhtml" properties="nav"/><item id="b" href="b.xhtml"/><item id="a" href="a.xhtml"/>'
        '<item id="x" href="missing.xhtml"/></manifest>'
        '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="x"/></spine></package>'
    )
    body = "".join(f"<p>{line}</p>" for line in STORY)
    document = (
        "<?xml version='1.0' encoding='utf-8'?><html><head><title>t</title></head><body><h1>{}</h1>{}</body></html>"
    )
    articles, [problem] = write(
        "a.epub",
        zipped(
            **{
                "META-INF__container_xml": container,
                "OEBPS__c_opf": package,
                "OEBPS__nav_xhtml": document.format("Contents", body),
            },
            OEBPS__a_xhtml=document.format("First", body),
            OEBPS__b_xhtml=document.format("Second", body),
        ),
    )
    assert [(article.key, article.metadata.title) for article in articles] == [
        ("a.xhtml", "First"),
        ("b.xhtml", "Second"),
    ]
    assert articles[0].metadata.publisher == "Orla Daily"
    assert articles[0].text == "\n\n".join(["First", *STORY])
    assert problem.title == "OEBPS/missing.xhtml cannot be read"


def test_mail(write: Write) -> None:
    message = email.message.EmailMessage()
    message["Subject"], message["From"] = "Bridge closed – Größe", "Orla Daily <desk@orla.example>"
    message["Date"] = "Sun, 25 Nov 2018 18:22:00 +0000"
    message.set_content(TEXT)
    message.add_alternative(f"<p>{STORY[0]}</p>", subtype="html")
    [article], problems = write("a.eml", message.as_bytes())
    assert not problems
    assert article.text == TEXT
    assert article.metadata.title == "Bridge closed – Größe"
    assert (article.metadata.publisher, article.metadata.published) == ("Orla Daily", date(2018, 11, 25))


def test_mail_in_html_only(write: Write) -> None:
    body = f"Subject: x\nContent-Type: text/html; charset=nonsense\n\n<p>{STORY[0]}</p>"
    body += f"<script>no()</script><p>{STORY[1]}</p>"
    [article], [problem] = write("a.eml", body)
    assert article.text == f"{STORY[0]}\n\n{STORY[1]}"
    assert "date" in problem.title


def test_json_lines_lose_only_bad_lines(write: Write) -> None:
    lines = [
        json.dumps(
            {
                "id": 7,
                "Title": "One",
                "published": "2018-11-25",
                "publisher": "http://abcnews.go.com",
                "maintext": TEXT,
            }
        ),
        "not json",
        "[1]",
        "",
        json.dumps({"title": "no text"}),
        json.dumps(
            {"id": 7, "text": TEXT, "source": {"id": None, "name": "Orla Daily"}, "publishedAt": "2018-13-45"}
        ),
        json.dumps(
            {"content": "<p>One.</p><p>Two.</p>", "date": 1543104000, "authors": [{"name": "Ann Lee"}, "Bo Chan"]}
        ),
        '{"text": "caf\\u00e9 open", "published": 1e400}',
        '{"text":' + "[" * 100_000,
    ]
    articles, problems = write("a.jsonl", "\n".join(lines))
    assert [article.key for article in articles] == ["7", "7@6", "7@7", "8"]
    assert articles[0].metadata.publisher == "abcnews.go.com"
    assert articles[1].metadata.publisher == "Orla Daily"
    assert articles[2].text == "One.\n\nTwo."
    assert articles[2].metadata.published == date(2018, 11, 25)
    assert articles[2].metadata.authors == ("Ann Lee", "Bo Chan")
    assert [problem.line for problem in problems] == [2, 3, 5, 6, 8, 9]
    assert all(problem.path == "a.jsonl" and "\n" not in problem.title for problem in problems)


def test_a_line_of_an_export_in_another_encoding(write: Write) -> None:
    articles, problems = write("a.jsonl", '{"text": "Brücke"}\n'.encode() * 3 + b'{"text": "caf\xe9 \x93open\x94"}\n')
    assert not problems
    assert [article.text for article in articles][-2:] == ["Brücke", "café “open”"]


def test_json_documents(write: Write) -> None:
    record = {"title": "One", "text": TEXT}
    assert [article.key for article in write("a.json", json.dumps([record, record]))[0]] == ["1", "2"]
    wrapped = {"status": "ok", "response": {"docs": [record, {"title": "none"}], "facets": [1, 2]}}
    articles, [problem] = write("b.json", json.dumps(wrapped))
    assert articles[0].metadata.title == "One"
    assert problem.title == "record 2: no text"
    assert write("c.json", json.dumps(record))[0][0].key == ""
    assert write("d.json", json.dumps({"text": ["One.", "Two."]}))[0][0].text == "One.\n\nTwo."
    assert write("e.json", '{"a": 1}')[1][0].title == "JSON without articles"
    assert write("f.json", "[" * 100_000)[1][0].title == "JSON nested too deeply"
    assert write("g.json", '{"text": ')[1][0].title.startswith("not valid JSON")


def test_tables(write: Write) -> None:
    rows = 'id,title,body,date\n1,One,"Two lines\nof text",2018-11-25\n2,short\n'
    rows += '3,Three,"Some ""quoted"" text",03/04/2018\n'
    articles, problems = write("a.csv", rows)
    assert [(article.key, article.text) for article in articles] == [
        ("1", "Two lines\nof text"),
        ("3", 'Some "quoted" text'),
    ]
    assert [(problem.line, problem.title) for problem in problems] == [
        (4, "row of 2 fields, not 4"),
        (5, "not a certain date: 03/04/2018"),
    ]
    assert write("b.tsv", "title\ttext\nOne\tSome, text\n")[0][0].text == "Some, text"
    assert write("c.csv", "a,b\n1,2\n")[1][0].title == "no column holds the text"
    articles, [problem] = write("d.csv", 'text,id\nfine,1\n"never closed,2\n')
    assert len(articles) == 1
    assert problem.line == 3


def test_gzip_of_anything(write: Write) -> None:
    assert write("a.txt.gz", gzip.compress(TEXT.encode()))[0][0].text == TEXT
    assert STORY[0] in write("a.html.gz", gzip.compress(page().encode()))[0][0].text
    assert len(write("a.jsonl.gz", gzip.compress(b'{"text": "one two"}\n' * 3))[0]) == 3
    assert write("b", gzip.compress(pdf(STORY)))[0][0].text.startswith(STORY[0][:20])


def test_importing_readers_imports_no_parser() -> None:
    heavy = "{'trafilatura', 'pypdf', 'lxml', 'yaml', 'charset_normalizer'}"
    code = f"import sys, index.readers, index.cleaning, index.sources; print(sorted({heavy} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
