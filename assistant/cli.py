"""The command line: parse, wire, print. Nothing costly is imported before a command runs."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.cli_arguments import positive
from assistant.cli_conversations import CHAT_DEFAULTS, add_conversations, run_chat
from assistant.cli_eval import add_eval
from assistant.cli_filters import asked_filters, filter_options
from assistant.cli_index import add_index
from assistant.cli_models import add_models
from index.errors import BylineError

if TYPE_CHECKING:
    from assistant.wiring import Corpus

DESCRIPTION = "Answers questions over a folder of news articles, offline; every sentence is cited and checked."

_PATHS_NAMED = 4
"""Articles that are named where several fit."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 a named failure (2, wrong usage, leaves by argparse)."""
    given = parser().parse_args(arguments)
    try:
        status = int(given.run(given))
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        print("byline: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has gone, as in `byline search … | head`; what is still held for it goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except (BylineError, OSError) as error:
        if given.debug:
            raise
        from assistant.terminal import print_error

        print_error(error if isinstance(error, BylineError) else _file_error(error))
        return 1


def _file_error(error: OSError) -> BylineError:
    """What the system refused, in words: a folder that cannot be written, a full disk."""
    what = error.strerror or str(error)
    if error.filename is None:
        return BylineError(what)
    hint = "check that the place is there, may be written and has room, or name another one"
    return BylineError(f"{error.filename}: {what}", hint)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(prog="byline", description=DESCRIPTION)
    top.add_argument("--version", action="version", version=_version_text())
    top.set_defaults(run=run_chat, **CHAT_DEFAULTS)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    common = _common()

    add_index(commands, common)

    ask = commands.add_parser(
        "ask", parents=[common, filter_options()], help="answer a question with checked citations"
    )
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    ask.set_defaults(run=_ask)

    search = commands.add_parser("search", parents=[common, filter_options()], help="show the best passages only")
    search.add_argument("query")
    search.add_argument("-k", type=positive, default=10, metavar="N", help="how many passages (default 10)")
    search.add_argument("--json", action="store_true", help="print them as JSON")
    search.add_argument("--explain", action="store_true", help="say why each passage is where it is")
    search.set_defaults(run=_search)

    show = commands.add_parser("show", parents=[common], help="print an article as it was indexed")
    show.add_argument("article", help="id, path, or a part of the path")
    show.add_argument("--removed", action="store_true", help="print the lines that were taken out, and why")
    show.add_argument("--metadata", action="store_true", help="print what is known about it instead of its text")
    show.set_defaults(run=_show)

    add_conversations(commands, common)
    add_eval(commands, common)
    add_models(commands, common)

    doctor = commands.add_parser("doctor", parents=[common], help="check installation, models and index")
    doctor.set_defaults(run=_doctor)
    return top


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    group = common.add_argument_group("where and with what")
    group.add_argument("--corpus", default=".", metavar="DIR", help="the folder of articles (default: this one)")
    group.add_argument("--index", dest="index_folder", metavar="DIR", help="its index (default: CORPUS/.byline)")
    group.add_argument(
        "--model", metavar="MODEL", help='a GGUF file, a name at the endpoint, "embedded", or "none" for quotations'
    )
    group.add_argument("--debug", action="store_true", help="show tracebacks")
    return common


def _version_text() -> str:
    from assistant import __version__

    return f"byline {__version__}"


def _corpus(given: argparse.Namespace) -> "Corpus":
    from assistant.wiring import Corpus

    return Corpus(given.corpus, given.index_folder, model=given.model)


def _ask(given: argparse.Namespace) -> int:
    with _corpus(given) as corpus:
        filters = asked_filters(given, corpus)
        if given.json:
            from assistant.json_forms import answer_json

            _print_json(answer_json(corpus.answer(given.question, filters=filters)))
        else:
            from assistant.terminal import print_answer

            print_answer(corpus.ask(given.question, filters=filters), sys.stdout, sys.stderr)
    return 0


def _search(given: argparse.Namespace) -> int:
    from assistant.explanation import explained_json, explained_lines
    from assistant.json_forms import search_json
    from assistant.terminal_text import search_lines

    with _corpus(given) as corpus:
        filters = asked_filters(given, corpus)
        hits = corpus.search(given.query, filters, given.k)
        if given.json:
            found = search_json(given.query, hits, corpus.index())
            _print_json(explained_json(found, hits, filters) if given.explain else found)
        else:
            _print_lines(explained_lines(hits, filters) if given.explain else search_lines(hits))
        if not hits:
            print("note: no passage is found", file=sys.stderr)
    return 0


def _show(given: argparse.Namespace) -> int:
    from assistant.terminal_text import article_lines, article_text, removed_lines
    from index.errors import CatalogError

    with _corpus(given) as corpus:
        article = corpus.article(given.article)
        if article is None:
            paths = [known.path for known in corpus.index().articles() if given.article in known.path][:_PATHS_NAMED]
            hint = f": {', '.join(paths)} …" if paths else ", as citations do"
            raise CatalogError(f"no single article fits {given.article!r}", "give its id or path" + hint)
    if given.removed:
        _print_lines(removed_lines(article))
    elif given.metadata:
        _print_lines(article_lines(article))
    else:
        print(article_text(article))
    return 0


def _doctor(given: argparse.Namespace) -> int:
    from assistant.doctor import examine
    from assistant.terminal_text import finding_lines

    findings = examine(_corpus(given))
    _print_lines(line for finding in findings for line in finding_lines(finding))
    return 1 if any(finding.cure for finding in findings) else 0


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _print_json(values: object) -> None:
    from assistant.terminal_text import json_text

    print(json_text(values))


if __name__ == "__main__":
    sys.exit(main())
