"""What a pipeline did with one question, as it is written to the file of a run."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from math import isnan, nan
from typing import Any

from assistant.evaluation.cases import Case
from assistant.evaluation.memory import peak_memory
from assistant.events import Drafted, Event, Finished, Searched
from assistant.json_forms import answer_json
from index.errors import BylineError
from index.types import Hit


@dataclass(frozen=True, slots=True)
class Place:
    """Where a retrieved passage stands."""

    article: str
    """Id."""
    start: int
    end: int
    also_in: tuple[str, ...] = ()
    """Ids of articles that carry the same text."""


@dataclass(frozen=True, slots=True)
class Record:
    """One answered question."""

    case: str
    """Id of the question."""
    asked: str
    """Fingerprint of the question and its history, so that a reworded one is asked again."""
    answer: Mapping[str, Any]
    """The answer in its JSON form; empty when the question failed."""
    hits: tuple[Place, ...] = ()
    """Retrieved passages, best first."""
    draft: str = ""
    """What the language model wrote, unchecked."""
    pieces: int = 0
    """Pieces in which it came: its tokens, for a model that runs here."""
    answerable: float = nan
    """The pipeline's probability that the articles answer; NaN when it has none."""
    memory: float = 0.0
    """Most memory until then, of the process and its language model, in MB; 0 where it cannot be known."""
    failure: str = ""
    """Why there is no answer; empty when there is one."""


def record(case: Case, events: Iterable[Event]) -> Record:
    """Follow `events` to the end; a question that fails is recorded with the reason."""
    hits: tuple[Hit, ...] = ()
    pieces: list[str] = []
    answer: Mapping[str, Any] = {}
    answerable = nan
    failure = ""
    try:
        for event in events:
            match event:
                case Searched():
                    hits = event.hits
                case Drafted():
                    pieces.append(event.text)
                case Finished():
                    answer = answer_json(event.answer)
                    answerable = event.answer.answerable
                case _:
                    pass
    except BylineError as error:
        failure = f"{error.title}; {error.hint}" if error.hint else error.title
    places = tuple(Place(hit.article.id, hit.passage.start, hit.passage.end, hit.also_in) for hit in hits)
    return Record(
        case.id, fingerprint(case), answer, places, "".join(pieces), len(pieces), answerable, peak_memory(), failure
    )


def fingerprint(case: Case) -> str:
    """Changes when the question, or the conversation before it, does."""
    said = [case.question, *(text for turn in case.history for text in (turn.question, turn.answer))]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def to_json(one: Record) -> str:
    """One line, without the line end."""
    values = asdict(one) | {"answer": one.answer, "answerable": None if isnan(one.answerable) else one.answerable}
    return json.dumps(values, ensure_ascii=False)


def from_json(line: str) -> Record:
    """The record of a line; raises `ValueError`, `KeyError` or `TypeError` for any other."""
    values = json.loads(line)
    places = tuple(Place(**(place | {"also_in": tuple(place["also_in"])})) for place in values["hits"])
    answerable = nan if values["answerable"] is None else float(values["answerable"])
    return Record(**(values | {"hits": places, "answerable": answerable}))
