"""The options that say which articles are meant: parse, and say so when they fit nothing."""

import argparse
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from assistant.cli_arguments import day, name
from index.errors import QuestionError

if TYPE_CHECKING:
    from assistant.wiring import Corpus
    from index.types import Filters

_NAMED = 5
"""Publishers that a remark lists."""


def filter_options() -> argparse.ArgumentParser:
    """The options, for the commands that take them."""
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group("which articles")
    group.add_argument(
        "--source", action="append", default=[], type=name, metavar="NAME", help="only this publisher; repeatable"
    )
    group.add_argument("--after", type=day, metavar="DATE", help="published on this day or later (YYYY-MM-DD)")
    group.add_argument("--before", type=day, metavar="DATE", help="published on this day or earlier (YYYY-MM-DD)")
    return options


def asked_filters(given: argparse.Namespace, corpus: "Corpus") -> "Filters":
    """The filters that were given, after a remark for each publisher that no article of `corpus` has.

    Raises `QuestionError` for a time that ends before it begins.
    """
    from index.types import Filters

    if given.after and given.before and given.before < given.after:
        raise QuestionError(f"--before {given.before} is earlier than --after {given.after}", "change one of them")
    if given.source:
        _print_unknown(given.source, corpus.index().publishers())
    return Filters(sources=tuple(given.source), after=given.after, before=given.before)


def _print_unknown(sources: Iterable[str], publishers: list[str]) -> None:
    from assistant.terminal_text import one_line
    from index.words import plain_name

    plain = {plain_name(publisher): publisher for publisher in publishers}
    for source in sources:
        wanted = plain_name(source)
        if wanted in plain:
            continue
        near = [publisher for key, publisher in plain.items() if wanted and wanted in key]
        near = near or [plain[key] for key in get_close_matches(wanted, plain, _NAMED)]
        hint = f"did you mean {' or '.join(near[:_NAMED])}?" if near else _known(publishers)
        print(one_line(f'note: no article is by "{source}" ({hint})'), file=sys.stderr)


def _known(publishers: list[str]) -> str:
    more = ", …" if len(publishers) > _NAMED else ""
    return f"publishers: {', '.join(publishers[:_NAMED])}{more}" if publishers else "no publisher is known"
