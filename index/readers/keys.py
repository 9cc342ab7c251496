"""Names of the articles of one file."""

from index.readers.decoding import one_line

_KEY_CHARS = 80


class Keys:
    """Names of the records of one file: their ids where those are distinct, with their numbers where not."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def of(self, identifier: object, number: int) -> str:
        """The name of the record at `number`, from 1, whose own id is `identifier`, or None."""
        key = one_line(str(identifier), _KEY_CHARS).replace("#", "-") if isinstance(identifier, str | int) else ""
        name = key = key or str(number)
        while key in self._seen:
            key = f"{name}@{number}"
            number += len(self._seen)
        self._seen.add(key)
        return key
