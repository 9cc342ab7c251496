"""A folder with everything that goes wrong with files, and two good articles among it."""

import gzip
import io
import json
import os
from pathlib import Path

from pypdf import PdfWriter

from tests.index.readers.files import STORY, TEXT, docx, pdf, zipped

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\x90q\x9c\b\x7f\r\u202eleft\u2066right\u2069\u200b\u2028"
"""Titles, colours, erasing, and text that runs the other way: none of it may reach a terminal."""
HOSTILE_NAME = "news\x1b[2J\u202e\n[1] forged.txt"
GOOD = ("good.txt", "hostile.md", HOSTILE_NAME, "dates.md", "people.jsonl", r"caf\xe9.txt")
"""Files that give an article in spite of what is wrong with them."""


def write_broken_corpus(root: Path) -> dict[str, str]:
    """Write the files; returns for each unusable one a part of the line that it deserves."""
    write_hostile_articles(root)
    for name, data in _unusable().items():
        (root / name).write_bytes(data[0])
    with (root / "sparse.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    os.mkfifo(root / "pipe.txt")
    (root / "loop.txt").symlink_to("loop.txt")
    (root / "round").mkdir()
    (root / "round" / "again").symlink_to(root)
    (root / "zero.txt").symlink_to("/dev/zero")
    expected = {name: line for name, (_, line) in _unusable().items()}
    return expected | {
        "sparse.txt": "empty file",
        "pipe.txt": "not a regular file",
        "zero.txt": "not a regular file",
        "loop.txt": "cannot be read: too many levels of symbolic links",
        "dates.md": "not a certain date",
        "people.jsonl": "not valid JSON",
    }


def write_hostile_articles(root: Path) -> None:
    """Write only those that give an article, with everything a terminal could act on in texts, titles and names."""
    (root / "good.txt").write_text(TEXT, encoding="utf-8")
    head = f"---\ntitle: {json.dumps('Bridge ' + ESCAPES)}\npublisher: {json.dumps('Daily' + ESCAPES)}\n---\n\n"
    bridge = "The bridge of Lenna fell on Friday and twelve people were hurt, the fire brigade said."
    (root / "hostile.md").write_text(f"{head}{bridge} {ESCAPES}\n\n{STORY[1]}{ESCAPES}\n", encoding="utf-8")
    (root / HOSTILE_NAME).write_text(f"The tunnel of Lenna was flooded on Sunday.{ESCAPES}", encoding="utf-8")
    (root / "dates.md").write_text(f"---\ntitle: Ferry\ndate: 2025-13-45\n---\n\n{STORY[2]}", encoding="utf-8")
    record = json.dumps({"id": f"7{ESCAPES}", "title": "Mayor", "text": STORY[1], "author": ESCAPES})
    (root / "people.jsonl").write_text(f"{record}\n{{broken{ESCAPES}\n", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.txt")).write_text("The café on the quay reopened.", "utf-8")


def _unusable() -> dict[str, tuple[bytes, str]]:
    """Name to content and a part of its line."""
    epub = zipped(META_INF__container_xml="<container/>").replace(b"META_INF", b"META-INF")
    deep = b"<html><body>" + b"<div>" * 5_000 + b"deep"
    return {
        "cut.pdf": (pdf(STORY)[:300], "damaged PDF"),
        "cut.docx": (docx()[:400], "damaged or cut short"),
        "cut.epub": (epub[:60], "damaged or cut short"),
        "cut.txt.gz": (gzip.compress(os.urandom(4000))[:2000], ""),
        "locked.pdf": (_locked_pdf(), "PDF locked with a password"),
        "empty.txt": (b"", "empty file"),
        "binary.txt": (bytes(range(256)) * 40, "a binary file"),
        "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        "bomb.txt.gz": (gzip.compress(bytes(2**17) + b"a" * (80 * 2**20), compresslevel=1), ""),
        "bomb.docx": (zipped(word__document_xml="<w:p/>" * 5_000_000), "more than 4,000,000 elements"),
        "comma.csv.gz": (gzip.compress(b"text,a\n" + b"," * (40 * 2**20), compresslevel=1), "row longer than"),
        "deep.html": (deep, "elements nested more than 200 deep"),
        "wide.html": (b"<html>" + b"<p>x</p>" * 2_000_000, "page of more than 50,000 elements"),
        "deep.json": (b"[" * 200_000, "JSON nested too deeply"),
        "wide.json": (b"[" + b"[]," * 9_000_000 + b"[]]", "JSON of more than"),
        "script.html": (b"<html><body><script>draw()</script></body></html>", "web page without article text"),
    }


def _locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
