"""The files of a corpus folder, in a fixed order."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from index.errors import ReadError

IGNORE_FILE = ".bylineignore"
"""Patterns of files to leave out, in the corpus folder, written as for git."""

_OWN_FILES = frozenset({"sources.toml", "byline.toml"})
_ABOUT = frozenset({"readme", "license", "licence", "copying", "contributing", "changelog"})
"""Names, whatever their endings, of files about a folder."""
_MEDIA = "png jpg jpeg gif webp svg ico bmp tif tiff mp3 mp4 m4a wav ogg webm mov avi mkv woff woff2 ttf otf eot"
_CODE_AND_DATA = "css js mjs map py pyc so exe dll bin db sqlite faiss npy npz gguf lock tmp part toml"
_NO_TEXT = frozenset(f"{_MEDIA} {_CODE_AND_DATA}".split())
"""Endings of files that never hold an article; they are left out without a word."""
_INDEX_FILES = frozenset({"catalog.db", "lock"})
"""A folder below the root that holds these is an index, which is no place of articles."""

Matcher = Callable[[str], bool]


def corpus_files(root: Path, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> Iterator[Path]:
    """Files under `root` that may hold articles, sorted by path, folder by folder.

    `include` and `exclude` are patterns as in a .gitignore file, relative to `root`; an empty `include` means all.
    Hidden files and folders, Byline's own files, README and LICENSE, media and code are left out, and so are folders
    that a browser saves beside a page. A folder reached twice, as through a link to one above it, is read once; one
    that cannot be listed is given itself, for the reader to say why.

    Raises ReadError when `root` is not a folder or a pattern cannot be read.
    """
    if not root.is_dir():
        raise ReadError(f"{root}: not a folder", "Name the folder that holds the articles.")
    wanted = _matcher(include) if include else _all
    unwanted = _matcher([*_ignore_lines(root), *exclude])
    yield from _walk(root, "", wanted, unwanted, {root.resolve()})


def _walk(folder: Path, prefix: str, wanted: Matcher, unwanted: Matcher, seen: set[Path]) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        # The reader says what is wrong with it.
        yield folder
        return
    names = {entry.name for entry in entries}
    if prefix and names >= _INDEX_FILES:
        return
    for entry in entries:
        relative = prefix + entry.name
        if _is_folder(entry):
            inner = Path(entry.path)
            place = inner.resolve()
            if not _skip_folder(entry.name, names) and place not in seen and not unwanted(relative + "/"):
                seen.add(place)
                yield from _walk(inner, relative + "/", wanted, unwanted, seen)
        elif not _skip_file(entry.name) and not unwanted(relative) and wanted(relative):
            yield Path(entry.path)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _skip_folder(name: str, beside: set[str]) -> bool:
    page = name.removesuffix("_files")
    saved_with_page = page != name and bool({f"{page}.html", f"{page}.htm"} & beside)
    return name.startswith(".") or name in {"__pycache__", "node_modules"} or saved_with_page


def _skip_file(name: str) -> bool:
    lower = name.lower()
    about = lower.partition(".")[0] in _ABOUT
    media = "." in lower and lower.rpartition(".")[2] in _NO_TEXT
    return lower.startswith((".", "~$")) or lower.endswith("~") or lower in _OWN_FILES or about or media


def _ignore_lines(root: Path) -> list[str]:
    try:
        return (root / IGNORE_FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{IGNORE_FILE} cannot be read", "Save it as UTF-8 text.") from error


def _matcher(lines: Sequence[str]) -> Matcher:
    """Whether a path relative to the corpus, folders with "/" at their end, fits one of these patterns."""
    if not lines:
        return _none
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines).match_file
    except ValueError as error:
        raise ReadError(f"pattern cannot be read: {error}", "Write it as in a .gitignore file.") from error


def _all(_: str) -> bool:
    return True


def _none(_: str) -> bool:
    return False
