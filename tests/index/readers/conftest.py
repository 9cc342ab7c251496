from pathlib import Path

import pytest

from tests.index.readers.files import Read, Write, read


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file and read it."""

    def write_and_read(name: str, data: bytes | str) -> Read:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read(path)

    return write_and_read
