"""Public question answering sets as paragraphs with questions and the sentences that answer them."""

import csv
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.sentences import sentences


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of sentences that stand in this order in one document."""

    source: str
    """Short name of the set."""
    document: str
    """What must not be divided between training and test: a title, an article; unique within the source."""
    sentences: tuple[str, ...]
    connected: bool = True
    """Whether each sentence follows directly on the one before it."""
    title: str = ""
    """Of the document; empty when it has none."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question asked of one paragraph."""

    text: str
    paragraph: Paragraph
    answering: frozenset[int]
    """Places of the sentences that answer, from 0; empty when none does."""
    answers: tuple[str, ...] = ()
    """The answer alone, as it stands in the text; empty where only the sentence is known, or there is none."""
    tempting: frozenset[int] = frozenset()
    """Places of sentences that seem to answer an unanswerable question."""
    affirming: frozenset[int] = frozenset()
    """Of `answering`, where yes is the answer to a question of yes or no, whoever gives it."""
    denying: frozenset[int] = frozenset()
    """Of `answering`, where no is the answer."""


_HELD_OUT_TITLES = frozenset({"Normans", "Harvard_University", "Warsaw"})
"""Of SQuAD 2.0, whose few long titles a random choice would divide unevenly."""


def is_held_out(source: str, document: str) -> bool:
    """Whether a document belongs to the sixth that no training sees."""
    if source == "squad2":
        return document in _HELD_OUT_TITLES
    return zlib.crc32(f"{source} {document}".encode()) % 6 == 0


def is_measured(source: str, document: str) -> bool:
    """Whether a held-out document belongs to the part on which figures are reported; the rest calibrates."""
    if source == "squad2":
        return document != "Normans"
    return zlib.crc32(f"measured {source} {document}".encode()) % 3 != 0


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each with single spaces."""
    return tuple(" ".join(text[span.start : span.end].split()) for span in sentences(text))


def squad(path: Path, source: str) -> Iterator[Question]:
    """SQuAD 1.1 or 2.0: documents are titles, or single paragraphs where all share one title."""
    entries = json.loads(path.read_text(encoding="utf-8"))["data"]
    for entry in entries:
        for number, raw in enumerate(entry["paragraphs"]):
            spans = sentences(raw["context"])
            document = entry["title"] if len(entries) > 1 else str(number)
            title = document.replace("_", " ") if len(entries) > 1 else ""
            paragraph = Paragraph(source, document, split_sentences(raw["context"]), title=title)
            for asked in raw["qas"]:
                found = {span_of(spans, a["answer_start"], a["text"]) for a in asked["answers"]}
                tempting = {span_of(spans, a["answer_start"], a["text"]) for a in asked.get("plausible_answers", [])}
                answers = tuple(dict.fromkeys(a["text"] for a in asked["answers"]))
                text = " ".join(asked["question"].split())
                if len(text) > 8:
                    yield Question(text, paragraph, frozenset(found), answers, frozenset(tempting))


def span_of(spans: list[Any], start: int, answer: str) -> int:
    """Place of the sentence in which the middle of an answer lies."""
    middle = start + len(answer) // 2
    return max((place for place, span in enumerate(spans) if span.start <= middle), default=0)


def selqa(folder: Path) -> Iterator[Question]:
    """SelQA: sections of encyclopedia articles as candidate sentences, some of which answer."""
    for part in ("dev", "test"):
        for entry in json.loads((folder / f"selqa-ass-{part}.json").read_text(encoding="utf-8")):
            found = tuple(" ".join(candidate.split()) for candidate in entry["candidates"])
            paragraph = Paragraph("selqa", entry["article"], found, title=entry["article"])
            yield Question(" ".join(entry["question"].split()), paragraph, frozenset(entry["answers"]))


def qamr(folder: Path) -> Iterator[Question]:
    """QAMR on Wikinews: the sampled sentences of an article; questions that a validator rejected are left out."""
    places: dict[str, str] = {}
    documents: dict[str, list[str]] = defaultdict(list)
    for line in (folder / "wiki-sentences.tsv").read_text(encoding="utf-8").splitlines():
        place, tokens = line.split("\t")
        if place.split(":")[1] == "wikinews":
            places[place] = tokens
            documents[place.split(":")[2]].append(place)
    paragraphs = {
        document: Paragraph("qamr", document, tuple(untokenised(places[one]) for one in members), connected=False)
        for document, members in documents.items()
    }
    for part in ("dev", "test"):
        for line in (folder / "filtered" / f"{part}.tsv").read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if fields[0] not in places or any("Invalid" in field for field in fields[7:]):
                continue
            document = fields[0].split(":")[2]
            words = places[fields[0]].split()
            answer = untokenised(" ".join(words[int(i)] for i in fields[6].split()))
            answering = frozenset({documents[document].index(fields[0])})
            yield Question(fields[5], paragraphs[document], answering, (answer,))


_BRACKETS = (("-LRB-", "("), ("-RRB-", ")"), ("-LSB-", "["), ("-RSB-", "]"), ("``", '"'), ("''", '"'))


def untokenised(tokens: str) -> str:
    """Text as it is printed, from Penn Treebank tokens."""
    for token, mark in _BRACKETS:
        tokens = tokens.replace(token, mark)
    tokens = re.sub(r" ([,.;:?!%)\]])", r"\1", tokens)
    tokens = re.sub(r" ('s|n't|'re|'ve|'ll|'d|'m)\b", r"\1", tokens)
    tokens = re.sub(r"([$£€(\[]) ", r"\1", tokens)
    return re.sub(r'" ([^"]*?) "', r'"\1"', tokens)


def torque(path: Path) -> Iterator[Question]:
    """TORQUE: questions on the order of events in news; the answers are single words."""
    for key, raw in json.loads(path.read_text(encoding="utf-8")).items():
        spans = sentences(raw["passage"])
        document = key.partition("_sentid")[0]
        paragraph = Paragraph("torque", document, split_sentences(raw["passage"]))
        for text, asked in raw["question_answer_pairs"].items():
            if asked["derived_from_question"] == text:
                continue  # the three questions that every passage is asked
            starts = [int(indices.strip("()").split(",")[0]) for indices in asked["answer"]["indices"] if indices]
            yield Question(text, paragraph, frozenset(span_of(spans, start, "") for start in starts))


def qnli(path: Path, banned: Callable[[str], bool]) -> Iterator[Question]:
    """QNLI: single sentences; those that `banned` knows, because a held-out document has them, are left out."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            sentence = " ".join(row["hypothesis"].split())
            if not banned(sentence):
                answering = frozenset({0} if row["label"] == "entailment" else ())
                yield Question(row["premise"], Paragraph("qnli", sentence[:40], (sentence,)), answering)


def public_sets(data: Path) -> Iterator[Question]:
    """Every question of the sets under `data`. Raises FileNotFoundError, naming it, for a set that is absent."""
    squad2 = list(squad(data / "squad2_half_dev" / "data" / "dev-v2.0.json", "squad2"))
    yield from squad2
    # QNLI was made from the same paragraphs.
    kept_back = {key(s) for q in squad2 if is_held_out("squad2", q.paragraph.document) for s in q.paragraph.sentences}
    yield from qnli(data / "nli" / "qnli" / "dev.csv", lambda sentence: key(sentence) in kept_back)
    shifts = data / "squadshifts" / "datasets"
    yield from squad(shifts / "new_wiki_v1.0.json", "new_wiki")
    yield from squad(shifts / "reddit_v1.0.json", "reddit")
    yield from qamr(data / "qamr_wikinews" / "data")
    yield from selqa(data / "selqa" / "ass")
    yield from torque(data / "torque_news" / "data" / "dev.json")


def key(sentence: str) -> str:
    """A sentence without what differs between copies: case, marks, spaces, and all but its beginning."""
    return re.sub(r"\W", "", sentence.casefold())[:40]
