"""Bring an index up to date with its folder: find what changed, do the least work, commit once.

`build` is an iterator so that whoever runs it can show progress, and can stop it between any two steps; what
was read and embedded so far is kept for the next build.
"""

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic

from index import catalog, catalog_file, commit
from index.catalog import FileState
from index.changes import UNREAD, Changes, find_changes
from index.compaction import compact
from index.embedder import Embedder
from index.embedding import embed
from index.ingest import ingest
from index.origins import group_signatures, precedence
from index.readers import Problem
from index.site_furniture import Furniture, Shelf, as_json, from_json, judged, outdated_files
from index.sources import Sources, load_sources
from index.work import WorkStore, discard
from index.writing import lock_file, open_catalog, transaction, try_lock, wait_for, writing_errors

_SIGNATURES = "SELECT file, published, path, id, signature, origin FROM articles"

_WORK = "work.db"
"""What an unfinished build has read and embedded, in the index folder."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a person can choose about a build."""

    include: tuple[str, ...] = ()
    """Patterns of files to read, as in a .gitignore file; empty reads all."""
    exclude: tuple[str, ...] = ()
    """Patterns of files to leave out."""
    rebuild: bool = False
    """Forget the index that is there and start anew."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come."""

    stage: str
    """"wait", "scan", "read", "embed" or "write"."""
    done: int = 0
    total: int = 0
    """0 when unknown."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did, and the state it left."""

    generation: int
    added: int
    """Files read for the first time."""
    changed: int
    """Files read again."""
    deleted: int
    """Files that are gone."""
    unchanged: int
    embedded: int
    """Passages whose vectors were computed."""
    counts: Mapping[str, int]
    """Files, articles, passages, vectors and origins of the index now."""
    problems: tuple[Problem, ...]
    """What was wrong with files read in this build."""
    seconds: float


BuildEvent = Progress | Problem | Summary


def build(
    root: Path, folder: Path, embedder: Embedder, options: BuildOptions = BuildOptions()
) -> Iterator[BuildEvent]:
    """Update the index in `folder` for the articles under `root`; the last event is the `Summary`.

    Raises `CatalogError` when the index belongs to another embedding model or cannot be written, `ReadError`
    when `root` or its settings cannot be read. Closing the iterator stops the build and changes nothing.
    """
    started = monotonic()
    with writing_errors(folder), lock_file(folder) as lock:
        if not try_lock(lock):
            yield Progress("wait", detail="another build of this index is running")
            wait_for(lock)
        with closing(open_catalog(folder, options.rebuild)) as connection:
            meta = (
                dict(connection.execute("SELECT key, value FROM meta")) if catalog_file.has_tables(connection) else {}
            )
            fresh = options.rebuild or not meta
            if not fresh:
                catalog.check_embedder(meta, embedder.identity, folder)
            yield from _Build(root, folder, embedder, options, connection, meta, fresh, started).run()


class _Build:
    """One run; its methods are the steps, in order."""

    def __init__(
        self,
        root: Path,
        folder: Path,
        embedder: Embedder,
        options: BuildOptions,
        connection: sqlite3.Connection,
        meta: Mapping[str, str],
        fresh: bool,
        started: float,
    ) -> None:
        self._root = root
        self._folder = folder
        self._embedder = embedder
        self._options = options
        self._connection = connection
        self._meta = meta
        self._fresh = fresh
        self._started = started
        self._problems: dict[str, list[Problem]] = {}
        self._furniture = from_json("{}" if fresh else meta.get("furniture", "{}"))

    def run(self) -> Iterator[BuildEvent]:
        yield Progress("scan")
        sources_file = self._root / "sources.toml"
        sources = load_sources(sources_file)
        notes = {"sources": _digest(sources_file)}
        known = {} if self._fresh else catalog.files(self._connection)
        if notes["sources"] != self._meta.get("sources"):
            # Other corrections can change any article's metadata, so every file is read again.
            known = dict.fromkeys(known, UNREAD)
        changes = self._changes(known)
        if not changes and not self._fresh:
            yield from self._compact()
            self._tidy()
            yield self._summary(changes, known, embedded=0)
            return
        with closing(self._work_store(notes["sources"])) as work:
            yield from self._read(changes, sources, work)
            furniture = self._judged_furniture(changes, work)
            notes["furniture"] = as_json(furniture)
            outdated = self._outdated_files(furniture, changes, work)
            if outdated:
                work.forget(outdated, notes["furniture"])
                changes = self._changes(known | dict.fromkeys(outdated & known.keys(), UNREAD))
                yield from self._read(changes, sources, work)
            missing = self._missing(work)
            embedded = len(missing)
            for done in embed(missing, work, self._embedder):
                yield Progress("embed", done, embedded)
            yield Progress("write")
            self._write(changes, notes, work)
            work.discard()
        yield from self._compact()
        yield self._summary(changes, known, embedded)

    def _changes(self, known: Mapping[str, FileState]) -> Changes:
        return find_changes(self._root, known, self._options.include, self._options.exclude)

    def _work_store(self, sources_sha256: str) -> WorkStore:
        embedder = self._embedder.identity.sha256
        return WorkStore(self._folder / _WORK, embedder, sources_sha256, as_json(self._furniture))

    def _read(self, changes: Changes, sources: Sources, work: WorkStore) -> Iterator[BuildEvent]:
        """Read what a build that was cut off has not read of the same files."""
        kept = work.keep({path: state.sha256 for path, state in changes.read.items() if state != UNREAD})
        for path, problems in kept.items():
            self._problems[path] = [Problem(**problem) for problem in json.loads(problems)]
        furniture = from_json(work.furniture)
        for place, (path, state) in enumerate(changes.read.items()):
            yield Progress("read", place, len(changes.read), path)
            if path in kept:
                continue
            told = self._problems.pop(path, [])
            for item in ingest(changes.places[path], path, sources, self._embedder, furniture):
                if isinstance(item, Problem):
                    self._problems.setdefault(path, []).append(item)
                else:
                    work.add_article(item)
                if isinstance(item, Problem) and item not in told:
                    yield item
            work.finish_file(path, state.sha256, self._problems_json(path))
        work.finish_reading()
        yield Progress("read", len(changes.read), len(changes.read))

    def _judged_furniture(self, changes: Changes, work: WorkStore) -> Furniture:
        """What publishers repeat in the articles of the new state."""
        gone = [] if self._fresh else [*changes.deleted, *changes.read]
        publishers = Shelf(self._connection).publishers_of(gone) | work.shelf().publishers_of(changes.read)
        return judged(self._furniture, publishers, [work.shelf(), *self._kept(changes)])

    def _outdated_files(self, furniture: Furniture, changes: Changes, work: WorkStore) -> set[str]:
        """Files with an article that was cleaned with other furniture."""
        read = outdated_files(from_json(work.furniture), furniture, [work.shelf()])
        return read | outdated_files(self._furniture, furniture, self._kept(changes))

    def _kept(self, changes: Changes) -> list[Shelf]:
        """The articles that were read by earlier builds and stay."""
        return [] if self._fresh else [Shelf(self._connection, {*changes.deleted, *changes.read})]

    def _missing(self, work: WorkStore) -> set[bytes]:
        """Keys of the embedded texts without a vector."""
        keys = {key for ready in work.articles() for key in ready.keys}
        missing = keys - work.known(keys)
        if self._fresh:
            return missing
        query = "SELECT 1 FROM vectors WHERE key = ?"
        return {key for key in missing if self._connection.execute(query, (key,)).fetchone() is None}

    def _write(self, changes: Changes, notes: Mapping[str, str], work: WorkStore) -> None:
        identity = self._embedder.identity
        states = {**changes.read, **changes.touched}
        update = commit.Update(
            fresh=self._fresh,
            dropped_files=[*changes.deleted, *changes.read],
            files={path: (state, self._problems_json(path)) for path, state in states.items()},
            articles=work.articles(),
            origins=self._origins(work, {*changes.deleted, *changes.read}),
            notes=notes,
        )
        index_id = secrets.token_hex(6) if self._fresh else self._meta["index_id"]
        with transaction(self._connection):
            if not catalog_file.has_tables(self._connection):
                catalog_file.create(self._connection)
            commit.write_update(
                self._connection,
                self._folder,
                update,
                identity,
                index_id,
                lambda keys: work.vectors(keys, identity.dimensions),
            )
        commit.collect_garbage(self._connection, self._folder)

    def _compact(self) -> Iterator[BuildEvent]:
        for done, total in compact(self._connection, self._folder):
            yield Progress("write", done, total)
        commit.collect_garbage(self._connection, self._folder)

    def _tidy(self) -> None:
        """Delete what a build left that was killed after its commit, or whose changes were taken back."""
        discard(self._folder / _WORK)

    def _problems_json(self, path: str) -> str:
        return json.dumps([asdict(problem) for problem in self._problems.get(path, [])], ensure_ascii=False)

    def _origins(self, work: WorkStore, replaced: set[str]) -> dict[str, str]:
        """Article id to origin over all articles of the new state: the copy that people would name is the origin."""
        signed: list[tuple[tuple[str, int, str], str, bytes]] = []
        stored: dict[str, tuple[bytes, str]] = {}
        rows = [] if self._fresh else self._connection.execute(_SIGNATURES)
        for file, published, path, id_, signature, origin in rows:
            stored[id_] = (signature, origin)
            if file not in replaced:
                signed.append((precedence(published or "", path), id_, signature))
        signed += [
            (precedence(published or "", path), id_, found) for published, path, id_, found in work.signatures()
        ]
        return group_signatures([(id_, signature) for _, id_, signature in sorted(signed)], stored)

    def _summary(self, changes: Changes, known: Mapping[str, FileState], embedded: int) -> Summary:
        with closing(catalog.Catalog(self._folder / catalog.FILE)) as current:
            return Summary(
                generation=current.generation,
                added=len(set(changes.read) - set(known)),
                changed=len(set(changes.read) & set(known)),
                deleted=len(changes.deleted),
                unchanged=changes.unchanged,
                embedded=embedded,
                counts=current.counts(),
                problems=tuple(problem for found in self._problems.values() for problem in found),
                seconds=monotonic() - self._started,
            )


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
