"""Vector files: the only place that knows FAISS. Vectors go in with their ids, (ids, cosines) come out.

An index is several segments: each build adds small ones, which are searched exactly, and `index.compaction` makes
large ones of them, which are searched approximately. Files are mapped into memory, not read.

A large segment is an inverted file (Sivic and Zisserman, "Video Google", ICCV 2003): its vectors are kept in lists by
the nearest of some thousand centres, and a question looks into the lists whose centres are nearest to it. Vectors
are stored as half-precision floats, which changes a cosine by less than 0.001.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import CatalogError

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]
Block = tuple[Ids, Vectors]
"""Ids, shape (n,), and their vectors, shape (n, dimensions)."""

EXACT_LIMIT = 50_000
"""Most vectors that are searched exactly; one core compares so many with a question in 4 ms."""

PROBES = 128
"""Lists of a large segment that a question looks into; see `tests/bench/bench_scale.py` for its recall."""

_NARROW = 0.2
"""A filter that lets a smaller share of the vectors pass has them all compared, so that it loses none."""

_LISTS_PER_ROOT = 4
"""Lists of a large segment, times the square root of its vectors."""
_SAMPLE_PER_LIST = 64
"""Vectors from which each centre is computed; 400 MB for a million vectors."""
_ROUNDS = 10
"""Iterations of k-means."""
_BLOCK = 16_384
"""Vectors read or added at once."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest vectors of one query, nearest first; both arrays have the same length."""

    ids: Ids
    cosines: NDArray[np.float32]
    """Cosine similarities, -1 to 1, for vectors of length 1."""


def write_segment(path: Path, ids: Ids, vectors: Vectors) -> None:
    """Write vectors of length 1, float32 of shape (n, dimensions), and their ids, shape (n,), durably to `path`.

    They are searched exactly.
    """
    if vectors.ndim != 2 or ids.shape != (vectors.shape[0],):
        raise ValueError(f"expected vectors (n, dimensions) and ids (n,), got {vectors.shape} and {ids.shape}")
    segment = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
    segment.add_with_ids(np.ascontiguousarray(vectors), np.ascontiguousarray(ids))
    _write(path, segment)


def write_large_segment(path: Path, count: int, blocks: Callable[[], Iterable[Block]]) -> Iterator[tuple[int, int]]:
    """Write `count` vectors for approximate search durably to `path`, yielding steps done and steps in all.

    `blocks` is called twice, once to sample the vectors and once to store them, and gives the same each time.
    """
    steps = _ROUNDS + -(-count // _BLOCK)
    sample = _sample(count, blocks())
    # One round at a time, so that whoever waits can be told, and can stop it.
    centres = _centres(sample, None)
    for done in range(1, _ROUNDS):
        yield done, steps
        centres = _centres(sample, centres)
    yield _ROUNDS, steps
    del sample
    segment = _inverted_file(centres)
    for ids, vectors in blocks():
        with _all_cores():
            segment.add_with_ids(vectors, ids)
        yield min(steps, _ROUNDS + segment.ntotal // _BLOCK), steps
    _write(path, segment)


def _sample(count: int, blocks: Iterable[Block]) -> Vectors:
    """Vectors to compute the centres from, spread over all `blocks`."""
    share = min(1.0, _lists(count) * _SAMPLE_PER_LIST / count)
    generator = np.random.default_rng(1)
    return np.concatenate([vectors[generator.random(len(ids)) < share] for ids, vectors in blocks])


def _lists(count: int) -> int:
    return max(1, round(_LISTS_PER_ROOT * float(np.sqrt(count))))


def _centres(sample: Vectors, before: Vectors | None) -> Vectors:
    """The centres, shape (lists, dimensions), after one more round of k-means on the sphere; None starts anywhere."""
    lists = max(1, len(sample) // _SAMPLE_PER_LIST)
    means: Any = faiss.Kmeans(sample.shape[1], lists, niter=1, spherical=True, seed=1, min_points_per_centroid=1)
    with _all_cores():
        means.train(sample, init_centroids=before)
    centres: Vectors = np.asarray(means.centroids)
    return centres


def _inverted_file(centres: Vectors) -> Any:
    lists, dimensions = centres.shape
    quantizer = faiss.IndexFlatIP(dimensions)
    quantizer.add(centres)
    half = faiss.ScalarQuantizer.QT_fp16
    segment = faiss.IndexIVFScalarQuantizer(quantizer, dimensions, lists, half, faiss.METRIC_INNER_PRODUCT, False)
    segment.train(centres)
    return segment


def _write(path: Path, segment: Any) -> None:
    try:
        faiss.write_index(segment, str(path))
    except RuntimeError as error:
        path.unlink(missing_ok=True)
        raise OSError(f"could not write {path.name}: {error}") from error
    sync(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Force a file, or the entries of a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class VectorStore:
    """Searches the segments of one state of an index."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Open segment files; raises `CatalogError` when one is missing or damaged."""
        self._segments = [_open(path) for path in paths]

    def __len__(self) -> int:
        return sum(segment.ntotal for segment in self._segments)

    def search(self, query: Vectors, k: int, allowed: Ids | None = None) -> Neighbours:
        """Find the `k` nearest vectors to `query`, shape (dimensions,), among `allowed` ids (None: all)."""
        share = 1.0 if allowed is None else min(1.0, len(allowed) / max(1, len(self)))
        selector = None if allowed is None else _selector(allowed)
        found_ids, found_cosines = [], []
        # One question gains nothing from a second thread: handing out the work takes longer than the work.
        with _cores(1):
            for segment in self._segments:
                parameters = _parameters(segment, selector, share)
                cosines, ids = segment.search(query[None, :], min(k, segment.ntotal), params=parameters)
                found_ids.append(ids[0])
                found_cosines.append(cosines[0])
        if not found_ids:
            return Neighbours(np.zeros(0, np.int64), np.zeros(0, np.float32))
        ids = np.concatenate(found_ids)
        cosines = np.concatenate(found_cosines)
        # FAISS fills the places of missing neighbours with id -1.
        order = [place for place in np.argsort(-cosines, kind="stable") if ids[place] >= 0][:k]
        return Neighbours(ids[order], cosines[order])

    def ids(self) -> Ids:
        """Every stored id, shape (n,)."""
        ids = [part for segment in self._segments for part in _ids(segment)]
        return np.concatenate(ids) if ids else np.zeros(0, np.int64)

    def all(self) -> Block:
        """Every id, shape (n,), and its vector, shape (n, dimensions), in the order of `ids`."""
        ids, vectors = zip(*self.blocks(), strict=True)
        return np.concatenate(ids), np.concatenate(vectors)

    def blocks(self) -> Iterator[Block]:
        """The same, some thousand at a time."""
        for segment in self._segments:
            yield from _inverted_blocks(segment) if _is_large(segment) else _exact_blocks(segment)


def _open(path: Path) -> Any:
    try:
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except RuntimeError as error:
        raise CatalogError(
            f"the vector file {path} is missing or damaged",
            "build the index anew: byline index --rebuild",
        ) from error


def _is_large(segment: Any) -> bool:
    return isinstance(segment, faiss.IndexIVF)


def _parameters(segment: Any, selector: Any, share: float) -> Any:
    if not _is_large(segment):
        return None if selector is None else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
    probes = segment.nlist if share < _NARROW else min(segment.nlist, round(PROBES / share))
    return faiss.SearchParametersIVF(nprobe=probes, sel=selector)  # type: ignore[call-arg]


def _selector(ids: Ids) -> Any:
    """Lets only `ids` pass: one bit for each id up to the largest."""
    mask = np.zeros(int(ids.max(initial=0)) + 1, dtype=bool)
    mask[ids] = True
    return faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))  # type: ignore[arg-type, call-arg]


def _ids(segment: Any) -> Iterator[Ids]:
    if not _is_large(segment):
        yield faiss.vector_to_array(segment.id_map)
        return
    for number in range(segment.nlist):
        yield _list_ids(segment.invlists, number)


def _list_ids(lists: Any, number: int) -> Ids:
    size = lists.list_size(number)
    return faiss.rev_swig_ptr(lists.get_ids(number), size).copy() if size else np.zeros(0, np.int64)


def _exact_blocks(segment: Any) -> Iterator[Block]:
    ids = faiss.vector_to_array(segment.id_map)
    for first in range(0, len(ids), _BLOCK):
        size = min(_BLOCK, len(ids) - first)
        yield ids[first : first + size], segment.index.reconstruct_n(first, size)


def _inverted_blocks(segment: Any) -> Iterator[Block]:
    lists = segment.invlists
    for number in range(segment.nlist):
        ids = _list_ids(lists, number)
        if len(ids):
            codes = faiss.rev_swig_ptr(lists.get_codes(number), len(ids) * segment.code_size)
            yield ids, codes.copy().view(np.float16).reshape(len(ids), segment.d).astype(np.float32)


@contextmanager
def _cores(count: int) -> Iterator[None]:
    """Let FAISS use so many threads for what this thread asks of it."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(count)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _all_cores() -> AbstractContextManager[None]:
    return _cores(os.cpu_count() or 1)
