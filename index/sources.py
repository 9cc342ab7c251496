"""`sources.toml`: what a person knows about the articles and their publishers, above anything worked out.

[[rule]]
match = "aleppo/002*"
publisher = "Press TV"
published = 2018-11-25

[publisher."Press TV"]
aliases = ["PressTV", "presstv.com"]
country = "Iran"
ownership = "state"
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ReadError
from index.types import Metadata, Provenance

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_ORIGIN = Provenance("sources.toml", 1.0)
_RULE_KEYS = ("match", "title", "publisher", "authors", "published", "url", "language")
_PUBLISHER_KEYS = ("aliases", "country", "ownership")
_TABLES = ("rule", "publisher")


@dataclass(frozen=True, slots=True)
class Rule:
    """Metadata values for the articles whose path matches."""

    pattern: "GitIgnoreSpec"
    """As in a .gitignore file, relative to the corpus folder; without "#key" it fits every article of the file."""
    values: Mapping[str, Any]
    """Field of Metadata to its value; an empty value makes the field unknown."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """What readers should know about who published an article."""

    name: str
    aliases: tuple[str, ...] = ()
    """Other names and web addresses of the same publisher."""
    country: str = ""
    """Empty when not stated."""
    ownership: str = ""
    """In a word, such as "state" or "private"; empty when not stated."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The rules and publishers of one corpus."""

    rules: tuple[Rule, ...] = ()
    """In the order of the file; a later one wins."""
    publishers: tuple[Publisher, ...] = ()

    def apply(self, path: str, metadata: Metadata) -> Metadata:
        """Metadata of the article at `path` ("file" or "file#key") with every matching rule applied.

        The publisher's name becomes the canonical one.
        """
        file = path.partition("#")[0]
        values: dict[str, Any] = {}
        for rule in self.rules:
            if rule.pattern.match_file(path) or rule.pattern.match_file(file):
                values |= rule.values
        provenance = {name: origin for name, origin in metadata.provenance.items() if name not in values}
        provenance |= {name: _ORIGIN for name, value in values.items() if value}
        corrected = replace(metadata, **values, provenance=provenance)
        return replace(corrected, publisher=self.canonical(corrected.publisher))

    def canonical(self, name: str) -> str:
        """The name a publisher goes by: of `name` or an alias of it, compared without case and punctuation."""
        found = self.publisher(name)
        return found.name if found else name

    def publisher(self, name: str) -> Publisher | None:
        """What the file says about a publisher, by its name or an alias; None when nothing."""
        key = _key(name)
        known = (publisher for publisher in self.publishers if key in map(_key, (publisher.name, *publisher.aliases)))
        return next(known, None) if key else None


def load_sources(path: Path) -> Sources:
    """Read a corrections file; one that does not exist corrects nothing.

    Raises ReadError for a file that is not TOML, an unknown key (with the nearest known one) or a wrong value.
    """
    document, place = _document(path)
    rules = document.get("rule", [])
    if not isinstance(rules, list):
        raise place.no_tables()
    return Sources(
        tuple(_rule(rule, place, number) for number, rule in enumerate(rules, start=1)),
        _publishers(document, place),
    )


def load_publishers(path: Path) -> Sources:
    """What a corrections file says of publishers; its rules are for building an index and are not looked at.

    Raises ReadError as `load_sources` does.
    """
    return Sources(publishers=_publishers(*_document(path)))


def _document(path: Path) -> "tuple[Mapping[str, Any], _Place]":
    try:
        text = path.read_bytes().decode("utf-8-sig")
        document = tomllib.loads(text)
    except FileNotFoundError:
        text, document = "", {}
    except (OSError, ValueError, RecursionError) as error:
        raise ReadError(f"{path.name} cannot be read: {error}", "Write it as TOML, in UTF-8.") from error
    place = _Place(path.name, text)
    return place.table("", 0, document, _TABLES), place


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the file something stands, for messages."""

    file: str
    text: str

    def table(self, table: str, number: int, values: object, known: tuple[str, ...]) -> Mapping[str, Any]:
        """The `number`-th table named `table`. Raises ReadError for a key in it that is not among `known`."""
        if not isinstance(values, Mapping):
            raise ReadError(f"{self.file}: {table} is a table", 'Write [[rule]] and [publisher."Name"].')
        for key in values:
            if key not in known:
                near = get_close_matches(key, known, n=1, cutoff=0.5)
                hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
                raise self.error(table, number, key, f"unknown key {key}", hint)
        return values

    def no_tables(self) -> ReadError:
        """The error for a `rule` or `publisher` that is written in another way."""
        return ReadError(f"{self.file}: rule and publisher are tables", 'Write [[rule]] and [publisher."Name"].')

    def error(self, table: str, number: int, key: str, title: str, hint: str) -> ReadError:
        """An error at a key of the `number`-th table named `table`."""
        line = self._line_of(table, number, key)
        return ReadError(f"{self.file}{f':{line}' if line else ''}: {title}", hint)

    def _line_of(self, table: str, number: int, key: str) -> int:
        """Line of the key, from 1; 0 when it is written in a way that is not looked for."""
        count, current = 0, ""
        for line_number, line in enumerate(self.text.splitlines(), start=1):
            header = re.match(r"\s*\[+\s*([\w-]+)", line)
            if header:
                current = header[1]
                count += current == table
                if not table and current == key:
                    return line_number
            elif (
                current == table and count == number and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""", line)
            ):
                return line_number
        return 0


def _rule(values: object, place: _Place, number: int) -> Rule:
    table = place.table("rule", number, values, _RULE_KEYS)
    if not isinstance(table.get("match"), str) or not table["match"].strip():
        raise place.error("rule", number, "match", f"rule {number} matches nothing", 'Write match = "folder/*".')
    try:
        from pathspec import GitIgnoreSpec  # takes 60 ms, which a question should not pay

        pattern = GitIgnoreSpec.from_lines([table["match"]])
    except ValueError as error:
        raise place.error("rule", number, "match", "pattern cannot be read", "Write it as in .gitignore.") from error
    return Rule(pattern, {key: _value(key, value, place, number) for key, value in table.items() if key != "match"})


def _value(key: str, value: object, place: _Place, number: int) -> str | tuple[str, ...] | date | None:
    if key == "published":
        return _day(value, place, number)
    if key == "authors":
        names = [value] if isinstance(value, str) else value
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            return tuple(name for name in names if name)
        raise place.error("rule", number, key, "authors is a list of names", 'Write authors = ["Ann Lee"].')
    if isinstance(value, str):
        return value.strip()
    raise place.error("rule", number, key, f"{key} is a text", f'Write {key} = "…".')


def _day(value: object, place: _Place, number: int) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if value == "":
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise place.error(
            "rule", number, "published", "published is a day", "Write published = 2018-11-25."
        ) from error


def _publishers(document: Mapping[str, Any], place: _Place) -> tuple[Publisher, ...]:
    publishers = document.get("publisher", {})
    if not isinstance(publishers, dict):
        raise place.no_tables()
    return tuple(
        _publisher(name, value, place, number) for number, (name, value) in enumerate(publishers.items(), start=1)
    )


def _publisher(name: str, values: object, place: _Place, number: int) -> Publisher:
    table = place.table("publisher", number, values, _PUBLISHER_KEYS)
    aliases, country, ownership = table.get("aliases", []), table.get("country", ""), table.get("ownership", "")
    if not isinstance(aliases, list) or not all(isinstance(text, str) for text in (country, ownership, *aliases)):
        raise place.error("publisher", number, "aliases", f"values of {name} are texts", 'Write aliases = ["…"].')
    return Publisher(name, tuple(aliases), country, ownership)


def _key(name: str) -> str:
    """A name as compared: lower case, letters and digits only, "www." aside."""
    return re.sub(r"[\W_]", "", re.sub(r"^(?:https?://)?(?:www\.)?", "", name.strip().casefold()))
