"""Opens the corpus, looks at it from time to time and rebuilds it, in workers that post messages to the app."""

import threading
from collections.abc import Callable

from textual.app import App

from assistant.tui.messages import BuildEnded, BuildProgressed, CorpusFailed, CorpusOpened, StateRead
from assistant.tui.ports import Answering, Library, OpenCorpus, Progress
from index.errors import BylineError

SUGGESTIONS = 4
"""Most questions suggested on an empty screen."""


class Corpus:
    """The corpus of this run of the chat; `answering` and `library` are None until it is open."""

    def __init__(self, app: App[None], open_corpus: OpenCorpus) -> None:
        self._app = app
        self._open_corpus = open_corpus
        self._build_cancelled = threading.Event()
        self._building = False
        self.answering: Answering | None = None
        self.library: Library | None = None

    def open(self) -> None:
        """Begin to open; `CorpusOpened` or `CorpusFailed` follows."""
        self._work(self._open, "open")

    def look(self) -> None:
        """Begin to look whether files have changed; `StateRead` follows."""
        if self.library is not None and not self._building:
            self._work(self._look, "look")

    def build(self) -> bool:
        """Begin to bring the index up to date; `BuildProgressed` and `BuildEnded` follow.

        False when a build runs already or the corpus is not open.
        """
        if self.library is None or self._building:
            return False
        self._building = True
        self._build_cancelled.clear()
        self._app.post_message(BuildProgressed(Progress(0, 0, "starting")))
        self._work(self._build, "build")
        return True

    def close(self) -> None:
        """Stop what runs and release the corpus."""
        self._build_cancelled.set()
        if self.answering is not None:
            self.answering.close()

    def _work(self, work: Callable[[], None], group: str) -> None:
        self._app.run_worker(work, group=group, exclusive=True, exit_on_error=False, thread=True)

    def _open(self) -> None:
        try:
            self.answering, self.library = self._open_corpus()
            self.answering.warm()
            state, suggestions = self.library.state(), self.library.suggestions(SUGGESTIONS)
        except BylineError as error:
            self._app.post_message(CorpusFailed(error.title, error.hint))
        except Exception as error:  # the end of a thread
            self._app.post_message(CorpusFailed(f"The corpus cannot be opened: {error!r}", "Run byline doctor"))
        else:
            self._app.post_message(CorpusOpened(state, suggestions))

    def _look(self) -> None:
        if self.library is not None:
            state, suggestions = self.library.state(), self.library.suggestions(SUGGESTIONS)
            self._app.post_message(StateRead(state, suggestions))

    def _build(self) -> None:
        ended = BuildEnded()
        try:
            if self.library is not None:
                for progress in self.library.build(self._build_cancelled):
                    self._app.post_message(BuildProgressed(progress))
                if self.answering is not None:
                    self.answering.warm()
        except BylineError as error:
            ended = BuildEnded(error.title, error.hint)
        except Exception as error:  # the end of a thread
            ended = BuildEnded(f"The index could not be built: {error!r}", "The old index is still in use")
        self._building = False
        self._app.post_message(ended)
