"""Two states of a folder of articles, the builds between them, and what their index holds in each.

A scenario is a way from one index to another: the first build, an update, one that merges vector files, a rebuild, and
an update of an index that is large enough for approximate search.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np

from index import commit, compaction, merging
from index.build import BuildOptions, build
from index.catalog import FILE, Catalog
from index.errors import NoIndexError
from index.search import Index
from index.vectors import EXACT_LIMIT, VectorStore
from tests.fakes.embedder import HashEmbedder

State = Mapping[str, object]
"""Everything an index says, without what may differ between two ways to the same state."""
NO_INDEX: State = {}

_WORDS = ("harbour", "strike", "ferry", "council", "bridge", "flood", "mayor", "union", "school", "valley")


@dataclass(frozen=True, slots=True)
class Scenario:
    """One build, from an index as it was to an index as it should be."""

    name: str
    corpus: Path
    start: Path
    """The index before the build; a folder that need not hold one."""
    old: State
    new: State
    options: BuildOptions
    most_segments: int
    """Vector files that are left before they are merged."""
    exact_limit: int
    """Vectors that are searched exactly; beyond, the index counts as large."""

    def build(self, folder: Path) -> None:
        """Bring the index in `folder` up to date. Raises what `index.build.build` does."""
        with patch.object(merging, "_MAX_SEGMENTS", self.most_segments), _large_beyond(self.exact_limit):
            for _ in build(self.corpus, folder, HashEmbedder(), self.options):
                pass

    def again(self, folder: Path) -> None:
        """What a person does after a build was cut off: build, without options."""
        with _large_beyond(self.exact_limit):
            for _ in build(self.corpus, folder, HashEmbedder()):
                pass


@contextmanager
def _large_beyond(exact_limit: int) -> Iterator[None]:
    with ExitStack() as patches:
        for module in (commit, compaction, merging):
            patches.enter_context(patch.object(module, "EXACT_LIMIT", exact_limit))
        yield


def state_of(folder: Path) -> State:
    """What the index in `folder` holds. Raises `CatalogError` when it is damaged, AssertionError on a fault."""
    try:
        Catalog(folder / FILE).close()
    except NoIndexError:
        return NO_INDEX
    index = Index(folder, HashEmbedder)
    try:
        faults = index.faults()
        assert not faults, faults
        return {
            "files": index.catalog.files(),
            "problems": list(index.catalog.problems()),
            "articles": list(index.articles()),
            "passages": _passages(index),
            "found": [hit.passage for hit in index.search("harbour strike of the union", k=5)],
        }
    finally:
        index.close()


def leftovers(folder: Path) -> set[str]:
    """Names of files in the index folder that no finished build leaves."""
    catalog = Catalog(folder / FILE)
    kept = {FILE, f"{FILE}-wal", f"{FILE}-shm", "lock", *(path.name for path in catalog.segments)}
    catalog.close()
    return {path.name for path in folder.iterdir()} - kept


def scenarios(folder: Path, articles: int = 6) -> list[Scenario]:
    """Build every scenario under `folder`; `articles` files are in the older state."""
    older, newer = folder / "older", folder / "newer"
    _write_corpora(older, newer, articles)
    first = _scenario("first build", folder, older, None)
    update = _scenario("update", folder, newer, first)
    return [
        first,
        update,
        _scenario("merge", folder, newer, first, most_segments=1),
        _scenario("rebuild", folder, newer, first, options=BuildOptions(rebuild=True)),
        _scenario("compaction", folder, newer, first, exact_limit=3),
    ]


def _scenario(
    name: str,
    folder: Path,
    corpus: Path,
    before: Scenario | None,
    options: BuildOptions = BuildOptions(),
    most_segments: int = 16,
    exact_limit: int = EXACT_LIMIT,
) -> Scenario:
    start, after = folder / f"start of {name}", folder / f"after {name}"
    if before is None:
        start.mkdir()
    else:
        shutil.copytree(folder / f"after {before.name}", start)
    draft = Scenario(
        name, corpus, start, before.new if before else NO_INDEX, NO_INDEX, options, most_segments, exact_limit
    )
    shutil.copytree(start, after)
    draft.build(after)
    return Scenario(name, corpus, start, draft.old, state_of(after), options, most_segments, exact_limit)


def _write_corpora(older: Path, newer: Path, articles: int) -> None:
    older.mkdir(parents=True)
    for number in range(articles):
        (older / f"report{number}.txt").write_text(_report(number), encoding="utf-8")
    (older / "empty.txt").touch()
    shutil.copytree(older, newer)
    (newer / "report0.txt").write_text(_report(0) + "\n\nThe strike ended in the night.", encoding="utf-8")
    (newer / "report1.txt").rename(newer / "renamed.txt")
    (newer / "report2.txt").unlink()
    (newer / "empty.txt").unlink()
    (newer / "added.txt").write_text(_report(articles), encoding="utf-8")


def _report(number: int) -> str:
    return "\n\n".join(f"Report {number}, part {part}: {_named(number, part)} met on Monday." for part in range(3))


def _named(number: int, part: int) -> str:
    return " and ".join(_WORDS[(number * 7 + part * 3 + place) % len(_WORDS)] for place in range(4))


def _passages(index: Index) -> list[tuple[str, int, int, bytes]]:
    """Article, start, end and vector of every passage, in order, the vector as exactly as a large index keeps it."""
    ids, vectors = VectorStore(index.catalog.segments).all()
    assert len(ids) == len(np.unique(ids)), "a vector id stands twice in the vector files"
    vector_of = {int(id_): vector.astype(np.float16).tobytes() for id_, vector in zip(ids, vectors, strict=True)}
    numbers = [row[0] for row in index.catalog.connection.execute("SELECT id FROM passages")]
    rows = index.catalog.passages(numbers).values()
    return sorted((row.article.id, row.passage.start, row.passage.end, vector_of[row.vector]) for row in rows)
