from pathlib import Path

import pytest

from index.errors import ReadError
from index.readers import corpus_files


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")


def names(root: Path, **options: list[str]) -> list[str]:
    return [path.relative_to(root).as_posix() for path in corpus_files(root, **options)]


def test_articles_in_order_and_nothing_else(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/2.md", "a/1.html", "a.txt", "noname", "x.jsonl.gz")
    make(
        tmp_path,
        ".git/config",
        ".byline/db",
        ".hidden.txt",
        "README.md",
        "a/readme",
        "LICENSE",
        "sources.toml",
        "byline.toml",
    )
    make(
        tmp_path,
        "pic.JPG",
        "a/style.css",
        "draft.txt~",
        "~$doc.docx",
        "page.html",
        "page_files/ad.html",
        "my_files/c.txt",
    )
    assert names(tmp_path) == [
        "a/1.html",
        "a/2.md",
        "a.txt",
        "b.txt",
        "my_files/c.txt",
        "noname",
        "page.html",
        "x.jsonl.gz",
    ]


def test_patterns(tmp_path: Path) -> None:
    make(tmp_path, "a/1.txt", "a/2.md", "b/3.txt", "b/old/4.txt", "c.txt")
    (tmp_path / ".bylineignore").write_text("# drafts\nold/\n/c.txt\n")
    assert names(tmp_path) == ["a/1.txt", "a/2.md", "b/3.txt"]
    assert names(tmp_path, include=["*.txt"]) == ["a/1.txt", "b/3.txt"]
    assert names(tmp_path, exclude=["a/"]) == ["b/3.txt"]


def test_a_folder_reached_twice_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "a/1.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "z").symlink_to(tmp_path / "a")
    (tmp_path / "self").symlink_to("self")
    assert [name for name in names(tmp_path) if name.endswith(".txt")] == ["a/1.txt"]


def test_what_cannot_be_walked(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    with pytest.raises(ReadError, match="not a folder"):
        list(corpus_files(tmp_path / "a.txt"))
    (tmp_path / ".bylineignore").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReadError, match="cannot be read"):
        list(corpus_files(tmp_path))
