"""Damaged, hostile and unusable files: one clear line each, and the rest goes on."""

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.readers import Limits
from tests.index.readers.files import STORY, TEXT, Write, docx, pdf, read, zipped


def test_truncated_gzip_keeps_what_was_whole(write: Write) -> None:
    lines = "\n".join(json.dumps({"text": os.urandom(200).hex()}) for _ in range(500)).encode()
    articles, [problem] = write("a.jsonl.gz", gzip.compress(lines)[:40_000])
    assert articles
    assert problem.title.startswith("damaged or cut short")


def test_compressed_bombs_are_refused(tmp_path: Path) -> None:
    limits = Limits(file_bytes=2**18, stream_bytes=2**19, record_bytes=2**16)
    text, lines, one_line = (tmp_path / name for name in ("a.txt.gz", "b.jsonl.gz", "c.jsonl.gz"))
    text.write_bytes(gzip.compress(b"lorem ipsum " * 30_000))
    lines.write_bytes(gzip.compress(b'{"text": "one two three"}\n' * 200_000))
    one_line.write_bytes(gzip.compress(b'{"text": "' + b"a" * 200_000))
    assert read(text, limits)[1][0].title.startswith("larger than")
    articles, problems = read(lines, limits)
    assert len(articles) * 26 < 2**19
    assert problems[-1].title.startswith("unpacks to more than")
    assert [problem.title for problem in read(one_line, limits)[1]] == ["line longer than the limit for a record"]
    word = tmp_path / "d.docx"
    word.write_bytes(docx("<w:p/>" * 300_000))
    assert read(word, limits)[1][0].title.startswith("larger than")


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"word " * 500_000)
    assert str(read(path, Limits(file_bytes=2**21))[1][0]) == "big.txt: larger than 2 MiB"


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("a.txt", b"", "empty file"),
        ("a.txt", b" \n\t\n", "empty file"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image, not an article"),
        ("a.txt", bytes(range(256)) * 20, "a binary file, not an article"),
        ("a.txt", "\u200b\u200b\u202e", "no text"),
        ("a.docx", b"PK\x03\x04 but no zip", "damaged or cut short (BadZipFile)"),
        ("a.csv", b"title,text\n", "holds no article"),
        ("a.html", b"<html></html>", "web page without article text"),
        ("a.html", b"<div>" * 5_000 + b"deep", "elements nested more than 200 deep"),
        ("a.html", b"<html><body>" + b"<p>x</p>" * 60_000, "page of more than 50,000 elements"),
        ("a.eml", b"\n\nhello there", "not a mail message"),
        ("a.xml", b"<?xml version='1.0'?><nitf><body>x</body></nitf>", "XML that is not a feed"),
        ("a.txt", b"<?xml version='1.0'?><rss><item>", "damaged XML"),
        ("a.zip", zipped(a_xml="hello"), "a zip archive that is neither DOCX nor EPUB"),
    ],
)
def test_unusable_files_get_one_clear_line(write: Write, name: str, data: bytes | str, title: str) -> None:
    articles, [problem] = write(name, data)
    assert not articles
    assert problem.title == title
    assert problem.hint
    assert "\n" not in str(problem)


def test_what_is_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    assert read(tmp_path)[1][0].title == "folder that cannot be listed"
    assert read(tmp_path / "pipe")[1][0].title == "not a regular file"
    assert "symbolic links" in read(tmp_path / "loop")[1][0].title
    assert read(tmp_path / "gone")[1][0].title == "cannot be read: no such file or directory"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)

    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    assert str(read(path)[1][0]) == "a.txt: cannot be read: permission denied"


def test_an_article_too_long_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    assert read(path, Limits(article_chars=100))[1][0].title == "longer than 100 characters"


NAMES = [
    f"a{suffix}"
    for suffix in (
        ".txt",
        ".md",
        ".html",
        ".pdf",
        ".docx",
        ".epub",
        ".json",
        ".jsonl",
        ".csv",
        ".eml",
        ".mbox",
        ".mhtml",
        ".xml",
        "",
    )
]
STARTS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"---\ntitle: ",
    b"<html>",
    b'{"text":',
    b"[",
    b"From: a\n",
    b"From: <Saved by x>\n\n<p>",
    b"From a 2018\nSubject: x\n",
    b"<rss><item><title>",
    b"<p>",
    b"text,id\n",
]


@settings(max_examples=150)
@given(
    st.sampled_from(NAMES),
    st.sampled_from(STARTS),
    st.one_of(st.binary(max_size=400), st.text(max_size=300).map(str.encode)),
)
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, name: str, start: bytes, rest: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(start + rest)
    articles, problems = read(path)
    assert articles or problems
    for article in articles:
        assert article.text.strip()
        assert not any(char in article.text for char in "\x00\x1b\r\u202e\u200b")


def test_pdf_that_gives_no_text(write: Write, tmp_path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "blank.pdf")
    assert read(tmp_path / "blank.pdf")[1][0].title == "PDF without text"
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    assert read(tmp_path / "locked.pdf")[1][0].title == "PDF locked with a password"
    assert write("cut.pdf", b"%PDF-1.4\n1 0 obj\n<<")[1][0].title == "damaged PDF"


def test_pdf_with_too_many_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(STORY, STORY))
    assert read(path, Limits(pages=1))[1][0].title == "PDF of more than 1 pages"
    [article], [problem] = read(path, Limits(seconds=0.0))
    assert problem.title.startswith("reading stopped after page 1")
    assert article.text.count(STORY[0]) == 1


def test_docx_expands_no_entities(write: Write, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    entity = f'<!DOCTYPE d [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = f"{entity}<w:document {namespace}><w:p><w:r><w:t>Hello &e; there</w:t></w:r></w:p></w:document>"
    articles, _ = write("a.docx", zipped(word__document_xml=xml))
    assert "SECRET" not in "".join(article.text for article in articles)
