"""How likely a sentence answers a question, and with which words: a small cross-encoder, run on a CPU without torch.

It reads question and sentence together, so it can tell an answer from a mention, which their vectors cannot.
The weights are made by `training.train_relevance_encoder`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from index.embedder import EMBEDDED_MODEL, model_folder
from index.errors import BylineError
from index.runtime import Runner

MAX_TOKENS = 112
"""Most word pieces that the model reads at once, question, window and markers together."""

MAX_QUESTION_TOKENS = 32
"""Most word pieces of a question; the rest is cut off."""

Row = tuple[list[int], list[int]]
"""Token ids and token types of one pair."""

Marks = tuple[int, int]
"""Ids of the tokens that open a text and that close each part of it."""

Offsets = Sequence[tuple[int, int]]
"""First character, and one past the last, of each word piece of a text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of one window."""

    odds: float
    """Calibrated log odds that the sentence answers."""
    answer: tuple[int, int]
    """First character of the likeliest answer in the window's last line, and one past its last; 0, 0 when it is empty."""
    placed: float
    """Log odds that it is the answer, against that the sentence has none; not calibrated."""
    lead: float
    """The same against the next place in the sentence that does not overlap it."""
    affirms: float = 0.0
    """Log odds that the answer is yes, if the question is of yes or no and this answers it; not calibrated, and 0 from a
    model that does not tell."""


def window(title: str, previous: str, sentence: str) -> str:
    """What `EvidenceModel.read` reads: the sentence, after the article's title and the sentence before it.

    Title and sentence before tell what the sentence speaks of; either may be empty.
    """
    parts = (" ".join(f"{title} {previous}".split()), " ".join(sentence.split()))
    return "\n".join(part for part in parts if part)


def ends(tokenizer: Any) -> Marks:
    """The marks of a BERT tokenizer."""
    opening, closing = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    return int(opening), int(closing)


def pair_row(question: Sequence[int], previous: Sequence[int], sentence: Sequence[int], marks: Marks) -> Row:
    """Word pieces laid out for the model: question, sentence before, sentence, with token type 1 for the last.

    `marks` are its `ends`. What does not fit is cut off: from the beginning of the sentence before first, then from
    the end of the sentence.
    """
    opening, closing = marks
    asked = list(question[:MAX_QUESTION_TOKENS])
    room = MAX_TOKENS - len(asked) - 3
    last = list(sentence[:room])
    room -= len(last) + 1
    before = list(previous[-room:]) if room > 0 and previous else []
    first = [opening, *asked, closing, *before, *([closing] if before else [])]
    return [*first, *last, closing], [0] * len(first) + [1] * (len(last) + 1)


class EvidenceModel:
    """Says how likely the last sentence of a window answers a question."""

    def __init__(self, folder: Path, shared: Any = None) -> None:
        """Open the folder that `training.export_relevance_encoder` wrote.

        Without a tokenizer of its own it has that of the embedding model, from which it was trained; `shared` is that
        one where it is open already. Raises `BylineError` for any other folder.
        """
        try:
            card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            self._tokenizer = _tokenizer(folder, shared)
            self._scale, self._shift = float(card["scale"]), float(card["shift"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BylineError(
                f"{folder} holds no evidence model: {error}",
                "write one with python -m training.export_relevance_encoder",
            ) from error
        self._ends = ends(self._tokenizer)
        self._runner = Runner(folder / "model.xml")

    def read(self, question: str, windows: Sequence[str]) -> list[Reading]:
        """What the model makes of each window, of which it reads the last line as the sentence.

        A window is made by `window`; the line before its last tells of what the sentence speaks.
        """
        if not windows:
            return []
        rows, offsets = self._rows(question, windows)
        found = self._runner.run([(ids, [1] * len(ids), types) for ids, types in rows])
        return [
            Reading(
                odds=float(odds) * self._scale + self._shift,
                answer=_answer(sentence, types.index(1), int(first), int(last)),
                placed=float(placed),
                lead=float(lead),
                affirms=float(affirms[0]) if affirms else 0.0,
            )
            for (odds, placed, lead, first, last, *affirms), (_, types), sentence in zip(
                found, rows, offsets, strict=True
            )
        ]

    def warm(self) -> None:
        """Prepare the model, which otherwise happens at the first question."""
        self._runner.warm()

    def _rows(self, question: str, windows: Sequence[str]) -> tuple[list[Row], list[Offsets]]:
        """The pairs, and where the word pieces of each sentence stand in it."""
        parts = [one.rpartition("\n") for one in windows]
        texts = [question, *(part[0] for part in parts), *(part[2] for part in parts)]
        asked, *rest = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        before, last = rest[: len(parts)], rest[len(parts) :]
        rows = [
            pair_row(asked.ids, previous.ids, sentence.ids, self._ends)
            for previous, sentence in zip(before, last, strict=True)
        ]
        return rows, [sentence.offsets for sentence in last]


def _answer(offsets: Offsets, begins: int, first: int, last: int) -> tuple[int, int]:
    """The characters of a sentence, which begins at so many word pieces, from its piece `first` to `last`."""
    if not offsets:
        return 0, 0
    start, end = (offsets[min(max(piece - begins, 0), len(offsets) - 1)] for piece in (first, last))
    return start[0], end[1]


def _tokenizer(folder: Path, shared: Any) -> Any:
    own = folder / "tokenizer.json"
    if shared is not None and not own.is_file():
        return shared
    from tokenizers import Tokenizer

    file = own if own.is_file() else model_folder(EMBEDDED_MODEL) / "tokenizer.json"
    tokenizer = Tokenizer.from_str(file.read_text("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def shipped_evidence_model(shared: Any = None) -> EvidenceModel | None:
    """The model that is installed with Byline; None when it was installed without.

    `shared` is the tokenizer of the embedding model where it is open already.
    """
    return _shipped("evidence_weights", shared)


def shipped_close_model(shared: Any = None) -> EvidenceModel | None:
    """The larger model that reads the likeliest sentences again; as `shipped_evidence_model`."""
    return _shipped("close_weights", shared)


def _shipped(name: str, shared: Any) -> EvidenceModel | None:
    with as_file(files(__package__).joinpath(name)) as folder:
        return EvidenceModel(folder, shared) if (folder / "model.xml").is_file() else None
