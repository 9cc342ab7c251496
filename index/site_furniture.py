"""Furniture that one publisher's articles repeat: known from several of them, taken out of each.

What a publisher repeats is judged on thirty of its articles, those with the smallest ids. An id is a hash of the
path, so this is a random sample that depends on the folder alone and not on the order of builds, and an article that
is added to many seldom changes it. Where it does change what is furniture, the articles that hold the lines in
question are read again, and only their passages with these lines are embedded anew.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import nsmallest

from index.cleaning import repeated_lines

_SAMPLE = 30
"""Articles of a publisher that its furniture is judged on."""

Furniture = Mapping[str, AbstractSet[str]]
"""Plain name of a publisher to the lines that it repeats; a publisher without any is absent."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles of one database."""

    connection: sqlite3.Connection
    """Has the table `articles`."""
    left_out: Collection[str] = ()
    """Files whose articles do not count."""

    def publishers_of(self, files: Iterable[str]) -> set[str]:
        """Plain names of the publishers of the articles of these files."""
        query = "SELECT publisher_plain FROM articles WHERE file = ?"
        return {name for file in files for (name,) in self.connection.execute(query, (file,))}

    def ids(self, publisher: str) -> Iterator[str]:
        """The publisher's articles."""
        query = "SELECT id, file FROM articles WHERE publisher_plain = ?"
        for id_, file in self.connection.execute(query, (publisher,)):
            if file not in self.left_out:
                yield id_

    def lines(self, id_: str) -> set[str] | None:
        """The lines of an article, those that were removed included; None when it is not here."""
        query = "SELECT text, removed, file FROM articles WHERE id = ?"
        row = self.connection.execute(query, (id_,)).fetchone()
        return None if row is None or row[2] in self.left_out else _lines(row[0], row[1])

    def files_with(self, publisher: str, lines: AbstractSet[str]) -> Iterator[str]:
        """Files with an article of the publisher that holds any of the lines, removed or not."""
        query = "SELECT file, text, removed FROM articles WHERE publisher_plain = ?"
        for file, text, removed in self.connection.execute(query, (publisher,)):
            if file not in self.left_out and lines & _lines(text, removed):
                yield file


def judged(before: Furniture, publishers: Iterable[str], shelves: Sequence[Shelf]) -> Furniture:
    """What is furniture now that articles of `publishers` have come, gone or changed; for others as `before`."""
    after = dict(before)
    for publisher in publishers:
        sample = nsmallest(_SAMPLE, (id_ for shelf in shelves for id_ in shelf.ids(publisher)))
        found = [lines for id_ in sample for shelf in shelves if (lines := shelf.lines(id_))]
        after[publisher] = repeated_lines("\n".join(sorted(lines)) for lines in found)
    return {publisher: lines for publisher, lines in after.items() if publisher and lines}


def outdated_files(before: Furniture, after: Furniture, shelves: Sequence[Shelf]) -> set[str]:
    """Files with an article that was cleaned with other furniture than it should be now."""
    files: set[str] = set()
    for publisher in before.keys() | after.keys():
        changed = before.get(publisher, frozenset()) ^ after.get(publisher, frozenset())
        if changed:
            files.update(file for shelf in shelves for file in shelf.files_with(publisher, changed))
    return files


def as_json(furniture: Furniture) -> str:
    """For the manifest; the same for equal furniture."""
    return json.dumps({name: sorted(lines) for name, lines in sorted(furniture.items())}, ensure_ascii=False)


def from_json(text: str) -> Furniture:
    """What `as_json` wrote."""
    return {name: frozenset(lines) for name, lines in json.loads(text).items()}


def _lines(text: str, removed: str) -> set[str]:
    return {*text.split("\n"), *(line for line, _, _ in json.loads(removed))} - {""}
