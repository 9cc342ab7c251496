"""The command `byline index`: build once, or follow the folder until interrupted."""

import argparse
import sys
import time
from typing import TYPE_CHECKING

from index.errors import BylineError

if TYPE_CHECKING:
    from assistant.build_display import BuildDisplay
    from assistant.cli_arguments import Commands
    from assistant.wiring import Corpus
    from index.build import Summary


def add_index(commands: "Commands", common: argparse.ArgumentParser) -> None:
    """Add `index` to the commands of the command line; `common` has the options that every command takes."""
    index = commands.add_parser("index", parents=[common], help="build or update the index of a folder")
    index.add_argument("folder", nargs="?", metavar="CORPUS", help="the folder of articles")
    index.add_argument("--rebuild", action="store_true", help="forget the index and build it anew")
    index.add_argument("--watch", action="store_true", help="stay, and update it whenever files change")
    index.add_argument("--json", action="store_true", help="print each summary as JSON")
    index.set_defaults(run=run_index)


def run_index(given: argparse.Namespace) -> int:
    """Do what the command line says."""
    from assistant.build_display import BuildDisplay
    from assistant.terminal_text import summary_lines
    from assistant.wiring import Corpus

    display = BuildDisplay(sys.stderr)
    with Corpus(given.folder or given.corpus, given.index_folder, model=given.model) as corpus:
        if given.watch:
            return _watch(given, corpus, display)
        summary = _build(corpus, display, given.rebuild)
        if given.json:
            _print_json(summary, indent=1)
        else:
            print(*summary_lines(summary, corpus.folder), sep="\n", file=sys.stderr)
    return 0


def _build(corpus: "Corpus", display: "BuildDisplay", rebuild: bool) -> "Summary":
    from index.build import Summary

    with display:
        for event in corpus.build(rebuild=rebuild):
            display.show(event)
    if not isinstance(event, Summary):
        raise BylineError("the index was not finished", "run byline index again")
    return event


def _watch(given: argparse.Namespace, corpus: "Corpus", display: "BuildDisplay") -> int:
    """Update at every change until interrupted, which is how this ends and no failure."""
    from assistant.terminal import print_error
    from assistant.terminal_text import one_line, update_line
    from index.watch import at_rest, snapshot

    settings, first = corpus.settings, True
    try:
        for _ in at_rest(lambda: snapshot(corpus.folder, settings.include, settings.exclude)):
            try:
                summary = _build(corpus, display, given.rebuild and first)
            except BylineError as error:
                # What is wrong with one state of the folder, such as a slip in sources.toml, the next may mend.
                if first:
                    raise
                print_error(error)
                continue
            if given.json:
                _print_json(summary, indent=None)
            else:
                print(time.strftime("%H:%M:%S"), update_line(summary), file=sys.stderr)
            if first:
                print(f"watching {one_line(str(corpus.folder))}; Ctrl-C ends it", file=sys.stderr)
            first = False
    except KeyboardInterrupt:
        print("stopped watching", file=sys.stderr)
    return 0


def _print_json(summary: "Summary", indent: int | None) -> None:
    from assistant.json_forms import summary_json
    from assistant.terminal_text import json_text

    print(json_text(summary_json(summary), indent), flush=True)
