"""Exact and approximate vector files: what is found, with and without a filter, and what is read back."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import CatalogError
from index.vectors import Block, Ids, Vectors, VectorStore, write_large_segment, write_segment

DIMENSIONS = 16


def clustered(count: int, seed: int = 1) -> Block:
    """Vectors of length 1 around thirty centres, and ids with gaps."""
    generator = np.random.default_rng(seed)
    centres = generator.normal(size=(30, DIMENSIONS))
    vectors = centres[generator.integers(0, 30, count)] + 0.4 * generator.normal(size=(count, DIMENSIONS))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.arange(count) * 3 + 7, vectors.astype(np.float32)


def write_large(path: Path, ids: Ids, vectors: Vectors) -> list[tuple[int, int]]:
    def blocks() -> list[Block]:
        return [(ids[first : first + 1000], vectors[first : first + 1000]) for first in range(0, len(ids), 1000)]

    return list(write_large_segment(path, len(ids), blocks))


def nearest(ids: Ids, vectors: Vectors, query: Vectors, k: int) -> list[int]:
    found: list[int] = ids[np.argsort(-(vectors @ query), kind="stable")[:k]].tolist()
    return found


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ids, Vectors]:
    ids, vectors = clustered(20_000)
    path = tmp_path_factory.mktemp("vectors") / "vectors-1m.faiss"
    write_large(path, ids, vectors)
    return path, ids, vectors


def test_a_large_segment_finds_nearly_what_exact_search_finds(stored: tuple[Path, Ids, Vectors]) -> None:
    path, ids, vectors = stored
    store = VectorStore([path])
    queries = clustered(50, seed=2)[1]
    shares = [len({*store.search(query, 10).ids} & {*nearest(ids, vectors, query, 10)}) / 10 for query in queries]
    assert np.mean(shares) > 0.95
    assert path.stat().st_size < 20_000 * (2 * DIMENSIONS + 8) * 1.5


def test_cosines_are_those_of_the_vectors(stored: tuple[Path, Ids, Vectors]) -> None:
    path, ids, vectors = stored
    found = VectorStore([path]).search(vectors[5], 3)
    assert found.ids[0] == ids[5]
    assert found.cosines == pytest.approx(vectors[(found.ids - 7) // 3] @ vectors[5], abs=2e-3)


@pytest.mark.parametrize("allowed_count", [1, 30, 3_000])
def test_a_narrow_filter_loses_nothing(stored: tuple[Path, Ids, Vectors], allowed_count: int) -> None:
    path, ids, vectors = stored
    store = VectorStore([path])
    query = vectors[0]
    # The allowed vectors are those farthest from the question, where an approximate search would not look.
    places = np.argsort(vectors @ query)[:allowed_count]
    found = store.search(query, 10, ids[places])
    assert len(found.ids) == min(10, allowed_count)
    expected = np.sort(vectors[places] @ query)[::-1][: len(found.ids)]
    assert found.cosines == pytest.approx(expected, abs=2e-3)


def test_a_wide_filter_is_obeyed(stored: tuple[Path, Ids, Vectors]) -> None:
    path, ids, vectors = stored
    allowed = ids[::2]
    found = VectorStore([path]).search(vectors[1], 100, allowed)
    assert len(found.ids) == 100
    assert set(found.ids) <= set(allowed)


def test_exact_and_large_segments_are_searched_together(stored: tuple[Path, Ids, Vectors], tmp_path: Path) -> None:
    path, ids, vectors = stored
    new_ids, new_vectors = clustered(100, seed=3)
    new_ids = new_ids + 1_000_000
    write_segment(tmp_path / "vectors-2.faiss", new_ids, new_vectors)
    store = VectorStore([path, tmp_path / "vectors-2.faiss"])
    assert len(store) == 20_100
    assert store.search(new_vectors[3], 1).ids.tolist() == [new_ids[3]]
    assert store.search(vectors[3], 1).ids.tolist() == [ids[3]]
    assert store.search(new_vectors[3], 5, ids[:50]).ids.max() <= ids[49]


def test_what_is_stored_can_be_read_back(stored: tuple[Path, Ids, Vectors], tmp_path: Path) -> None:
    path, ids, vectors = stored
    write_segment(tmp_path / "vectors-2.faiss", ids[:3] + 1_000_000, vectors[:3])
    read_ids, read_vectors = VectorStore([path, tmp_path / "vectors-2.faiss"]).all()
    assert sorted(read_ids) == [*ids, *(ids[:3] + 1_000_000)]
    order = np.argsort(read_ids)
    assert np.abs(read_vectors[order][: len(ids)] - vectors).max() < 1e-3
    assert np.array_equal(read_ids, VectorStore([path, tmp_path / "vectors-2.faiss"]).ids())


def test_writing_a_large_segment_reports_its_steps(tmp_path: Path) -> None:
    ids, vectors = clustered(3_000)
    steps = write_large(tmp_path / "vectors-1m.faiss", ids, vectors)
    done = [step for step, _ in steps]
    assert done == sorted(done)
    assert done[-1] <= steps[0][1]
    assert len(VectorStore([tmp_path / "vectors-1m.faiss"])) == 3_000


def test_fewer_vectors_than_asked_for(tmp_path: Path) -> None:
    write_segment(tmp_path / "vectors-1.faiss", *clustered(3))
    store = VectorStore([tmp_path / "vectors-1.faiss"])
    assert len(store.search(clustered(1)[1][0], 10).ids) == 3
    assert len(store.search(clustered(1)[1][0], 10, np.array([7])).ids) == 1
    assert len(VectorStore([]).search(clustered(1)[1][0], 10).ids) == 0


@pytest.mark.parametrize("kept", [0, 10, 0.5, 0.99])
def test_a_damaged_file_is_named(stored: tuple[Path, Ids, Vectors], tmp_path: Path, kept: float) -> None:
    whole = stored[0].read_bytes()
    path = tmp_path / "vectors-1m.faiss"
    path.write_bytes(whole[: int(kept if kept >= 1 else kept * len(whole))])
    with pytest.raises(CatalogError, match=r"vectors-1m\.faiss is missing or damaged"):
        VectorStore([path])
