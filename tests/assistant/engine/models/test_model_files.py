import hashlib
import os
from pathlib import Path

import pytest

from assistant.engine.models.model_files import embedded_model_path, file_sha256, prepared_model, prepared_path


def copy(source: Path, target: Path) -> None:
    target.write_bytes(source.read_bytes().upper())


def test_the_embedded_model_is_a_gguf_file() -> None:
    assert embedded_model_path().suffix == ".gguf"


def test_a_checksum_is_computed_once_for_a_file_that_does_not_change(tmp_path: Path) -> None:
    path, cache = tmp_path / "model", tmp_path / "cache"
    path.write_bytes(b"one")
    assert file_sha256(path, cache) == hashlib.sha256(b"one").hexdigest()
    status = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file_sha256(path, cache) == hashlib.sha256(b"one").hexdigest()
    path.write_bytes(b"three")
    assert file_sha256(path, cache) == hashlib.sha256(b"three").hexdigest()


def test_a_checksum_needs_no_cache_and_survives_a_damaged_one(tmp_path: Path) -> None:
    path, cache = tmp_path / "model", tmp_path / "cache"
    path.write_bytes(b"one")
    expected = hashlib.sha256(b"one").hexdigest()
    assert file_sha256(path, None) == expected
    cache.mkdir()
    (cache / "digests.json").write_text("[not json")
    assert file_sha256(path, cache) == expected


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    path = tmp_path / "model"
    path.write_bytes(b"one")
    assert file_sha256(path, path / "below-a-file") == hashlib.sha256(b"one").hexdigest()


def test_a_prepared_copy_is_made_once(tmp_path: Path) -> None:
    path, cache, made = tmp_path / "model", tmp_path / "cache", []
    path.write_bytes(b"weights")

    def quantise(source: Path, target: Path) -> None:
        made.append(target)
        copy(source, target)

    first = prepared_model(path, cache, "q8_0", quantise)
    assert first == prepared_model(path, cache, "q8_0", quantise) == prepared_path(path, cache, "q8_0")
    assert first.read_bytes() == b"WEIGHTS"
    assert len(made) == 1
    assert made[0] != first
    path.write_bytes(b"other weights")
    assert prepared_model(path, cache, "q8_0", quantise) != first


def test_a_copy_that_fails_halfway_is_not_there(tmp_path: Path) -> None:
    path, cache = tmp_path / "model", tmp_path / "cache"
    path.write_bytes(b"weights")

    def fail(source: Path, target: Path) -> None:
        target.write_bytes(b"WEI")
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        prepared_model(path, cache, "q8_0", fail)
    assert [file.name for file in cache.iterdir()] == ["digests.json"]
    assert prepared_model(path, cache, "q8_0", copy).read_bytes() == b"WEIGHTS"


def test_what_killed_processes_left_is_swept_away(tmp_path: Path) -> None:
    path, cache = tmp_path / "model", tmp_path / "cache"
    path.write_bytes(b"weights")
    target = prepared_path(path, cache, "q8_0")
    old, young = cache / f".{target.name}.a.part", cache / f".{target.name}.b.part"
    for part in (old, young):
        part.write_bytes(b"WEI")
    os.utime(old, (0, 0))
    prepared_model(path, cache, "q8_0", copy)
    assert not old.exists()
    assert young.exists()
