"""Writes `assistant/engine/facts/lexicon.json.gz` from the WordNet database files.

Usage: python -m tests.bench.build_lexicon WORDNET_DICT_DIR

WORDNET_DICT_DIR holds `index.sense`, `data.noun`, `data.verb`, `data.adj` and `data.adv` of WordNet 3.1
(Princeton University, free licence with notice, which is kept inside the written file).
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_FILES = {"n": "data.noun", "v": "data.verb", "a": "data.adj", "r": "data.adv"}
_PARENT_POINTERS = {"@", "@i", "&"}
_DERIVED_POINTERS = {"+", "\\"}
_MAX_SENSES = 4
_NOTICE = (
    "Derived from WordNet 3.1. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. "
    "Used, copied, modified and distributed under the WordNet License, https://wordnet.princeton.edu/license-and-commercial-use. "
    'THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR '
    "WARRANTIES, EXPRESS OR IMPLIED."
)


@dataclass
class Synset:
    """One meaning: its words and its pointers to others."""

    words: list[str]
    pointers: list[tuple[str, str, int, int]] = field(default_factory=list)
    """Symbol, target key, number of the source word and of the target word (0: the whole synset)."""


def read_synsets(folder: Path) -> dict[str, Synset]:
    """Key ("n00001740") to synset, for every part of speech."""
    return {key: synset for letter, name in _FILES.items() for key, synset in _read_file(folder / name, letter)}


def _read_file(path: Path, letter: str) -> Iterator[tuple[str, Synset]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            continue
        parts = line.split("|")[0].split()
        count = int(parts[3], 16)
        words = [parts[4 + 2 * i].split("(")[0] for i in range(count)]
        at = 4 + 2 * count
        pointers = []
        for i in range(int(parts[at])):
            symbol, offset, pos, ends = parts[at + 1 + 4 * i : at + 5 + 4 * i]
            pointers.append((symbol, f"{pos}{offset}", int(ends[:2], 16), int(ends[2:], 16)))
        yield f"{letter}{parts[0]}", Synset(words, pointers)


def frequent_senses(folder: Path) -> dict[str, list[str]]:
    """Lower-case single word to the synset keys of its most frequent senses, where a sense was ever counted."""
    letters = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line in (folder / "index.sense").read_text(encoding="utf-8").splitlines():
        sense, offset, _, count = line.split()
        word, rest = sense.split("%")
        if int(count) > 0 and word.isascii() and word.isalpha() and word.islower():
            found[word].append((int(count), letters[rest[0]] + offset))
    return {word: [key for _, key in sorted(senses, reverse=True)[:_MAX_SENSES]] for word, senses in found.items()}


def build(folder: Path) -> dict[str, object]:
    """The lexicon as the engine reads it."""
    synsets = read_synsets(folder)
    senses = frequent_senses(folder)
    used = sorted({key for keys in senses.values() for key in keys})
    parents = {key: [p[1] for p in synsets[key].pointers if p[0] in _PARENT_POINTERS] for key in used}
    numbers = {key: i for i, key in enumerate(sorted(set(used) | {p for ps in parents.values() for p in ps}))}
    return {
        "notice": _NOTICE,
        "senses": {word: [numbers[key] for key in keys] for word, keys in sorted(senses.items())},
        "parents": {str(numbers[key]): [numbers[p] for p in ps] for key, ps in parents.items() if ps},
        "derived": _lexical_links(synsets, senses, _DERIVED_POINTERS),
        "antonyms": _lexical_links(synsets, senses, {"!"}),
    }


def _lexical_links(
    synsets: dict[str, Synset], senses: dict[str, list[str]], symbols: set[str]
) -> dict[str, list[str]]:
    links: dict[str, set[str]] = defaultdict(set)
    for synset in synsets.values():
        for symbol, target, source_word, target_word in synset.pointers:
            if symbol not in symbols or not source_word or not target_word:
                continue
            one = synset.words[source_word - 1].lower()
            other = synsets[target].words[target_word - 1].lower()
            if one in senses and other in senses:
                links[one].add(other)
    return {word: sorted(others) for word, others in sorted(links.items())}


def main() -> None:
    """Read the command line, build, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    out = Path(__file__).parents[2] / "assistant" / "engine" / "facts" / "lexicon.json.gz"
    data = json.dumps(build(parser.parse_args().folder), separators=(",", ":"), ensure_ascii=True)
    out.write_bytes(gzip.compress(data.encode(), mtime=0))
    print(f"{out.name}: {out.stat().st_size} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
